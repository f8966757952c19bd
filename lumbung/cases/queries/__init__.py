"""Reads about cases; each starts with who is looking."""

from lumbung.cases.queries.assessments import (
    Course,
    Shelf,
    answers_of,
    assessment,
    assessments,
    comprehensive_is_signed,
    courses,
    instrument_of,
    on_shelf,
    scores_of,
    shelf,
)
from lumbung.cases.queries.cases import (
    case,
    cases,
    counts_by_kind,
    counts_by_step,
    kept_from,
    known_in_secret,
    nearest_supervisor,
    on_person,
    openings,
    people_for,
    steps_due,
    steps_of,
    team_of,
    urgent_tasks,
)
from lumbung.cases.queries.conferences import (
    accepted_into,
    agenda_of,
    conference,
    conferences,
    consents_of,
    contacts_of,
    decision,
    decisions_on,
    wave,
    waves,
)
from lumbung.cases.queries.days import (
    day,
)
from lumbung.cases.queries.kin import kin, relatives, ties
from lumbung.cases.queries.plans import (
    aid,
    aids_of,
    given_to,
    goal,
    goals_of,
    money_waiting,
    plan,
    plans,
    plans_of,
    plans_to_approve,
)
from lumbung.cases.queries.referring import cause_of, needs_of, on_cause, referrals_of
from lumbung.cases.queries.results import (
    results,
)
from lumbung.cases.queries.sessions import (
    attendance,
    attendances_of,
    attendances_of_case,
    attended,
    session,
    sessions,
    sessions_between,
    to_note,
)
from lumbung.cases.queries.supervision import point, points_due, supervisions_of, supervisions_to_see
from lumbung.cases.queries.timeline import entries_of
from lumbung.cases.queries.trail import glasses_of, reads_trail, trail_of
from lumbung.cases.queries.workload import (
    caseloads,
    cases_led,
    colleagues,
    late_steps,
    move,
    moved_cases,
    moves,
    moves_to_read,
    unled,
    worker,
)

__all__ = [
    "Course", "Shelf", "accepted_into", "agenda_of", "aid", "aids_of", "answers_of", "assessment", "assessments",
    "attendance", "attendances_of", "attendances_of_case", "attended", "case", "caseloads", "cases", "cases_led",
    "cause_of", "colleagues", "comprehensive_is_signed", "conference", "conferences", "consents_of", "contacts_of",
    "counts_by_kind", "counts_by_step", "courses", "day", "decision", "decisions_on", "entries_of", "given_to",
    "glasses_of", "goal", "goals_of", "instrument_of", "kept_from", "kin", "known_in_secret", "late_steps",
    "money_waiting", "move", "moved_cases", "moves", "moves_to_read", "nearest_supervisor", "needs_of", "on_cause",
    "on_person", "on_shelf", "openings", "people_for", "plan", "plans", "plans_of", "plans_to_approve", "point",
    "points_due", "reads_trail", "referrals_of", "relatives", "results", "scores_of", "session", "sessions",
    "sessions_between", "shelf", "steps_due", "steps_of", "supervisions_of", "supervisions_to_see", "team_of",
    "ties", "to_note", "trail_of", "unled", "urgent_tasks", "wave", "waves", "worker",
]  # fmt: skip
