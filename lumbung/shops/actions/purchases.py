"""A purchase at the till: the card's code, the family's one-time code, goods from the shop's own price list."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core.actors import because
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.payments import queries as cards
from lumbung.payments.actions import Prepared, countersign
from lumbung.payments.actions.common import whole_ledger
from lumbung.payments.models import Account, Card, Transfer
from lumbung.shops import goods, queries
from lumbung.shops.actions import codes
from lumbung.shops.actions.common import book, held, must_be_active, told_why
from lumbung.shops.models import Purchase, PurchaseItem, Shop
from lumbung.shops.vouchers import Item

_WISH = """
    SELECT 1, 'purchase:' || %(purchase)s, 'purchase', %(total)s, %(wallet)s, %(takings)s, NULL, %(place)s, %(region)s,
           %(at)s
"""
_RETURN = """
    SELECT 1, t.reference || ':returned', 'purchase_returned', t.amount, t.credit_id, food.id, t.id, t.place,
           t.region_code, %(now)s
      FROM payments_transfer t JOIN payments_account paid ON paid.id = t.debit_id
      JOIN payments_card c ON c.id = paid.card_id
      JOIN payments_account food ON food.card_id = CASE WHEN c.successor_id IS NULL THEN c.id ELSE c.successor_id END
       AND food.kind = 'food'
     WHERE t.reference = 'purchase:' || %(purchase)s
"""


class NotTheirShop(NotFound):
    """Who sells sells at the till where they stand."""


class NothingBought(BadInput):
    """A purchase has goods."""

    message = _("Pilih barang dan isi banyaknya dulu.")


class NotForSale(BadInput):
    """The shop's price list of that day does not have the good."""

    message = _("%(good)s tidak ada dalam daftar harga toko hari ini.")


class NotPermitted(BadInput):
    """Aid may not buy this on that day."""

    message = _("%(good)s tidak boleh dibeli dengan bantuan ini.")


class CardDoesNotCount(Refusal):
    """The code says it, or the card in the books: blocked, ended, not handed over."""

    message = _("Kartu ini tidak bisa dipakai: diblokir, ditutup, atau lewat masanya. Jangan dilayani.")


class SamePersonReturns(Refusal):
    """Who served the family does not take the purchase back."""

    message = _("Yang melayani belanja tidak bisa membatalkannya. Minta petugas lain.")
    status = 403


def quote(*, shop: Shop, quantities: Mapping[str, int], day: date) -> list[Item]:
    """Goods with thousandths of their units, at the shop's prices of that day; raises what is not permitted."""
    if not quantities:
        raise NothingBought
    asked, permitted = queries.prices_on(shop=shop, day=day), goods.may_be_bought(day)
    for good in quantities:
        if not permitted.get(good, False):
            raise NotPermitted(good=goods.name_of(good))
        if good not in asked:
            raise NotForSale(good=goods.name_of(good))
    found = [Item(good, quantity, asked[good]) for good, quantity in quantities.items() if quantity > 0]
    if not found or not all(item.amount for item in found):
        raise NothingBought
    return found


def card_at_the_till(*, text: str, day: date) -> Card:
    """The card whose code was scanned; raises `qr.BadCode` or CardDoesNotCount."""
    reading = cards.read_card(text=text, on=day, revocations=None)
    with whole_ledger():
        card = Card.objects.filter(public_number=reading.face.number).first()
    in_days = reading.status in ("valid", "unlisted")
    if not in_days or card is None or card.status != Card.Status.ACTIVE or card.expires_on <= day:
        raise CardDoesNotCount
    return card


def buy(
    *, shop_id: int, card_code: str, code: str, quantities: Mapping[str, int], key: str, at: datetime, by: Any
) -> Purchase:
    """Sell goods for money out of a food wallet. The same `key` again is the same purchase.

    `quantities` maps a good to thousandths of its unit. A wrong code is counted even though the purchase is refused,
    so this is no transaction of its own.
    """
    allowed(by, "shops.sell")
    day = timezone.localdate(at)
    shop = till(shop_id=shop_id, by=by)
    if known := Purchase.objects.filter(key=key, shop=shop).first():
        return known
    items = quote(shop=shop, quantities=quantities, day=day)
    card = card_at_the_till(text=card_code, day=day)
    if codes.tried(card_id=card.pk, code=code, at=at) is None:
        raise codes.WrongCode(card)
    return _sell(shop, card, code, items, key=key, at=at, by=by)


@transaction.atomic
def _sell(shop: Shop, card: Card, code: str, items: list[Item], *, key: str, at: datetime, by: Any) -> Purchase:
    found = codes.tried(card_id=card.pk, code=code, at=at)
    if found is None:
        raise codes.WrongCode(card)
    with whole_ledger():
        wallet = Account.objects.select_for_update(no_key=True).get(card=card, kind=Account.Kind.FOOD)
        found.used_at = at
        found.save(update_fields=["used_at"])
        purchase = Purchase.objects.create(
            shop=shop,
            card=card,
            region_code=shop.region_code,
            key=key,
            sold_at=at,
            total=sum(item.amount for item in items),
            balance_before=wallet.balance,
            code=found,
            by_id=by.pk,
        )
        PurchaseItem.objects.bulk_create(
            PurchaseItem(
                purchase=purchase,
                region_code=shop.region_code,
                good=item.good,
                quantity=item.quantity,
                price=item.price,
                amount=item.amount,
            )
            for item in items
        )
    told = {"purchase": purchase.pk, "total": purchase.total, "wallet": wallet.pk, "takings": shop.takings_id}
    book(_WISH, {**told, "place": shop.name, "region": card.region_code, "at": at}, by=by)
    return purchase


def till(*, shop_id: int, by: Any) -> Shop:
    """The active shop at whose till the actor stands; the system stands at every one."""
    shop = queries.shop(viewer=by, shop_id=shop_id)
    if by.pk is not None and not queries.attends(shop=shop, user_id=by.pk):
        raise NotTheirShop(shop_id)
    must_be_active(shop)
    return shop


@transaction.atomic
def return_purchase(*, purchase_id: int, reason: str, at: datetime, by: Any) -> Transfer | None:
    """The goods went back: all of the money goes back to the wallet, by other persons than who served.

    As many as the amount demands, within its days from the sale on; nothing moves before the last of them.
    """
    allowed(by, "shops.return_purchase")
    purchase = held(Purchase, purchase_id, by)
    if known := queries.return_of(purchase=purchase):
        return known
    if by.pk is not None and purchase.by_id == by.pk:
        raise SamePersonReturns(purchase)
    with because(told_why(reason)):
        if not countersign(prepared=_brought_back(purchase), by=by, at=at):
            return None
        booked = book(_RETURN, {"purchase": purchase.pk, "now": at}, by=by)
        return booked.only()


def _brought_back(purchase: Purchase) -> Prepared:
    subject = queries.reference_of_return(purchase=purchase)
    at, region = purchase.sold_at, purchase.region_code
    return Prepared("goods_returned", subject, purchase.total, purchase.by_id, at, region)
