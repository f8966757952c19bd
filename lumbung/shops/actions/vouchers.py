"""Vouchers: put aside and signed, settled once in whatever order shops upload, given back when they end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, files, formats
from lumbung.core.refusals import BadInput
from lumbung.payments import qr
from lumbung.payments.actions.common import whole_ledger
from lumbung.payments.models import Account, Card
from lumbung.shops import goods, queries, rules, vouchers
from lumbung.shops.actions import settling_vouchers
from lumbung.shops.actions.codes import card_in_use
from lumbung.shops.actions.common import allowed, book, must_be_active
from lumbung.shops.actions.settling_vouchers import Outcomes
from lumbung.shops.models import Attendant, Shop, Voucher, VoucherBook

_RESERVE = """
    SELECT 1, 'book:' || %(book)s || ':reserved', 'reserve', %(total)s, food.id, aside.id, NULL, '', food.region_code,
           %(at)s
      FROM payments_account food JOIN payments_account aside ON aside.card_id = food.card_id AND aside.kind = 'vouchers'
     WHERE food.card_id = %(card)s AND food.kind = 'food'
"""
_GIVE_BACK = """
    SELECT row_number() OVER (ORDER BY v.id), 'voucher:' || v.id || ':expired', 'unreserve', v.limit, aside.id, food.id,
           NULL, '', v.region_code, %(at)s
      FROM ended v JOIN payments_card c ON c.id = v.card_id
      JOIN payments_account aside ON aside.card_id = v.card_id AND aside.kind = 'vouchers'
      LEFT JOIN payments_card now ON now.family_id = c.family_id AND now.status = 'active'
      JOIN payments_account food ON food.card_id = coalesce(now.id, c.id) AND food.kind = 'food'
"""
"""What is given back goes onto the family's card in use, where theirs was replaced since."""
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


@transaction.atomic
def issue_vouchers(*, card_id: int, amount: int, key: str, at: datetime, by: Any) -> Signed:
    """Put so many rupiah of a food wallet aside and sign vouchers for them. The same `key` again is the same book."""
    allowed(by, "shops.issue_vouchers")
    if known := VoucherBook.objects.visible_to(by).filter(key=key, card_id=card_id).first():
        return Signed(known, queries.texts_of(book=known))
    day = timezone.localdate(at)
    card, figures = card_in_use(card_id, by, at), rules.in_force(day)
    if amount <= 0:
        raise AmountWrong(fields={"amount": str(AmountWrong.message)})
    aside, _fresh = Account.objects.get_or_create(
        card=card, kind=Account.Kind.VOUCHERS, defaults={"region_code": card.region_code, "channel": card.bank}
    )
    _within(card, amount, figures.book_limit)
    limits = rules.vouchers_of(amount, limit=figures.voucher_limit)
    book_ = VoucherBook.objects.create(
        card=card,
        region_code=card.region_code,
        key=key,
        issued_by_id=by.pk,
        issued_on=day,
        last_day=day + timedelta(days=figures.voucher_days - 1),
        vouchers_count=len(limits),
        total=amount,
    )
    numbers = qr.random_numbers(len(limits))
    Voucher.objects.bulk_create(
        Voucher(
            book=book_, card=card, region_code=card.region_code, number=number, limit=limit, last_day=book_.last_day
        )
        for number, limit in zip(numbers, limits, strict=True)
    )
    book(_RESERVE, {"book": book_.pk, "card": card.pk, "total": amount, "at": at}, by=by)
    return Signed(book_, queries.texts_of(book=book_))


def _within(card: Card, amount: int, most: int) -> None:
    """Vouchers that still count, with these, stay within the limit of a card; whoever else asks at once waits."""
    Account.objects.select_for_update(no_key=True).get(card=card, kind=Account.Kind.VOUCHERS)
    open_ = sum(Voucher.objects.filter(card=card, status=Voucher.Status.ISSUED).values_list("limit", flat=True))
    if open_ + amount > most:
        raise BookTooLarge(most=formats.rupiah(most), open=formats.rupiah(open_))


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
