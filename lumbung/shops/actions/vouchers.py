"""Vouchers: put aside and signed, settled once in whatever order shops upload, given back when they end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import polars as pl
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, files, formats
from lumbung.core.refusals import BadInput, allowed
from lumbung.payments import qr
from lumbung.payments.actions.common import whole_ledger
from lumbung.shops import goods, queries, rules, vouchers
from lumbung.shops.actions import settling_vouchers
from lumbung.shops.actions.codes import cards_in_use
from lumbung.shops.actions.common import book, must_be_active
from lumbung.shops.actions.settling_vouchers import Outcomes
from lumbung.shops.models import Attendant, Shop, VoucherBook

_PLACES = """
    INSERT INTO payments_account (kind, region_code, card_id, channel)
    SELECT 'vouchers', region_code, id, bank FROM payments_card WHERE id = ANY(%(cards)s) ORDER BY id
    ON CONFLICT DO NOTHING
"""
_HOLD = """
    WITH held AS (SELECT id FROM payments_account WHERE card_id = ANY(%(cards)s) AND kind = 'vouchers'
                   ORDER BY id FOR NO KEY UPDATE)
    SELECT count(*) FROM held
"""
_OUT = """
    SELECT coalesce(max(open_), 0) FROM (SELECT sum("limit") AS open_ FROM shops_voucher
                                          WHERE status = 'issued' AND card_id = ANY(%(cards)s) GROUP BY card_id) o
"""
_BOOKS = """
    INSERT INTO shops_voucherbook (card_id, region_code, key, issued_by_id, issued_on, last_day, vouchers_count, total)
    SELECT id, region_code, %(key)s || ':' || id, %(by)s, %(day)s, %(last)s, %(count)s, %(amount)s
      FROM payments_card WHERE id = ANY(%(cards)s) ORDER BY id
    ON CONFLICT (key) DO NOTHING
    RETURNING id, card_id
"""
_VOUCHERS = """
    INSERT INTO shops_voucher (book_id, card_id, region_code, number, "limit", last_day, status)
    SELECT b.id, b.card_id, b.region_code, n.number, n.worth, b.last_day, 'issued'
      FROM numbered n JOIN shops_voucherbook b ON b.id = n.book_id ORDER BY b.id, n.turn
"""
_RESERVE = """
    SELECT row_number() OVER (ORDER BY b.id), 'book:' || b.id || ':reserved', 'reserve', b.total, food.id, aside.id,
           NULL, '', food.region_code, %(at)s
      FROM shops_voucherbook b
      JOIN payments_account food ON food.card_id = b.card_id AND food.kind = 'food'
      JOIN payments_account aside ON aside.card_id = b.card_id AND aside.kind = 'vouchers'
     WHERE b.id = ANY(%(books)s)
"""
_GIVE_BACK = """
    SELECT row_number() OVER (ORDER BY v.id), 'voucher:' || v.id || ':expired', 'unreserve', v.limit, aside.id, food.id,
           NULL, '', v.region_code, %(at)s
      FROM ended v JOIN payments_card c ON c.id = v.card_id
      JOIN payments_account aside ON aside.card_id = CASE WHEN c.successor_id IS NULL THEN c.id ELSE c.successor_id END
       AND aside.kind = 'vouchers'
      JOIN payments_account food ON food.card_id = aside.card_id AND food.kind = 'food'
"""
"""What was put aside on a card that was replaced since lies on its successor."""
_END = """
    CREATE TEMPORARY TABLE ended ON COMMIT DROP AS
    WITH over AS (
        SELECT id FROM shops_voucher WHERE status = 'issued' AND last_day < %(before)s
         ORDER BY id LIMIT %(most)s FOR UPDATE SKIP LOCKED)
    SELECT v.id, v.card_id, v.limit, v.region_code FROM shops_voucher v JOIN over USING (id)
"""
AT_ONCE = 10_000


class BookTooLarge(BadInput):
    """A family takes so much off line and no more."""

    message = _("Kupon yang belum dipakai paling banyak %(most)s untuk satu kartu; yang masih ada %(open)s.")


class AmountWrong(BadInput):
    """A book is worth something."""

    message = _("Tulis nilai buku kupon dalam rupiah, di atas nol.")


class NothingToUpload(BadInput):
    """An empty file."""

    message = _("Berkas ini tidak memuat catatan penjualan.")


@dataclass(frozen=True)
class Signed:
    """A book with the texts of its vouchers' codes, in their order."""

    book: VoucherBook
    texts: list[str]


def issue_vouchers(*, card_id: int, amount: int, key: str, at: datetime, by: Any) -> Signed:
    """Put so many rupiah of a food wallet aside and sign vouchers for them. The same `key` again is the same book."""
    (made,) = issue_books(card_ids=[card_id], amount=amount, key=key, at=at, by=by)
    return Signed(made, queries.texts_of(book=made))


