"""Settlements in reach, their lines, and what waits to be settled."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum

from lumbung.core import bulk
from lumbung.core.refusals import NotFound
from lumbung.payments import queries as payments
from lumbung.shops.models import Settlement, SettlementLine, Shop

_DUE = """
    SELECT s.bank, count(*), sum(a.balance)
      FROM shops_shop s JOIN payments_account a ON a.id = s.takings_id
     WHERE s.status IN ('active', 'closed') AND a.balance > 0 AND s.region_code >= %(lo)s AND s.region_code < %(hi)s
       AND NOT EXISTS (SELECT 1 FROM shops_settlementline l
                        WHERE l.shop_id = s.id AND l.day = %(day)s AND l.status <> 'cancelled')
     GROUP BY s.bank ORDER BY s.bank
"""


@dataclass(frozen=True)
class Due:
    """What shops of one bank are owed: how many shops, how many rupiah."""

    bank: str
    shops: int
    amount: int


@dataclass(frozen=True)
class State:
    """Lines of a settlement by what the bank said: so many shops, so many rupiah."""

    status: str
    shops: int
    amount: int


def due(*, viewer: Any, day: date) -> list[Due]:
    """What could be settled for that day, by bank. Suspended shops wait."""
    found = bulk.rows(_DUE, {"lo": viewer.reach.lo, "hi": viewer.reach.hi, "day": day})
    return [Due(bank, shops, int(amount)) for bank, shops, amount in found]


def settlements(*, viewer: Any) -> QuerySet[Settlement]:
    """Every settlement in reach, newest first."""
    found = Settlement.objects.visible_to(viewer).select_related("prepared_by", "approved_by", "fund")
    return found.order_by("-day", "-pk")


def settlement(*, viewer: Any, settlement_id: int) -> Settlement:
    """One settlement; raises NotFound."""
    found = settlements(viewer=viewer).filter(pk=settlement_id).first()
    if found is None:
        raise NotFound(settlement_id)
    return found


def lines_of(*, viewer: Any, settlement: Settlement) -> QuerySet[SettlementLine]:
    """The credits of a settlement, by shop."""
    found = SettlementLine.objects.visible_to(viewer).filter(settlement=settlement)
    return found.select_related("shop").order_by("shop__name", "pk")


def states_of(*, settlement: Settlement) -> list[State]:
    """How its lines stand."""
    found = settlement.lines.values("status").annotate(shops=Count("pk"), rupiah=Sum("amount")).order_by("status")
    return [State(row["status"], row["shops"], row["rupiah"]) for row in found]


def credits_to(*, viewer: Any, shop: Shop) -> QuerySet[SettlementLine]:
    """What one shop was paid, day by day, newest first."""
    found = SettlementLine.objects.visible_to(viewer).filter(shop=shop)
    return found.select_related("settlement").order_by("-day", "-pk")


def waiting(*, viewer: Any) -> QuerySet[Settlement]:
    """Settlements that wait for somebody else than who prepared them."""
    return settlements(viewer=viewer).filter(status=Settlement.Status.PREPARED).exclude(prepared_by_id=viewer.pk or 0)


def signatures_of(*, settlement: Settlement) -> payments.Countersigned:
    """Who has approved a settlement, and how many must."""
    subject, at = f"settlement:{settlement.pk}", settlement.prepared_at
    return payments.countersigned(kind="settlement", subject=subject, amount=settlement.total, prepared_at=at)
