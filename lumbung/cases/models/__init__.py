"""A case with its steps, its team and what it agreed to; conferences and what they bind; urgent tasks; after-care."""

from lumbung.cases.models.after import Contact
from lumbung.cases.models.assessment import Assessment, AssessmentAnswer, AssessmentScore, InstrumentPack
from lumbung.cases.models.base import CaseBoundQuerySet, Key, OfCase
from lumbung.cases.models.case import Case, CaseStep
from lumbung.cases.models.conference import Attendant, Conference, Decision, Wave
from lumbung.cases.models.consent import Consent
from lumbung.cases.models.kin import Relative, Tie
from lumbung.cases.models.team import Glass, Member
from lumbung.cases.models.urgent import UrgentTask

__all__ = [
    "Assessment",
    "AssessmentAnswer",
    "AssessmentScore",
    "Attendant",
    "Case",
    "CaseBoundQuerySet",
    "CaseStep",
    "Conference",
    "Consent",
    "Contact",
    "Decision",
    "Glass",
    "InstrumentPack",
    "Key",
    "Member",
    "OfCase",
    "Relative",
    "Tie",
    "UrgentTask",
    "Wave",
]
