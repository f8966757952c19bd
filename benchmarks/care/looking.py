"""Opening pages through all of Django in one process, as somebody who is signed in."""

import base64
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.test import Client

from benchmarks import figures
from lumbung.core import bulk
from lumbung.staff.models import User
from lumbung.staff.second_factor import set_second_factor

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
OK = 200


@dataclass(frozen=True)
class Looked:
    """How long each look took, and how long processors worked for it."""

    times: list[float]
    processor: list[float]
    anew: list[float]
    """What processors worked where nothing was remembered: neither what waits in the menu nor figures kept a while."""

    def at(self, share: float) -> tuple[float, float, float]:
        """The time, the work of processors and the work anew that `share` of the looks do not exceed."""
        times, processor, anew = (
            figures.percentile(values, share) for values in (self.times, self.processor, self.anew)
        )
        return times, processor, anew


def alone() -> None:
    """From here on this session does all the work of its statements, so that its processor time tells all of it."""
    bulk.execute("SET max_parallel_workers_per_gather = 0")


def client(user: User) -> Client:
    """A browser of somebody who has signed in with both factors."""
    made = Client()
    set_second_factor(user=user, secret=base64.b32encode(secrets.token_bytes(20)).decode())
    made.force_login(user, backend=BACKEND)
    return made


def look(browser: Client, addresses: list[str], times: int) -> Looked:
    """The same page so often, one record after the other; a quarter as often with nothing remembered."""
    opened(browser, addresses[0])
    found = [
        figures.worked(lambda n=n: opened(browser, addresses[n % len(addresses)]), clear=False) for n in range(times)
    ]
    anew = [
        figures.worked(lambda n=n: _forgetful(browser, addresses[-1 - n % len(addresses)]), clear=False)[1]
        for n in range(times // 4)
    ]
    return Looked([taken for taken, _work, _ in found], [work for _taken, work, _ in found], anew)


def first_looks(browser: Client, address: str, times: int) -> Looked:
    """The same page so often with nothing remembered, neither what waits in the menu nor figures kept a while."""
    found = [figures.worked(lambda: _forgetful(browser, address), clear=False) for _ in range(times)]
    worked = [work for _taken, work, _ in found]
    return Looked([taken for taken, _work, _ in found], worked, worked)


def _forgetful(browser: Client, address: str) -> None:
    for name in settings.CACHES:
        caches[name].clear()
    opened(browser, address)


def opened(browser: Client, address: str) -> None:
    """One page; anything but the page itself ends the measuring."""
    answer = browser.get(address)
    if answer.status_code != OK:
        raise SystemExit(f"{address} answered {answer.status_code}")
