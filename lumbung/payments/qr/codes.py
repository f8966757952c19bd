"""Writing and reading the text of a card's code."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import base45
import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput
from lumbung.payments.qr import cose
from lumbung.payments.qr.keys import SigningKey
from lumbung.payments.qr.revocations import Revocations

PREFIX = "KKS1:"
ISSUER = "lumbung"
LARGEST = 64 * 1024
"""Bytes of an unpacked code; a real one has about two hundred."""
ISS, EXP, NBF, IAT, CLAIM_169, STATUS = 1, 4, 5, 6, 169, 65535
ID, VERSION, LANGUAGE, FULL_NAME = 1, 2, 3, 4


class BadCode(BadInput):
    """A text that is no card's code, or none that can be believed. `reason` is one of the codes below."""

    message: Any = _("Kode ini bukan kode KKS.")
    SENTENCES: Mapping[str, Any] = {
        "unreadable": _("Kode ini bukan kode KKS, atau terpotong. Pindai sekali lagi."),
        "unknown_key": _("Kode ini ditandatangani kunci yang tidak dikenal. Perbarui daftar kunci, lalu pindai lagi."),
        "forged": _("Tanda tangan kode ini tidak cocok. Kartu ini palsu atau diubah: jangan dilayani."),
    }

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason
        self.message = self.SENTENCES[reason]


@dataclass(frozen=True)
class Face:
    """What is printed: the card's random number, the holder's name, the days, its place in the revocation list."""

    number: str
    name: str
    issued_on: date
    expires_on: date
    place: int


@dataclass(frozen=True)
class Reading:
    """A code whose signature holds. `status` is `valid`, `expired`, `not_yet`, `revoked` or `unlisted`."""

    face: Face
    key_id: str
    status: str
    """`unlisted`: the signature and the days hold, but no revocation list at hand knows the card."""


def write_code(face: Face, key: SigningKey) -> str:
    """The text for the QR code, in the alphabet of its alphanumeric mode."""
    claims = {
        ISS: ISSUER,
        EXP: cose.moment(face.expires_on),
        NBF: cose.moment(face.issued_on),
        IAT: cose.moment(face.issued_on),
        CLAIM_169: {ID: face.number, VERSION: "1", LANGUAGE: "ind", FULL_NAME: face.name},
        STATUS: {"status_list": {"idx": face.place, "uri": ISSUER}},
    }
    packed = zlib.compress(cose.sign(claims, key), 9)
    return PREFIX + base45.b45encode(packed).decode()


def read_code(text: str, *, keys: Mapping[str, Ed25519PublicKey], on: date, revocations: Revocations | None) -> Reading:
    """Read a code as of a day; raises `BadCode`. Needs no network and no database."""
    try:
        key_id, claims = cose.verify(_unpacked(text), keys)
        face = _face(claims)
    except cose.UnknownKey as error:
        raise BadCode("unknown_key") from error
    except cose.Forged as error:
        raise BadCode("forged") from error
    except (cose.Unreadable, KeyError, TypeError, ValueError, OverflowError, OSError) as error:
        raise BadCode("unreadable") from error
    return Reading(face, key_id, _status(face, on, revocations))


def drawn(code: str) -> segno.QRCode:
    """The square of a code: a quarter of it may be lost (level Q)."""
    return segno.make_qr(code, error="q", mode="alphanumeric", boost_error=False)


def told(reading: Reading) -> dict[str, Any]:
    """A reading for programs."""
    face = reading.face
    return {
        "status": reading.status,
        "number": face.number,
        "name": face.name,
        "issued_on": face.issued_on,
        "expires_on": face.expires_on,
        "key_id": reading.key_id,
    }


def _status(face: Face, on: date, revocations: Revocations | None) -> str:
    if on < face.issued_on:
        return "not_yet"
    if on >= face.expires_on:
        return "expired"
    if revocations is None or not revocations.covers(face.place, on):
        return "unlisted"
    return "revoked" if revocations.holds(face.place) else "valid"


def _unpacked(text: str) -> bytes:
    body = text.strip().removeprefix(PREFIX)
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(base45.b45decode(body), LARGEST)
    except (zlib.error, ValueError) as error:
        raise cose.Unreadable from error
    if unpacker.unconsumed_tail or not unpacker.eof:
        raise cose.Unreadable
    return found


def _face(claims: dict[int, Any]) -> Face:
    who = claims[CLAIM_169]
    return Face(
        number=str(who[ID]),
        name=str(who[FULL_NAME]),
        issued_on=cose.day(claims[NBF]),
        expires_on=cose.day(claims[EXP]),
        place=int(claims[STATUS]["status_list"]["idx"]),
    )
