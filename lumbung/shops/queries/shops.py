"""Shops in reach, who stands at their tills, what they ask, and what is usual."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum

from lumbung.core import bulk
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.refusals import NotFound
from lumbung.payments import queries as payments
from lumbung.payments.models import Transfer
from lumbung.regions.models import Region
from lumbung.shops import goods
from lumbung.shops.models import Attendant, Price, Purchase, Shop

_ASKED = """
    SELECT DISTINCT ON (good) good, price, since FROM shops_price
     WHERE shop_id = %s AND since <= %s ORDER BY good, since DESC
"""
_USUAL = """
    SELECT DISTINCT ON (good) good, price, since, source, region_code FROM shops_referenceprice
     WHERE since <= %s AND region_code = ANY(%s) ORDER BY good, length(region_code) DESC, since DESC
"""


@dataclass(frozen=True)
class Asked:
    """One line of a shop's price list: what it asks, what is usual, whether aid may buy it that day."""

    good: goods.Good
    price: int
    since: date
    usual: int | None
    source: str
    permitted: bool

    @property
    def above(self) -> int | None:
        """How many hundredths above (below: negative) what is usual; unknown where nobody has said what is."""
        if self.usual is None:
            return None
        return round((self.price - self.usual) * 100 / self.usual)


def shops(*, viewer: Any) -> QuerySet[Shop]:
    """Every shop in reach, each with its village; for who sells, only those where they stand."""
    village = Subquery(Region.objects.filter(pk=OuterRef("region_code")).values("name")[:1])
    found = Shop.objects.visible_to(viewer).annotate(village=village)
    if viewer.pk is not None and viewer.may("shops.sell"):
        found = found.filter(pk__in=Attendant.objects.filter(user_id=viewer.pk, until=None).values("shop_id"))
    return found.order_by("name", "pk")


def shop(*, viewer: Any, shop_id: int) -> Shop:
    """One shop; NotFound outside the viewer's reach, and for who sells elsewhere."""
    related = ("requested_by", "checked_by", "suspended_by", "takings", "due", "paid")
    found = shops(viewer=viewer).select_related(*related).filter(pk=shop_id).first()
    if found is None:
        raise NotFound(shop_id)
    return found


def attends(*, shop: Shop, user_id: int) -> bool:
    """Whether somebody stands at the till of the shop."""
    return Attendant.objects.filter(shop=shop, user_id=user_id, until=None).exists()


def attendants_of(*, shop: Shop) -> QuerySet[Attendant]:
    """Who stands and who stood at its till, newest first."""
    return shop.attendants.select_related("user").order_by("-since", "-pk")


def prices_on(*, shop: Shop, day: date) -> dict[str, int]:
    """What the shop asks for a unit of each good that it sells on that day."""
    return {good: price for good, price, _since in bulk.rows(_ASKED, [shop.pk, day]) if price is not None}


def price_list(*, shop: Shop, day: date) -> list[Asked]:
    """The shop's prices of that day beside the usual ones of its region, in the order of the house's list."""
    usual, permitted = usual_prices(region_code=shop.region_code, day=day), goods.may_be_bought(day)
    asked = {good: (price, since) for good, price, since in bulk.rows(_ASKED, [shop.pk, day]) if price is not None}
    told = []
    for code, good in goods.all_goods().items():
        if code in asked:
            (price, since), (usually, source) = asked[code], usual.get(code, (None, ""))
            told.append(Asked(good, price, since, usually, source, permitted[code]))
    return told


def usual_prices(*, region_code: str, day: date) -> dict[str, tuple[int, str]]:
    """(rupiah, who says so) by good: of the village's own area or the nearest one above that has a figure."""
    parts = region_code.split(".")
    areas = [".".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
    found = bulk.rows(_USUAL, [day, [*areas, "0"]])
    return {good: (price, source) for good, price, _since, source, _region in found}


def price_changes(*, shop: Shop) -> QuerySet[Price]:
    """Every price the shop ever asked, newest first."""
    return shop.prices.select_related("by").order_by("-since", "good")


def purchases_of(*, viewer: Any, shop: Shop) -> QuerySet[Purchase]:
    """What was sold in a shop, newest first."""
    found = Purchase.objects.visible_to(viewer).filter(shop=shop)
    return found.select_related("voucher", "by").prefetch_related("items").order_by("-sold_at", "-pk")


def sold_since(*, shop: Shop, day: date) -> int:
    """Rupiah that the shop has sold for from a day on."""
    return shop.purchases.filter(sold_at__date__gte=day).aggregate(rupiah=Sum("total"))["rupiah"] or 0


def purchase(*, viewer: Any, purchase_id: int) -> Purchase:
    """One purchase; NotFound outside the viewer's reach, and for who sells elsewhere."""
    found = Purchase.objects.visible_to(viewer).select_related("shop", "by").filter(pk=purchase_id).first()
    if found is None or not shops(viewer=viewer).filter(pk=found.shop_id).exists():
        raise NotFound(purchase_id)
    return found


def reference_of_return(*, purchase: Purchase) -> str:
    """What the ledger and the signatures call it when the goods of a purchase come back."""
    return f"purchase:{purchase.pk}:returned"


def return_of(*, purchase: Purchase) -> Transfer | None:
    """The money that went back with the goods, if it did. The family may live elsewhere than the shop stands."""
    with acting(SYSTEM):
        return Transfer.objects.filter(reference=reference_of_return(purchase=purchase)).first()


def return_signatures(*, purchase: Purchase) -> payments.Countersigned:
    """Who has let the goods of a purchase come back, how many must, and until when."""
    subject, at = reference_of_return(purchase=purchase), purchase.sold_at
    return payments.countersigned(kind="goods_returned", subject=subject, amount=purchase.total, prepared_at=at)
