"""Writes to the registry: whoever brings people in, corrects, removes or looks at them, comes through here."""

from lumbung.registry.actions.duplicates import close_as_duplicate
from lumbung.registry.actions.intake import Recorded, Sealed, gather_statistics, record_people, seal_people
from lumbung.registry.actions.opening import Numbers, open_family, open_person, show_numbers
from lumbung.registry.actions.removal import BuiltOn, ChangedSince, remove_batch, restore_changed

__all__ = [
    "BuiltOn",
    "ChangedSince",
    "Numbers",
    "Recorded",
    "Sealed",
    "close_as_duplicate",
    "gather_statistics",
    "open_family",
    "open_person",
    "record_people",
    "remove_batch",
    "restore_changed",
    "seal_people",
    "show_numbers",
]
