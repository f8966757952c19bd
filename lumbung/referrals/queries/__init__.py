"""Reads: needs and what became of them, the directory, what an institution is told, figures."""

from lumbung.referrals.queries.desks import accounts_at, desk_of, sits_below
from lumbung.referrals.queries.directory import answerers_of, institution, institutions, sector_choices
from lumbung.referrals.queries.figures import FIGURES, STRETCH, Figures, figures, told
from lumbung.referrals.queries.needs import (
    escalations,
    need,
    needs,
    needs_of_person,
    of_cause,
    overdue,
    records_of_cause,
    referral,
    referrals,
    results_for,
    waiting_at,
)
from lumbung.referrals.queries.receiving import Disclosure, consent_in_force, disclosed, received, received_one

__all__ = [
    "FIGURES", "STRETCH", "Disclosure", "Figures", "accounts_at", "answerers_of", "consent_in_force", "desk_of",
    "disclosed", "escalations", "figures", "institution", "institutions", "need", "needs", "needs_of_person",
    "of_cause", "overdue", "received", "received_one", "records_of_cause", "referral", "referrals", "results_for",
    "sector_choices", "sits_below", "told", "waiting_at",
]  # fmt: skip
