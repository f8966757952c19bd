"""The doors for programs: GovStack for partners; partners, their calls and payouts for our own."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.pagination import paginate

from lumbung.core.api import api_may
from lumbung.core.views import Request
from lumbung.exchange import actions, govstack_api, govstack_vouchers_api, message_api, queries
from lumbung.exchange.models import Payout

router = Router(tags=["exchange"])
router.add_router("", govstack_api.router)
router.add_router("", govstack_vouchers_api.router)
router.add_router("", message_api.router)


class PartnerIn(Schema):
    """An agency: `source_bb` is its SourceBBID of twelve signs, `key` names its programme and its account."""

    name: str
    source_bb: str
    key: str
    fund_id: int


class PartnerOut(Schema):
    """A partner; its programme and the fund it pays from."""

    id: int
    name: str
    source_bb: str
    programme: str
    fund_id: int
    region_code: str
    status: str


class KeyIn(Schema):
    """The last day of a key."""

    expires_on: date


class KeyOut(Schema):
    """A key, told once."""

    key: str


class VouchersIn(Schema):
    """What a partner may give out: rupiah not used yet, and the days each voucher lasts. Nothing ends it."""

    limit: int
    days: int


class VoucherSumOut(Schema):
    """So many vouchers of a batch in one state."""

    batch: str
    status: str
    vouchers: int
    total: int


class CallOut(Schema):
    """One call of a partner; no names."""

    id: int
    partner_id: int
    at: datetime
    operation: str
    request_id: str
    status: int
    code: str
    said: str
    lines: int
    total: int
    repeated: bool


class PayoutIn(Schema):
    """A channel of a released cycle."""

    cycle_id: int
    channel: str


class PayoutOut(Schema):
    """A payout; `counts` says how many lines are in which state."""

    id: int
    cycle_id: int
    channel: str
    status: str
    problem: str
    lines: int
    total: int
    counts: dict[str, int]


@router.get("/partners", response=list[PartnerOut], summary="Partners in reach")
@paginate
@api_may("exchange.view")
def list_partners(request: Request) -> Any:
    """By name."""
    return queries.partners(viewer=request.user)


@router.post("/partners", response=PartnerOut, summary="Register a partner")
@api_may("exchange.manage_partner")
def register_partner(request: Request, told: PartnerIn) -> Any:
    """With a machine account in the region of the fund."""
    return actions.register_partner(**told.dict(), on=timezone.localdate(), by=request.user)


@router.post("/partners/{partner_id}/keys", response=KeyOut, summary="A key for a partner's program")
@api_may("exchange.manage_partner")
def issue_key(request: Request, partner_id: int, told: KeyIn) -> dict[str, str]:
    """Told once."""
    on = timezone.localdate()
    key = actions.issue_key(partner_id=partner_id, expires_on=told.expires_on, on=on, by=request.user)
    return {"key": key}


@router.put("/partners/{partner_id}/vouchers", response=PartnerOut, summary="What a partner may give out as vouchers")
@api_may("exchange.manage_partner")
def agree_vouchers(request: Request, partner_id: int, told: VouchersIn) -> Any:
    """By another person than the one who registered it."""
    return actions.agree_vouchers(partner_id=partner_id, limit=told.limit, days=told.days, by=request.user)


@router.get("/partners/{partner_id}/vouchers", response=list[VoucherSumOut], summary="Vouchers of a partner, summed")
@api_may("exchange.view")
def voucher_sums(request: Request, partner_id: int) -> Any:
    """By batch and state."""
    found = queries.partner(viewer=request.user, partner_id=partner_id)
    return queries.voucher_sums(viewer=request.user, partner=found)


@router.post("/partners/{partner_id}/{act}", response=PartnerOut, summary="Suspend, resume or end a partner")
@api_may("exchange.manage_partner")
def move_partner(request: Request, partner_id: int, act: actions.Act) -> Any:
    """Every call of a suspended partner is refused; one that ended opens no door again."""
    return actions.move_partner(partner_id=partner_id, act=act, on=timezone.localdate(), by=request.user)


@router.get("/partner-calls", response=list[CallOut], summary="The log of partners' calls")
@paginate
@api_may("exchange.view")
def list_calls(request: Request) -> Any:
    """Newest first."""
    return queries.calls(viewer=request.user).order_by("-pk")


@router.get("/payouts", response=list[PayoutOut], summary="Payouts through a bank's API")
@paginate
@api_may("exchange.view")
def list_payouts(request: Request) -> Any:
    """Newest first."""
    return [_told(payout) for payout in queries.payouts(viewer=request.user)[:500]]


@router.post("/payouts", response=PayoutOut, summary="Pay a channel through its bank's API, or go on")
@api_may("exchange.pay_out")
def start_payout(request: HttpRequest, told: PayoutIn) -> Any:
    """409 where its files were written. Going on asks about what is not certain before anything is sent again."""
    return _told(actions.start_payout(cycle_id=told.cycle_id, channel=told.channel, by=request.user))


def _told(payout: Payout) -> dict[str, Any]:
    counts = queries.counts_of(payout=payout)
    return {
        "id": payout.pk,
        "cycle_id": payout.cycle_id,
        "channel": payout.channel,
        "status": payout.status,
        "problem": payout.problem,
        "lines": payout.lines,
        "total": payout.total,
        "counts": {state: lines for state, (lines, _total) in counts.items()},
    }
