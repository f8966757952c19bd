"""Discovery lists, the time of somebody in Dream Start, and reports of suspected abuse."""

from lumbung.childhood.models.discovery import Candidate, Discovery
from lumbung.childhood.models.protection import AbusePaper, AbuseReferral, CourtPrint, SiblingLook
from lumbung.childhood.models.report import AbuseReport, SafetyDecision
from lumbung.childhood.models.sender import SENDER, CitizenSender
from lumbung.childhood.models.service import ChildContact, ChildService, QuarterReview
from lumbung.childhood.models.start import Risk, Start

__all__ = [
    "SENDER", "AbusePaper", "AbuseReferral", "AbuseReport", "Candidate", "ChildContact", "ChildService",
    "CitizenSender", "CourtPrint", "Discovery", "QuarterReview", "Risk", "SafetyDecision", "SiblingLook", "Start",
]  # fmt: skip
