"""Reads of Dream Start and of reports; each starts with who is looking."""

from lumbung.childhood.queries.discovery import (
    Likely,
    candidate,
    candidates,
    discoveries,
    discovery,
    likely_to_need,
    progress_of,
)
from lumbung.childhood.queries.figures import FIGURES, Figures, figures, told
from lumbung.childhood.queries.reports import (
    Act,
    acts_of,
    late_reports,
    looks_due,
    paper,
    papers_of,
    prints_of,
    referrals_of,
    report,
    reports,
    safety_of,
    siblings_of,
)
from lumbung.childhood.queries.starts import (
    DueLine,
    conferences_due,
    contact,
    contacts_due,
    contacts_of,
    on_case,
    review,
    reviews_due,
    reviews_of,
    services_due,
    services_of,
    start,
    starts,
)

__all__ = [
    "FIGURES", "Act", "DueLine", "Figures", "Likely", "acts_of", "candidate", "candidates", "conferences_due",
    "contact", "contacts_due", "contacts_of", "discoveries", "discovery", "figures", "late_reports",
    "likely_to_need", "looks_due", "on_case", "paper", "papers_of", "prints_of", "progress_of", "referrals_of",
    "report", "reports", "review", "reviews_due", "reviews_of", "safety_of", "services_due", "services_of",
    "siblings_of", "start", "starts", "told",
]  # fmt: skip
