"""Partners, what they asked, and what became of the money of a batch."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum

from lumbung.core.refusals import NotFound
from lumbung.exchange.models import Batch, Call, Instruction, Partner
from lumbung.payments.models import Fund, Line


@dataclass(frozen=True)
class BatchState:
    """Where every rupiah of a batch is; the parts add up to what was asked. Amounts in rupiah."""

    asked: int
    unknown: int
    parts: dict[str, tuple[int, int]]

    @property
    def adds_up(self) -> bool:
        """Whether lines and unknown payees together are what the partner asked."""
        return self.unknown + sum(total for _lines, total in self.parts.values()) == self.asked


def partners(*, viewer: Any) -> QuerySet[Partner]:
    """Every partner in reach."""
    return Partner.objects.visible_to(viewer).select_related("account", "fund").order_by("name", "pk")


def partner(*, viewer: Any, partner_id: int) -> Partner:
    """One partner; NotFound outside the viewer's reach."""
    found = partners(viewer=viewer).filter(pk=partner_id).first()
    if found is None:
        raise NotFound(partner_id)
    return found


def calls(*, viewer: Any) -> QuerySet[Call]:
    """The log of calls in reach."""
    return Call.objects.visible_to(viewer).select_related("partner")


def batches(*, viewer: Any) -> QuerySet[Batch]:
    """Every batch in reach, newest first."""
    return Batch.objects.visible_to(viewer).select_related("partner", "cycle").order_by("-pk")


def batch(*, viewer: Any, batch_id: int) -> Batch:
    """One batch; NotFound outside the viewer's reach."""
    found = batches(viewer=viewer).filter(pk=batch_id).first()
    if found is None:
        raise NotFound(batch_id)
    return found


def batch_of_partner(*, viewer: Any, batch_id: str) -> Batch:
    """A partner's own batch by the number it gave itself."""
    found = batches(viewer=viewer).filter(partner__account_id=viewer.pk, batch_id=batch_id).first()
    if found is None:
        raise NotFound(batch_id)
    return found


def instructions_of(*, viewer: Any, batch_id: int) -> QuerySet[Instruction]:
    """The instructions of a batch that lie in reach."""
    return Instruction.objects.visible_to(viewer).filter(batch_id=batch_id).select_related("family").order_by("pk")


def state_of(*, batch: Batch) -> BatchState:
    """What became of the money: by state of the lines, and what was for payees nobody knows here."""
    lines = Line.objects.filter(cycle_id=batch.cycle_id) if batch.cycle_id else Line.objects.none()
    told = lines.values_list("status").annotate(lines=Count("pk"), total=Sum("amount")).order_by("status")
    parts = {str(status): (count, int(total)) for status, count, total in told}
    return BatchState(batch.total, batch.unknown_total, parts)


def funds_to_pay_from(*, viewer: Any) -> list[tuple[str, str]]:
    """Funds in reach as choices."""
    return [(str(fund.pk), str(fund)) for fund in Fund.objects.visible_to(viewer).order_by("-fiscal_year", "name")]
