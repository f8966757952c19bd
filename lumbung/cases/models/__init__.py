"""A case with its steps, its team and what it agreed to; conferences and what they bind; urgent tasks; after-care."""

from lumbung.cases.models.after import Contact
from lumbung.cases.models.aid import Aid
from lumbung.cases.models.assessment import Assessment, AssessmentAnswer, AssessmentScore, InstrumentPack
from lumbung.cases.models.base import CaseBoundQuerySet, Key, OfCase, audited_people, audited_where
from lumbung.cases.models.case import Case, CaseStep
from lumbung.cases.models.conference import Attendant, Conference, Decision, Wave
from lumbung.cases.models.consent import Consent
from lumbung.cases.models.kin import Relative, Tie
from lumbung.cases.models.plan import Goal, Plan, Progress
from lumbung.cases.models.session import Attendance, Session
from lumbung.cases.models.team import Glass, Member
from lumbung.cases.models.urgent import UrgentTask
from lumbung.cases.models.workload import Agreed, CaseMove, MovedCase, Supervision

__all__ = [
    "Agreed",
    "Aid",
    "Assessment",
    "AssessmentAnswer",
    "AssessmentScore",
    "Attendance",
    "Attendant",
    "Case",
    "CaseBoundQuerySet",
    "CaseMove",
    "CaseStep",
    "Conference",
    "Consent",
    "Contact",
    "Decision",
    "Glass",
    "Goal",
    "InstrumentPack",
    "Key",
    "Member",
    "MovedCase",
    "OfCase",
    "Plan",
    "Progress",
    "Relative",
    "Session",
    "Supervision",
    "Tie",
    "UrgentTask",
    "Wave",
    "audited_people",
    "audited_where",
]
