"""A case with its steps, its team and what it agreed to; conferences and what they bind; urgent tasks; after-care."""

from lumbung.cases.models.after import Contact
from lumbung.cases.models.base import CaseBoundQuerySet, Key, OfCase
from lumbung.cases.models.case import Case, CaseStep
from lumbung.cases.models.conference import Attendant, Conference, Decision, Wave
from lumbung.cases.models.consent import Consent
from lumbung.cases.models.team import Glass, Member
from lumbung.cases.models.urgent import UrgentTask

__all__ = [
    "Attendant",
    "Case",
    "CaseBoundQuerySet",
    "CaseStep",
    "Conference",
    "Consent",
    "Contact",
    "Decision",
    "Glass",
    "Key",
    "Member",
    "OfCase",
    "UrgentTask",
    "Wave",
]
