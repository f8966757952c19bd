"""Passbooks, acts that need signatures, revisions and the books of every day, for programs."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.pagination import paginate

from lumbung.core.api import api_may
from lumbung.payments import actions, passbook, queries

router = Router(tags=["payments"])


class EntryOut(Schema):
    """One line of a passbook; rupiah."""

    transfer_id: int
    at: datetime
    words: str
    place: str
    wallet: str
    came: int
    went: int
    remains: int


class StatementOut(Schema):
    """A card's passbook, newest first. No number of a person, a card or an account."""

    total: int
    wallets: dict[str, int]
    entries: list[EntryOut]
    shortened: bool


class ActIn(Schema):
    """Why it should be done."""

    reason: str


class ReturnIn(ActIn):
    """How much of a purchase is given back."""

    amount: int


class ActOut(Schema):
    """What was asked, and how many signatures it has and needs."""

    id: int
    kind: str
    status: str
    transfer_id: int | None
    fund_id: int | None
    amount: int
    reason: str
    signatures_needed: int
    signed: int
    lapses_on: date

    @staticmethod
    def resolve_signed(act: Any) -> int:
        """How many have signed."""
        return act.signatures.count()


class RevisionIn(ActIn):
    """Families that the next version leaves out."""

    leave_out: list[int] = []


class RevisedOut(Schema):
    """The draft that takes the place of the cycle it revises."""

    id: int
    status: str
    revises_id: int


class DayOut(Schema):
    """Whether ledger, bank files, funds and what is put aside agreed at the end of a day: no difference is left."""

    on: date
    transfers: int
    moved: int
    ledger: int
    wallets: int
    bank_files: int
    funds: int
    aside: int
    agrees: bool


class WithdrawalOut(Schema):
    """A withdrawal that a bank told and that was not booked, with what spoke against it."""

    told: str
    file_id: int
    card_id: int | None
    amount: int
    rest: int | None
    why: str
    on: date | None
    place: str
    booked_since: bool


class PlaceOut(Schema):
    """What lay in one kind of place at the end of a day."""

    kind: str
    came: int
    went: int
    balance: int


@router.get("/cards/{card_id}/statement", response=StatementOut, summary="A card's passbook")
@api_may("payments.view")
def get_statement(request: HttpRequest, card_id: int) -> Any:
    """404 outside the caller's reach."""
    found = queries.statement(viewer=request.user, card_id=card_id)
    return {
        "total": found.total,
        "wallets": {wallet.kind: wallet.balance for wallet in found.wallets},
        "entries": [entry | {"wallet": str(entry["wallet"])} for entry in passbook.told(found)],
        "shortened": found.shortened,
    }


@router.get("/acts", response=list[ActOut], summary="Acts that need signatures")
@paginate
@api_may("payments.view")
def list_acts(request: HttpRequest) -> Any:
    """Newest first."""
    return queries.acts(viewer=request.user)


@router.post("/transfers/{transfer_id}/reversal", response=ActOut, summary="Ask for a correction")
@api_may("payments.ask_act")
def ask_reversal(request: HttpRequest, transfer_id: int, told: ActIn) -> Any:
    """Another person signs; then the transfer is undone whole."""
    return actions.ask_reversal(transfer_id=transfer_id, reason=told.reason, by=request.user, at=timezone.now())


@router.post("/transfers/{transfer_id}/return", response=ActOut, summary="Ask that a purchase be given back")
@api_may("payments.ask_act")
def ask_return(request: HttpRequest, transfer_id: int, told: ReturnIn) -> Any:
    """Another person signs; then so much goes back to the wallet."""
    given = told.dict() | {"transfer_id": transfer_id, "by": request.user, "at": timezone.now()}
    return actions.ask_purchase_return(**given)


@router.post("/funds/{fund_id}/raise", response=ActOut, summary="Ask for a higher budget")
@api_may("payments.ask_act")
def ask_raise(request: HttpRequest, fund_id: int, told: ReturnIn) -> Any:
    """Another person signs; then the budget grows by so much."""
    return actions.ask_fund_raise(**told.dict(), fund_id=fund_id, by=request.user, at=timezone.now())


@router.post("/acts/{act_id}/sign", response=ActOut, summary="Sign an act")
@api_may("payments.sign_act")
def sign(request: HttpRequest, act_id: int) -> Any:
    """The last signature that is needed does it."""
    return actions.sign_act(act_id=act_id, by=request.user, at=timezone.now())


@router.post("/acts/{act_id}/refuse", response=ActOut, summary="Refuse an act")
@api_may("payments.view")
def refuse(request: HttpRequest, act_id: int) -> Any:
    """By whoever may sign it, or by who asked."""
    return actions.refuse_act(act_id=act_id, by=request.user, at=timezone.now())


@router.post("/cycles/{cycle_id}/revise", response=RevisedOut, summary="Revise a submitted cycle")
@api_may("payments.prepare_cycle")
def revise(request: HttpRequest, cycle_id: int, told: RevisionIn) -> Any:
    """The former is cancelled and kept; a draft takes its place."""
    return actions.revise_cycle(cycle_id=cycle_id, **told.dict(), by=request.user, at=timezone.now())


@router.get("/days", response=list[DayOut], summary="Whether the books agreed, day by day")
@paginate
@api_may("payments.view")
def list_days(request: HttpRequest) -> Any:
    """Newest first; only for callers who reach the whole nation."""
    return queries.days(viewer=request.user)


@router.get("/days/{on}/places", response=list[PlaceOut], summary="What lay where at the end of a day")
@api_may("payments.view")
def list_places(request: HttpRequest, on: date) -> Any:
    """Over the caller's regions."""
    return queries.places(viewer=request.user, on=on)


@router.get("/withdrawal-differences", response=list[WithdrawalOut], summary="Cash told by banks that was not booked")
@paginate
@api_may("payments.read_bank_file")
def list_withdrawal_differences(request: HttpRequest) -> Any:
    """Newest first."""
    return queries.withdrawal_differences(viewer=request.user)
