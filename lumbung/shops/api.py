"""The same shops for programs: the register, a purchase, vouchers off line, settlements, signals."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.pagination import paginate

from lumbung.core.api import api_may
from lumbung.shops import actions, goods, life_api, queries
from lumbung.shops.actions.purchases import till

router = Router(tags=["shops"])
router.add_router("", life_api.router)


class ShopOut(Schema):
    """A shop. No owner, no telephone, no account."""

    id: int
    number: str
    name: str
    kind: str
    region_code: str
    status: str
    bank: str


class PriceOut(Schema):
    """What a shop asks (rupiah for one unit), and what is usual there; `above` in hundredths, null if unknown."""

    good: str
    unit: str
    price: int
    since: date
    usual: int | None
    above: int | None
    permitted: bool

    @staticmethod
    def resolve_good(line: Any) -> str:
        return line.good.code

    @staticmethod
    def resolve_unit(line: Any) -> str:
        return line.good.unit


class GoodOut(Schema):
    """A good, and whether aid may buy it on the day asked about."""

    code: str
    group: str
    unit: str
    permitted: bool


class PurchaseIn(Schema):
    """Goods for money out of a food wallet; `quantities` in thousandths of a unit, `key` once for one purchase."""

    card_code: str
    code: str
    quantities: dict[str, int]
    key: str


class PurchaseOut(Schema):
    """A purchase; rupiah."""

    id: int
    shop_id: int
    card_id: int
    sold_at: datetime
    total: int


class CodeOut(Schema):
    """A one-time code, told this once."""

    code: str
    expires_at: datetime
    attempts_left: int


class BookIn(Schema):
    """How many rupiah to put aside; `key` once for one book."""

    amount: int
    key: str


class BookOut(Schema):
    """A book of signed vouchers, each as the text of its QR code."""

    id: int
    total: int
    last_day: date
    vouchers: list[str]


class RecordsIn(Schema):
    """Records that shops signed off line, one text each."""

    records: list[str]


class OutcomesOut(Schema):
    """Records by outcome, rupiah paid, records that were known before."""

    counts: dict[str, int]
    paid: int
    known: int


class SettlementOut(Schema):
    """One bank's credits for one day; rupiah."""

    id: int
    day: date
    bank: str
    status: str
    lines_count: int
    total: int


class SettlementIn(Schema):
    """For which day, paid from which fund's account."""

    day: date
    fund_id: int


class SignalOut(Schema):
    """What a rule saw at a shop; `purchases` are the ids of the purchases behind it."""

    id: int
    shop_id: int
    rule: str
    status: str
    cards: int
    amount: int
    first_at: datetime
    last_at: datetime
    purchases: list[int]

    @staticmethod
    def resolve_purchases(signal: Any) -> list[int]:
        return list(signal.evidence.order_by("purchase_id").values_list("purchase_id", flat=True))


class FreshOut(Schema):
    """How many signals are new."""

    fresh: int


class WhyIn(Schema):
    """What was asked and answered."""

    why: str


class DecisionIn(WhyIn):
    """Whether it was misuse, and why."""

    misuse: bool


@router.get("/goods", response=list[GoodOut], summary="What aid may buy on a day")
@api_may("shops.view")
def list_goods(request: HttpRequest, on: date | None = None) -> Any:
    """Today unless told."""
    allowed = goods.may_be_bought(on or timezone.localdate())
    return [
        {"code": code, "group": one.group, "unit": one.unit, "permitted": allowed[code]}
        for code, one in goods.all_goods().items()
    ]


@router.get("/shops", response=list[ShopOut], summary="Shops in reach")
@paginate
@api_may("shops.view")
def list_shops(request: HttpRequest) -> Any:
    """By name."""
    return queries.shops(viewer=request.user)


@router.get("/shops/{shop_id}/prices", response=list[PriceOut], summary="A shop's price list today")
@api_may("shops.view")
def list_prices(request: HttpRequest, shop_id: int) -> Any:
    """Beside what is usual in its region."""
    found = queries.shop(viewer=request.user, shop_id=shop_id)
    return queries.price_list(shop=found, day=timezone.localdate())


