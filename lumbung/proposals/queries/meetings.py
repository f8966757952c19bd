"""Meetings of a village: which there were, what is on the agenda, what could be put on it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from lumbung.core.refusals import NotFound
from lumbung.proposals import rules
from lumbung.proposals.models import AgendaItem, Meeting, Paper, Proposal
from lumbung.proposals.models.way import Status
from lumbung.proposals.queries.conflicts import own_families
from lumbung.proposals.queries.lists import proposals
from lumbung.regions.models import Region


@dataclass(frozen=True)
class Agenda:
    """A meeting with its agenda, who came, its papers, and what is missing before it can be closed."""

    meeting: Meeting
    items: list[AgendaItem]
    attendees: list[Any]
    papers: list[Paper]
    papers_missing: list[str]
    people_missing: int
    undecided: int

    @property
    def is_complete(self) -> bool:
        """Whether the minutes can be closed."""
        return not (self.papers_missing or self.people_missing or self.undecided) and bool(self.items)


def meetings(*, viewer: Any) -> QuerySet[Meeting]:
    """Meetings within reach, the newest first, each with its village and the size of its agenda."""
    village = Subquery(Region.objects.filter(pk=OuterRef("region_code")).values("name")[:1])
    agreed = Count("agenda", filter=Q(agenda__decision=AgendaItem.Decision.AGREED), distinct=True)
    found = Meeting.objects.visible_to(viewer).annotate(village=village)
    return found.annotate(size=Count("agenda", distinct=True), agreed_count=agreed).order_by("-held_on", "-pk")


def meeting(*, viewer: Any, meeting_id: int) -> Meeting:
    """One meeting; raises NotFound."""
    found = meetings(viewer=viewer).select_related("by", "closed_by").filter(pk=meeting_id).first()
    if found is None:
        raise NotFound(meeting_id)
    return found


def open_meeting(*, viewer: Any, region_code: str) -> Meeting | None:
    """The meeting that a village is preparing."""
    return meetings(viewer=viewer).filter(region_code=region_code, status=Meeting.Status.CALLED).first()


def agenda_of(*, viewer: Any, meeting: Meeting) -> Agenda:
    """Everything about one meeting."""
    items = AgendaItem.objects.visible_to(viewer).filter(meeting=meeting).select_related("proposal__family")
    papers = list(Paper.objects.visible_to(viewer).filter(meeting=meeting).order_by("pk"))
    present = {paper.kind for paper in papers}
    attendees = list(meeting.attendees.order_by("pk"))
    least = rules.in_force(meeting.held_on).attendance_least
    ordered = list(items.order_by("proposal__family__head_name", "pk"))
    return Agenda(
        meeting=meeting,
        items=ordered,
        attendees=attendees,
        papers=papers,
        papers_missing=[kind for kind in Paper.OF_MEETINGS if kind not in present],
        people_missing=max(least - len(attendees), 0),
        undecided=sum(1 for item in ordered if not item.decision),
    )


def to_deliberate(*, viewer: Any, region_code: str, on: date) -> QuerySet[Proposal]:
    """What a village may put on its agenda or into a letter: waiting, on no other open agenda, not one's own family."""
    waiting = proposals(viewer=viewer).filter(status=Status.DELIBERATING, region_code=region_code, due_on__gte=on)
    taken = AgendaItem.objects.filter(meeting__status=Meeting.Status.CALLED).values("proposal")
    return waiting.exclude(pk__in=taken).exclude(family_id__in=own_families(viewer=viewer))
