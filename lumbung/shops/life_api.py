"""The life of shops for programs: asked for, refused, suspended, closed; who attends, prices, returns, settlements."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, File, Router, Schema, Status, UploadedFile

from lumbung.core import files
from lumbung.core.api import api_may
from lumbung.shops import actions, queries
from lumbung.shops.models import Attendant, Price, ReferencePrice, Settlement, Shop, Signal

router = Router(tags=["shops"])
Rupiah = Annotated[int, Field(ge=1, le=10**9)]


class ShopIn(Schema):
    """A shop that is asked for; `region_code` is its village."""

    region_code: Annotated[str, Field(pattern=r"^\d{2}\.\d{2}\.\d{2}\.\d{4}$")]
    kind: Shop.Kind
    name: Annotated[str, Field(min_length=1, max_length=120)]
    address: Annotated[str, Field(max_length=300)] = ""
    owner_name: Annotated[str, Field(min_length=1, max_length=120)]
    phone: Annotated[str, Field(max_length=20)] = ""
    bank: str
    account_number: Annotated[str, Field(pattern=r"^\d{6,34}$")]
    account_name: Annotated[str, Field(min_length=1, max_length=120)]


class ShopStateOut(Schema):
    """A shop and where it is in its life."""

    id: int
    number: str
    name: str
    region_code: str
    status: str


class WhyIn(Schema):
    """The reason."""

    why: Annotated[str, Field(min_length=1, max_length=500)]


class KeyIn(Schema):
    """The public half of a shop's key."""

    public_key: Annotated[str, Field(max_length=100)]


class AttendantIn(Schema):
    """Who stands at the till."""

    username: str


class AttendantOut(Schema):
    """Somebody at a till, from a day on."""

    id: int
    shop_id: int
    since: date
    until: date | None


class PriceIn(Schema):
    """What a shop asks from a day on, rupiah for one unit; null means no longer sold."""

    good: str
    price: Rupiah | None
    since: date


class PriceSetOut(Schema):
    """A price as it stands now."""

    good: str
    price: int | None
    since: date


class ReferenceIn(Schema):
    """What is usual in a region from a day on, and who says so."""

    region_code: str
    good: str
    price: Rupiah
    since: date
    source: Annotated[str, Field(min_length=1, max_length=200)]


class ReturnedOut(Schema):
    """The transfer that gave the money back; rupiah."""

    id: int
    amount: int


class HowManyOut(Schema):
    """How many have signed, and how many must."""

    signed: int
    needed: int


class SettlementStateOut(Schema):
    """A settlement and how far it is."""

    id: int
    status: str
    total: int


class SignalStateOut(Schema):
    """A signal and who has said what of it."""

    id: int
    status: str


@router.post("/shop-requests", response={201: ShopStateOut}, summary="Ask for a shop to be taken in")
@api_may("shops.register")
def request_shop(request: HttpRequest, told: ShopIn) -> Status[Shop]:
    """The same account asked for again by the same name is the same shop."""
    return Status(201, actions.request_shop(**told.dict(), on=timezone.localdate(), by=request.user))


@router.post("/shops/{shop_id}/refuse", response=ShopStateOut, summary="Refuse a shop")
@api_may("shops.check")
def refuse(request: HttpRequest, shop_id: int, told: WhyIn) -> Shop:
    """By another person than who asked."""
    return actions.refuse_shop(shop_id=shop_id, reason=told.why, on=timezone.localdate(), by=request.user)


@router.post("/shops/{shop_id}/suspend", response=ShopStateOut, summary="Suspend a shop")
@api_may("shops.check")
def suspend(request: HttpRequest, shop_id: int, told: WhyIn) -> Shop:
    """What it took so far waits."""
    return actions.suspend_shop(shop_id=shop_id, reason=told.why, by=request.user)


@router.post("/shops/{shop_id}/resume", response=ShopStateOut, summary="Resume a shop")
@api_may("shops.check")
def resume(request: HttpRequest, shop_id: int) -> Shop:
    """By another person than who suspended it."""
    return actions.resume_shop(shop_id=shop_id, by=request.user)


