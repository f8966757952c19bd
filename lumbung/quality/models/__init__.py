"""Imports with what they found and changed, and pairs of records that may be one person."""

from lumbung.quality.models.batch import ImportBatch, ImportChange, ImportFinding, SetAsideRow
from lumbung.quality.models.duplicate import DuplicatePair

__all__ = ["DuplicatePair", "ImportBatch", "ImportChange", "ImportFinding", "SetAsideRow"]
