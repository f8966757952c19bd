"""What supervisors and workers talked about and agreed on; read by these two."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from lumbung.cases.models import Agreed, Supervision


def supervisions_of(*, viewer: Any, worker_id: int) -> list[Supervision]:
    """Notes about a worker that the viewer wrote or that are about the viewer, the newest first, with `points`."""
    found = Supervision.objects.visible_to(viewer).filter(worker=worker_id).select_related("supervisor", "worker")
    if viewer.pk is not None:
        found = found.filter(Q(supervisor=viewer.pk) | Q(worker=viewer.pk))
    return list(found.prefetch_related("points__who").order_by("-on", "-pk"))


def supervisions_to_see(*, viewer: Any) -> QuerySet[Supervision]:
    """Notes about the viewer that they have not said to have read."""
    found = Supervision.objects.visible_to(viewer).filter(worker=viewer.pk, seen_on=None)
    return found.select_related("supervisor").order_by("-on", "-pk")


def points_due(*, viewer: Any, until: date) -> QuerySet[Agreed]:
    """Agreed points of one's own supervisions that are open and due by that day, the oldest first."""
    found = Agreed.objects.visible_to(viewer).filter(done_on=None, until__lte=until)
    if viewer.pk is not None:
        found = found.filter(Q(supervision__supervisor=viewer.pk) | Q(supervision__worker=viewer.pk))
    return found.select_related("who", "supervision__worker").order_by("until", "pk")


def point(*, viewer: Any, point_id: int) -> Agreed | None:
    """One agreed point of one's own supervisions."""
    found = Agreed.objects.visible_to(viewer).filter(pk=point_id).select_related("supervision")
    return found.filter(Q(supervision__supervisor=viewer.pk) | Q(supervision__worker=viewer.pk)).first()
