"""The list of cards that no longer count: one bit a card, signed, small enough to carry on a phone.

A Token Status List of the IETF in its CWT form: `{sub, iat, exp, 65533: {bits: 1, lst: zlib of the bits}}`.
"""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput
from lumbung.payments.qr import cose
from lumbung.payments.qr.keys import SigningKey

SUB, EXP, IAT, STATUS_LIST = 2, 4, 6, 65533
LARGEST = 64 * 1024 * 1024
"""Bytes of an unpacked list: half a billion cards."""


class BadList(BadInput):
    """A file that is no revocation list signed by a known key."""

    message: Any = _("Berkas ini bukan daftar kartu dicabut, atau tanda tangannya tidak cocok. Unduh sekali lagi.")


@dataclass(frozen=True)
class Revocations:
    """Which places of the list are revoked, as of when."""

    bits: bytes
    made_on: date
    fresh_until: date

    def covers(self, place: int, on: date) -> bool:
        """Whether the list can speak of this card on this day: neither older than the card nor out of date."""
        return place < 8 * len(self.bits) and on < self.fresh_until

    def holds(self, place: int) -> bool:
        """Whether the card at this place is revoked; ask `covers` first."""
        byte, bit = divmod(place, 8)
        return bool(self.bits[byte] >> bit & 1)


def write_list(revoked: Iterable[int], *, places: int, on: date, days: int, key: SigningKey) -> bytes:
    """Sign the list of `places` cards; good for `days` days."""
    bits = np.zeros(places, dtype=np.uint8)
    bits[np.fromiter(revoked, dtype=np.int64)] = 1
    packed = zlib.compress(np.packbits(bits, bitorder="little").tobytes(), 9)
    claims = {
        SUB: "lumbung",
        IAT: cose.moment(on),
        EXP: cose.moment(on + timedelta(days=days)),
        STATUS_LIST: {"bits": 1, "lst": packed},
    }
    return cose.sign(claims, key)


def read_list(message: bytes, *, keys: Mapping[str, Ed25519PublicKey]) -> Revocations:
    """Read a list that one of the keys signed; raises `BadList`."""
    try:
        _name, claims = cose.verify(message, keys)
        unpacker = zlib.decompressobj()
        bits = unpacker.decompress(claims[STATUS_LIST]["lst"], LARGEST)
        if unpacker.unconsumed_tail:
            raise BadList
        return Revocations(bits, cose.day(claims[IAT]), cose.day(claims[EXP]))
    except (cose.Unreadable, cose.UnknownKey, cose.Forged, KeyError, TypeError, ValueError, zlib.error) as error:
        raise BadList from error
