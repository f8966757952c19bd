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
    counts_by_step,
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
from lumbung.cases.queries.kin import kin, relatives, ties
from lumbung.cases.queries.timeline import entries_of

__all__ = [
    "Course", "Shelf", "accepted_into", "agenda_of", "answers_of", "assessment", "assessments", "case", "cases",
    "comprehensive_is_signed", "conference", "conferences", "consents_of", "contacts_of", "counts_by_step", "courses",
    "decision", "decisions_on", "entries_of", "instrument_of", "kin", "nearest_supervisor", "on_person", "on_shelf",
    "openings", "people_for", "relatives", "scores_of", "shelf", "steps_due", "steps_of", "team_of", "ties",
    "urgent_tasks", "wave", "waves",
]  # fmt: skip
