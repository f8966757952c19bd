"""The same cycles for programs: what is due, what became of it, and the acts."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.pagination import paginate

from lumbung.core.actors import SYSTEM, acting
from lumbung.core.api import api_may
from lumbung.payments import (
    actions,
    card_api,
    chain_api,
    control_api,
    file_api,
    fund_api,
    layout_api,
    qr,
    queries,
    sample_api,
)

router = Router(tags=["payments"])
router.add_router("", card_api.router)
router.add_router("", chain_api.router)
router.add_router("", layout_api.router)
router.add_router("", sample_api.router)
router.add_router("", control_api.router)
router.add_router("", fund_api.router)
router.add_router("", file_api.router)


class CycleOut(Schema):
    """A cycle; `period_end` is the first day after it, `total` in rupiah."""

    id: int
    programme: str
    stage: str
    region_code: str
    status: str
    lines: int
    total: int
    period_start: date
    period_end: date
    released_at: datetime | None

    @staticmethod
    def resolve_period_start(cycle: Any) -> date:
        return cycle.period.lower

    @staticmethod
    def resolve_period_end(cycle: Any) -> date:
        return cycle.period.upper


class AmountOut(Schema):
    """So many lines, so many rupiah."""

    lines: int
    rupiah: int


class ChannelOut(Schema):
    """One distributor; paid + failed + returned + expired + pending = sent."""

    key: str
    name: str
    sent: AmountOut
    paid: AmountOut
    failed: AmountOut
    returned: AmountOut
    expired: AmountOut
    pending: AmountOut
    agrees: bool


class ReconciliationOut(Schema):
    """The table of a cycle and its sum."""

    rows: list[ChannelOut]
    total: ChannelOut
    agrees: bool


class LineOut(Schema):
    """What one family gets. No name and no number: ask the registry, with a purpose."""

    id: int
    family_id: int
    region_code: str
    amount: int
    channel: str
    status: str
    reason: str
    end_to_end_id: str


class CardCheckIn(Schema):
    """The text of a card's code."""

    code: str


class CardOut(Schema):
    """What a code says. `status` is valid, expired, not_yet, revoked or unlisted (younger than the list)."""

    status: str
    number: str
    name: str
    issued_on: date
    expires_on: date
    key_id: str


@router.post("/cards/check", response=CardOut, summary="Whether a card counts")
@api_may("payments.view")
def check_card(request: HttpRequest, told: CardCheckIn) -> Any:
    """Reads the code itself; the page `/kartu/periksa/` does the same for anybody. 422 for a forged or broken code."""
    today = timezone.localdate()
    with acting(SYSTEM, via="api"):
        listed = queries.revocations(on=today)
    return qr.told(queries.read_card(text=told.code, on=today, revocations=listed))


@router.get("/cycles", response=list[CycleOut], summary="Cycles in reach")
@paginate
@api_may("payments.view")
def list_cycles(request: HttpRequest) -> Any:
    """Newest first."""
    return queries.cycles(viewer=request.user)


@router.get("/cycles/{cycle_id}", response=CycleOut, summary="One cycle")
@api_may("payments.view")
def get_cycle(request: HttpRequest, cycle_id: int) -> Any:
    """404 outside the caller's reach."""
    return queries.cycle(viewer=request.user, cycle_id=cycle_id)


@router.get("/cycles/{cycle_id}/reconciliation", response=ReconciliationOut, summary="Where every rupiah is")
@api_may("payments.view")
def get_reconciliation(request: HttpRequest, cycle_id: int) -> Any:
    """By distributor, checked against the ledger."""
    return queries.reconciliation(viewer=request.user, cycle_id=cycle_id)


@router.get("/cycles/{cycle_id}/lines", response=list[LineOut], summary="Lines of a cycle in reach")
@paginate
@api_may("payments.view")
def list_lines(request: HttpRequest, cycle_id: int) -> Any:
    """Only of families in the caller's reach."""
    return queries.lines_of(viewer=request.user, cycle_id=cycle_id)


@router.post("/cycles/{cycle_id}/submit", response=CycleOut, summary="Submit")
@api_may("payments.submit_cycle")
def submit(request: HttpRequest, cycle_id: int) -> Any:
    """Fixes the lines and binds their money."""
    return actions.submit_cycle(cycle_id=cycle_id, by=request.user, at=timezone.now())


@router.post("/cycles/{cycle_id}/approve", response=CycleOut, summary="Approve")
@api_may("payments.approve_cycle")
def approve(request: HttpRequest, cycle_id: int) -> Any:
    """By another person than the one who submitted."""
    return actions.approve_cycle(cycle_id=cycle_id, by=request.user, at=timezone.now())


@router.post("/cycles/{cycle_id}/authorise", response=CycleOut, summary="Authorise")
@api_may("payments.authorise_cycle")
def authorise(request: HttpRequest, cycle_id: int) -> Any:
    """By a third person, where the total demands it."""
    return actions.authorise_cycle(cycle_id=cycle_id, by=request.user, at=timezone.now())


@router.post("/cycles/{cycle_id}/release", response=CycleOut, summary="Release")
@api_may("payments.release_cycle")
def release(request: HttpRequest, cycle_id: int) -> Any:
    """By another person; the money leaves the fund."""
    return actions.release_cycle(cycle_id=cycle_id, by=request.user, at=timezone.now())
