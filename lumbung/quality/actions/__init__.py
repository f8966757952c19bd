"""Writes of this context: look at a file, take it in, give it back, correct a row, decide about duplicates."""

from lumbung.quality.actions.correcting import NotSetAside, StillWrong, correct_row
from lumbung.quality.actions.duplicates import AlreadyDecided, SayWhy, decide_duplicate, find_exact_duplicates
from lumbung.quality.actions.filling import (
    Conflict,
    FormClosed,
    KnownMemberStays,
    NoSuchMember,
    NoSuchQuestion,
    Saved,
    add_member,
    discard_form,
    purge_forms,
    remove_member,
    save_answers,
    start_registration,
    start_visit,
)
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
from lumbung.quality.actions.sending import (
    ChangedMeanwhile,
    NotAPhoto,
    NotYetRight,
    OwnFamily,
    keep_place,
    send_form,
    summary_of,
)
from lumbung.quality.actions.undoing import undo_import

__all__ = [
    "AlreadyDecided",
    "AlreadyImported",
    "ChangedMeanwhile",
    "Conflict",
    "FileGone",
    "FormClosed",
    "KnownMemberStays",
    "NoSuchMember",
    "NoSuchQuestion",
    "NotAPhoto",
    "NotSetAside",
    "NotYetRight",
    "OwnFamily",
    "Saved",
    "SayWhy",
    "StillWrong",
    "UnknownVillage",
    "add_member",
    "cancel_preview",
    "correct_row",
    "decide_duplicate",
    "discard_form",
    "find_exact_duplicates",
    "import_file",
    "import_step",
    "keep_place",
    "look_only",
    "preview_file",
    "preview_step",
    "purge_forms",
    "remove_member",
    "save_answers",
    "send_form",
    "start_registration",
    "start_visit",
    "summary_of",
    "undo_import",
]
