"""Every act on a case; each is safe to repeat."""

from lumbung.cases.actions.agreeing import (
    AgreedToNothing,
    Agreement,
    NotAgreed,
    record_consent,
    withdraw_consent,
)
from lumbung.cases.actions.aids import (
    AboveTheBudget,
    BadAid,
    InACycle,
    NoPlanInForce,
    NotByAList,
    NothingWaits,
    cancel_aid,
    give,
    pay_aids,
)
from lumbung.cases.actions.assessing import (
    AlreadyMeasured,
    AnswersMissing,
    AssessmentSigned,
    MomentNeeded,
    NoSuchAnswer,
    NotYetMeasured,
    begin_assessment,
    discard_assessment,
    finish_assessment,
    record_assessment,
    save_answers,
)
from lumbung.cases.actions.common import (
    CaseIsOver,
    NotAtThisStep,
    OwnFamily,
    SaySomething,
    locked,
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
    WaveNotAsked,
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
from lumbung.cases.actions.naming import AlreadyNamed, name_person
from lumbung.cases.actions.opening import (
    AlreadyOpen,
    NobodyKnown,
    NobodyReceives,
    NoSuchKind,
    ResidentialSaysWhy,
    open_case,
)
from lumbung.cases.actions.packs import LicenceIsYours, NotAnInstrument, VersionTaken, load_pack
from lumbung.cases.actions.plans import (
    BadGoal,
    BadPlan,
    BelowWhatWasGiven,
    BeyondTheFund,
    DrafterApproves,
    NoGoalYet,
    NotADraft,
    SomebodyDrafts,
    add_goal,
    approve_plan,
    draft_plan,
    drop_goal,
    note_progress,
    return_plan,
    submit_plan,
    withdraw_plan,
)
from lumbung.cases.actions.referring import ask_desk, refer_person
from lumbung.cases.actions.sessions import (
    BadSession,
    ChangedMeanwhile,
    ClientBusy,
    RoomWish,
    SessionToCome,
    WorkerBusy,
    book,
    book_group,
    cancel_session,
    note_attendance,
    note_group,
)
from lumbung.cases.actions.stepping import (
    ConferenceFirst,
    NotSkipped,
    OwnStep,
    finish_step,
    skip_step,
)
from lumbung.cases.actions.supervising import BadPoint, Point, finish_point, note_supervision, see_supervision
from lumbung.cases.actions.teaming import (
    LeadsTheCase,
    NotOfTheTeam,
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
from lumbung.cases.actions.workload import (
    LedAndSupervised,
    NoCaseToMove,
    NotTheirWork,
    hand_over_cases,
    read_move,
)
from lumbung.core.agreeing import NobodyAgreed, WitnessMissing
from lumbung.core.wording import NumberWritten, SomebodyActs

__all__ = [
    "AboveTheBudget", "AgreedToNothing", "Agreement", "AlreadyMeasured", "AlreadyNamed", "AlreadyOpen",
    "AnswersMissing", "AssessmentSigned", "BadAid", "BadGoal", "BadPlan", "BadPoint", "BadSession", "BadWave",
    "BelowWhatWasGiven", "BeyondTheFund", "CaseIsOver", "ChangedMeanwhile", "ClientBusy", "ConferenceFirst",
    "DecidesOwnCase", "DrafterApproves", "GlassNotNeeded", "InACycle", "LeadsTheCase", "LedAndSupervised",
    "LicenceIsYours", "MinutesClosed", "MomentNeeded", "NoAnswer", "NoCaseToMove", "NoDay", "NoGoalYet",
    "NotOfTheTeam", "NotYetMeasured", "NoPlanInForce", "NoSuchAnswer", "NoSuchKind", "NoSuchOutcome",
    "NobodyAgreed", "NobodyKnown", "NobodyReceives",
    "NotADraft", "NotARelative", "NotATie", "NotAgreed", "NotAllDecided", "NotAnInstrument", "NotAtThisStep",
    "NotByAList", "NotOfThisPlace", "NotSkipped", "NotTheirWork", "NothingToExtend", "NothingWaits", "NumberWritten",
    "OutOfReach", "OwnFamily", "OwnStep", "Point", "ResidentialSaysWhy", "RoomWish", "SERVED", "SaySomething",
    "SessionToCome", "SomebodyActs", "SomebodyDrafts", "StayIsOver", "SupervisesTheCase", "TooFewSeated",
    "VersionTaken", "WaveIsFull", "WaveMissing", "WaveNotAsked", "WitnessMissing", "WorkerBusy", "add_attendant",
    "add_goal",
    "add_member", "approve_plan", "ask_desk", "assign_supervisor", "assign_worker", "begin_assessment", "book",
    "book_group", "break_glass", "call_up", "cancel_aid", "cancel_session", "change_mode", "close_minutes", "decide",
    "discard_assessment", "draft_plan", "drop_goal", "end_case", "finish_assessment", "finish_point", "finish_step",
    "finish_urgent_task", "give", "hand_over_cases", "load_pack", "locked", "name_person", "note_attendance",
    "note_contact", "note_group", "note_progress", "note_relative", "note_supervision", "note_tie", "open_case",
    "open_urgent_task", "open_wave", "pay_aids", "plan_conference", "put_case", "read_move", "record_assessment",
    "record_consent", "refer_person", "remove_member", "remove_relative", "remove_tie", "return_plan", "review_glass",
    "save_answers", "see_supervision", "set_secret", "skip_step", "submit_plan", "withdraw_case", "withdraw_consent",
    "withdraw_plan",
]  # fmt: skip
