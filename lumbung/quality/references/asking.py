"""Asking a reference over HTTP: paced, with a time limit, a few attempts, and a breaker that spares who is down.

What is logged names the reference, the attempt and the status, never a person or a number.
"""

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import structlog
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import Refusal
from lumbung.quality import references
from lumbung.quality.references import Question

log = structlog.get_logger("lumbung.quality.references")
ATTEMPTS, TIMEOUT, PER_SECOND, AT_ONCE = 3, 5.0, 10.0, 4
LONGEST_WAIT = 5.0
FAILURES_IN_A_ROW, REST = 5, 60.0
BUSY, BROKEN = 429, 500
JSON = "application/json"


class NotConfigured(Refusal):
    """Nobody set the address of the reference."""

    message = _("Alamat rujukan %(title)s belum diatur. Minta pengelola mengisinya.")


class UnknownReference(Refusal):
    """There is no reference of that name."""

    message = _("Rujukan %(name)s tidak dikenal.")


class ReferenceDown(Refusal):
    """The reference does not answer; it is left alone for a while."""

    message = _("Rujukan %(title)s sedang tidak menjawab. Coba lagi nanti; yang sudah dijawab tetap tersimpan.")


class ReferenceRefuses(Refusal):
    """The reference answers, but not to us."""

    message = _("Rujukan %(title)s menolak permintaan ini (kode %(status)s). Periksa kunci dan perjanjiannya.")


class _Failed(Exception):
    """One attempt that may be tried again, after so many seconds."""

    def __init__(self, wait: float = 0.0) -> None:
        self.wait = wait
        super().__init__()


@dataclass
class Breaker:
    """Open after some failures in a row; then nobody is asked for a while, and after it one question tries again."""

    failures: int = 0
    rests_until: float = 0.0
    lock: Any = field(default_factory=threading.Lock)

    def is_open(self) -> bool:
        """Whether the reference is left alone now."""
        return time.monotonic() < self.rests_until

    def note(self, *, answered: bool) -> None:
        """Count one outcome."""
        with self.lock:
            self.failures = 0 if answered else self.failures + 1
            self.rests_until = time.monotonic() + REST if self.failures >= FAILURES_IN_A_ROW else 0.0


@dataclass
class Pace:
    """At most so many questions a second, over all threads of this process."""

    next_at: float = 0.0
    lock: Any = field(default_factory=threading.Lock)

    def wait(self, per_second: float) -> None:
        """Sleep until it is this question's turn."""
        with self.lock:
            mine = max(time.monotonic(), self.next_at)
            self.next_at = mine + 1.0 / per_second
        time.sleep(max(mine - time.monotonic(), 0.0))


_breakers: dict[str, Breaker] = {}
_paces: dict[str, Pace] = {}


def ask_many(name: str, questions: Iterable[Question]) -> dict[int, dict[str, str]]:
    """Person → field → result, of those that were answered, several at a time.

    Raises NotConfigured, UnknownReference, ReferenceRefuses; and ReferenceDown when nobody at all was answered.
    """
    check(name)
    ask = _asker(name)
    answers: dict[int, dict[str, str]] = {}
    down: ReferenceDown | None = None
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        for question, asked in [(one, pool.submit(ask, one)) for one in questions]:
            try:
                answers[question.person_id] = asked.result()
            except ReferenceDown as refusal:
                down = refusal
    if down and not answers:
        raise down
    return answers


def check(name: str) -> dict[str, Any]:
    """Where and how a reference is asked; raises UnknownReference, NotConfigured."""
    reference = references.all_references().get(name)
    if reference is None:
        raise UnknownReference(name=name)
    told = references.configured(name)
    if told is None:
        raise NotConfigured(title=reference.TITLE)
    return told


def _asker(name: str) -> Callable[[Question], dict[str, str]]:
    reference, told = references.all_references()[name], check(name)
    where = told["address"].rstrip("/") + reference.PATH
    breaker = _breakers.setdefault(where, Breaker())
    pace = _paces.setdefault(where, Pace())
    timeout, per_second = float(told.get("timeout", TIMEOUT)), float(told.get("per_second", PER_SECOND))

    def ask(question: Question) -> dict[str, str]:
        for attempt in range(1, ATTEMPTS + 1):
            if breaker.is_open():
                break
            pace.wait(per_second)
            try:
                answer = _post(where, reference.body(question), told.get("key", ""), timeout, reference.TITLE)
                result = reference.read(answer)
            except (_Failed, KeyError, IndexError, TypeError, AttributeError) as failed:
                breaker.note(answered=False)
                log.warning("reference did not answer", reference=name, attempt=attempt)
                if attempt < ATTEMPTS:
                    time.sleep(min(getattr(failed, "wait", 0.0) or 0.1 * 2**attempt, LONGEST_WAIT))
            else:
                breaker.note(answered=True)
                return result
        raise ReferenceDown(title=reference.TITLE)

    return ask


def _post(where: str, body: dict[str, Any], key: str, timeout: float, title: str) -> Any:
    headers = {"Content-Type": JSON, "Accept": JSON, "Authorization": f"Bearer {key}"}
    request = urllib.request.Request(where, json.dumps(body).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:
            return json.loads(response.read())
    except urllib.error.HTTPError as error:
        if error.code == BUSY or error.code >= BROKEN:
            raise _Failed(_seconds(error.headers.get("Retry-After"))) from None
        raise ReferenceRefuses(title=title, status=error.code) from None
    except (OSError, ValueError):
        raise _Failed from None


def _seconds(written: str | None) -> float:
    return float(written) if written and written.isdecimal() else 0.0
