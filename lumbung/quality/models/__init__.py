"""Imports with what they found and changed, and pairs of records that may be one person."""

from lumbung.quality.models.batch import ImportBatch, ImportChange, ImportFinding, SetAsideRow
from lumbung.quality.models.duplicate import DuplicatePair
from lumbung.quality.models.family_form import FamilyForm, FormAnswer

__all__ = ["DuplicatePair", "FamilyForm", "FormAnswer", "ImportBatch", "ImportChange", "ImportFinding", "SetAsideRow"]
