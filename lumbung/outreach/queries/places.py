"""Parent groups, workshops and mobile days, each with those who belong to them."""

from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lumbung.core.refusals import NotFound
from lumbung.outreach.models import (
    GroupMember,
    Meeting,
    MeetingAttendance,
    ParentGroup,
    Served,
    ServiceDay,
    WorkDay,
    Workshop,
    WorkshopMember,
)
from lumbung.registry import queries as registry


def groups(*, viewer: Any) -> QuerySet[ParentGroup]:
    """Parent groups within reach by name, each with its `village`."""
    found = ParentGroup.objects.visible_to(viewer).select_related("cadre").annotate(village=registry.VILLAGE)
    return found.order_by("name", "pk")


def groups_with_members(*, viewer: Any, on: date) -> QuerySet[ParentGroup]:
    """The same, each with how many `members` come, as far as the viewer may know, and the `next_on` that they meet."""
    came = GroupMember.objects.visible_to(viewer).filter(group=OuterRef("pk"), until=None).order_by().values("group")
    ahead = Meeting.objects.filter(group=OuterRef("pk"), status=Meeting.Status.PLANNED, on__gte=on).order_by("on")
    members = Coalesce(Subquery(came.annotate(n=Count("pk")).values("n")), 0)
    return groups(viewer=viewer).annotate(members_now=members, next_on=Subquery(ahead.values("on")[:1]))


def group(*, viewer: Any, group_id: int) -> ParentGroup:
    """One group; raises NotFound."""
    found = groups(viewer=viewer).filter(pk=group_id).first()
    if found is None:
        raise NotFound(group_id)
    return found


def members_of_group(*, viewer: Any, group_id: int) -> QuerySet[GroupMember]:
    """Who comes now, as far as the viewer may know for whom."""
    found = GroupMember.objects.visible_to(viewer).filter(group_id=group_id, until=None)
    return found.select_related("case", "outreach").order_by("name", "pk")


def member_of_group(*, viewer: Any, member_id: int) -> GroupMember:
    """One member, as far as the viewer may know for whom they come; raises NotFound."""
    found = GroupMember.objects.visible_to(viewer).filter(pk=member_id).first()
    if found is None:
        raise NotFound(member_id)
    return found


def meetings_of(*, viewer: Any, group_id: int) -> QuerySet[Meeting]:
    """Meetings of a group, the newest first."""
    return Meeting.objects.visible_to(viewer).filter(group_id=group_id).order_by("-on", "-pk")


def meeting(*, viewer: Any, meeting_id: int) -> Meeting:
    """One meeting; raises NotFound."""
    found = Meeting.objects.visible_to(viewer).select_related("group").filter(pk=meeting_id).first()
    if found is None:
        raise NotFound(meeting_id)
    return found


def came_to(*, viewer: Any, meeting_id: int) -> dict[int, bool]:
    """Membership → whether they came."""
    found = MeetingAttendance.objects.visible_to(viewer).filter(meeting_id=meeting_id)
    return dict(found.values_list("member", "came"))


def workshops(*, viewer: Any) -> QuerySet[Workshop]:
    """Workshops within reach by name, each with its `village`."""
    found = Workshop.objects.visible_to(viewer).annotate(village=registry.VILLAGE)
    return found.order_by("name", "pk")


def workshops_with_members(*, viewer: Any) -> QuerySet[Workshop]:
    """The same, each with how many work there, as far as the viewer may know."""
    inside = WorkshopMember.objects.visible_to(viewer).filter(
        workshop=OuterRef("pk"), status=WorkshopMember.Status.MEMBER
    )
    counted = inside.order_by().values("workshop").annotate(n=Count("pk")).values("n")
    return workshops(viewer=viewer).annotate(members_now=Coalesce(Subquery(counted), 0))


def workshop(*, viewer: Any, workshop_id: int) -> Workshop:
    """One workshop; raises NotFound."""
    found = workshops(viewer=viewer).filter(pk=workshop_id).first()
    if found is None:
        raise NotFound(workshop_id)
    return found


def members_of_workshop(*, viewer: Any, workshop_id: int) -> QuerySet[WorkshopMember]:
    """Everybody who asked, works there or left, as far as the viewer may know of them; members first."""
    found = WorkshopMember.objects.visible_to(viewer).filter(workshop_id=workshop_id)
    days = {
        "came": Count("days", filter=Q(days__came=True)),
        "noted": Count("days"),
    }
    found = found.select_related("case", "outreach", "asked_by", "decided_by", "conference").annotate(**days)
    return found.order_by(F("left_on").asc(nulls_first=True), "status", "case__called", "pk")


def member(*, viewer: Any, member_id: int) -> WorkshopMember:
    """One membership or wish; raises NotFound."""
    found = WorkshopMember.objects.visible_to(viewer).select_related("workshop", "case").filter(pk=member_id).first()
    if found is None:
        raise NotFound(member_id)
    return found


def memberships_of(*, viewer: Any, outreach_id: int) -> QuerySet[WorkshopMember]:
    """Workshops that somebody wished for, works in or worked in."""
    found = WorkshopMember.objects.visible_to(viewer).filter(outreach_id=outreach_id)
    return found.select_related("workshop").order_by("-pk")


def entries_asked(*, viewer: Any) -> QuerySet[WorkshopMember]:
    """Wishes that a second person has to decide."""
    found = WorkshopMember.objects.visible_to(viewer).filter(status=WorkshopMember.Status.ASKED)
    return found.select_related("workshop", "case", "asked_by").order_by("asked_on", "pk")


def work_days_of(*, viewer: Any, workshop_id: int) -> list[Any]:
    """Each day of work: how many came, how many pieces; the newest first."""
    found = WorkDay.objects.visible_to(viewer).filter(member__workshop_id=workshop_id).order_by().values("on")
    counted = found.annotate(n=Count("pk", filter=Q(came=True)), of=Count("pk"))
    return list(counted.order_by("-on")[:30])


_SERVED = Served.objects.filter(day=OuterRef("pk")).order_by().values("day")
_NAMED = Coalesce(Subquery(_SERVED.annotate(n=Count("pk")).values("n")), 0)


def service_days(*, viewer: Any) -> QuerySet[ServiceDay]:
    """Mobile days, the newest first, each with its `village` and how many were `named`."""
    found = ServiceDay.objects.visible_to(viewer).annotate(village=registry.VILLAGE, named=_NAMED)
    return found.order_by("-on", "-pk")


def service_day(*, viewer: Any, day_id: int) -> ServiceDay:
    """One mobile day; raises NotFound."""
    found = service_days(viewer=viewer).filter(pk=day_id).first()
    if found is None:
        raise NotFound(day_id)
    return found


def served_at(*, viewer: Any, day_id: int) -> QuerySet[Served]:
    """Who was served, in the order in which they came."""
    return Served.objects.visible_to(viewer).filter(day_id=day_id).order_by("pk")
