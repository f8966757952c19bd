"""Books of vouchers with their codes, what was uploaded for them, and vouchers that two shops claim."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from lumbung.core.actors import SYSTEM, acting
from lumbung.core.refusals import NotFound
from lumbung.payments import qr
from lumbung.payments.models import Card
from lumbung.shops import vouchers
from lumbung.shops.models import Redemption, Shop, VoucherBook


@dataclass(frozen=True)
class Double:
    """A voucher that more than one record claims: the one that was paid, and the one that was not."""

    paid: Redemption
    claimed: Redemption

    @property
    def minutes_apart(self) -> int:
        """Between the two sales, by the clocks of the shops."""
        return int(abs((self.claimed.sold_at - self.paid.sold_at).total_seconds()) // 60)

    @property
    def same_shop(self) -> bool:
        """Whether one shop claims it twice."""
        return self.paid.shop_id == self.claimed.shop_id


def card(*, viewer: Any, card_id: int) -> Card:
    """A card in reach, with its family and wallets; raises NotFound."""
    related = Card.objects.visible_to(viewer).select_related("family").prefetch_related("wallets")
    found = related.filter(pk=card_id).first()
    if found is None:
        raise NotFound(card_id)
    return found


def books_of(*, viewer: Any, card_id: int) -> QuerySet[VoucherBook]:
    """Every book of a card, newest first."""
    found = VoucherBook.objects.visible_to(viewer).filter(card_id=card_id)
    return found.select_related("issued_by").prefetch_related("vouchers").order_by("-pk")


def book(*, viewer: Any, book_id: int) -> VoucherBook:
    """One book; raises NotFound."""
    related = VoucherBook.objects.visible_to(viewer).select_related("card__family", "issued_by")
    found = related.prefetch_related("vouchers").filter(pk=book_id).first()
    if found is None:
        raise NotFound(book_id)
    return found


def texts_of(*, book: VoucherBook) -> list[str]:
    """The codes of a book's vouchers, signed again: the same signature every time."""
    key = qr.signing_key()
    return [
        vouchers.write_voucher(
            vouchers.Promise(one.number, book.card.public_number, one.limit, book.issued_on, one.last_day), key
        )
        for one in book.vouchers.order_by("pk")
    ]


def redemptions(*, viewer: Any, shop: Shop | None = None) -> QuerySet[Redemption]:
    """What shops in reach uploaded of vouchers in reach, newest first: that of a family elsewhere is not counted."""
    found = Redemption.objects.visible_to(viewer).select_related("shop", "voucher", "first", "uploaded_by")
    found = found.exclude(voucher__number="")
    return (found.filter(shop=shop) if shop else found).order_by("-uploaded_at", "-pk")


def doubles(*, viewer: Any) -> list[Double]:
    """Vouchers that were claimed more than once, with both shops, where one of the two is in reach.

    The other shop may stand elsewhere: what is shown of it is its name and what it signed.
    """
    lo, hi = viewer.reach.lo, viewer.reach.hi
    with acting(SYSTEM):
        here = Q(region_code__gte=lo, region_code__lt=hi) | Q(first__region_code__gte=lo, first__region_code__lt=hi)
        told = Redemption.objects.filter(here, outcome="double").select_related("shop", "voucher", "first__shop")
        return [Double(one.first, one) for one in told.order_by("-uploaded_at", "-pk") if one.first]
