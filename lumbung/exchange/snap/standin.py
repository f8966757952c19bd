"""A stand-in for a bank's API, over real HTTP: it checks both signatures, pays into books of its own, and can fail.

For tests, the demonstration and trying by hand. `Books.paid` is what really left: one entry a reference, whatever was
sent how often. Faults are told per call: silence before or after paying, an error, a closed account.
"""

import json
import secrets
import threading
import time
import zlib
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar

from lumbung.core.standins import Answering, listening
from lumbung.exchange.snap import Door, signing
from lumbung.exchange.snap.client import PREFIX, STATUS_PATH, TOKEN_PATH, TRANSFER_PATH
from lumbung.exchange.snap.codes import STATUS, TOKEN, TRANSFER

SILENT_BEFORE, SILENT_AFTER, BROKEN, CLOSED, POOR = "silent before", "silent after", "broken", "closed", "poor"
"""Faults of one transfer: silent and not paid; paid and silent; an error of 500; the account is closed; no money."""

WORDS = {"00": "Success", "06": "Failed", "07": "Transaction not found"}


@dataclass
class Books:
    """What the bank holds: transfers by reference, the external ids of the day, tokens, and faults to come."""

    client_id: str
    secret: str
    public_key: str
    pause: float = 0.0
    silence: float = 3.0
    closed_of_hundred: int = 0
    faults: deque[str] = field(default_factory=deque)
    paid: dict[str, int] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    external_ids: set[str] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)
    asked: dict[str, int] = field(default_factory=dict)
    lock: Any = field(default_factory=threading.Lock)
    over: threading.Event = field(default_factory=threading.Event)

    def transfer(self, told: Mapping[str, Any], external_id: str) -> tuple[str, str]:
        """(code, fault) of a transfer; a reference is paid at most once."""
        reference = str(told.get("partnerReferenceNo", ""))
        try:
            amount = int(str(told["amount"]["value"]).removesuffix(".00"))
        except (KeyError, TypeError, ValueError):
            return f"400{TRANSFER}01", ""
        with self.lock:
            if external_id in self.external_ids:
                return f"409{TRANSFER}00", ""
            self.external_ids.add(external_id)
            if reference in self.paid:
                return f"409{TRANSFER}01", ""
            fault = self.faults.popleft() if self.faults else ""
            closed = zlib.crc32(str(told.get("beneficiaryAccountNo")).encode()) % 100 < self.closed_of_hundred
            if fault == POOR:
                return f"403{TRANSFER}14", ""
            if fault == CLOSED or (closed and not fault):
                self.refused[reference] = f"403{TRANSFER}18"
                return f"403{TRANSFER}18", ""
            if fault not in (SILENT_BEFORE, BROKEN):
                self.paid[reference] = amount
            return (f"500{TRANSFER}01" if fault == BROKEN else f"200{TRANSFER}00"), fault

    def status(self, told: Mapping[str, Any]) -> dict[str, str]:
        """What became of a reference."""
        reference = str(told.get("originalPartnerReferenceNo", ""))
        latest = "00" if reference in self.paid else "06" if reference in self.refused else "07"
        if latest == "07":
            return {"responseCode": f"404{STATUS}01", "responseMessage": WORDS[latest]}
        return {
            "responseCode": f"200{STATUS}00",
            "responseMessage": "Successful",
            "latestTransactionStatus": latest,
            "transactionStatusDesc": WORDS[latest],
        }


@contextmanager
def serving(*, port: int = 0, timeout: float = 10.0, **told: Any) -> Iterator[tuple[Books, Door]]:
    """A bank on this machine for as long as the block lasts, and the door of somebody it knows."""
    private, public = signing.fresh_pair()
    client_id, secret = secrets.token_hex(8), secrets.token_urlsafe(24)
    books = Books(client_id=client_id, secret=secret, public_key=public, **told)
    with listening(_Handler, port=port, books=books) as address:
        try:
            yield books, Door(address, client_id, secret, private, timeout=timeout)
        finally:
            books.over.set()


class _Handler(Answering):
    """Calls of one bank: the token, a transfer, its status; whatever is not signed as it should be is refused."""

    books: ClassVar[Books]

    def do_POST(self) -> None:
        body = self.heard()
        path = self.path.removeprefix(PREFIX)
        self.books.asked[path] = self.books.asked.get(path, 0) + 1
        time.sleep(self.books.pause)
        if path == TOKEN_PATH:
            self._token()
        elif not self._signed(body):
            service = STATUS if path == STATUS_PATH else TRANSFER
            self._told({"responseCode": f"401{service}00", "responseMessage": "Unauthorized. [Signature]"})
        elif path == TRANSFER_PATH:
            self._transfer(json.loads(body))
        elif path == STATUS_PATH:
            self._told(self.books.status(json.loads(body)))
        else:
            self._told({"responseCode": "4040000"})

    def _token(self) -> None:
        stamp, signature = self.headers.get("X-TIMESTAMP", ""), self.headers.get("X-SIGNATURE", "")
        known = self.headers.get("X-CLIENT-KEY") == self.books.client_id
        if not known or not signing.verified(self.books.public_key, self.books.client_id, stamp, signature):
            self._told({"responseCode": f"401{TOKEN}00", "responseMessage": "Unauthorized. [Signature]"})
            return
        token = secrets.token_urlsafe(24)
        self.books.tokens.add(token)
        self._told({"responseCode": f"200{TOKEN}00", "accessToken": token, "expiresIn": "900"})

    def _signed(self, body: bytes) -> bool:
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        stamp = self.headers.get("X-TIMESTAMP", "")
        wanted = signing.symmetric(
            self.books.secret, method="POST", path=self.path, token=token, body=body, timestamp=stamp
        )
        return token in self.books.tokens and secrets.compare_digest(wanted, self.headers.get("X-SIGNATURE", ""))

    def _transfer(self, told: Mapping[str, Any]) -> None:
        code, fault = self.books.transfer(told, self.headers.get("X-EXTERNAL-ID", ""))
        if fault in (SILENT_BEFORE, SILENT_AFTER):
            self.say_nothing(self.books.over, self.books.silence)
            return
        self._told({"responseCode": code, "responseMessage": "", "partnerReferenceNo": told["partnerReferenceNo"]})

    def _told(self, told: dict[str, Any]) -> None:
        """The first three digits of the bank's code are the status."""
        self.answer(int(told["responseCode"][:3]), told)