@router.post("/shops/{shop_id}/accept", response=ShopOut, summary="Accept a shop")
@api_may("shops.check")
def accept(request: HttpRequest, shop_id: int) -> Any:
    """By another person than who asked for it."""
    return actions.accept_shop(shop_id=shop_id, on=timezone.localdate(), by=request.user)


@router.post("/shops/{shop_id}/purchases", response=PurchaseOut, summary="Sell at the till")
@api_may("shops.sell")
def sell(request: HttpRequest, shop_id: int, told: PurchaseIn) -> Any:
    """403 for a wrong code, which is counted; 409 when the wallet holds too little. The same key is one purchase."""
    till(shop_id=shop_id, by=request.user)
    return actions.buy(shop_id=shop_id, at=timezone.now(), by=request.user, **told.dict())


@router.post("/cards/{card_id}/purchase-code", response=CodeOut, summary="A one-time code for a card")
@api_may("shops.issue_code")
def issue_code(request: HttpRequest, card_id: int) -> Any:
    """Ends the one before."""
    made, code = actions.issue_code(card_id=card_id, at=timezone.now(), by=request.user)
    return {"code": code, "expires_at": made.expires_at, "attempts_left": made.attempts_left}


@router.post("/cards/{card_id}/voucher-books", response=BookOut, summary="Vouchers for places without network")
@api_may("shops.issue_vouchers")
def issue_book(request: HttpRequest, card_id: int, told: BookIn) -> Any:
    """The money leaves the food wallet at once; what is not used comes back."""
    signed = actions.issue_vouchers(card_id=card_id, at=timezone.now(), by=request.user, **told.dict())
    book = signed.book
    return {"id": book.pk, "total": book.total, "last_day": book.last_day, "vouchers": signed.texts}


@router.post("/voucher-records", response=OutcomesOut, summary="Upload sales off line")
@api_may("shops.upload")
def upload(request: HttpRequest, told: RecordsIn) -> Any:
    """Each voucher is paid once, in whatever order; 422 names the line of a text that can't be believed."""
    return actions.upload_records(texts=told.records, at=timezone.now(), by=request.user)


@router.get("/shop-settlements", response=list[SettlementOut], summary="Settlements in reach")
@paginate
@api_may("shops.oversee")
def list_settlements(request: HttpRequest) -> Any:
    """Newest first."""
    return queries.settlements(viewer=request.user)


@router.post("/shop-settlements", response=list[SettlementOut], summary="Prepare the settlements of a day")
@api_may("shops.prepare_settlement")
def prepare(request: HttpRequest, told: SettlementIn) -> Any:
    """One a bank; 409 when nothing is owed."""
    return actions.prepare_settlements(at=timezone.now(), by=request.user, **told.dict())


@router.post("/shop-settlements/{settlement_id}/approve", response=SettlementOut, summary="Approve a settlement")
@api_may("shops.approve_settlement")
def approve(request: HttpRequest, settlement_id: int) -> Any:
    """By another person than who prepared it; the file is written."""
    return actions.approve_settlement(settlement_id=settlement_id, at=timezone.now(), by=request.user)


@router.get("/shop-signals", response=list[SignalOut], summary="Signals of misuse in reach")
@paginate
@api_may("shops.oversee")
def list_signals(request: HttpRequest) -> Any:
    """Newest first, each with its purchases."""
    return queries.signals(viewer=request.user)


@router.post("/shop-signals/look", response=FreshOut, summary="Let the rules look for signals")
@api_may("shops.look_for_signals")
def look(request: HttpRequest) -> Any:
    """At every shop in reach; what was seen before is not told again."""
    return {"fresh": actions.look_for_signals(on=timezone.localdate(), by=request.user)}


@router.post("/shop-signals/{signal_id}/explain", response=SignalOut, summary="Explain a signal")
@api_may("shops.explain_signal")
def explain(request: HttpRequest, signal_id: int, told: WhyIn) -> Any:
    """What was asked and answered."""
    return actions.explain_signal(signal_id=signal_id, on=timezone.localdate(), by=request.user, why=told.why)


@router.post("/shop-signals/{signal_id}/decide", response=SignalOut, summary="Decide a signal")
@api_may("shops.decide_signal")
def decide(request: HttpRequest, signal_id: int, told: DecisionIn) -> Any:
    """By another person than who explained it."""
    return actions.decide_signal(signal_id=signal_id, on=timezone.localdate(), by=request.user, **told.dict())
