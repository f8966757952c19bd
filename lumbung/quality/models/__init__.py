"""Imports with what they found and changed, profiles of columns, pairs that may be one person, models of matching."""

from lumbung.quality.models.batch import ImportBatch, ImportChange, ImportedRow, ImportFinding, SetAsideRow
from lumbung.quality.models.duplicate import DuplicatePair
from lumbung.quality.models.family_form import FamilyForm, FormAnswer
from lumbung.quality.models.matching import MatchingModel
from lumbung.quality.models.profile import MappingProfile
from lumbung.quality.models.reference import ReferenceResult

__all__ = [
    "DuplicatePair",
    "FamilyForm",
    "FormAnswer",
    "ImportBatch",
    "ImportChange",
    "ImportFinding",
    "ImportedRow",
    "MappingProfile",
    "MatchingModel",
    "ReferenceResult",
    "SetAsideRow",
]
