"""Made-up shops, families who buy there, and the people around them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from lumbung.payments import queries as cards
from lumbung.payments.models import Card
from lumbung.payments.tests import factories as paying
from lumbung.proposals.tests.factories import region
from lumbung.shops import actions, vouchers
from lumbung.shops.models import Purchase, Shop
from lumbung.staff.models import User

VILLAGE, REGENCY = "33.23.01.2001", "33.23"
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PRICES = {"rice": 14_000, "egg": 28_000, "oil": 18_000}
ALLOWANCE = 600_000


def people(place: str = REGENCY) -> dict[str, User]:
    """One person for each act, all in one regency; two of those whom two eyes need."""
    village = f"{place}.01.2001"
    told = {
        "verifier": ("regency_verifier", place),
        "head": ("regency_head", place),
        "second_head": ("regency_head", place),
        "facilitator": ("facilitator", f"{place}.01"),
        "officer": ("programme_officer", place),
        "treasurer": ("treasurer", place),
        "second_treasurer": ("treasurer", place),
        "till": ("shop_operator", village),
        "other_till": ("shop_operator", village),
    }
    return {name: paying.person(f"{name}.{place}", role, code) for name, (role, code) in told.items()}


def asked(who: dict[str, User], *, place: str = VILLAGE, account: str = "001201234567890", **told: Any) -> Shop:
    """A shop that waits to be looked at."""
    region(place)
    given = {
        "kind": "ewarong", "name": "Warung Bu Siti", "address": "Jalan Pasar 3", "owner_name": "Siti Aminah",
        "phone": "081234567890", "bank": "bri", "account_name": "Siti Aminah",
    } | told  # fmt: skip
    return actions.request_shop(region_code=place, account_number=account, on=TODAY, by=who["verifier"], **given)


def opened(who: dict[str, User], *, till: str = "till", **told: Any) -> Shop:
    """An open shop with prices, somebody at its till, and a key."""
    shop = actions.accept_shop(shop_id=asked(who, **told).pk, on=TODAY, by=who["head"])
    actions.name_attendant(shop_id=shop.pk, username=who[till].username, on=TODAY, by=who["verifier"])
    for good, price in PRICES.items():
        actions.set_price(shop_id=shop.pk, good=good, price=price, since=date(2026, 1, 1), by=who["verifier"])
    return Shop.objects.get(pk=shop.pk)


def second(who: dict[str, User], **told: Any) -> Shop:
    """Another open shop, in the same village unless told."""
    given = {"till": "other_till", "name": "Warung Pak Joko", "account": "001209876543210"} | told
    return opened(who, **given)


def with_food(who: dict[str, User], count: int = 3, amount: int = ALLOWANCE) -> list[Card]:
    """Cards with so much in each food wallet. The simulated bank opens no account for a few of many: ask for more."""
    asked_for = count + 3 + count // 5
    ids = paying.topped_up(who, asked_for, amount, programme="sembako", wallet="food", source=f"run:{count}")
    return list(Card.objects.filter(pk__in=ids[:count]).select_related("family").order_by("pk"))


def bought(
    who: dict[str, User],
    shop: Shop,
    card: Card,
    *,
    key: str = "k1",
    at: datetime = NOW,
    till: str = "till",
    **quantities: int,
) -> Purchase:
    """A purchase with the card's QR and a fresh one-time code; quantities in thousandths of a unit."""
    _made, code = actions.issue_code(card_id=card.pk, at=at, by=who["officer"])
    return actions.buy(
        shop_id=shop.pk,
        card_code=cards.code_of(card=card),
        code=code,
        quantities=quantities or {"rice": 5_000},
        key=key,
        at=at,
        by=who[till],
    )


def key_for(shop: Shop, who: dict[str, User]) -> Any:
    """A key of the shop's own device, told to the house."""
    key = vouchers.private_key(vouchers.new_key())
    actions.set_shop_key(shop_id=shop.pk, public_key=vouchers.told(key), by=who["verifier"])
    return key


def sold_off_line(shop: Shop, key: Any, voucher: str, *, at: datetime = NOW, quantity: int = 2_000) -> str:
    """A record of rice sold for a voucher, as the shop signs it."""
    items = [vouchers.Item("rice", quantity, PRICES["rice"])]
    return vouchers.write_record(shop=shop.number, sold_at=at, voucher=voucher, items=items, key=key)


def hours(number: float) -> timedelta:
    """So many hours."""
    return timedelta(hours=number)


def everything(who: dict[str, User], **told: Any) -> Shop:
    """A shop with something of each kind in it: what strangers must not see, and pages must draw."""
    shop, other = opened(who, **told), second(who, name=f"{told.get('name', 'Warung')} 2")
    usual = {"region_code": REGENCY, "good": "rice", "price": 11_000, "since": date(2026, 1, 1), "source": "Pasar"}
    actions.set_reference_price(by=who["officer"], **usual)
    cards_ = with_food(who, 5, 140_000)
    for at, card in enumerate(cards_):
        bought(who, shop, card, key=f"e{at}", at=NOW + timedelta(minutes=at), rice=7_000)
    told_ = {"card_id": cards_[0].pk, "amount": 40_000, "key": "e", "at": NOW, "by": who["officer"]}
    voucher = actions.issue_vouchers(**told_).texts[0]
    for place, till in ((shop, "till"), (other, "other_till")):
        record = sold_off_line(place, key_for(place, who), voucher)
        actions.upload_records(texts=[record], at=NOW + timedelta(days=1), by=who[till])
    actions.look_for_signals(on=TODAY, by=who["officer"])
    fund = paying.Fund.objects.filter(region_code=REGENCY).latest("pk")
    settlement = actions.prepare_settlements(day=TODAY, fund_id=fund.pk, at=NOW, by=who["treasurer"])[0]
    actions.approve_settlement(settlement_id=settlement.pk, at=NOW, by=who["second_treasurer"])
    return shop
