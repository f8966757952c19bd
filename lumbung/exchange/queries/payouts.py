"""Payouts, their lines, and what could be paid through an API."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from lumbung.core.refusals import NotFound
from lumbung.exchange import snap
from lumbung.exchange.models import Payout, PayoutLine
from lumbung.payments.models import BankFile, Cycle, Line


@dataclass(frozen=True)
class Choice:
    """A channel of a released cycle that can be paid through its bank's API."""

    cycle: Cycle
    channel: str
    lines: int
    total: int

    @property
    def key(self) -> str:
        """As a form sends it."""
        return f"{self.cycle.pk}:{self.channel}"


def payouts(*, viewer: Any) -> QuerySet[Payout]:
    """Every payout in reach, newest first."""
    return Payout.objects.visible_to(viewer).select_related("cycle", "job", "started_by").order_by("-pk")


def payout(*, viewer: Any, payout_id: int) -> Payout:
    """One payout; NotFound outside the viewer's reach."""
    found = payouts(viewer=viewer).filter(pk=payout_id).first()
    if found is None:
        raise NotFound(payout_id)
    return found


def lines_of(*, viewer: Any, payout_id: int) -> QuerySet[PayoutLine]:
    """The lines of a payout that lie in reach."""
    return PayoutLine.objects.visible_to(viewer).filter(payout_id=payout_id).select_related("line").order_by("pk")


def counts_of(*, payout: Payout) -> dict[str, tuple[int, int]]:
    """State → (lines, rupiah)."""
    told = payout.payout_lines.values_list("status").annotate(lines=Count("pk"), total=Sum("line__amount"))
    return {str(status): (count, int(total)) for status, count, total in told}


def payable(*, viewer: Any) -> list[Choice]:
    """Released cycles by channel, where the bank's API is set up and no file was written."""
    ordered = BankFile.objects.filter(
        direction=BankFile.Direction.OUT, cycle_id=OuterRef("cycle_id"), channel=OuterRef("channel")
    ).exclude(kind=BankFile.ACCOUNT_CHECK)
    lines = Line.objects.visible_to(viewer).filter(
        cycle__status__in=[Cycle.Status.RELEASED, Cycle.Status.RECONCILING],
        channel__in=snap.configured(),
        status=Line.Status.WAITING,
    )
    sums = lines.filter(~Exists(ordered)).values_list("cycle_id", "channel")
    told = list(sums.annotate(lines=Count("pk"), total=Sum("amount")).order_by("-cycle_id", "channel"))
    cycles = Cycle.objects.visible_to(viewer).in_bulk([cycle_id for cycle_id, *_rest in told])
    return [
        Choice(cycles[cycle_id], channel, count, int(total))
        for cycle_id, channel, count, total in told
        if cycle_id in cycles
    ]
