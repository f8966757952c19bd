"""Who is watched, what was warned of, who is to be called and visited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from lumbung.core.refusals import NotFound
from lumbung.districts.models import Alert, AlertArea, Attempt, Call, Visit, Watch
from lumbung.districts.queries.wall import seen


@dataclass(frozen=True)
class Progress:
    """How far the calls of a warning have come."""

    open: int
    reached: int
    passed: int
    dropped: int

    @property
    def asked(self) -> int:
        """Everybody who was to be called, but for those who need it no longer."""
        return self.open + self.reached + self.passed


def watches(*, viewer: Any) -> QuerySet[Watch]:
    """Who is watched over now, the greatest risk first."""
    found = seen(Watch.objects, viewer=viewer).filter(until=None)
    return found.select_related("person").order_by("-risk", "pk")


def watch(*, viewer: Any, watch_id: int) -> Watch:
    """One of them; raises NotFound."""
    found = seen(Watch.objects, viewer=viewer).filter(pk=watch_id).first()
    if found is None:
        raise NotFound(watch_id)
    return found


def calls(*, viewer: Any) -> QuerySet[Call]:
    """Calls about people whom the viewer may know of: after warnings first, the frailest first."""
    found = seen(Call.objects, viewer=viewer).select_related("person__family", "alert")
    return found.order_by("-kind", "-risk", "pk")


def calls_today(*, viewer: Any, on: date) -> QuerySet[Call]:
    """Whom to call today."""
    return calls(viewer=viewer).filter(status=Call.Status.OPEN, due_on__lte=on)


def call(*, viewer: Any, call_id: int) -> Call:
    """One call; raises NotFound."""
    found = calls(viewer=viewer).filter(pk=call_id).first()
    if found is None:
        raise NotFound(call_id)
    return found


def attempts_of(*, viewer: Any, call_id: int) -> QuerySet[Attempt]:
    """What was heard, the latest first."""
    found = seen(Attempt.objects, viewer=viewer, person="call__person").filter(call_id=call_id)
    return found.select_related("by").order_by("-number")


def visits(*, viewer: Any) -> QuerySet[Visit]:
    """Visits to people whom the viewer may know of."""
    found = seen(Visit.objects, viewer=viewer)
    return found.select_related("person__family", "activity", "asked", "by").order_by("due_on", "-risk", "pk")


def visit(*, viewer: Any, visit_id: int) -> Visit:
    """One visit; raises NotFound."""
    found = visits(viewer=viewer).filter(pk=visit_id).first()
    if found is None:
        raise NotFound(visit_id)
    return found


def cause_of(*, visit_id: int) -> str:
    """How the referral desk names a visit, without knowing what one is."""
    return f"visit:{visit_id}"


def visit_for(*, viewer: Any, need_id: int) -> Visit | None:
    """The visit that asked the desk for something, where the viewer may know of it."""
    return visits(viewer=viewer).filter(asked=need_id).first()


def visits_to_make(*, viewer: Any) -> QuerySet[Visit]:
    """Visits that nobody has made."""
    return visits(viewer=viewer).filter(status=Visit.Status.OPEN)


def alerts(*, viewer: Any) -> QuerySet[Alert]:
    """Warnings about regions within reach, the latest first."""
    areas = AlertArea.objects.visible_to(viewer).values("alert_id")
    return Alert.objects.filter(pk__in=areas).select_related("by").order_by("-effective_at", "-pk")


def alert(*, viewer: Any, alert_id: int) -> Alert:
    """One warning; raises NotFound."""
    found = alerts(viewer=viewer).filter(pk=alert_id).first()
    if found is None:
        raise NotFound(alert_id)
    return found


def areas_of(*, viewer: Any, alert_id: int) -> list[str]:
    """Codes of the regions that a warning is about."""
    found = AlertArea.objects.visible_to(viewer).filter(alert_id=alert_id).order_by("region_code")
    return list(found.values_list("region_code", flat=True))


def progress(*, viewer: Any, alert_id: int) -> Progress:
    """Called, reached, passed on to a visit: counted in the database."""
    return progress_of(viewer=viewer, alert_ids=[alert_id])[alert_id]


def progress_of(*, viewer: Any, alert_ids: Sequence[int]) -> dict[int, Progress]:
    """The same of several warnings in one look."""
    found = seen(Call.objects, viewer=viewer).filter(alert_id__in=alert_ids).order_by()
    counted = {(alert, status): n for alert, status, n in found.values_list("alert", "status").annotate(n=Count("pk"))}
    return {
        alert: Progress(**{name: counted.get((alert, name), 0) for name in Call.Status.values}) for alert in alert_ids
    }
