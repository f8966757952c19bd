"""Care decisions and what they grant."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from lumbung.core.refusals import NotFound
from lumbung.districts import rules
from lumbung.districts.models import CareDecision, Grant
from lumbung.districts.queries.wall import seen


def decisions(*, viewer: Any) -> QuerySet[CareDecision]:
    """Every decision about people whom the viewer may know of, the newest first."""
    found = seen(CareDecision.objects, viewer=viewer)
    return found.select_related("person", "assessed_by", "decided_by", "answered_by").order_by("-pk")


def decision(*, viewer: Any, decision_id: int) -> CareDecision:
    """One of them; raises NotFound."""
    found = decisions(viewer=viewer).filter(pk=decision_id).first()
    if found is None:
        raise NotFound(decision_id)
    return found


def grants_of(*, viewer: Any, decision_id: int) -> QuerySet[Grant]:
    """What a decision granted."""
    return seen(Grant.objects, viewer=viewer).filter(decision_id=decision_id).order_by("service")


def due_for_renewal(*, viewer: Any, on: date) -> QuerySet[CareDecision]:
    """Years that end soon, or ended lately, and have no next decision; the first to end first."""
    days = timedelta(days=rules.in_force(on).care["renew_days"])
    later = CareDecision.objects.filter(person=OuterRef("person"), pk__gt=OuterRef("pk"))
    found = decisions(viewer=viewer).filter(status=CareDecision.Status.GRANTED)
    soon = found.filter(ends_on__lte=on + days, ends_on__gt=on - days)
    return soon.filter(~Exists(later)).order_by("ends_on", "pk")


def to_answer(*, viewer: Any) -> QuerySet[CareDecision]:
    """Objections that nobody has answered, the oldest first."""
    found = decisions(viewer=viewer).filter(objected_on__isnull=False, answer="")
    return found.order_by("objected_on", "pk")
