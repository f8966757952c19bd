"""Writes to the registry: whoever brings people in, corrects, removes or looks at them, comes through here."""

from lumbung.registry.actions.answers import (
    CORRECTABLE,
    CORRECTION,
    AnsweredOtherwise,
    as_written,
    correct_answers,
)
from lumbung.registry.actions.intake import (
    Recorded,
    Sealed,
    gather_first_statistics,
    gather_statistics,
    learn_words,
    record_people,
    seal_people,
)
from lumbung.registry.actions.merging import (
    AlreadyMerged,
    AlreadyProposed,
    BeyondReach,
    NotOneFamily,
    SamePersonMerges,
    SayWhyMerged,
    SayWhyOneCard,
    approve_merge,
    merge_families,
    merge_people,
    refuse_merge,
)
from lumbung.registry.actions.opening import (
    Numbers,
    note_asked_beyond_reach,
    open_family,
    open_person,
    show_numbers,
)
from lumbung.registry.actions.removal import BuiltOn, ChangedSince, remove_batch, restore_changed
from lumbung.registry.actions.unmerging import LaterMerge, NumberTaken, PartOfFamilyMerge, take_back_merge

__all__ = [
    "AlreadyMerged",
    "AlreadyProposed",
    "AnsweredOtherwise",
    "BeyondReach",
    "BuiltOn",
    "CORRECTABLE",
    "CORRECTION",
    "ChangedSince",
    "LaterMerge",
    "NotOneFamily",
    "NumberTaken",
    "Numbers",
    "PartOfFamilyMerge",
    "Recorded",
    "SamePersonMerges",
    "SayWhyMerged",
    "SayWhyOneCard",
    "Sealed",
    "approve_merge",
    "as_written",
    "correct_answers",
    "gather_first_statistics",
    "gather_statistics",
    "learn_words",
    "merge_families",
    "merge_people",
    "note_asked_beyond_reach",
    "open_family",
    "open_person",
    "record_people",
    "refuse_merge",
    "remove_batch",
    "restore_changed",
    "seal_people",
    "show_numbers",
    "take_back_merge",
]
