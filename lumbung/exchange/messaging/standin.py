"""A stand-in for a gateway, over real HTTP: it keeps each message once, can be silent, and tells what came of it.

For tests and trying by hand. `Phones.inbox` is what telephones got: one entry an id, whatever was sent how often.
"""

import json
import secrets
import threading
import time
import urllib.request
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar

from lumbung.core.standins import Answering, listening
from lumbung.exchange.messaging import Gateway, signature

SILENT_BEFORE, SILENT_AFTER, BROKEN, BARRED = "silent before", "silent after", "broken", "barred"
"""Faults of one message: silent and not sent; sent and silent; an error of 500; a number that takes none."""


@dataclass
class Phones:
    """Messages by their id, how often each was asked for, and faults to come."""

    authorization: str
    signing_key: str
    silence: float = 2.0
    pause: float = 0.0
    callback: str = ""
    faults: deque[str] = field(default_factory=deque)
    inbox: dict[str, tuple[str, str]] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    lock: Any = field(default_factory=threading.Lock)
    over: threading.Event = field(default_factory=threading.Event)

    def take(self, told: dict[str, Any]) -> tuple[int, str]:
        """(status, fault) of a message; an id is taken once."""
        reference, number = str(told["id"]), str(told["phoneNumbers"][0])
        with self.lock:
            if reference in self.inbox:
                return 409, ""
            fault = self.faults.popleft() if self.faults else ""
            if fault == BARRED:
                return 400, fault
            if fault not in (SILENT_BEFORE, BROKEN):
                self.inbox[reference] = (number, str(told["textMessage"]["text"]))
                self.states[reference] = "Sent"
            return (500 if fault == BROKEN else 202), fault

    def event(self, name: str, **payload: str) -> tuple[bytes, dict[str, str]]:
        """The body and the headers of a call to us."""
        timestamp = str(int(time.time()))
        body = json.dumps({"id": secrets.token_hex(8), "event": name, "payload": payload}).encode()
        signed = {"X-Timestamp": timestamp, "X-Signature": signature(self.signing_key, body, timestamp)}
        return body, {"Content-Type": "application/json", **signed}

    def arrived(self, reference: str) -> tuple[bytes, dict[str, str]]:
        """A telephone has it."""
        self.states[reference] = "Delivered"
        return self.event("sms:delivered", messageId=reference, deliveredAt=datetime.now(UTC).isoformat())

    def answered(self, number: str, text: str) -> tuple[bytes, dict[str, str]]:
        """Somebody wrote back."""
        told = {"phoneNumber": number, "message": text, "receivedAt": datetime.now(UTC).isoformat()}
        return self.event("sms:received", messageId=secrets.token_hex(4), **told)

    def tell(self, call: tuple[bytes, dict[str, str]]) -> None:
        """Send a call to `callback`, if there is one."""
        if self.callback:
            request = urllib.request.Request(self.callback, data=call[0], headers=call[1], method="POST")
            urllib.request.urlopen(request, timeout=10).close()


@contextmanager
def serving(*, port: int = 0, timeout: float = 5.0, **told: Any) -> Iterator[tuple[Phones, Gateway]]:
    """A gateway on this machine for as long as the block lasts, and how to reach it."""
    phones = Phones(authorization=f"Bearer {secrets.token_urlsafe(24)}", signing_key=secrets.token_urlsafe(24), **told)
    with listening(_Handler, port=port, phones=phones) as address:
        try:
            yield phones, Gateway(address, phones.authorization, phones.signing_key, timeout=timeout)
        finally:
            phones.over.set()


class _Handler(Answering):
    """Take a message, tell its state; whoever does not know the key is refused."""

    phones: ClassVar[Phones]

    def do_POST(self) -> None:
        told = json.loads(self.heard())
        time.sleep(self.phones.pause)
        if not self._known("POST"):
            return
        status, fault = self.phones.take(told)
        if fault in (SILENT_BEFORE, SILENT_AFTER):
            self.say_nothing(self.phones.over, self.phones.silence)
            return
        self.answer(status, {"id": told["id"], "state": "Pending"})
        if status == 202:
            self.phones.tell(self.phones.arrived(told["id"]))

    def do_GET(self) -> None:
        if self._known("GET"):
            reference = self.path.rpartition("/")[2]
            state = self.phones.states.get(reference)
            self.answer(200 if state else 404, {"id": reference, "state": state})

    def _known(self, method: str) -> bool:
        self.phones.asked[method] = self.phones.asked.get(method, 0) + 1
        known = secrets.compare_digest(self.headers.get("Authorization", ""), self.phones.authorization)
        if not known:
            self.answer(401, {})
        return known
