"""Reads about leaving: who is due to be looked at again, who is on the way out, whom livelihoods may take up."""

from typing import Any

from django.db.models import QuerySet

from lumbung.core.refusals import NotFound
from lumbung.programmes.models import Departure, HandOver, Recertification


def recertifications(*, viewer: Any) -> QuerySet[Recertification]:
    """Families to look at again, the longest due first."""
    found = Recertification.objects.visible_to(viewer).select_related("family", "visited_by")
    return found.order_by("-status", "due_on", "pk")


def recertification(*, viewer: Any, recertification_id: int) -> Recertification:
    """One of them; NotFound outside the viewer's reach."""
    found = recertifications(viewer=viewer).filter(pk=recertification_id).first()
    if found is None:
        raise NotFound(recertification_id)
    return found


def departures(*, viewer: Any) -> QuerySet[Departure]:
    """Ways out within reach, the newest first."""
    people = ("family", "assessed_by", "verified_by", "decided_by")
    return Departure.objects.visible_to(viewer).select_related(*people).order_by("-pk")


def departure(*, viewer: Any, departure_id: int) -> Departure:
    """One of them; NotFound outside the viewer's reach."""
    found = departures(viewer=viewer).filter(pk=departure_id).first()
    if found is None:
        raise NotFound(departure_id)
    return found


def hand_overs(*, viewer: Any) -> QuerySet[HandOver]:
    """People handed over to livelihoods, those that wait first."""
    found = HandOver.objects.visible_to(viewer).select_related("family", "person", "taken_by")
    return found.order_by("-status", "pk")
