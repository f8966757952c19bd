"""Writes of this context: look at a file, take it in, give it back, correct a row, decide about duplicates."""

from lumbung.quality.actions.correcting import NotSetAside, StillWrong, correct_row
from lumbung.quality.actions.duplicates import AlreadyDecided, SayWhy, decide_duplicate, find_exact_duplicates
from lumbung.quality.actions.importing import import_file, import_step
from lumbung.quality.actions.previewing import (
    AlreadyImported,
    FileGone,
    UnknownVillage,
    cancel_preview,
    look_only,
    preview_file,
    preview_step,
)
from lumbung.quality.actions.undoing import undo_import

__all__ = [
    "AlreadyDecided",
    "AlreadyImported",
    "FileGone",
    "NotSetAside",
    "SayWhy",
    "StillWrong",
    "UnknownVillage",
    "cancel_preview",
    "correct_row",
    "decide_duplicate",
    "find_exact_duplicates",
    "import_file",
    "import_step",
    "look_only",
    "preview_file",
    "preview_step",
    "undo_import",
]
