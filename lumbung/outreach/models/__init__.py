"""Persons who are found, cadres near them, visits, parents who meet, workshops, and days on which the centre comes."""

from lumbung.outreach.models.cadre import Allowance, Cadre, Match, Training
from lumbung.outreach.models.day import Served, Service, ServiceDay
from lumbung.outreach.models.group import GroupMember, Meeting, MeetingAttendance, ParentGroup
from lumbung.outreach.models.outreach import Alone, Evaluation, Outreach
from lumbung.outreach.models.visit import Visit, VisitPhoto
from lumbung.outreach.models.workshop import Trade, WorkDay, Workshop, WorkshopMember

__all__ = [
    "Allowance", "Alone", "Cadre", "Evaluation", "GroupMember", "Match", "Meeting", "MeetingAttendance", "Outreach",
    "ParentGroup", "Served", "Service", "ServiceDay", "Trade", "Training", "Visit", "VisitPhoto", "WorkDay",
    "Workshop", "WorkshopMember",
]  # fmt: skip
