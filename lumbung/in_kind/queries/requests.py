"""Requests, one of each, and what waits for whom."""

from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from lumbung.core.refusals import NotFound
from lumbung.in_kind import kinds
from lumbung.in_kind.models import Evidence, FollowUp, Handover, Request
from lumbung.proposals import queries as proposals
from lumbung.regions.models import Region

Status = Request.Status
_VILLAGE = Subquery(Region.objects.filter(pk=OuterRef("region_code")).values("name")[:1])
_PEOPLE = ("filed_by", "assessed_by", "approved_by", "allotted_by", "handover__by")
TURNS = {
    Status.ASKED: "in_kind.assess",
    Status.ASSESSED: "in_kind.approve",
    Status.ALLOTTED: "in_kind.hand_over",
    Status.FITTED: "in_kind.hand_over",
}
"""Whose turn it is at each step; the waiting list is allotted as a whole, visits have days of their own."""


def requests(*, viewer: Any) -> QuerySet[Request]:
    """Every request within reach, each with its `village`; the newest first."""
    found = Request.objects.visible_to(viewer).select_related("family", "person").annotate(village=_VILLAGE)
    return found.order_by("-pk")


def request(*, viewer: Any, request_id: int) -> Request:
    """One request with everybody who had a hand in it; raises NotFound."""
    found = requests(viewer=viewer).select_related(*_PEOPLE).filter(pk=request_id).first()
    if found is None:
        raise NotFound(request_id)
    return found


def on_family(*, viewer: Any, family_id: int) -> QuerySet[Request]:
    """What was asked for a family and its members; records that were merged into it are its own."""
    return requests(viewer=viewer).filter(Q(family_id=family_id) | Q(family__merged_into_id=family_id))


def on_person(*, viewer: Any, person_id: int) -> QuerySet[Request]:
    """What was asked for a person, merged records included."""
    return requests(viewer=viewer).filter(Q(person_id=person_id) | Q(person__merged_into_id=person_id))


def waiting_for(*, viewer: Any, status: str) -> QuerySet[Request]:
    """Requests at a step at which this very person may act: not of their own family, not assessed by them."""
    found = requests(viewer=viewer).filter(status=status).exclude(family_id__in=proposals.own_families(viewer=viewer))
    return found.exclude(assessed_by=viewer.pk) if status == Status.ASSESSED and viewer.pk else found


def counts_by_step(*, viewer: Any) -> dict[str, int]:
    """How many requests within reach stand at each step, ended ones included."""
    counted = dict(Request.objects.visible_to(viewer).order_by().values_list("status").annotate(n=Count("pk")))
    return {str(status): counted.get(str(status), 0) for status in Status}


def steps_of(*, request: Request) -> list[tuple[kinds.Step, Any]]:
    """(step, what was noted or None) of everything between the stock and the hand-over."""
    stages = list(request.needs.exclude(stage="").values_list("stage", flat=True).distinct())
    done = {one.step: one for one in request.fittings.select_related("by")}
    return [(step, done.get(step.name)) for step in kinds.find(request.kind).steps_of(request.item, stages)]


def visits_due(*, viewer: Any, on: date) -> QuerySet[FollowUp]:
    """Visits whose day has come and that nobody has made, the oldest first."""
    found = FollowUp.objects.visible_to(viewer).filter(visited_on=None, due_on__lte=on, request__status=Status.HANDED)
    return found.select_related("request__family", "request__person").order_by("due_on", "pk")


def evidence_of(*, viewer: Any, request_id: int) -> QuerySet[Evidence]:
    """Photos of a request in the order they came."""
    return Evidence.objects.visible_to(viewer).filter(request_id=request_id).select_related("by").order_by("pk")


def evidence(*, viewer: Any, evidence_id: int) -> Evidence:
    """One photo; raises NotFound."""
    found = Evidence.objects.visible_to(viewer).filter(pk=evidence_id).first()
    if found is None:
        raise NotFound(evidence_id)
    return found


def handover_of(*, request: Request) -> Handover | None:
    """How what was asked for was handed over; the request was found within reach before."""
    return Handover.objects.filter(request=request).first()
