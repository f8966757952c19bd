"""Writes: hand in, let go on, send back, meet, sign, look, rank anew."""

from lumbung.core.evidence import NotAPaper, PaperTooLarge
from lumbung.proposals.actions.common import (
    DeclareFirst,
    Moved,
    NotAtThisStep,
    NumberWritten,
    OutsideWindow,
    OwnFamily,
    SamePersonSigns,
    SaySomething,
    SomebodyActs,
)
from lumbung.proposals.actions.ending import (
    LAPSE_JOB,
    UnknownReason,
    lapse_proposals,
    reject_proposals,
    return_proposals,
    start_lapsing,
    withdraw_proposal,
)
from lumbung.proposals.actions.field import confirm_in_field
from lumbung.proposals.actions.filing import (
    AlreadyOpen,
    Change,
    FamilyNotActive,
    NoSuchProgramme,
    NotAMember,
    NothingChanges,
    NothingToReactivate,
    ObjectorElsewhere,
    TooWellOff,
    file_proposal,
)
from lumbung.proposals.actions.letters import LetterNumberTaken, OnAnAgenda, OneVillage, sign_letter
from lumbung.proposals.actions.meetings import (
    MeetingIncomplete,
    MeetingNotYetHeld,
    NotAVillage,
    NothingOnTheAgenda,
    OneMeetingAtATime,
    Said,
    call_meeting,
    cancel_meeting,
    close_meeting,
    decide_items,
    note_attendance,
    refill_agenda,
)
from lumbung.proposals.actions.moving import (
    PapersMissing,
    PlaceMissing,
    check_proposals,
    decide_proposals,
    endorse_proposals,
    sign_proposals,
    verify_proposals,
)
from lumbung.proposals.actions.papers import (
    HalfAPlace,
    TooLateForPapers,
    add_meeting_paper,
    add_paper,
)
from lumbung.proposals.actions.reranking import JOB, NothingToRerank, rerank_proposals, start_reranking

__all__ = [
    "AlreadyOpen", "Change", "DeclareFirst", "FamilyNotActive", "HalfAPlace", "JOB", "LAPSE_JOB", "LetterNumberTaken",
    "MeetingIncomplete", "MeetingNotYetHeld", "Moved", "NoSuchProgramme", "NotAMember", "NotAPaper", "NotAVillage",
    "NotAtThisStep", "NothingChanges", "NothingOnTheAgenda", "NothingToReactivate", "NothingToRerank",
    "NumberWritten", "ObjectorElsewhere", "OnAnAgenda", "OneMeetingAtATime", "OneVillage", "OutsideWindow",
    "OwnFamily", "PaperTooLarge", "PapersMissing", "PlaceMissing", "Said", "SamePersonSigns", "SaySomething",
    "SomebodyActs", "TooLateForPapers", "TooWellOff", "UnknownReason", "add_meeting_paper", "add_paper",
    "call_meeting", "cancel_meeting", "check_proposals", "close_meeting", "confirm_in_field", "decide_items",
    "decide_proposals", "endorse_proposals", "file_proposal", "lapse_proposals", "note_attendance", "refill_agenda",
    "reject_proposals", "rerank_proposals", "return_proposals", "sign_letter", "sign_proposals", "start_lapsing",
    "start_reranking",
    "verify_proposals", "withdraw_proposal",
]  # fmt: skip
