"""What the programmes context stores, one file a concept."""

from lumbung.programmes.models.care import Attendance, Care, Group, Session
from lumbung.programmes.models.control import AuditedCycle, ControlFinding, ControlPass, HeldBack
from lumbung.programmes.models.departure import Departure, HandOver, Recertification
from lumbung.programmes.models.duty import Duty, DutyList, DutyListRow, ListProfile
from lumbung.programmes.models.enrolment import Enrolment
from lumbung.programmes.models.proof import DutyProof
from lumbung.programmes.models.pupil import PupilNumber
from lumbung.programmes.models.run import Run, RunCount, RunQuerySet
from lumbung.programmes.models.sanction import Appeal, Sanction, SanctionEffect
from lumbung.programmes.models.scenario import Scenario
from lumbung.programmes.models.verdict import Verdict

__all__ = [
    "Appeal",
    "Attendance",
    "AuditedCycle",
    "Care",
    "ControlFinding",
    "ControlPass",
    "Departure",
    "Duty",
    "DutyList",
    "DutyListRow",
    "DutyProof",
    "Enrolment",
    "Group",
    "HandOver",
    "HeldBack",
    "ListProfile",
    "PupilNumber",
    "Recertification",
    "Run",
    "RunCount",
    "RunQuerySet",
    "Sanction",
    "SanctionEffect",
    "Scenario",
    "Session",
    "Verdict",
]
