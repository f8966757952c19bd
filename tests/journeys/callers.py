"""Who calls the doors for programs: somebody's program over HTTP, and a conference that several of them hold."""

import datetime as dt
import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

DONE = (200, 201)


class Caller:
    """Somebody's program."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.client = Client()
        self.sign_in()

    def sign_in(self) -> None:
        """Anew, after a time in which the old session has ended."""
        self.client.force_login(self.user)

    def post(self, path: str, **told: Any) -> Any:
        """A call and its answer, be it a refusal."""
        return self.client.post(f"/api/v1/{path}", json.dumps(told, default=str), content_type="application/json")

    def send(self, path: str, **told: Any) -> Any:
        """A call that does what it asks."""
        answer = self.post(path, **told)
        assert answer.status_code in DONE, answer.content.decode()
        return answer.json()

    def refused(self, path: str, **told: Any) -> str:
        """A call that is refused, and the sentence why."""
        answer = self.post(path, **told)
        assert 400 <= answer.status_code < 500, answer.content.decode()
        return str(answer.json()["title"])

    def upload(self, path: str, name: str, content: bytes) -> Any:
        """A file that does what it asks."""
        answer = self.client.post(f"/api/v1/{path}", {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code in DONE, answer.content.decode()
        return answer.json()

    def read(self, path: str) -> Any:
        """What is told, or the status of a refusal."""
        answer = self.client.get(f"/api/v1/{path}")
        return answer.json() if answer.status_code == 200 else answer.status_code


def reach(callers: dict[str, Caller], case: int, *, by: str, relation: str = "self") -> None:
    """From access to the conference: agreed to, and assessed elsewhere."""
    worker = callers["worker"]
    worker.send(f"cases/{case}/finish", step="access")
    spoken = {"given_by": by, "relation": relation, "scopes": ["service"], "sign": "signature"}
    worker.send(f"cases/{case}/consents", **spoken)
    worker.send(f"cases/{case}/finish", step="approach")
    callers["supervisor"].send(f"cases/{case}/skip", step="assessment", reason="Asesmen puskesmas dipakai.")


def confer(
    callers: dict[str, Caller],
    question: str,
    answers: dict[int, dict[str, Any]],
    *,
    seats: tuple[tuple[str, str], ...] = (("dr. Ratna", "Dokter"), ("Bu Endah", "Psikolog")),
    **asked: Any,
) -> int:
    """Some sit together, decide on each case as told, and close the minutes; the number of the conference."""
    head, worker = callers["head"], callers["worker"]
    told = {"region_code": "33.23", "on": timezone.localdate(), "place": "Sentra Kartini"}
    meeting = int(head.send("conferences", **told)["id"])
    for name, function in seats:
        head.send(f"conferences/{meeting}/seats", name=name, function=function)
    for case, decided in answers.items():
        line = worker.send(f"conferences/{meeting}/agenda", case_id=case, question=question, **asked)["id"]
        head.send(f"case-decisions/{line}", **{"said": "Disepakati.", **decided})
    head.send(f"conferences/{meeting}/close")
    return meeting


def hours_from_now(hours: float) -> dt.datetime:
    """A moment near the present one."""
    return timezone.now() + dt.timedelta(hours=hours)
