"""Reads about mentoring: caseloads, groups, meetings, and whom a facilitator visits today and why."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from lumbung.core import routes
from lumbung.core.refusals import NotFound
from lumbung.programmes import conditions
from lumbung.programmes.models import (
    Appeal,
    Attendance,
    Care,
    Departure,
    Duty,
    Group,
    Recertification,
    Sanction,
    Session,
)
from lumbung.quality.models import FamilyForm
from lumbung.registry import queries as registry
from lumbung.registry.models import Family

ORDER = ("appeal", "sanction", "leaving", "recertification", "records")
"""What is more pressing comes first."""


@dataclass(frozen=True)
class Load:
    """One facilitator: families cared for, groups, families that left this year, and whether that is too many."""

    facilitator: Any
    families: int
    groups: int
    left: int
    most: int

    @property
    def over(self) -> int:
        """Families above what one person can care for."""
        return max(self.families - self.most, 0)


@dataclass(frozen=True)
class Visit:
    """One family to visit: where it lives, why, and how to find it."""

    family: Family
    village: str
    hamlet: str
    rt: str
    reasons: tuple[str, ...]
    where: tuple[float, float] | None = None


@dataclass(frozen=True)
class DayPlan:
    """What a facilitator does on a day; `later` families have a reason too, but no place in this day."""

    on: date
    sessions: list[Session]
    visits: list[Visit]
    later: int
    reasons: dict[str, int] = field(default_factory=dict)


def loads(*, viewer: Any, on: date) -> list[Load]:
    """Every facilitator with families within reach, the fullest first."""
    most = conditions.in_force(on).caseload
    cared = Care.objects.visible_to(viewer).filter(until=None).select_related("facilitator")
    counted = cared.values("facilitator").annotate(families=Count("pk"), groups=Count("group", distinct=True))
    people = {one.facilitator_id: one.facilitator for one in cared.distinct("facilitator").order_by("facilitator")}
    left = _left_this_year(viewer, on)
    found = [
        Load(people[one["facilitator"]], one["families"], one["groups"], left.get(one["facilitator"], 0), most)
        for one in counted
    ]
    return sorted(found, key=lambda load: (-load.families, load.facilitator.pk))


def groups(*, viewer: Any) -> QuerySet[Group]:
    """Groups with how many families meet in each."""
    found = Group.objects.visible_to(viewer).filter(closed_on=None).select_related("facilitator")
    size = Count("members", filter=Q(members__until=None))
    return found.annotate(size=size, village=registry.VILLAGE).order_by("region_code", "pk")


def group(*, viewer: Any, group_id: int) -> Group:
    """One group; NotFound outside the viewer's reach."""
    found = groups(viewer=viewer).filter(pk=group_id).first()
    if found is None:
        raise NotFound(group_id)
    return found


def sessions(*, viewer: Any, group_id: int | None = None) -> QuerySet[Session]:
    """Meetings with how many families came, the newest first."""
    found = Session.objects.visible_to(viewer).select_related("group")
    found = found.filter(group_id=group_id) if group_id else found
    came = Count("attendances", filter=Q(attendances__present=True))
    return found.annotate(came=came, asked=Count("attendances")).order_by("-on", "-pk")


def session(*, viewer: Any, session_id: int) -> Session:
    """One meeting; NotFound outside the viewer's reach."""
    found = sessions(viewer=viewer).filter(pk=session_id).first()
    if found is None:
        raise NotFound(session_id)
    return found


def members_of(*, viewer: Any, group_id: int) -> list[Care]:
    """Families of a group."""
    found = Care.objects.visible_to(viewer).filter(group_id=group_id, until=None).select_related("family")
    return list(found.order_by("family__head_name", "pk"))


def came(*, viewer: Any, session_id: int) -> dict[int, bool | None]:
    """Who came to a meeting, by family."""
    found = Attendance.objects.visible_to(viewer).filter(session_id=session_id)
    return dict(found.values_list("family_id", "present"))


def day_plan(*, viewer: Any, on: date) -> DayPlan:
    """Whom to visit on a day and why, village by village and from each house to the nearest one.

    A facilitator with families in care plans for those, anybody else for the whole reach.
    """
    because = _reasons(viewer, on)
    mine = Care.objects.visible_to(viewer).filter(facilitator_id=viewer.pk, until=None).values_list("family", flat=True)
    own = set(mine)
    wanted = {family: told for family, told in because.items() if not own or family in own}
    pressing = sorted(wanted, key=lambda one: (min(ORDER.index(why) for why in wanted[one]), -len(wanted[one]), one))
    today = pressing[: conditions.in_force(on).visits_a_day]
    meetings = sessions(viewer=viewer).filter(on=on, status=Session.Status.PLANNED)
    if own:
        meetings = meetings.filter(group__facilitator_id=viewer.pk)
    counts = {why: sum(why in told for told in wanted.values()) for why in ORDER}
    visits = routes.walked(_visits(viewer, today, wanted), spot=_spot)
    return DayPlan(on, list(meetings), visits, len(pressing) - len(today), counts)


def _reasons(viewer: Any, on: date) -> dict[int, list[str]]:
    """Family → why to go there."""
    last = (on.replace(day=1) - timedelta(days=1)).replace(day=1)
    asked = {
        "appeal": Appeal.objects.visible_to(viewer)
        .filter(status=Appeal.Status.OPEN)
        .values_list("sanction__family", flat=True),
        "sanction": Sanction.objects.visible_to(viewer)
        .filter(status=Sanction.Status.SIGNED, since__lte=on, until__gte=on)
        .values_list("family", flat=True),
        "leaving": Departure.objects.visible_to(viewer)
        .filter(status=Departure.Status.FOUND)
        .values_list("family", flat=True),
        "recertification": Recertification.objects.visible_to(viewer)
        .filter(status=Recertification.Status.DUE)
        .values_list("family", flat=True),
        "records": Duty.objects.visible_to(viewer)
        .filter(month=last, entered_on=None)
        .values_list("family", flat=True)
        .distinct(),
    }
    found: dict[int, list[str]] = {}
    for why in ORDER:
        for family in set(asked[why]):
            found.setdefault(family, []).append(why)
    return found


def _visits(viewer: Any, ids: list[int], because: dict[int, list[str]]) -> list[Visit]:
    forms = FamilyForm.objects.filter(family=OuterRef("pk"), latitude__isnull=False).order_by("-pk")
    found = Family.objects.visible_to(viewer).filter(pk__in=ids).select_related("dwelling")
    found = found.annotate(
        village=registry.VILLAGE,
        latitude=Subquery(forms.values("latitude")[:1]),
        longitude=Subquery(forms.values("longitude")[:1]),
    )
    return [
        Visit(
            family=one,
            village=one.village or one.region_code,
            hamlet=one.dwelling.hamlet,
            rt=one.dwelling.rt,
            reasons=tuple(because[one.pk]),
            where=(float(one.latitude), float(one.longitude)) if one.latitude is not None else None,
        )
        for one in found
    ]


def _spot(visit: Visit) -> routes.Spot:
    return routes.Spot(visit.family.region_code, visit.where, (visit.hamlet, visit.rt, visit.family.pk))


def _left_this_year(viewer: Any, on: date) -> dict[int, int]:
    """Facilitator → families assessed by them that left this year."""
    found = Departure.objects.visible_to(viewer).filter(status=Departure.Status.DECIDED, decided_on__year=on.year)
    counted = found.values("assessed_by").annotate(families=Count("pk"))
    return {one["assessed_by"]: one["families"] for one in counted}