@router.post("/shops/{shop_id}/close", response=ShopStateOut, summary="Close a shop")
@api_may("shops.check")
def close(request: HttpRequest, shop_id: int, told: WhyIn) -> Shop:
    """What it is still owed is settled as ever."""
    return actions.close_shop(shop_id=shop_id, reason=told.why, on=timezone.localdate(), by=request.user)


@router.put("/shops/{shop_id}/key", response=ShopStateOut, summary="Note a shop's public key")
@api_may("shops.register")
def set_key(request: HttpRequest, shop_id: int, told: KeyIn) -> Shop:
    """The key with which it signs off line."""
    return actions.set_shop_key(shop_id=shop_id, public_key=told.public_key, by=request.user)


@router.post("/shops/{shop_id}/attendants", response={201: AttendantOut}, summary="Let somebody stand at the till")
@api_may("shops.register")
def attend(request: HttpRequest, shop_id: int, told: AttendantIn) -> Status[Attendant]:
    """One till at a time."""
    on = timezone.localdate()
    return Status(201, actions.name_attendant(shop_id=shop_id, username=told.username, on=on, by=request.user))


@router.post("/shop-attendants/{attendant_id}/end", response=AttendantOut, summary="Nobody's till any more")
@api_may("shops.register")
def end_attending(request: HttpRequest, attendant_id: int) -> Attendant:
    """From today on."""
    return actions.end_attendant(attendant_id=attendant_id, on=timezone.localdate(), by=request.user)


@router.put("/shops/{shop_id}/price", response=PriceSetOut, summary="Set a shop's price")
@api_may("shops.set_price")
def set_price(request: HttpRequest, shop_id: int, told: PriceIn) -> Price:
    """From a day on."""
    return actions.set_price(shop_id=shop_id, **told.dict(), by=request.user)


@router.put("/reference-prices", response=PriceSetOut, summary="Set what is usual in a region")
@api_may("shops.set_reference")
def set_reference_price(request: HttpRequest, told: ReferenceIn) -> ReferencePrice:
    """From a day on, with its source."""
    return actions.set_reference_price(**told.dict(), by=request.user)


@router.post("/purchases/{purchase_id}/return", response={200: ReturnedOut, 202: HowManyOut}, summary="Goods went back")
@api_may("shops.return_purchase")
def return_purchase(request: HttpRequest, purchase_id: int, told: WhyIn) -> Any:
    """All of the money goes back to the wallet; by other persons than who served, 202 while more must sign."""
    now, who = timezone.now(), request.user
    moved = actions.return_purchase(purchase_id=purchase_id, reason=told.why, at=now, by=who)
    if moved:
        return Status(200, moved)
    signed = queries.return_signatures(purchase=queries.purchase(viewer=who, purchase_id=purchase_id))
    return Status(202, {"signed": len(signed.signatures), "needed": signed.needed})


@router.post("/shop-settlements/{settlement_id}/cancel", response=SettlementStateOut, summary="Cancel a settlement")
@api_may("shops.oversee")
def cancel(request: HttpRequest, settlement_id: int, told: WhyIn) -> Settlement:
    """Before it is sent; the money is the shops' takings again."""
    now, who = timezone.now(), request.user
    return actions.cancel_settlement(settlement_id=settlement_id, reason=told.why, at=now, by=who)


@router.post("/shop-settlements/{settlement_id}/answer", response=SettlementStateOut, summary="Take in a bank's answer")
@api_may("shops.approve_settlement")
def read_answer(request: HttpRequest, settlement_id: int, file: File[UploadedFile]) -> Settlement:
    """Read again it changes nothing; what failed is takings again."""
    now, kept, name = timezone.now(), files.path(files.store(file.read())), Path(file.name or "").name
    return actions.book_settlement_answer(
        settlement_id=settlement_id, path=kept, name=name, on=timezone.localdate(now), at=now, by=request.user
    )


@router.post("/shop-signals/{signal_id}/return", response=SignalStateOut, summary="Have a signal explained again")
@api_may("shops.decide_signal")
def return_signal(request: HttpRequest, signal_id: int, told: WhyIn) -> Signal:
    """By another person than who explained it."""
    return actions.return_signal(signal_id=signal_id, why=told.why, by=request.user)
