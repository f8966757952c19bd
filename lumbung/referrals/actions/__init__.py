"""Writes: hear a need, refer, agree, answer, escalate, remind, keep the directory. One verb, one function."""

from lumbung.core.agreeing import NobodyAgreed, WitnessMissing
from lumbung.referrals.actions.answering import (
    AnswersForThemselves,
    LetterMissing,
    NoSuchAnswer,
    WaitsForThem,
    answer,
    enter_reply,
    give_more,
    read_result,
)
from lumbung.referrals.actions.common import NeedIsOver, NoSuchSector, SaySomething
from lumbung.referrals.actions.consenting import (
    AgreedToNothing,
    Agreement,
    AlreadyAgreed,
    record_consent,
    withdraw_consent,
)
from lumbung.referrals.actions.directory import (
    AlreadyListed,
    BadDirectory,
    Entry,
    NobodyAnswers,
    NotOfThisPlace,
    add_institution,
    change_institution,
    import_directory,
    set_institution_open,
)
from lumbung.referrals.actions.escalating import BelongsAbove, NoDeskAbove, decide_escalation, escalate
from lumbung.referrals.actions.reminding import remind
from lumbung.referrals.actions.sending import NoChild, NotInThatSector, TakesNobody, refer, withdraw_referral
from lumbung.referrals.actions.taking import (
    BadNeed,
    Heard,
    NobodyNamed,
    OutsideTheRegion,
    StillUnderWay,
    close_need,
    let_read,
    note_need,
    set_readers,
    solve_need,
)

__all__ = [
    "AgreedToNothing", "Agreement", "AlreadyAgreed", "AlreadyListed", "AnswersForThemselves", "BadDirectory",
    "BadNeed", "BelongsAbove", "Entry", "Heard", "LetterMissing", "NeedIsOver", "NoChild", "NoDeskAbove",
    "NoSuchAnswer", "NoSuchSector", "NobodyAgreed", "NobodyAnswers", "NobodyNamed", "NotInThatSector",
    "NotOfThisPlace", "OutsideTheRegion", "SaySomething", "StillUnderWay", "TakesNobody", "WaitsForThem",
    "WitnessMissing", "add_institution", "answer", "change_institution", "close_need", "decide_escalation",
    "enter_reply", "escalate", "give_more", "import_directory", "let_read", "note_need", "read_result",
    "record_consent", "refer", "remind", "set_institution_open", "set_readers", "solve_need", "withdraw_consent",
    "withdraw_referral",
]  # fmt: skip
