"""Writes: decide a year of care, watch, call, warn, visit, grow, teach, start. One verb, one function."""

from lumbung.districts.actions.calling import (
    BadResult,
    BadWatch,
    CallIsOver,
    SomebodyCalled,
    end_watch,
    note_call,
    plan_contacts,
    watch,
)
from lumbung.districts.actions.caring import (
    AssessedAlready,
    BadAssessment,
    CareYearRuns,
    ExcludedService,
    NoDecisionYet,
    NoObjection,
    TooLate,
    answer_objection,
    assess_care,
    decide_care,
    end_care,
    object_to_care,
)
from lumbung.districts.actions.common import (
    NotByAList,
    NotCounted,
    OwnFamily,
    SamePersonDecides,
    SaySomething,
)
from lumbung.districts.actions.growing import (
    ActivityIsOver,
    AlreadyGiven,
    BadActivity,
    BadHarvest,
    BadNeed,
    FirstAVisit,
    NotYet,
    ask_goods,
    end_activity,
    give_by_plan,
    note_harvest,
    note_need,
    wish_activity,
)
from lumbung.districts.actions.starting import (
    BadStartUp,
    NothingToPay,
    ask_start_up,
    decide_start_up,
    pay_start_ups,
)
from lumbung.districts.actions.teaching import (
    BadCohort,
    BadMajor,
    CohortIsOver,
    NotALearner,
    OutsideTheDays,
    finish_cohort,
    join_cohort,
    leave_cohort,
    name_mentor,
    note_advice,
    note_attendance,
    open_cohort,
    open_major,
)
from lumbung.districts.actions.visiting import (
    VisitIsOver,
    find_life_events,
    note_visit,
)
from lumbung.districts.actions.warning import (
    BadAlert,
    NothingToCancel,
    NowhereHere,
    WarnedElsewhere,
    WarningIsOver,
    cancel_alert,
    enter_alert,
    escalate_calls,
    read_alert,
)

__all__ = [
    "ActivityIsOver", "AlreadyGiven", "AssessedAlready", "BadActivity", "BadAlert", "BadAssessment", "BadCohort",
    "BadHarvest", "NotYet", "BadMajor", "BadNeed", "BadResult", "BadStartUp", "BadWatch", "CallIsOver", "CareYearRuns",
    "CohortIsOver", "ExcludedService", "FirstAVisit", "NoDecisionYet", "NoObjection", "NotALearner", "NotByAList",
    "NotCounted", "NothingToCancel", "NothingToPay", "NowhereHere", "OutsideTheDays", "OwnFamily",
    "SamePersonDecides", "SaySomething", "SomebodyCalled", "TooLate", "VisitIsOver", "WarnedElsewhere",
    "WarningIsOver",
    "answer_objection", "ask_goods", "ask_start_up", "assess_care", "cancel_alert", "decide_care",
    "decide_start_up", "end_activity", "end_care", "end_watch", "enter_alert", "escalate_calls", "find_life_events",
    "finish_cohort", "give_by_plan", "join_cohort", "leave_cohort", "name_mentor", "note_advice", "note_attendance",
    "note_call", "note_harvest", "note_need", "note_visit", "object_to_care", "open_cohort", "open_major",
    "pay_start_ups", "plan_contacts", "read_alert", "watch", "wish_activity",
]  # fmt: skip
