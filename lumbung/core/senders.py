"""From where a request without an account comes: never the address itself, only a mark for the hour that runs.

The mark is made with the house's key of the address and the hour, so that marks of two hours don't meet, and nobody
without the key learns an address by trying all of them.
"""

import ipaddress
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from lumbung.core.crypto import blind

OWN_NETWORK = 64
"""One subscriber of IPv6 has all addresses that begin with so many equal bits."""
Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


def hour_of(at: datetime) -> datetime:
    """The hour of the clock that runs."""
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def mark_of(request: HttpRequest, *, at: datetime, purpose: str) -> UUID | None:
    """Who sends, within this hour and for one purpose; None where that cannot be known."""
    sender = address_of(
        request.META.get("REMOTE_ADDR", ""),
        forwarded=request.headers.get("X-Forwarded-For", ""),
        trusted=settings.TRUSTED_PROXIES,
    )
    return blind(f"{hour_of(at).isoformat()} {sender}", f"sender {purpose}") if sender else None


def address_of(peer: str, *, forwarded: str, trusted: Sequence[str]) -> str:
    """The network of whoever sends, empty where nobody knows it.

    What a proxy says is believed only of a trusted one: the last hop that is none is the sender. The machine itself is
    nobody: a proxy that the settings don't name sends everybody's requests from there.
    """
    networks = [ipaddress.ip_network(one, strict=False) for one in trusted]
    hops = [peer, *reversed([hop for hop in forwarded.split(",") if hop.strip()])]
    for hop in hops:
        found = _address(hop)
        if found is None:
            return ""
        if not any(found in network for network in networks):
            return "" if found.is_loopback else _own(found)
    return ""


def _address(text: str) -> Ip | None:
    try:
        found = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _own(found: Ip) -> str:
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((int(found), OWN_NETWORK), strict=False))
