"""Sessions of a worker, of a case, of a week; who is expected and who came."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from lumbung.cases.models import Attendance, Session
from lumbung.core.refusals import NotFound

State = Attendance.State


def day_bounds(on: date, days: int = 1) -> tuple[datetime, datetime]:
    """Midnight here, and midnight so many days later."""
    start = timezone.make_aware(datetime.combine(on, time.min))
    return start, start + timedelta(days=days)


def sessions(*, viewer: Any) -> QuerySet[Session]:
    """Every session that the viewer may know of, in the order of time; a group's with nobody's name."""
    found = Session.objects.visible_to(viewer).select_related("worker", "case")
    return found.order_by("starts_at", "pk")


def session(*, viewer: Any, session_id: int) -> Session:
    """One session; raises NotFound."""
    found = sessions(viewer=viewer).filter(pk=session_id).first()
    if found is None:
        raise NotFound(session_id)
    return found


def sessions_between(*, viewer: Any, since: date, days: int, worker_id: int | None = None) -> QuerySet[Session]:
    """Sessions of some days, of one worker or of all within reach, cancelled ones included."""
    start, end = day_bounds(since, days)
    found = sessions(viewer=viewer).filter(starts_at__gte=start, starts_at__lt=end)
    return found.filter(worker_id=worker_id) if worker_id else found


def attendances_of(*, viewer: Any, session_id: int) -> list[Attendance]:
    """Everybody expected at a session whom the viewer may know of."""
    found = Attendance.objects.visible_to(viewer).filter(session_id=session_id)
    return list(found.select_related("case", "noted_by").order_by("case__called", "pk"))


def attendance(*, viewer: Any, session_id: int, case_id: int) -> Attendance:
    """One person at one session; raises NotFound."""
    found = Attendance.objects.visible_to(viewer).select_related("case", "session", "noted_by")
    one = found.filter(session_id=session_id, case_id=case_id).first()
    if one is None:
        raise NotFound(case_id)
    return one


def attendances_of_case(*, viewer: Any, case_id: int) -> QuerySet[Attendance]:
    """All sessions of a person, single ones and groups, the latest first."""
    found = Attendance.objects.visible_to(viewer).filter(case_id=case_id)
    return found.select_related("session__worker", "noted_by").order_by("-starts_at", "-pk")


def attended(*, viewer: Any, case_id: int) -> dict[str, int]:
    """How many sessions of a case were planned, came to, excused or missed."""
    found = Attendance.objects.visible_to(viewer).filter(case_id=case_id)
    return found.aggregate(
        expected=Count("pk", filter=Q(state=State.EXPECTED)),
        came=Count("pk", filter=Q(state=State.CAME)),
        excused=Count("pk", filter=Q(state=State.EXCUSED)),
        absent=Count("pk", filter=Q(state=State.ABSENT)),
    )


@dataclass(frozen=True)
class ToNote:
    """How many sessions wait for somebody to say who came, and when the first of them was."""

    count: int
    first: datetime | None


def to_note(*, viewer: Any, at: datetime) -> ToNote:
    """The viewer's own sessions that are over and of which nobody has said who came."""
    over = Session.objects.visible_to(viewer).filter(worker_id=viewer.pk, starts_at__lt=at, ends_at__lt=at)
    found = over.filter(status=Session.Status.PLANNED).aggregate(count=Count("pk"), first=Min("starts_at"))
    return ToNote(**found)
