"""Everything that is written in Dream Start and about reports of abuse."""

from lumbung.childhood.actions.common import StartIsOver
from lumbung.childhood.actions.discovering import NoSuchAnswer, OutOfReach, discover, note_answer
from lumbung.childhood.actions.entering import (
    AgeNotKnown,
    NoConferenceSaid,
    NoSuchNeed,
    NotForThem,
    TooOldEvenSo,
    enter,
    let_stay,
    note_needs,
)
from lumbung.childhood.actions.protecting import NobodyAgreedToIt, keep_paper, look_at, note_print, tell
from lumbung.childhood.actions.reporting import (
    AnotherDecides,
    NobodyHere,
    NoChildNamed,
    NothingSuspected,
    NotOnTeam,
    NowhereNamed,
    Told,
    decide_safety,
    take_from_citizen,
    take_report,
)
from lumbung.childhood.actions.reviewing import (
    NotWritten,
    ReviewFirst,
    StillWatched,
    WriterSigns,
    close_start,
    end_start,
    return_review,
    sign_review,
    write_review,
)
from lumbung.childhood.actions.senders import TooManyReports, forget_senders
from lumbung.childhood.actions.serving import NobodyGave, NotDue, TimeWillTell, note_contact, note_service

__all__ = [
    "AgeNotKnown", "AnotherDecides", "NoChildNamed", "NoConferenceSaid", "NoSuchAnswer", "NoSuchNeed",
    "NobodyAgreedToIt", "NobodyGave", "NobodyHere", "NotDue", "NotForThem", "NotOnTeam", "NotWritten",
    "NothingSuspected", "NowhereNamed", "OutOfReach", "ReviewFirst", "StartIsOver", "StillWatched", "TimeWillTell",
    "Told", "TooManyReports", "TooOldEvenSo", "WriterSigns", "close_start", "decide_safety", "discover", "end_start",
    "enter", "forget_senders", "keep_paper", "let_stay", "look_at", "note_answer", "note_contact", "note_needs",
    "note_print", "note_service", "return_review", "sign_review", "take_from_citizen", "take_report", "tell",
    "write_review",
]  # fmt: skip
