"""A gateway for messages to telephones (SMS, WhatsApp and the like): where it is, what it is told, what it tells back.

The shape is that of the free gateways that make a telephone with a card into one: `POST /messages` with an id of ours,
`GET /messages/ID` for its state, and calls to us, signed with a common key, when a message arrived or was answered. A
provider of another shape needs a small relay. Address and keys come from the environment (`settings.MESSAGES`).
"""

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import Refusal

_elsewhere: list["Gateway"] = []


class NoGateway(Refusal):
    """Nobody set where messages go; a person sends them, and notes it."""

    message = _("Gerbang pesan belum diatur. Minta pengelola mengisinya, atau kirim sendiri dari daftar dan catat.")


@dataclass(frozen=True)
class Gateway:
    """Where it is and how we are known there; `repr` tells no secret."""

    address: str
    authorization: str = field(repr=False)
    signing_key: str = field(repr=False)
    timeout: float = 10.0


def gateway() -> Gateway:
    """The gateway of this installation; raises NoGateway."""
    if _elsewhere:
        return _elsewhere[-1]
    told = settings.MESSAGES
    if not told["address"]:
        raise NoGateway
    return Gateway(told["address"], told["authorization"], told["signing_key"], float(told["timeout"]))


def configured() -> bool:
    """Whether messages leave by themselves here."""
    return bool(_elsewhere or settings.MESSAGES["address"])


@contextmanager
def sending_to(at: Gateway) -> Iterator[None]:
    """Send to another gateway inside: a stand-in, in tests and when trying by hand."""
    _elsewhere.append(at)
    try:
        yield
    finally:
        _elsewhere.remove(at)


def signature(key: str, body: bytes, timestamp: str) -> str:
    """HMAC-SHA256 over the very bytes of a call and its moment, in hexadecimal."""
    return hmac.digest(key.encode(), body + timestamp.encode(), hashlib.sha256).hex()


def international(number: str) -> str:
    """A telephone number of the registry (`08…`) as gateways want it (`+628…`)."""
    return f"+62{number[1:]}" if number.startswith("0") else number


def national(number: str) -> str:
    """The number that a gateway tells, as the registry keeps it."""
    digits = "".join(sign for sign in number if sign.isdigit())
    return f"0{digits[2:]}" if digits.startswith("62") else digits
