"""Figures for whoever leads a district."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from lumbung.core import counted_ahead
from lumbung.core.reach import Part, part_of
from lumbung.districts.models import Call, Visit
from lumbung.districts.queries import care, living, safety, tracks
from lumbung.districts.queries.wall import seen


@dataclass(frozen=True)
class Figures:
    """What was done in some days, and what waits."""

    calls: int
    reached: int
    passed: int
    attempts: int
    visits_made: int
    visits_waiting: int
    renewals: int
    to_decide: int
    objections: int
    seats: int
    taken: int
    in_line: int
    activities: int

    @property
    def share(self) -> float | None:
        """Reached of all who were to be called; None where nobody was."""
        return self.reached / self.calls if self.calls else None


STRETCH = timedelta(days=30)
"""How far whoever leads a district looks back."""
LATEST = 5
"""So many warnings are shown."""


def figures(*, viewer: Any, since: date, until: date) -> Figures:
    """Calls and visits of these days; decisions, cohorts and activities as they stand."""
    return Figures(**_counted(viewer, since, until))


def told(*, tally: counted_ahead.Tally, viewer: Any) -> tuple[Figures, list[tuple[Any, safety.Progress]]]:
    """The figures of what was counted, and the latest warnings: one that came later is counted now."""
    latest = list(safety.alerts(viewer=viewer)[:LATEST])
    new = [one.pk for one in latest if one.pk not in tally["counted"]]
    now = safety.progress_of(viewer=viewer, alert_ids=new) if new else {}
    progress = [(one, now.get(one.pk) or safety.Progress(**tally["alerts"][str(one.pk)])) for one in latest]
    return Figures(**tally["figures"]), progress


def by_hazard(*, viewer: Any) -> list[tuple[Any, safety.Progress]]:
    """The latest warnings with how far their calls have come."""
    latest = safety.alerts(viewer=viewer)[:LATEST]
    told = safety.progress_of(viewer=viewer, alert_ids=[one.pk for one in latest])
    return [(one, told[one.pk]) for one in latest]


def _counted(viewer: Any, since: date, until: date) -> dict[str, int]:
    made = seen(Call.objects, viewer=viewer).filter(due_on__gte=since, due_on__lte=until).order_by()
    states = made.aggregate(
        calls=Count("pk"),
        reached=Count("pk", filter=Q(status="reached")),
        passed=Count("pk", filter=Q(status="passed")),
        attempts=Coalesce(Sum("attempts"), 0),
    )
    visits = seen(Visit.objects, viewer=viewer)
    return {
        **states,
        **_seats(viewer, since, until),
        "visits_made": visits.filter(done_on__gte=since, done_on__lte=until).count(),
        "visits_waiting": visits.filter(status=Visit.Status.OPEN).count(),
        "renewals": care.due_for_renewal(viewer=viewer, on=until).count(),
        "to_decide": care.decisions(viewer=viewer).filter(status="assessed").count(),
        "objections": care.to_answer(viewer=viewer).count(),
        "activities": living.activities(viewer=viewer).filter(status__in=["advised", "running"]).count(),
    }


def _seats(viewer: Any, since: date, until: date) -> dict[str, int]:
    """Of the cohorts of these days, whoever sits there: it tells nobody who, so it is counted with the open rows."""
    running: list[Any] = []
    if part_of(viewer) is not Part.SECRET:
        running = list(tracks.cohorts(viewer=viewer).filter(starts_on__lte=until, ends_on__gte=since))
    return {
        "seats": sum(one.seats for one in running),
        "taken": sum(one.taken for one in running),
        "in_line": sum(one.waiting for one in running),
    }


def _tally(*, viewer: Any, on: date) -> counted_ahead.Tally:
    alerts = {alert.pk: asdict(found) for alert, found in by_hazard(viewer=viewer)}
    return {
        "figures": _counted(viewer, on - STRETCH, on),
        "alerts": {str(pk): found for pk, found in alerts.items()},
        "counted": [] if part_of(viewer) is Part.SECRET else list(alerts),
    }


FIGURES = counted_ahead.register("districts.overview", _tally)
