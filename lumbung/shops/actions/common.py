"""What every act on shops does first."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.payments.actions import ledger
from lumbung.payments.actions.common import whole_ledger
from lumbung.payments.actions.ledger import Booked
from lumbung.shops.models import Shop

WISHES = """
    INSERT INTO wished (ordinal, reference, kind, amount, debit_id, credit_id, of_id, place, region_code, happened_at)
"""


class SayWhy(BadInput):
    """An act that ends or undoes something carries its reason."""

    message = _("Tulis alasannya, supaya orang lain bisa memahaminya.")


class ShopNotActive(Refusal):
    """A shop that is not open takes no money."""

    message = _("Toko %(shop)s tidak aktif, jadi tidak bisa melayani.")


def told_why(reason: str) -> str:
    """The reason without blanks around it; raises SayWhy."""
    if not reason.strip():
        raise SayWhy(fields={"reason": str(SayWhy.message)})
    return reason.strip()


def held(model: Any, pk: int, by: Any) -> Any:
    """The record, held until the act is over; NotFound outside the actor's reach."""
    found = model.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise NotFound(pk)
    return found


def must_be_active(shop: Shop) -> None:
    """Raises ShopNotActive."""
    if shop.status != Shop.Status.ACTIVE:
        raise ShopNotActive(shop, shop=shop.name)


def book(sql: str, params: dict[str, Any], *, by: Any) -> Booked:
    """Book all that the statement selects (the columns of `WISHES`, in their order) or nothing: raises the refusal."""
    ledger.begin()
    with whole_ledger():
        bulk.execute(WISHES + sql, params)
    booked = ledger.book_wished(by=by)
    if booked.count("refused"):
        at = booked.rows["outcome"].to_list().index("refused")
        raise booked.refusal(at) or Refusal()
    return booked
