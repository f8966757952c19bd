"""Reads about aid in goods; each starts with who is looking."""

from lumbung.in_kind.queries.requests import (
    counts_by_step,
    evidence,
    evidence_of,
    handover_of,
    on_family,
    on_person,
    request,
    requests,
    steps_of,
    visits_due,
    waiting_for,
)
from lumbung.in_kind.queries.stock import Shelf, correction, corrections, lot, lots, movements_of, shelves
from lumbung.in_kind.queries.waiting import Judged, judgement, waiting_list

__all__ = [
    "Judged", "Shelf", "correction", "corrections", "counts_by_step", "evidence", "evidence_of", "handover_of",
    "judgement", "lot", "lots", "movements_of", "on_family", "on_person", "request", "requests", "shelves",
    "steps_of", "visits_due", "waiting_for", "waiting_list",
]  # fmt: skip
