"""Proposals with everything that belongs to them: steps, changes, papers, meetings, letters, dockets, marks."""

from lumbung.proposals.models.change import ProposedChange
from lumbung.proposals.models.docket import Docket
from lumbung.proposals.models.letter import Letter
from lumbung.proposals.models.mark import Mark
from lumbung.proposals.models.meeting import AgendaItem, Attendee, Meeting
from lumbung.proposals.models.paper import Paper
from lumbung.proposals.models.proposal import Proposal
from lumbung.proposals.models.step import Step

__all__ = [
    "AgendaItem",
    "Attendee",
    "Docket",
    "Letter",
    "Mark",
    "Meeting",
    "Paper",
    "Proposal",
    "ProposedChange",
    "Step",
]
