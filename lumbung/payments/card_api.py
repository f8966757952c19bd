"""Cards for programs: the list, one card's life, the acts on it, hand-overs and collective account opening."""

from datetime import date
from typing import Any

import polars as pl
from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Router, Schema
from ninja.files import UploadedFile
from ninja.pagination import paginate

from lumbung.core.api import api_may
from lumbung.payments import actions, card_life, card_reasons, queries
from lumbung.payments.layout_views import kept
from lumbung.payments.models import Card, OpeningList

router = Router(tags=["payments"])


class CardRow(Schema):
    """A card. No number and no name of others: `holder_name` is printed on it."""

    id: int
    family_id: int
    region_code: str
    bank: str
    status: str
    reason: str
    holder_name: str
    issued_on: date
    expires_on: date
    successor_id: int | None


class Happened(Schema):
    """One thing in the life of a card, in words."""

    on: date
    title: str
    detail: str


class CardLife(CardRow):
    """A card with its life, newest first."""

    life: list[Happened]

    @staticmethod
    def resolve_life(card: Card) -> list[dict[str, Any]]:
        return [{"on": one.on, "title": one.title, "detail": one.detail} for one in card_life.entries(card)]


class Why(Schema):
    """A code of `/cards/reasons`."""

    reason: str


class NewHolder(Why):
    """Another member of the family, and why."""

    person_id: int


class Which(Schema):
    """Cards by region or by id; with ids the region does not count."""

    region_code: str = ""
    card_ids: list[int] | None = None


class Done(Schema):
    """How many cards changed."""

    cards: int


class Handed(Schema):
    """One card of a hand-over; an empty `received_by` is the holder. `receipt` is signature, thumb or proxy.

    `drawn` is a signature drawn on a screen, as `data:image/png;base64,…`.
    """

    card_id: int
    received_by: str = ""
    receipt: str = Card.Receipt.SIGNATURE.value
    drawn: str = ""


class HandOverIn(Schema):
    """The minutes of a hand-over and its cards."""

    region_code: str
    held_on: date
    place: str
    handed_by: str
    witness: str
    cards: list[Handed]


class MinutesOut(Schema):
    """Minutes as they were written."""

    id: int
    region_code: str
    held_on: date
    place: str
    handed_by: str
    witness: str


class OpeningIn(Schema):
    """Which bank is asked for what: `new` accounts or `replacement` cards."""

    bank: str
    kind: str = OpeningList.Kind.NEW.value
    region_code: str


class OpeningOut(Schema):
    """A list to a bank and what became of it."""

    id: int
    bank: str
    kind: str
    region_code: str
    status: str
    lines: int
    sent_on: date | None


class EntryOut(Schema):
    """A family on a list; `reason` is why the bank refused."""

    family_id: int
    region_code: str
    status: str
    reason: str
    card_id: int | None


class AnswerOut(Schema):
    """What one answer of a bank came to."""

    list_id: int
    name: str
    opened: int
    refused: int
    unchanged: int


@router.get("/cards", response=list[CardRow], summary="Cards in reach")
@paginate
@api_may("payments.view_card")
def list_cards(request: HttpRequest, status: str = "", bank: str = "") -> Any:
    """By state and bank where told."""
    asked = {name: value for name, value in (("status", status), ("bank", bank)) if value}
    return queries.cards(viewer=request.user).filter(**asked).order_by("pk")


@router.get("/cards/reasons", response=dict[str, dict[str, str]], summary="Reasons by act")
@api_may("payments.view_card")
def list_reasons(request: HttpRequest) -> Any:
    """Codes with their words."""
    return {act: {code: str(one.words) for code, one in codes.items()} for act, codes in card_reasons.REASONS.items()}


@router.get("/cards/{int:card_id}", response=CardLife, summary="One card and its life")
@api_may("payments.view_card")
def get_card(request: HttpRequest, card_id: int) -> Any:
    """404 outside the caller's reach."""
    return queries.card(viewer=request.user, card_id=card_id)


@router.post("/cards/print", response=Done, summary="The bank has printed cards")
@api_may("payments.manage_card")
def print_cards(request: HttpRequest, told: Which) -> Any:
    """Of opened accounts only; again changes nothing."""
    return {"cards": actions.print_cards(on=timezone.localdate(), by=request.user, **told.dict())}


