"""Counts that take long are kept a while for whoever asked: their own numbers, never somebody else's.

What is quick is counted anew each time. What is kept says when it was counted, and is counted again on request. What
was counted ahead at night (`counted_ahead`) spares the first look.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter
from typing import Any, Protocol

from django.core.cache import caches

from lumbung.core.waiting import COUNTS

LONG = 0.1
"""Seconds from which on something takes long."""
KEPT_FOR = 600
"""Seconds for which it is kept."""
AGAIN = "hitung"


@dataclass(frozen=True)
class Kept:
    """What was counted, and when; `kept` where it was not counted just now."""

    value: Any
    at: datetime
    kept: bool = False


class Ahead(Protocol):
    """What may have been counted before anybody asked."""

    def find(self) -> Kept | None:
        """What was counted ahead for whoever asks; nothing where nothing was."""

    def ask(self) -> None:
        """Let it be counted ahead, because it took long."""


def counted(request: Any, what: str, make: Callable[[], Any], *, at: datetime, ahead: Ahead | None = None) -> Kept:
    """What `make` counts for whoever sent the request; `?hitung=lagi` counts anew.

    `what` names the count with everything that it depends on, but for who looks.
    """
    viewer = request.user
    key = f"kept:{viewer.pk}:{viewer.role}:{viewer.region_code}:{what}".replace(" ", ":")
    if AGAIN not in request.GET:
        found: Kept | None = caches[COUNTS].get(key)
        if found is not None:
            return Kept(found.value, found.at, kept=True)
        before = ahead.find() if ahead else None
        if before is not None:
            return before
    began = perf_counter()
    made = Kept(make(), at)
    if perf_counter() - began > LONG:
        caches[COUNTS].set(key, made, KEPT_FOR)
        if ahead:
            ahead.ask()
    return made
