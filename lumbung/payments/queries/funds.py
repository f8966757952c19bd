"""Funds: what was set aside, what is bound, what has left, what came back and what is left."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from lumbung.core.refusals import NotFound
from lumbung.payments.models import Account, Cycle, Fund, Line, Transfer

UNDER_WAY = (
    *(Cycle.Status.SUBMITTED, Cycle.Status.APPROVED, Cycle.Status.AUTHORISED),
    *(Cycle.Status.RELEASED, Cycle.Status.RECONCILING),
)
"""Money of the fund is bound or on its way."""


@dataclass(frozen=True)
class FundState:
    """The figures of one fund, rupiah, all from the ledger."""

    fund: Fund
    available: int
    committed: int
    promised: int
    disbursed: int
    redeemed: int
    came_back: int
    expired: int
    to_treasury: int
    cycles: list[Cycle]

    @property
    def outside(self) -> int:
        """What has left and neither came back to the fund nor went on to the treasury."""
        return self.fund.budget - self.available - self.committed - self.promised - self.to_treasury

    @property
    def balances(self) -> bool:
        """Whether what left, by its transfers, is what the places of the fund say is outside."""
        return self.outside == self.disbursed + self.redeemed - self.came_back - self.expired


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
    redeemed = Transfer.objects.filter(debit__fund=fund, kind=Transfer.Kind.REDEEMED).aggregate(rupiah=Sum("amount"))
    return FundState(
        fund=fund,
        available=held.get(Account.Kind.AVAILABLE, 0),
        committed=held.get(Account.Kind.COMMITTED, 0),
        promised=held.get(Account.Kind.PROMISED, 0),
        disbursed=moved.get(Transfer.Kind.RELEASE, 0),
        redeemed=redeemed["rupiah"] or 0,
        came_back=moved.get(Transfer.Kind.FAILED, 0) + moved.get(Transfer.Kind.RETURNED, 0),
        expired=moved.get(Transfer.Kind.EXPIRED, 0),
        to_treasury=held.get(Account.Kind.BACK, 0),
        cycles=list(Cycle.objects.visible_to(viewer).filter(fund=fund).order_by("-pk")),
    )


@dataclass(frozen=True)
class StillOpen:
    """A cycle whose money is bound or on its way: what stands against closing its fund."""

    cycle_id: int
    name: str
    status: str
    lines: int
    rupiah: int


def still_open(*, fund_id: int) -> list[StillOpen]:
    """Cycles of a fund that are under way, each with its lines that are not answered yet."""
    under_way = Cycle.objects.filter(fund=fund_id, status__in=UNDER_WAY).annotate(
        waiting=Count("payment_lines", filter=Q(payment_lines__status=Line.Status.WAITING)),
        rupiah=Sum("payment_lines__amount", filter=Q(payment_lines__status=Line.Status.WAITING), default=0),
    )
    return [
        StillOpen(cycle.pk, str(cycle), str(cycle.get_status_display()), cycle.waiting, cycle.rupiah)
        for cycle in under_way.order_by("pk")
    ]


@dataclass(frozen=True)
class Budget:
    """What one source gave for one fiscal year, over all its funds in reach; rupiah."""

    source: str
    source_name: Any
    fiscal_year: int
    funds: int
    budget: int
    committed: int
    disbursed: int
    to_treasury: int
    available: int


def budgets(*, viewer: Any) -> list[Budget]:
    """Commitment, disbursement and remainder by source and fiscal year, newest year first."""
    found: dict[tuple[int, str], list[FundState]] = {}
    for fund in funds(viewer=viewer):
        found.setdefault((fund.fiscal_year, fund.source), []).append(fund_state(viewer=viewer, fund_id=fund.pk))
    return [_budget(year, source, states) for (year, source), states in sorted(found.items(), reverse=True)]


def _budget(year: int, source: str, states: list[FundState]) -> Budget:
    return Budget(
        source=source,
        source_name=Fund.Source(source).label,
        fiscal_year=year,
        funds=len(states),
        budget=sum(one.fund.budget for one in states),
        committed=sum(one.committed + one.promised for one in states),
        disbursed=sum(one.outside for one in states),
        to_treasury=sum(one.to_treasury for one in states),
        available=sum(one.available for one in states),
    )
