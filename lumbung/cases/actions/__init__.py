"""Every act on a case; each is safe to repeat."""

from lumbung.cases.actions.agreeing import (
    AgreedToNothing,
    Agreement,
    NobodyAgreed,
    NotAgreed,
    WitnessMissing,
    record_consent,
    withdraw_consent,
)
from lumbung.cases.actions.assessing import (
    AlreadyMeasured,
    AnswersMissing,
    AssessmentSigned,
    MomentNeeded,
    NoSuchAnswer,
    begin_assessment,
    discard_assessment,
    finish_assessment,
    record_assessment,
    save_answers,
)
from lumbung.cases.actions.common import (
    CaseIsOver,
    NotAtThisStep,
    NumberWritten,
    OwnFamily,
    SaySomething,
    SomebodyActs,
)
from lumbung.cases.actions.conferring import (
    SERVED,
    DecidesOwnCase,
    MinutesClosed,
    NoAnswer,
    NoDay,
    NothingToExtend,
    OutOfReach,
    WaveMissing,
    add_attendant,
    decide,
    plan_conference,
    put_case,
)
from lumbung.cases.actions.ending import (
    NoSuchOutcome,
    StayIsOver,
    change_mode,
    end_case,
    note_contact,
    withdraw_case,
)
from lumbung.cases.actions.glass import (
    GlassNotNeeded,
    break_glass,
    review_glass,
)
from lumbung.cases.actions.kin import (
    NotARelative,
    NotATie,
    note_relative,
    note_tie,
    remove_relative,
    remove_tie,
)
from lumbung.cases.actions.minutes import (
    BadWave,
    NotAllDecided,
    TooFewSeated,
    WaveIsFull,
    call_up,
    close_minutes,
    open_wave,
)
from lumbung.cases.actions.opening import (
    AlreadyOpen,
    NobodyKnown,
    NobodyReceives,
    NoSuchKind,
    ResidentialSaysWhy,
    open_case,
)
from lumbung.cases.actions.packs import LicenceIsYours, NotAnInstrument, VersionTaken, load_pack
from lumbung.cases.actions.stepping import (
    ConferenceFirst,
    NotSkipped,
    OwnStep,
    finish_step,
    skip_step,
)
from lumbung.cases.actions.teaming import (
    LeadsTheCase,
    NotOfThisPlace,
    SupervisesTheCase,
    add_member,
    assign_supervisor,
    assign_worker,
    remove_member,
    set_secret,
)
from lumbung.cases.actions.urgent import (
    finish_urgent_task,
    open_urgent_task,
)

__all__ = [
    "AgreedToNothing", "Agreement", "AlreadyMeasured", "AlreadyOpen", "AnswersMissing", "AssessmentSigned", "BadWave",
    "CaseIsOver", "ConferenceFirst", "DecidesOwnCase", "GlassNotNeeded", "LeadsTheCase", "LicenceIsYours",
    "MinutesClosed", "MomentNeeded", "NoAnswer", "NoDay", "NoSuchAnswer", "NoSuchKind", "NoSuchOutcome",
    "NobodyAgreed", "NobodyKnown", "NobodyReceives", "NotARelative", "NotATie", "NotAgreed", "NotAllDecided",
    "NotAnInstrument", "NotAtThisStep", "NotOfThisPlace", "NotSkipped", "NothingToExtend", "NumberWritten",
    "OutOfReach", "OwnFamily", "OwnStep", "ResidentialSaysWhy", "SERVED", "SaySomething", "SomebodyActs",
    "StayIsOver", "SupervisesTheCase", "TooFewSeated", "VersionTaken", "WaveIsFull", "WaveMissing", "WitnessMissing",
    "add_attendant", "add_member", "assign_supervisor", "assign_worker", "begin_assessment", "break_glass", "call_up",
    "change_mode", "close_minutes", "decide", "discard_assessment", "end_case", "finish_assessment", "finish_step",
    "finish_urgent_task", "load_pack", "note_contact", "note_relative", "note_tie", "open_case", "open_urgent_task",
    "open_wave", "plan_conference", "put_case", "record_assessment", "record_consent", "remove_member",
    "remove_relative", "remove_tie", "review_glass", "save_answers", "set_secret", "skip_step", "withdraw_case",
    "withdraw_consent",
]  # fmt: skip
