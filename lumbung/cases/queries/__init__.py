"""Reads about cases; each starts with who is looking."""

from lumbung.cases.queries.cases import (
    case,
    cases,
    counts_by_step,
    nearest_supervisor,
    on_person,
    steps_of,
    team_of,
    urgent_tasks,
)

__all__ = [
    "case", "cases", "counts_by_step", "nearest_supervisor", "on_person", "steps_of", "team_of", "urgent_tasks",
]  # fmt: skip
