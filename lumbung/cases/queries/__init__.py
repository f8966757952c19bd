"""Reads about cases; each starts with who is looking."""

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
from lumbung.cases.queries.timeline import entries_of

__all__ = [
    "accepted_into", "agenda_of", "case", "cases", "conference", "conferences", "consents_of", "contacts_of",
    "counts_by_step", "decision", "decisions_on", "entries_of", "nearest_supervisor", "on_person", "openings",
    "people_for", "steps_due", "steps_of", "team_of", "urgent_tasks", "wave", "waves",
]  # fmt: skip
