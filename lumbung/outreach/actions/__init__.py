"""Every act of outreach; each is safe to repeat."""

from lumbung.outreach.actions.cadres import (
    BadTraining,
    MonthNotOver,
    NotACadresAccount,
    NothingToPay,
    add_cadre,
    pay_allowances,
    set_cadre,
    train,
)
from lumbung.outreach.actions.common import BadPlace, OutreachIsOver, SaySomething
from lumbung.outreach.actions.days import DayIsOver, DayToCome, NoService, cancel_day, close_day, plan_day, serve
from lumbung.outreach.actions.finding import NoSuchSource, ask_desk, find, name_person, visit_home
from lumbung.outreach.actions.groups import (
    MeetingIsOver,
    MeetingToCome,
    NotInReach,
    cancel_meeting,
    hold_meeting,
    join_group,
    leave_group,
    open_group,
    plan_meeting,
)
from lumbung.outreach.actions.matching import (
    BeyondTheirAccount,
    CadreIsFull,
    NotTrained,
    SecretIsNotMatched,
    VisitFirst,
    decide_matches,
    end_match,
    match,
    propose_matches,
)
from lumbung.outreach.actions.planning import (
    AlreadyGiven,
    BadEvaluation,
    NoSide,
    NotReady,
    end,
    evaluate,
    give_independence_aid,
    go_on_alone,
    plan,
)
from lumbung.outreach.actions.visiting import (
    BadSeries,
    ChangedMeanwhile,
    NoCadreYet,
    NoSuchAnswer,
    NotOpenAnyMore,
    VisitToCome,
    add_photo,
    move_visit,
    note_visit,
    schedule_visits,
)
from lumbung.outreach.actions.workshops import (
    AskerDecides,
    InAnotherWorkshop,
    NotAMember,
    NotHeld,
    NoTrade,
    TooManyPlaces,
    WorkshopIsClosed,
    WorkshopIsFull,
    ask_entry,
    decide_entry,
    leave_workshop,
    note_work_day,
    open_workshop,
    set_workshop,
)

__all__ = [
    "AlreadyGiven", "AskerDecides", "BadEvaluation", "BadPlace", "BadSeries", "BadTraining", "BeyondTheirAccount",
    "CadreIsFull",
    "ChangedMeanwhile", "DayIsOver", "DayToCome", "InAnotherWorkshop", "MeetingIsOver", "MeetingToCome",
    "MonthNotOver", "NoCadreYet", "NoService", "NoSide", "NoSuchAnswer", "NoSuchSource", "NoTrade", "NotACadresAccount",
    "NotAMember", "NotHeld", "NotInReach", "NotOpenAnyMore", "NotReady", "NotTrained", "NothingToPay",
    "OutreachIsOver", "SaySomething", "SecretIsNotMatched", "TooManyPlaces", "VisitFirst", "VisitToCome",
    "WorkshopIsClosed", "WorkshopIsFull", "add_cadre", "add_photo", "ask_desk", "ask_entry", "cancel_day",
    "cancel_meeting",
    "close_day", "decide_entry", "decide_matches", "end", "end_match", "evaluate", "find", "give_independence_aid",
    "go_on_alone", "hold_meeting", "join_group", "leave_group", "leave_workshop", "match", "move_visit", "name_person",
    "note_visit", "note_work_day", "open_group", "open_workshop", "pay_allowances", "plan", "plan_day", "plan_meeting",
    "propose_matches", "schedule_visits", "serve", "set_cadre", "set_workshop", "train", "visit_home",
]  # fmt: skip
