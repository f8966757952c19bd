"""The record of a sale for a voucher, signed by the shop where it stood, one line of text each."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput
from lumbung.payments.qr import cose
from lumbung.payments.qr.keys import SigningKey
from lumbung.shops import rules
from lumbung.shops.vouchers import codes

PREFIX = "KKR1:"
ISS, IAT, VOUCHER, ITEMS = 1, 6, -70_002, -70_003
LONGEST = 8 * 1024
MOST_ITEMS = 20
LARGEST = 10**9
"""Rupiah of a unit, and thousandths of one, beyond which a figure is a mistake."""


class BadRecord(BadInput):
    """A text that is no record of a sale by a known shop."""

    message: Any = _("Baris %(line)s bukan catatan penjualan yang sah. Unggah berkas yang dibuat perangkat toko.")


@dataclass(frozen=True)
class Item:
    """A good, thousandths of its unit, rupiah for one unit."""

    good: str
    quantity: int
    price: int

    @property
    def amount(self) -> int:
        """Rupiah for all of it."""
        return rules.amount_of(self.price, self.quantity)


@dataclass(frozen=True)
class Sale:
    """What a shop says it sold for a voucher."""

    shop: str
    sold_at: datetime
    promise: codes.Promise
    items: tuple[Item, ...]

    @property
    def amount(self) -> int:
        """Rupiah for everything."""
        return sum(item.amount for item in self.items)


def write_record(*, shop: str, sold_at: datetime, voucher: str, items: Sequence[Item], key: SigningKey) -> str:
    """One sale as a line of text; `shop` is the shop's number, `voucher` the text of its code."""
    claims = {
        ISS: shop,
        IAT: int(sold_at.timestamp()),
        VOUCHER: codes.unpacked(voucher),
        ITEMS: [[item.good, item.quantity, item.price] for item in items],
    }
    return PREFIX + base64.urlsafe_b64encode(cose.sign(claims, key)).decode().rstrip("=")


def read_record(
    text: str, *, line: int, shops: Mapping[str, Ed25519PublicKey], keys: Mapping[str, Ed25519PublicKey]
) -> tuple[str, Sale]:
    """(id of the shop's key, the sale); raises BadRecord unless a known shop signed it, BadVoucher for its voucher."""
    try:
        key_id, claims = cose.verify(_unpacked(text), shops)
        items = tuple(_item(told) for told in claims[ITEMS])
        shop, sold_at = str(claims[ISS]), datetime.fromtimestamp(int(claims[IAT]), UTC)
        voucher = bytes(claims[VOUCHER])
    except (cose.Forged, cose.UnknownKey, cose.Unreadable) as error:
        raise BadRecord(line=line) from error
    except (KeyError, TypeError, ValueError, OverflowError, OSError) as error:
        raise BadRecord(line=line) from error
    if not 0 < len(items) <= MOST_ITEMS or len({item.good for item in items}) < len(items):
        raise BadRecord(line=line)
    return key_id, Sale(shop, sold_at, codes.read(voucher, keys=keys), items)


def _item(told: Any) -> Item:
    good, quantity, price = told
    item = Item(str(good), int(quantity), int(price))
    if not (0 < item.quantity <= LARGEST and 0 < item.price <= LARGEST and item.amount > 0):
        raise ValueError(told)
    return item


def _unpacked(text: str) -> bytes:
    body = text.strip()
    if not body.startswith(PREFIX) or len(body) > LONGEST:
        raise ValueError(body[:8])
    body = body.removeprefix(PREFIX)
    return base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
