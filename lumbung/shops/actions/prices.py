"""What a shop asks, and what is usual."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput, NotFound, allowed
from lumbung.shops import goods
from lumbung.shops.actions.common import held
from lumbung.shops.models import Attendant, Price, ReferencePrice, Shop


class GoodUnknown(BadInput):
    """The house's list has no such good."""

    message = _("Barang “%(good)s” tidak ada dalam daftar.")


class NotOwnTill(NotFound):
    """Who sells changes the prices of their own shop only."""


@transaction.atomic
def set_price(*, shop_id: int, good: str, price: int | None, since: date, by: Any) -> Price:
    """A shop's price (rupiah for one unit) from a day on; None means no longer sold. Said again, it is said once."""
    allowed(by, "shops.set_price")
    shop = held(Shop, shop_id, by)
    if by.may("shops.sell") and by.pk and not Attendant.objects.filter(shop=shop, user_id=by.pk, until=None).exists():
        raise NotOwnTill(shop_id)
    _known(good)
    told = {"price": price, "region_code": shop.region_code, "by_id": by.pk}
    found, fresh = Price.objects.get_or_create(shop=shop, good=good, since=since, defaults=told)
    if not fresh and found.price != price:
        found.price, found.by_id = price, by.pk
        found.save(update_fields=["price", "by"])
    return found


@transaction.atomic
def set_reference_price(
    *, region_code: str, good: str, price: int, since: date, source: str, by: Any
) -> ReferencePrice:
    """What a good usually costs in a region from a day on, and who says so."""
    allowed(by, "shops.set_reference")
    _known(good)
    if not by.reach.covers(region_code):
        raise NotFound(region_code)
    told = {"price": price, "source": source, "by_id": by.pk}
    found, fresh = ReferencePrice.objects.get_or_create(region_code=region_code, good=good, since=since, defaults=told)
    if not fresh and (found.price, found.source) != (price, source):
        found.price, found.source, found.by_id = price, source, by.pk
        found.save(update_fields=["price", "source", "by"])
    return found


def _known(good: str) -> None:
    if good not in goods.all_goods():
        raise GoodUnknown(good=good, fields={"good": GoodUnknown.message % {"good": good}})
