"""The client of a gateway: send one message, ask what became of it. It logs causes, never numbers or words."""

import http.client
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import structlog

from lumbung.exchange.messaging import Gateway

log = structlog.get_logger("lumbung.exchange.messaging")
KNOWN_ALREADY, NOT_KNOWN, TOO_MANY = 409, 404, 429


class Fate(StrEnum):
    """What a gateway says of a message; silence says nothing."""

    TAKEN = "taken"
    DELIVERED = "delivered"
    FAILED = "failed"
    NEVER_SENT = "never_sent"
    SILENT = "silent"
    REFUSED = "refused"


STATES = {
    "Pending": Fate.TAKEN,
    "Processed": Fate.TAKEN,
    "Sent": Fate.TAKEN,
    "Delivered": Fate.DELIVERED,
    "Failed": Fate.FAILED,
}


@dataclass(frozen=True)
class Client:
    """One gateway. A message is known by our own id, so sent twice it is one message."""

    gateway: Gateway

    def send(self, *, reference: str, number: str, text: str) -> Fate:
        """Ask that a text be sent; a gateway that has this id already has sent it."""
        told = {"id": reference, "phoneNumbers": [number], "textMessage": {"text": text}, "withDeliveryReport": True}
        status, said = self._asked("POST", "/messages", told)
        if status == KNOWN_ALREADY:
            return Fate.TAKEN
        if status in (400, 422):
            return Fate.FAILED
        return self._fate(status, said)

    def state(self, *, reference: str) -> Fate:
        """What became of a message by its id."""
        status, said = self._asked("GET", f"/messages/{reference}", None)
        return Fate.NEVER_SENT if status == NOT_KNOWN else self._fate(status, said)

    def _fate(self, status: int, said: dict[str, Any]) -> Fate:
        """Refused is what concerns us and not this message: our key, too much at once."""
        if 200 <= status < 300:
            return STATES.get(str(said.get("state", "Pending")), Fate.TAKEN)
        return Fate.REFUSED if 400 <= status < 500 else Fate.SILENT

    def _asked(self, method: str, path: str, told: dict[str, Any] | None) -> tuple[int, dict[str, Any]]:
        """(status, answer); 0 where it said nothing that can be read."""
        request = urllib.request.Request(
            self.gateway.address.rstrip("/") + path,
            data=json.dumps(told).encode() if told else None,
            headers={"Authorization": self.gateway.authorization, "Content-Type": "application/json"},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=self.gateway.timeout) as response:
                said = json.loads(response.read() or b"{}")
                return response.status, said if isinstance(said, dict) else {}
        except urllib.error.HTTPError as refused:
            refused.close()
            return refused.code, {}
        except (OSError, ValueError, http.client.HTTPException) as silence:
            log.warning("gateway did not answer", method=method, cause=type(silence).__name__)
            return 0, {}
