"""Figures for whoever leads a district."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

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


def figures(*, viewer: Any, since: date, until: date) -> Figures:
    """Calls and visits of these days; decisions, cohorts and activities as they stand."""
    made = seen(Call.objects, viewer=viewer).filter(due_on__gte=since, due_on__lte=until).order_by()
    states = made.aggregate(
        calls=Count("pk"),
        reached=Count("pk", filter=Q(status="reached")),
        passed=Count("pk", filter=Q(status="passed")),
        attempts=Coalesce(Sum("attempts"), 0),
    )
    visits = seen(Visit.objects, viewer=viewer)
    running: list[Any] = list(tracks.cohorts(viewer=viewer).filter(starts_on__lte=until, ends_on__gte=since))
    return Figures(
        **states,
        visits_made=visits.filter(done_on__gte=since, done_on__lte=until).count(),
        visits_waiting=visits.filter(status=Visit.Status.OPEN).count(),
        renewals=care.due_for_renewal(viewer=viewer, on=until).count(),
        to_decide=care.decisions(viewer=viewer).filter(status="assessed").count(),
        objections=care.to_answer(viewer=viewer).count(),
        seats=sum(one.seats for one in running),
        taken=sum(one.taken for one in running),
        in_line=sum(one.waiting for one in running),
        activities=living.activities(viewer=viewer).filter(status__in=["advised", "running"]).count(),
    )


def by_hazard(*, viewer: Any) -> list[tuple[Any, safety.Progress]]:
    """The latest warnings with how far their calls have come."""
    latest = safety.alerts(viewer=viewer)[:5]
    told = safety.progress_of(viewer=viewer, alert_ids=[one.pk for one in latest])
    return [(one, told[one.pk]) for one in latest]
