"""The client of a bank's API: a token, a transfer, the status of a transfer. It logs codes, never accounts or names."""

import http.client
import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import structlog

from lumbung.exchange.snap import Door, codes, signing

log = structlog.get_logger("lumbung.exchange.snap")
PREFIX = "/v1.0"
TOKEN_PATH, TRANSFER_PATH, STATUS_PATH = "/access-token/b2b", "/transfer-intrabank", "/transfer/status"
UNANSWERED = "5040000"
"""Our own word for silence: no answer, or none that can be read. It says nothing about the money."""

EARLY = 60.0


@dataclass(frozen=True)
class Answer:
    """One answer: its response code, and the status that an inquiry tells."""

    code: str
    latest: str = ""


@dataclass
class Client:
    """One bank. The token is asked for when it is needed, and anew when the bank refuses it."""

    door: Door
    _token: str = field(default="", repr=False)
    _until: float = 0.0

    def transfer(
        self, *, reference: str, external_id: str, amount: int, account: str, source: str, remark: str, at: datetime
    ) -> Answer:
        """Ask for a transfer. `reference` is the line's and never changes; `external_id` is this attempt's."""
        return self._signed(
            TRANSFER_PATH,
            {
                "partnerReferenceNo": reference,
                "amount": {"value": f"{amount}.00", "currency": "IDR"},
                "beneficiaryAccountNo": account,
                "sourceAccountNo": source,
                "remark": remark,
                "transactionDate": signing.stamp(at),
            },
            external_id,
        )

    def status(self, *, reference: str, external_id: str) -> Answer:
        """What became of a transfer, by the line's own reference."""
        body = {"originalPartnerReferenceNo": reference, "serviceCode": codes.TRANSFER}
        return self._signed(STATUS_PATH, body, external_id)

    def _signed(self, path: str, told: dict[str, Any], external_id: str) -> Answer:
        answer = self._attempt(path, told, external_id)
        if answer.code[:3] == "401" and self._token:
            self._token = ""
            answer = self._attempt(path, told, external_id)
        return answer

    def _attempt(self, path: str, told: dict[str, Any], external_id: str) -> Answer:
        refused = self._ask_token()
        if refused:
            return refused
        body = _bytes(told)
        timestamp = signing.stamp(datetime.now(UTC))
        signature = signing.symmetric(
            self.door.secret, method="POST", path=PREFIX + path, token=self._token, body=body, timestamp=timestamp
        )
        headers = {
            "Authorization": f"Bearer {self._token}",
            "X-TIMESTAMP": timestamp,
            "X-SIGNATURE": signature,
            "X-PARTNER-ID": self.door.partner_id,
            "X-EXTERNAL-ID": external_id,
            "CHANNEL-ID": self.door.channel_id,
        }
        said = self._post(path, body, headers)
        return Answer(str(said.get("responseCode", UNANSWERED)), str(said.get("latestTransactionStatus", "")))

    def _ask_token(self) -> Answer | None:
        """The refusal where no token is given."""
        if self._token and time.monotonic() < self._until:
            return None
        timestamp = signing.stamp(datetime.now(UTC))
        headers = {
            "X-TIMESTAMP": timestamp,
            "X-CLIENT-KEY": self.door.client_id,
            "X-SIGNATURE": signing.asymmetric(self.door.private_key, self.door.client_id, timestamp),
        }
        said = self._post(TOKEN_PATH, _bytes({"grantType": "client_credentials"}), headers)
        if "accessToken" not in said:
            return Answer(str(said.get("responseCode", UNANSWERED)))
        self._token = str(said["accessToken"])
        self._until = time.monotonic() + float(said.get("expiresIn", 900)) - EARLY
        return None

    def _post(self, path: str, body: bytes, headers: dict[str, str]) -> dict[str, Any]:
        """What the bank says, refusals included; nothing where it said nothing that can be read."""
        request = urllib.request.Request(
            self.door.address.rstrip("/") + PREFIX + path,
            data=body,
            headers={**headers, "Content-Type": "application/json"},
            method="POST",
        )
        try:
            with urllib.request.urlopen(request, timeout=self.door.timeout) as response:
                said = json.loads(response.read())
        except urllib.error.HTTPError as refused:
            said = _readable(refused)
        except (OSError, ValueError, http.client.HTTPException) as silence:
            log.warning("bank did not answer", path=path, cause=type(silence).__name__)
            return {}
        return said if isinstance(said, dict) else {}


def _bytes(told: dict[str, Any]) -> bytes:
    """The body without blanks, its order kept: these very bytes are signed and sent."""
    return json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()


def _readable(refused: urllib.error.HTTPError) -> Any:
    try:
        return json.loads(refused.read())
    except (OSError, ValueError, http.client.HTTPException):
        return {"responseCode": f"{refused.code}0000"}
