"""Bodies of the voucher calls: other names and other answers than the bulk calls, as the standard has it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import Refusal
from lumbung.exchange.govstack.bodies import RUPIAH, BadBody, Field, head, items, rupiah

SERIAL = re.compile(r"9(\d{15})", re.ASCII)
"""Our own number of a voucher, with a nine before it: made when it is told, kept nowhere."""

SOURCE = Field("Gov_Stack_BB", at_most=50)
GROUP = Field("voucher_group", at_most=25)
CURRENCY = Field("voucher_currency", at_most=3)
PAYEE = Field("PayeeFunctionalID", exactly=20, optional=True)
UNIQUE = Field("unique_id", at_most=36)
BATCH = Field("BatchID", exactly=12)
MERCHANT = (
    Field("merchant_name", at_most=120),
    Field("merchant_bank_details", at_most=30),
    Field("merchant_voucher_group", at_most=25),
)


class InvalidAmount(Refusal):
    """An amount that is no whole rupiah above nothing."""

    message: Any = _("Nilai kupon tidak sah: %(problem)s")
    status = 452


class InvalidCurrency(Refusal):
    """Money of another country."""

    message: Any = _("Kupon hanya dalam IDR.")
    status = 453


class InvalidGroup(Refusal):
    """No group, or not that of the voucher."""

    message: Any = _("Golongan kupon tidak sah.")
    status = 454


@dataclass(frozen=True)
class Wish:
    """A voucher that is asked for, under the number that the partner gave its request."""

    unique_id: str = field(repr=False)
    amount: int
    group: str
    functional_id: str = field(default="", repr=False)


def wish(told: Mapping[str, Any], unique_id: str, place: str = "") -> Wish:
    """One voucher; each wrong part has an answer of its own."""
    if head(told, [CURRENCY])[CURRENCY.name] != RUPIAH:
        raise InvalidCurrency(place)
    group = head(told, [GROUP])[GROUP.name].strip()
    if not group:
        raise InvalidGroup(place)
    try:
        amount = rupiah(told.get("voucher_amount"), f"{place}voucher_amount")
    except BadBody as bad:
        raise InvalidAmount(problem=str(bad)) from bad
    return Wish(unique_id, amount, group, head(told, [PAYEE])[PAYEE.name])


def wishes(told: Mapping[str, Any]) -> list[Wish]:
    """The vouchers of a batch, each under a number of its own."""
    found = [wish(one, head(one, [UNIQUE])[UNIQUE.name], f"{place}.") for place, one in items(told, "vouchers")]
    if len({one.unique_id for one in found}) < len(found):
        raise BadBody(place="vouchers", problem=_("unique_id yang sama dipakai dua kali."))
    return found


def number(told: Mapping[str, Any], name: str) -> str:
    """A number of a voucher, which the standard writes as a text and as a whole number."""
    value = told.get(name)
    if isinstance(value, bool) or not isinstance(value, int | str) or not str(value).strip():
        raise BadBody(place=name, problem=_("wajib diisi."))
    return str(value).strip()[:25]


def serial(voucher_id: int) -> str:
    """How partners call a voucher without telling its secret."""
    return f"9{voucher_id:015}"


def schema_of_voucher() -> dict[str, Any]:
    """OpenAPI of a request for one voucher."""
    return _object((SOURCE, CURRENCY, GROUP, PAYEE), voucher_amount={"type": "string"})


def schema_of_vouchers() -> dict[str, Any]:
    """OpenAPI of a request for many."""
    one = _object((UNIQUE, CURRENCY, GROUP, PAYEE), voucher_amount={"type": "string"})
    return _object((SOURCE, BATCH), vouchers={"type": "array", "minItems": 1, "items": one})


def schema_of_activation() -> dict[str, Any]:
    """OpenAPI of bringing a voucher into use."""
    return _object((SOURCE,), voucher_serial_number={"type": "string"})


def schema_of_redemption() -> dict[str, Any]:
    """OpenAPI of paying a merchant."""
    return _object((SOURCE, *MERCHANT), voucher_number={"type": "string"})


def schema_of_cancellation() -> dict[str, Any]:
    """OpenAPI of a cancellation; the serial number stands in the address."""
    return _object((SOURCE,))


def _object(parts: tuple[Field, ...], **more: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [*(part.name for part in parts if not part.optional), *more],
        "properties": {part.name: part.schema() for part in parts} | more,
    }