@transaction.atomic
def issue_books(*, card_ids: Sequence[int], amount: int, key: str, at: datetime, by: Any) -> list[VoucherBook]:
    """A book of `amount` rupiah for each card, or for none: raises what stands in the way of the first."""
    allowed(by, "shops.issue_vouchers")
    if amount <= 0:
        raise AmountWrong(fields={"amount": str(AmountWrong.message)})
    cards = sorted(set(card_ids))
    known = VoucherBook.objects.visible_to(by).filter(key__in=[f"{key}:{card}" for card in cards])
    fresh = sorted(set(cards) - set(known.values_list("card_id", flat=True)))
    if fresh:
        _issue(cards_in_use(fresh, by, at), amount, key, at, by)
    return list(known.all().select_related("card").order_by("card_id"))


def _issue(cards: list[int], amount: int, key: str, at: datetime, by: Any) -> None:
    day = timezone.localdate(at)
    figures = rules.in_force(day)
    told = {
        "cards": cards,
        "key": key,
        "by": by.pk,
        "day": day,
        "last": day + timedelta(days=figures.voucher_days - 1),
        "amount": amount,
    }
    bulk.execute(_PLACES, told)
    bulk.rows(_HOLD, told)
    ((open_,),) = bulk.rows(_OUT, told)
    if open_ + amount > figures.book_limit:
        raise BookTooLarge(most=formats.rupiah(figures.book_limit), open=formats.rupiah(int(open_)))
    limits = rules.vouchers_of(amount, limit=figures.voucher_limit)
    books = [book_id for book_id, _card in bulk.rows(_BOOKS, {**told, "count": len(limits)})]
    turns = pl.DataFrame({"turn": range(len(limits)), "worth": limits})
    numbered = pl.DataFrame({"book_id": books}).join(turns, how="cross")
    numbered = numbered.with_columns(number=qr.random_numbers(numbered.height))
    bulk.staged(numbered, "numbered", {"book_id": "bigint", "turn": "integer", "worth": "bigint", "number": "text"})
    bulk.execute(_VOUCHERS)
    book(_RESERVE, {"books": books, "at": at}, by=by)


def upload_records(*, texts: Sequence[str], at: datetime, by: Any) -> Outcomes:
    """Take in what shops sold for vouchers without network, and pay what is due: each voucher once, in any order.

    The same record again is known. Raises BadRecord or BadVoucher, with the line, when a text can't be believed; then
    nothing of the upload counts.
    """
    allowed(by, "shops.upload")
    told = [(line, text.strip()) for line, text in enumerate(texts, 1) if text.strip()]
    if not told:
        raise NothingToUpload
    shops = _signing_shops(by)
    keys, house = {key_id: key for key_id, (_shop, key) in shops.items()}, qr.public_keys()
    sales, items = [], []
    for line, text in told:
        key_id, sale = vouchers.read_record(text, line=line, shops=keys, keys=house)
        shop, mark = shops[key_id][0], files.fingerprint_of(text)
        if sale.shop != shop.number:
            raise vouchers.BadRecord(line=line)
        permitted = goods.may_be_bought(timezone.localdate(sale.sold_at))
        fine = all(permitted.get(item.good, False) for item in sale.items)
        sales.append(
            (mark, shop.pk, sale.promise.number, sale.promise.issued_on, sale.amount, sale.sold_at, fine, text)
        )
        items += [(mark, item.good, item.quantity, item.price, item.amount) for item in sale.items]
    return settling_vouchers.settle(sales=sales, items=items, at=at, by=by)


def _signing_shops(by: Any) -> dict[str, tuple[Shop, Any]]:
    """Every open shop with a key whose records the actor may upload: their own, or all in reach for an officer."""
    found = Shop.objects.visible_to(by).filter(status=Shop.Status.ACTIVE).exclude(key_id="")
    if by.pk is not None and by.may("shops.sell"):
        found = found.filter(pk__in=Attendant.objects.filter(user_id=by.pk, until=None).values("shop_id"))
        for shop in Shop.objects.filter(attendants__user_id=by.pk, attendants__until=None):
            must_be_active(shop)
    return {shop.key_id: (shop, vouchers.public_key(shop.public_key)[1]) for shop in found}


@transaction.atomic
def end_vouchers(*, on: date, at: datetime, by: Any, most: int = AT_ONCE) -> int:
    """Vouchers past their last day and past the days for uploading give their money back; returns how many."""
    allowed(by, "shops.issue_vouchers")
    before = on - timedelta(days=rules.in_force(on).upload_days)
    bulk.execute("DROP TABLE IF EXISTS pg_temp.ended")
    with whole_ledger():
        found = bulk.execute(_END, {"before": before, "most": most})
        if not found:
            return 0
        bulk.execute("UPDATE shops_voucher SET status = 'expired' WHERE id IN (SELECT id FROM ended)")
    book(_GIVE_BACK, {"at": at}, by=by)
    return found
