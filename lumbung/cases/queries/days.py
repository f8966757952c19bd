"""A worker's day: sessions by the clock, homes to visit by the way, steps and urgent tasks that wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery

from lumbung.cases import planning
from lumbung.cases.models import Attendance, Case, CaseStep, Contact, Session, UrgentTask
from lumbung.cases.queries.sessions import day_bounds, sessions_between
from lumbung.core import routes
from lumbung.quality.models import FamilyForm
from lumbung.registry import queries as registry
from lumbung.registry.models import Dwelling

URGENT, CONTACT, VISIT, LATE, UNSEEN = "urgent", "contact", "visit", "late", "unseen"
ORDER = (URGENT, VISIT, CONTACT, LATE, UNSEEN)
"""What is more pressing comes first."""
_COMING = (Attendance.State.EXPECTED, Attendance.State.CAME)


@dataclass(frozen=True)
class Stop:
    """One home on the way: whose, where, and why to go there."""

    case: Case
    village: str
    hamlet: str
    rt: str
    reasons: tuple[str, ...]
    where: tuple[float, float] | None = None


@dataclass(frozen=True)
class Day:
    """What a worker does on a day; `later` people have a reason too, but no place in this day."""

    on: date
    sessions: list[Session]
    stops: list[Stop]
    later: int
    urgent: list[UrgentTask]
    late: list[CaseStep]


def day(*, viewer: Any, on: date) -> Day:
    """The viewer's own day: the route goes village by village and from each house to the nearest one."""
    led = Case.objects.visible_to(viewer).open().filter(worker=viewer.pk)
    booked = sessions_between(viewer=viewer, since=on, days=1, worker_id=viewer.pk)
    sessions = list(booked.exclude(status=Session.Status.CANCELLED))
    urgent = list(
        UrgentTask.objects.visible_to(viewer)
        .filter(done_at=None, owner=viewer.pk)
        .select_related("case")
        .order_by("due_at")
    )
    steps = CaseStep.objects.visible_to(viewer).filter(status=CaseStep.State.OPEN, owner=viewer.pk, due_on__lte=on)
    late = list(steps.select_related("case").order_by("due_on", "pk"))
    because = _reasons(viewer, led, on, sessions, urgent, late)
    pressing = sorted(because, key=lambda pk: (min(ORDER.index(why) for why in because[pk]), -len(because[pk]), pk))
    today = pressing[: planning.in_force(on).visits_a_day]
    stops = routes.walked(_stops(viewer, today, because), spot=_spot)
    return Day(on, sessions, stops, len(pressing) - len(today), urgent, late)


def _reasons(
    viewer: Any, led: Any, on: date, sessions: Sequence[Session], urgent: Sequence[UrgentTask], late: Sequence[CaseStep]
) -> dict[int, list[str]]:
    """Case → why to go there."""
    contacts = Contact.objects.visible_to(viewer).filter(on=None, due_on__lte=on, case__worker=viewer.pk)
    asked: dict[str, list[int]] = {
        URGENT: [one.case_id for one in urgent],
        VISIT: [one.case_id for one in sessions if one.kind == Session.Kind.VISIT and one.case_id],
        CONTACT: [one.case_id for one in contacts],
        LATE: [one.case_id for one in late],
        UNSEEN: _unseen(viewer, led, on),
    }
    found: dict[int, list[str]] = {}
    for why in ORDER:
        for case in dict.fromkeys(asked[why]):
            found.setdefault(case, []).append(why)
    return found


def _unseen(viewer: Any, led: Any, on: date) -> list[int]:
    """Cases in care whose person nobody has seen for longer than the interval, nor is booked to be seen."""
    since, _end = day_bounds(on - timedelta(days=planning.in_force(on).visit_every_days))
    cared = list(
        led.filter(status__in=(Case.Status.IMPLEMENTATION, Case.Status.MONITORING)).values_list("pk", flat=True)
    )
    met = Attendance.objects.visible_to(viewer).filter(case__in=cared, state__in=_COMING, starts_at__gte=since)
    seen = set(met.values_list("case", flat=True).distinct())
    return [pk for pk in cared if pk not in seen]


def _stops(viewer: Any, ids: list[int], because: dict[int, list[str]]) -> list[Stop]:
    forms = FamilyForm.objects.filter(family=OuterRef("person__family"), latitude__isnull=False).order_by("-pk")
    dwellings = Dwelling.objects.filter(families=OuterRef("person__family"))
    found = (
        Case.objects.visible_to(viewer)
        .filter(pk__in=ids)
        .annotate(
            village=registry.VILLAGE,
            hamlet=Subquery(dwellings.values("hamlet")[:1]),
            rt=Subquery(dwellings.values("rt")[:1]),
            latitude=Subquery(forms.values("latitude")[:1]),
            longitude=Subquery(forms.values("longitude")[:1]),
        )
    )
    return [
        Stop(
            case=one,
            village=one.village or one.region_code,
            hamlet=one.hamlet or "",
            rt=one.rt or "",
            reasons=tuple(because[one.pk]),
            where=(float(one.latitude), float(one.longitude)) if one.latitude is not None else None,
        )
        for one in found
    ]


def _spot(stop: Stop) -> routes.Spot:
    return routes.Spot(stop.case.region_code, stop.where, (stop.hamlet, stop.rt, stop.case.pk))
