"""Reads about proposals; each starts with who is looking."""

from lumbung.proposals.queries.conflicts import has_declared, own_families
from lumbung.proposals.queries.families import Asked, answers_of, decile_of, marked_families, marks_in_force
from lumbung.proposals.queries.lists import (
    counts_by_step,
    docket,
    dockets,
    in_docket,
    letter,
    overdue,
    proposal,
    proposals,
    proposals_of,
    reranking,
    steps_of,
    waiting_for,
)
from lumbung.proposals.queries.meetings import Agenda, agenda_of, meeting, meetings, open_meeting, to_deliberate
from lumbung.proposals.queries.papers import Lacking, lacking, paper, papers_of

__all__ = [
    "Agenda", "Asked", "Lacking", "agenda_of", "answers_of", "counts_by_step", "decile_of", "docket", "dockets",
    "has_declared", "in_docket", "lacking", "letter", "marked_families", "marks_in_force", "meeting", "meetings",
    "open_meeting", "overdue", "own_families", "paper", "papers_of", "proposal", "proposals", "proposals_of",
    "reranking", "steps_of", "to_deliberate", "waiting_for",
]  # fmt: skip
