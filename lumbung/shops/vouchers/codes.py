"""The text of a voucher's QR code."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import base45
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput
from lumbung.payments.qr import cose
from lumbung.payments.qr.keys import SigningKey

PREFIX = "KKV1:"
LARGEST = 4 * 1024
"""Bytes of an unpacked voucher; a real one has some hundred and fifty."""
SUB, EXP, NBF, NUMBER, LIMIT = 2, 4, 5, 7, -70_001


class BadVoucher(BadInput):
    """A text that is no voucher of this house."""

    message: Any = _("Kode ini bukan kupon yang sah. Pindai sekali lagi; kalau tetap begitu, jangan dilayani.")


@dataclass(frozen=True)
class Promise:
    """What the house promises: so many rupiah at most, once, for goods bought with this card on these days."""

    number: str
    card: str
    limit: int
    issued_on: date
    last_day: date

    def counts_on(self, day: date) -> bool:
        """Whether a shop may take it that day."""
        return self.issued_on <= day <= self.last_day


def sign(promise: Promise, key: SigningKey) -> bytes:
    """The signed voucher."""
    claims = {
        SUB: promise.card,
        NBF: cose.moment(promise.issued_on),
        EXP: cose.moment(promise.last_day + timedelta(days=1)),
        NUMBER: promise.number.encode(),
        LIMIT: promise.limit,
    }
    return cose.sign(claims, key)


def write_voucher(promise: Promise, key: SigningKey) -> str:
    """The text for the QR code, in the alphabet of its alphanumeric mode."""
    return PREFIX + base45.b45encode(zlib.compress(sign(promise, key), 9)).decode()


def unpacked(text: str) -> bytes:
    """The signed voucher inside a text; raises BadVoucher."""
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(base45.b45decode(text.strip().removeprefix(PREFIX)), LARGEST)
    except (zlib.error, ValueError) as error:
        raise BadVoucher from error
    if unpacker.unconsumed_tail or not unpacker.eof:
        raise BadVoucher
    return found


def read(message: bytes, *, keys: Mapping[str, Ed25519PublicKey]) -> Promise:
    """What a signed voucher promises; raises BadVoucher unless the house signed it."""
    try:
        _key, claims = cose.verify(message, keys)
        promise = Promise(
            number=claims[NUMBER].decode(),
            card=str(claims[SUB]),
            limit=claims[LIMIT],
            issued_on=cose.day(claims[NBF]),
            last_day=cose.day(claims[EXP]) - timedelta(days=1),
        )
    except (cose.Forged, cose.UnknownKey, cose.Unreadable) as error:
        raise BadVoucher from error
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError) as error:
        raise BadVoucher from error
    return promise


def read_voucher(text: str, *, keys: Mapping[str, Ed25519PublicKey]) -> Promise:
    """What the text of a voucher's code promises; raises BadVoucher."""
    return read(unpacked(text), keys=keys)
