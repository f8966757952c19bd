"""Funds: what was set aside, what is bound, what has left, what came back and what is left."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Sum

from lumbung.core.refusals import NotFound
from lumbung.payments.models import Account, Cycle, Fund, Transfer


@dataclass(frozen=True)
class FundState:
    """The figures of one fund, rupiah, all from the ledger."""

    fund: Fund
    available: int
    committed: int
    disbursed: int
    came_back: int
    cycles: list[Cycle]

    @property
    def outside(self) -> int:
        """What has left and not come back."""
        return self.disbursed - self.came_back

    @property
    def balances(self) -> bool:
        """Whether the parts add up to the budget."""
        return self.available + self.committed + self.outside == self.fund.budget


def funds(*, viewer: Any) -> QuerySet[Fund]:
    """Every fund in reach, newest year first."""
    return Fund.objects.visible_to(viewer).order_by("-fiscal_year", "name")


def fund_of(*, viewer: Any, cycle: Cycle) -> Fund | None:
    """The fund of a cycle, where it lies in reach: the nation's fund is not shown to a regency."""
    return Fund.objects.visible_to(viewer).filter(pk=cycle.fund_id).first()


def fund_state(*, viewer: Any, fund_id: int) -> FundState:
    """One fund with its figures; NotFound outside the viewer's reach."""
    fund = Fund.objects.visible_to(viewer).filter(pk=fund_id).first()
    if fund is None:
        raise NotFound(fund_id)
    held = dict(Account.objects.filter(fund=fund).values_list("kind", "balance"))
    moved = dict(
        Transfer.objects.filter(cycle__fund=fund).order_by().values_list("kind").annotate(rupiah=Sum("amount"))
    )
    return FundState(
        fund=fund,
        available=held.get(Account.Kind.AVAILABLE, 0),
        committed=held.get(Account.Kind.COMMITTED, 0),
        disbursed=moved.get(Transfer.Kind.RELEASE, 0),
        came_back=moved.get(Transfer.Kind.FAILED, 0) + moved.get(Transfer.Kind.RETURNED, 0),
        cycles=list(Cycle.objects.visible_to(viewer).filter(fund=fund).order_by("-pk")),
    )