@router.post("/cards/activate", response=Done, summary="Handed-over cards activated")
@api_may("payments.manage_card")
def activate_cards(request: HttpRequest, told: Which) -> Any:
    """Of families that count; again changes nothing."""
    return {"cards": actions.activate_cards(on=timezone.localdate(), by=request.user, **told.dict())}


@router.post("/cards/{int:card_id}/block", response=CardRow, summary="Block")
@api_may("payments.block_card")
def block(request: HttpRequest, card_id: int, told: Why) -> Any:
    """Revoked at once; lost, damaged and expired ones go on the next list of replacements."""
    return actions.block_card(card_id=card_id, reason=told.reason, on=timezone.localdate(), by=request.user)


@router.post("/cards/{int:card_id}/unblock", response=CardRow, summary="Unblock")
@api_may("payments.manage_card")
def unblock(request: HttpRequest, card_id: int, told: Why) -> Any:
    """Refused while the bank was asked for another card."""
    return actions.unblock_card(card_id=card_id, reason=told.reason, on=timezone.localdate(), by=request.user)


@router.post("/cards/{int:card_id}/close", response=CardRow, summary="Close")
@api_may("payments.manage_card")
def close(request: HttpRequest, card_id: int, told: Why) -> Any:
    """Refused while money is on it."""
    return actions.close_card(card_id=card_id, reason=told.reason, on=timezone.localdate(), by=request.user)


@router.post("/cards/{int:card_id}/holder", response=CardRow, summary="Another holder of the same family")
@api_may("payments.block_card")
def move_holder(request: HttpRequest, card_id: int, told: NewHolder) -> Any:
    """The old card is blocked; the next one bears the new holder's name."""
    actions.move_holder(card_id=card_id, on=timezone.localdate(), by=request.user, **told.dict())
    return queries.card(viewer=request.user, card_id=card_id)


@router.post("/cards/hand-overs", response=MinutesOut, summary="Hand cards over")
@api_may("payments.hand_over_card")
def hand_over(request: HttpRequest, told: HandOverIn) -> Any:
    """All of the cards or none; the same cards again give the same minutes."""
    rows = [one.dict() for one in told.cards]
    schema = {"card_id": pl.Int64, "received_by": pl.String, "receipt": pl.String, "drawn": pl.String}
    values = told.dict(exclude={"cards", "held_on"})
    handed = pl.DataFrame(rows, schema=schema)
    return actions.hand_over_cards(handed=handed, on=told.held_on, by=request.user, **values)


@router.get("/card-openings", response=list[OpeningOut], summary="Opening lists in reach")
@paginate
@api_may("payments.view_card")
def list_openings(request: HttpRequest) -> Any:
    """Newest first."""
    return queries.openings(viewer=request.user)


@router.post("/card-openings", response=OpeningOut, summary="Prepare an opening list")
@api_may("payments.prepare_opening")
def prepare(request: HttpRequest, told: OpeningIn) -> Any:
    """The same wish again is the same draft."""
    return actions.prepare_opening_list(on=timezone.localdate(), by=request.user, **told.dict())


@router.get("/card-openings/{int:list_id}/entries", response=list[EntryOut], summary="Families of a list")
@paginate
@api_may("payments.view_card")
def list_entries(request: HttpRequest, list_id: int) -> Any:
    """Only of families in the caller's reach."""
    return queries.entries_of(viewer=request.user, list_id=list_id)


@router.post("/card-openings/{int:list_id}/approve", response=OpeningOut, summary="Approve and write the file")
@api_may("payments.approve_opening")
def approve(request: HttpRequest, list_id: int) -> Any:
    """By another person than its maker."""
    return actions.approve_opening_list(list_id=list_id, on=timezone.localdate(), by=request.user)


@router.post("/card-openings/{int:list_id}/cancel", response=OpeningOut, summary="Cancel a draft")
@api_may("payments.prepare_opening")
def cancel(request: HttpRequest, list_id: int) -> Any:
    """Its families may be listed again."""
    return actions.cancel_opening_list(list_id=list_id, by=request.user)


@router.post("/card-openings/answers", response=AnswerOut, summary="Read a bank's answer")
@api_may("payments.read_bank_file")
def read_answer(request: HttpRequest, file: File[UploadedFile]) -> Any:
    """422 names the line that does not fit, and nothing is changed; the same file again has one effect."""
    with kept(file.chunks()) as path:
        return actions.read_opening_answer(
            path=path, name=file.name or "jawaban", on=timezone.localdate(), by=request.user
        )
