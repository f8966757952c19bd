"""SNAP BI, the national open API for payments: signatures, a client that pays, and a bank that stands in for one.

Address and keys of each bank come from the environment (`settings.SNAP`). What the standard leaves to each bank (paths,
which case code means what beyond the common ones) is marked as unconfirmed: try it in the bank's sandbox first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import Refusal

_elsewhere: dict[str, "Door"] = {}


class NotConfigured(Refusal):
    """Nobody set the address and the keys of this bank's API."""

    message = _("API bank %(bank)s belum diatur. Minta pengelola mengisi alamat dan kuncinya.")


@dataclass(frozen=True)
class Door:
    """Where a bank's API is and who we are there; `repr` tells no secret."""

    address: str
    client_id: str
    secret: str = field(repr=False)
    private_key: str = field(repr=False)
    partner_id: str = "LUMBUNG"
    channel_id: str = "95221"
    timeout: float = 10.0


def door(bank: str) -> Door:
    """The API of a bank; raises NotConfigured."""
    if bank in _elsewhere:
        return _elsewhere[bank]
    told = settings.SNAP.get(bank, {})
    if not told.get("address"):
        raise NotConfigured(bank=bank.upper())
    private_key = Path(told["private_key"]).read_text(encoding="ascii")
    return Door(
        address=told["address"],
        client_id=told["client_id"],
        secret=told["secret"],
        private_key=private_key,
        partner_id=told["partner_id"],
        channel_id=told["channel_id"],
        timeout=float(told["timeout"]),
    )


def configured() -> list[str]:
    """Every bank whose API can be called here."""
    return sorted({bank for bank, told in settings.SNAP.items() if told.get("address")} | set(_elsewhere))


@contextmanager
def answering_at(bank: str, at: Door) -> Iterator[None]:
    """Call another door inside: a stand-in, in tests and in the demonstration."""
    former = _elsewhere.get(bank)
    _elsewhere[bank] = at
    try:
        yield
    finally:
        _elsewhere.pop(bank)
        if former:
            _elsewhere[bank] = former
