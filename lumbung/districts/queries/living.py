"""What people grow or make at home."""

from typing import Any

from django.db.models import QuerySet

from lumbung.core.refusals import NotFound
from lumbung.districts.models import Activity, Harvest, Need
from lumbung.districts.queries.wall import seen


def activities(*, viewer: Any) -> QuerySet[Activity]:
    """Activities of people whom the viewer may know of, the newest first."""
    return seen(Activity.objects, viewer=viewer).select_related("person", "by").order_by("-pk")


def activity(*, viewer: Any, activity_id: int) -> Activity:
    """One of them; raises NotFound."""
    found = activities(viewer=viewer).filter(pk=activity_id).first()
    if found is None:
        raise NotFound(activity_id)
    return found


def needs_of(*, viewer: Any, activity_id: int) -> QuerySet[Need]:
    """What it needs, and by which door each thing was given; the fund is that of the plan."""
    found = seen(Need.objects, viewer=viewer, person="activity__person").filter(activity_id=activity_id)
    return found.select_related("aid__plan__fund", "request").order_by("pk")


def need(*, viewer: Any, need_id: int) -> Need:
    """One need; raises NotFound."""
    found = seen(Need.objects, viewer=viewer, person="activity__person").filter(pk=need_id).first()
    if found is None:
        raise NotFound(need_id)
    return found


def harvests_of(*, viewer: Any, activity_id: int) -> QuerySet[Harvest]:
    """What it brought, in the order of days."""
    found = seen(Harvest.objects, viewer=viewer, person="activity__person").filter(activity_id=activity_id)
    return found.select_related("by").order_by("on", "pk")


def harvest(*, viewer: Any, harvest_id: int) -> Harvest:
    """One note of a harvest; raises NotFound."""
    found = seen(Harvest.objects, viewer=viewer, person="activity__person").filter(pk=harvest_id).first()
    if found is None:
        raise NotFound(harvest_id)
    return found
