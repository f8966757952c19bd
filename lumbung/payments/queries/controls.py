"""What waits for signatures, what is about to lapse, and how a revised cycle differs from its former version."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from lumbung.core import bulk
from lumbung.core.refusals import NotFound
from lumbung.payments import rules
from lumbung.payments.models import Act, Cycle

SOON = 3
"""Days before its lapse from which an approval is told of."""
_DIFFERENCE = """
    SELECT coalesce(n.family_id, o.family_id), coalesce(n.recipient, o.recipient), o.amount, n.amount
      FROM (SELECT * FROM payments_line WHERE cycle_id = %s) AS o
      FULL JOIN (SELECT * FROM payments_line WHERE cycle_id = %s) AS n USING (family_id)
     WHERE o.amount IS DISTINCT FROM n.amount
     ORDER BY 1
"""


@dataclass(frozen=True)
class Difference:
    """One family that the versions differ on; an absent amount is None."""

    family_id: int
    recipient: str
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Lapsing:
    """A signed cycle that waits for its release, and the day its approval lapses."""

    cycle: Cycle
    on: date


def acts(*, viewer: Any) -> QuerySet[Act]:
    """Everything that was asked in reach, newest first."""
    return Act.objects.visible_to(viewer).select_related("asked_by", "transfer", "fund").order_by("-pk")


def act(*, viewer: Any, act_id: int) -> Act:
    """One act with its signatures; NotFound outside the viewer's reach."""
    found = acts(viewer=viewer).prefetch_related("signatures__by").filter(pk=act_id).first()
    if found is None:
        raise NotFound(act_id)
    return found


def may_sign(*, viewer: Any, act: Act) -> bool:
    """Whether this very person's signature is still wanted."""
    asked = viewer.may("payments.sign_act") and viewer.role in act.roles and act.status == Act.Status.OPEN
    parties = {act.asked_by_id, act.transfer.by_id if act.transfer else None}
    return asked and viewer.pk not in parties and not act.signatures.filter(by_id=viewer.pk).exists()


def unsigned_acts(*, viewer: Any) -> QuerySet[Act]:
    """What waits for signatures, what lapses first at the top."""
    return acts(viewer=viewer).filter(status=Act.Status.OPEN).order_by("lapses_on", "pk")


def lapses_on(*, cycle: Cycle) -> date | None:
    """The day on which the last approval or authorisation lapses, while the cycle waits for its release."""
    if cycle.status not in (Cycle.Status.APPROVED, Cycle.Status.AUTHORISED):
        return None
    signed_at = cycle.authorised_at if cycle.status == Cycle.Status.AUTHORISED else cycle.approved_at
    return rules.approval_lapses_on(timezone.localdate(signed_at))


def lapsing(*, viewer: Any, today: date) -> list[Lapsing]:
    """Approvals that lapse within days or have lapsed, the oldest first."""
    signed = [Cycle.Status.APPROVED, Cycle.Status.AUTHORISED]
    waiting = [(one, lapses_on(cycle=one)) for one in Cycle.objects.visible_to(viewer).filter(status__in=signed)]
    near = [Lapsing(one, on) for one, on in waiting if on and on <= today + timedelta(days=SOON)]
    return sorted(near, key=lambda one: (one.on, one.cycle.pk))


def difference(*, viewer: Any, cycle: Cycle) -> list[Difference]:
    """How a version differs from the one it revises, family by family; only for whoever reaches the whole cycle."""
    if cycle.revises_id is None or not viewer.reach.covers(cycle.region_code):
        return []
    return [Difference(*row) for row in bulk.rows(_DIFFERENCE, [cycle.revises_id, cycle.pk])]


def successor(*, viewer: Any, cycle: Cycle) -> int | None:
    """The version that took this one's place."""
    return Cycle.objects.visible_to(viewer).filter(revises=cycle).values_list("pk", flat=True).first()
