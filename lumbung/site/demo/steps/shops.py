"""Two e-warong in the operator's district: purchases with code, vouchers off line and a double, settlement, signals."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core.actors import acting
from lumbung.payments import queries as payments
from lumbung.payments.models import Account, Card
from lumbung.shops import actions, vouchers
from lumbung.shops.models import Shop
from lumbung.site.demo.demonstration import Demonstration
from lumbung.site.demo.progress import Bar
from lumbung.site.demo.steps.accounts import (
    HEAD,
    OFFICER,
    OPERATOR,
    SECOND_TREASURER,
    SHOPKEEPER,
    TREASURER,
    VERIFIER,
)
from lumbung.site.demo.steps.fund import FUNDS
from lumbung.site.demo.steps.programmes import SEMBAKO

TITLE = _("E-warong")
NAMES = ("E-warong Sumber Rejeki", "Warung Makmur Jaya")
PRICES = {"rice": 13_500, "egg": 27_000, "tempe": 20_000, "vegetables": 9_000, "oil": 17_500}
USUAL = {"rice": 13_000, "egg": 26_500, "tempe": 16_000, "vegetables": 9_500, "oil": 17_000}
BUYERS, MOST = 7, 14
BOOK = 100_000


def is_done(demo: Demonstration) -> bool:
    """Whether the shops are there; without food on any card there is nothing to buy with."""
    return Shop.objects.filter(name=NAMES[0]).exists() or not _cards(demo)


def do(demo: Demonstration, bar: Bar) -> None:
    """All of it or nothing: a killed step begins again."""
    with transaction.atomic():
        street = _Street(demo)
        for number, part in enumerate((street.open, street.sell, street.sell_off_line, street.settle, street.look)):
            part()
            bar.part(number + 1, 5)


def _cards(demo: Demonstration) -> list[Card]:
    """Cards with most in their food wallets."""
    filled = Account.objects.filter(kind=Account.Kind.FOOD, balance__gte=BOOK, card__status=Card.Status.ACTIVE)
    inside = filled.filter(region_code__startswith=demo.regency)
    return [one.card for one in inside.select_related("card__family").order_by("-balance", "pk")[:MOST] if one.card]


class _Street:
    """The two shops and the families who buy there."""

    def __init__(self, demo: Demonstration) -> None:
        self.demo, self.cards = demo, _cards(demo)
        self.village = demo.person(OPERATOR).region_code
        midnight = timezone.make_aware(datetime.combine(timezone.localdate(demo.now), time()))
        self.morning = max(demo.now - timedelta(minutes=45), midnight)
        self.shops: list[Shop] = []

    def open(self) -> None:
        """Asked for by the operator, looked at by the head of office; prices beside what is usual."""
        day = self.demo.today - timedelta(days=60)
        for good, price in USUAL.items():
            told = {"region_code": self.demo.regency, "good": good, "price": price, "since": day}
            self._as(VERIFIER, actions.set_reference_price, source=str(_("Dinas Perdagangan (peragaan)")), **told)
        for number, name in enumerate(NAMES):
            asked = self._as(
                OPERATOR, actions.request_shop, region_code=self.village, kind="ewarong", name=name,
                address=f"Jalan Pasar {number + 1}", owner_name=f"Pemilik {number + 1}", phone=f"0812000000{number:02}",
                bank="bri", account_number=f"00120000{number:04}", account_name=f"Pemilik {number + 1}", on=day,
            )  # fmt: skip
            shop = self._as(HEAD, actions.accept_shop, shop_id=asked.pk, on=day)
            for good, price in PRICES.items():
                self._as(VERIFIER, actions.set_price, shop_id=shop.pk, good=good, price=price, since=day)
            self.shops.append(shop)
        first = self.shops[0].pk
        self._as(VERIFIER, actions.name_attendant, shop_id=first, username=SHOPKEEPER, on=day)

    def sell(self) -> None:
        """Some families within minutes, each with its card and its own code."""
        for number, card in enumerate(self.cards[:BUYERS]):
            at = self.morning + timedelta(minutes=number)
            _made, code = self._as(OFFICER, actions.issue_code, card_id=card.pk, at=at)
            quantities = {"rice": 3_000 + 500 * number, "egg": 500, "tempe": 500}
            self._as(
                SHOPKEEPER, actions.buy, shop_id=self.shops[0].pk, card_code=payments.code_of(card=card), code=code,
                quantities=quantities, key=f"peragaan:{card.pk}", at=at,
            )  # fmt: skip

    def sell_off_line(self) -> None:
        """Vouchers in the hills; one was copied, and both shops say they took it."""
        keys = [self._key(shop) for shop in self.shops]
        records = []
        for number, card in enumerate(self.cards[BUYERS : BUYERS + 3] or self.cards[:1]):
            told = {"card_id": card.pk, "amount": BOOK, "key": "peragaan", "at": self.morning}
            texts = self._as(OFFICER, actions.issue_vouchers, **told).texts
            copied = zip(self.shops, keys, strict=True)
            sellers = [*copied][: 1 if number else 2]
            records += [self._record(seller, texts[0], number) for seller in sellers]
        self._as(VERIFIER, actions.upload_records, texts=records, at=self.demo.now)

    def settle(self) -> None:
        """The day's takings: prepared, approved, answered by the simulated bank."""
        treasurer = self.demo.person(TREASURER)
        funds = payments.funds(viewer=treasurer).filter(region_code=self.demo.regency)
        fund = funds.get(name=FUNDS[SEMBAKO].name, fiscal_year=self.demo.today.year)
        day = timezone.localdate(self.demo.now)
        told: dict[str, Any] = {"day": day, "fund_id": fund.pk, "at": self.demo.now}
        for one in self._as(TREASURER, actions.prepare_settlements, **told):
            self._as(SECOND_TREASURER, actions.approve_settlement, settlement_id=one.pk, at=self.demo.now)
            given = {"settlement_id": one.pk, "on": self.demo.today, "at": self.demo.now}
            self._as(TREASURER, actions.simulate_settlement_answer, **given)

    def look(self) -> None:
        """What the rules see is a question: one is explained and accepted, the others wait."""
        self._as(OFFICER, actions.look_for_signals, on=self.demo.today)

    def _key(self, shop: Shop) -> Any:
        key = vouchers.private_key(vouchers.new_key())
        self._as(VERIFIER, actions.set_shop_key, shop_id=shop.pk, public_key=vouchers.told(key))
        return key

    def _record(self, seller: tuple[Shop, Any], voucher: str, number: int) -> str:
        shop, key = seller
        items = [vouchers.Item("rice", 2_000 + 500 * number, PRICES["rice"])]
        at = self.morning + timedelta(minutes=20 * self.shops.index(shop) + number)
        return vouchers.write_record(shop=shop.number, sold_at=at, voucher=voucher, items=items, key=key)

    def _as(self, username: str, action: Any, /, **told: Any) -> Any:
        who = self.demo.person(username)
        with acting(who, reason=str(TITLE)):
            return action(by=who, **told)
