"""Who leads how many cases, what is overdue, which cases moved."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lumbung.cases import planning
from lumbung.cases.models import Case, CaseMove, CaseStep, MovedCase, Supervision
from lumbung.cases.queries.supervision import points_due
from lumbung.core.refusals import NotFound
from lumbung.staff.models import User


@dataclass(frozen=True)
class Load:
    """One worker: open cases that the viewer may know of, how many are too many, late steps, last supervision, and how
    many points agreed with the viewer have passed their day."""

    worker: User
    cases: int
    most: int
    late: int
    supervised_on: date | None
    agreed: int = 0

    @property
    def over(self) -> int:
        """Cases above what one person can lead."""
        return max(self.cases - self.most, 0)


def caseloads(*, viewer: Any, on: date) -> list[Load]:
    """Every worker with open cases within reach, the fullest first."""
    most = planning.in_force(on).caseload
    led = Case.objects.visible_to(viewer).open().exclude(worker=None).order_by()
    counted = dict(led.values_list("worker").annotate(n=Count("pk")))
    late = dict(late_steps(viewer=viewer, on=on).order_by().values_list("owner").annotate(n=Count("pk")))
    talked = Supervision.objects.visible_to(viewer).order_by().values_list("worker").annotate(last=Max("on"))
    last = dict(talked)
    due = points_due(viewer=viewer, until=on - timedelta(days=1)).order_by().values_list("supervision__worker")
    agreed = dict(due.annotate(n=Count("pk")))
    workers = User.objects.in_bulk(list(counted))
    found = [
        Load(workers[pk], cases, most, late.get(pk, 0), last.get(pk), agreed.get(pk, 0))
        for pk, cases in counted.items()
        if pk in workers
    ]
    return sorted(found, key=lambda load: (-load.cases, load.worker.pk))


def unled(*, viewer: Any) -> int:
    """Open cases that nobody leads."""
    return Case.objects.visible_to(viewer).open().filter(worker=None).count()


def late_steps(*, viewer: Any, on: date) -> QuerySet[CaseStep]:
    """Open steps whose day has passed, the oldest first."""
    found = CaseStep.objects.visible_to(viewer).filter(status=CaseStep.State.OPEN, due_on__lt=on)
    return found.select_related("case", "owner").order_by("due_on", "pk")


def worker(*, viewer: Any, worker_id: int) -> User:
    """Somebody who leads cases that the viewer may know of, or the viewer; raises NotFound."""
    leads = Case.objects.visible_to(viewer).filter(worker=worker_id).exists()
    found = User.objects.filter(pk=worker_id).first()
    if found is None or not (leads or found.pk == viewer.pk or viewer.reach.covers(found.region_code or "0")):
        raise NotFound(worker_id)
    return found


def colleagues(*, viewer: Any) -> list[User]:
    """Everybody whose region lies within the viewer's and who may serve cases, by name."""
    inside = Q(region_code__gte=viewer.reach.lo, region_code__lt=viewer.reach.hi)
    found = User.objects.filter(inside | Q(pk=viewer.pk), is_active=True).order_by("name", "pk")
    return [one for one in found if one.may("cases.plan")]


def cases_led(*, viewer: Any, worker_id: int) -> QuerySet[Case]:
    """Open cases of a worker, those longest open first."""
    return Case.objects.visible_to(viewer).open().filter(worker=worker_id).order_by("opened_on", "pk")


def moves(*, viewer: Any) -> QuerySet[Any]:
    """Hand-overs of which the viewer may know a case, or that concern them, the newest first; each with how many cases
    it moved as far as they `know`. The whole figure would tell of secret ones."""
    went = MovedCase.objects.visible_to(viewer).filter(move=OuterRef("pk")).order_by().values("move")
    known = Coalesce(Subquery(went.annotate(n=Count("pk")).values("n")), 0)
    found = CaseMove.objects.visible_to(viewer).annotate(known=known)
    if viewer.pk is not None:
        found = found.filter(Q(known__gt=0) | Q(giver=viewer.pk) | Q(taker=viewer.pk) | Q(by=viewer.pk))
    return found.select_related("giver", "taker", "by").order_by("-pk")


def move(*, viewer: Any, move_id: int) -> Any:
    """One hand-over; raises NotFound."""
    found = moves(viewer=viewer).filter(pk=move_id).first()
    if found is None:
        raise NotFound(move_id)
    return found


def moved_cases(*, viewer: Any, move_id: int) -> list[Case]:
    """Cases of a hand-over that the viewer may know of."""
    went = MovedCase.objects.visible_to(viewer).filter(move=move_id).values("case")
    return list(Case.objects.visible_to(viewer).filter(pk__in=went).order_by("pk"))


def moves_to_read(*, viewer: Any) -> QuerySet[Any]:
    """Hand-overs that concern the viewer and that they have not read."""
    unread = Q(giver=viewer.pk, giver_read_on=None) | Q(taker=viewer.pk, taker_read_on=None)
    return moves(viewer=viewer).filter(unread).exclude(by=viewer.pk, giver=viewer.pk)
