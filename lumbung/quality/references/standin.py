"""A stand-in for the civil registry, over real HTTP: for tests, the demonstration, and trying by hand.

It knows the people it is given (by NIK), answers field by field as `dukcapil/reference.py` reads it, and can be told to
be slow, busy, broken or closed, so that all of that can be tried without the real one.
"""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

FIELDS = ("NAMA_LGKP", "TGL_LHR", "TMPT_LHR", "JENIS_KLMIN", "NAMA_LGKP_IBU")
KEY = "kunci-contoh"
LOCAL = "127.0.0.1"


@dataclass
class StandIn:
    """The people it knows (NIK → field → value), its mood, and how often it was asked."""

    people: Mapping[str, Mapping[str, str]]
    key: str = KEY
    failing: list[int] = field(default_factory=list)
    pause: threading.Event = field(default_factory=threading.Event)
    slow: bool = False
    asked: int = 0
    purposes: set[str] = field(default_factory=set)
    address: str = ""

    def answer(self, question: Mapping[str, str]) -> dict[str, Any]:
        """`Sesuai` or `Tidak Sesuai` for each field that was sent and that it holds."""
        known = self.people.get(question.get("NIK", ""))
        if known is None:
            return {"content": [{"RESPONSE_CODE": "13", "RESPONSE_DESC": "Data Tidak Ditemukan"}]}
        told = {"NIK": "Sesuai"}
        for name in FIELDS:
            if name in question and known.get(name):
                same = question[name].strip().casefold() == known[name].strip().casefold()
                told[name] = "Sesuai" if same else "Tidak Sesuai"
        return {"content": [told]}


@contextmanager
def serving(people: Mapping[str, Mapping[str, str]], *, port: int = 0) -> Iterator[StandIn]:
    """A stand-in on this machine for as long as the block lasts; `address` says where."""
    standin = StandIn(people)
    server = ThreadingHTTPServer((LOCAL, port), _handler(standin))
    server.daemon_threads = True
    standin.address = f"http://{LOCAL}:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield standin
    finally:
        standin.pause.set()
        server.shutdown()
        server.server_close()


def _handler(standin: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            standin.asked += 1
            standin.purposes.add(question.get("TUJUAN", ""))
            if standin.slow:
                standin.pause.wait(10)
            if self.headers.get("Authorization") != f"Bearer {standin.key}":
                self._send(403, {})
            elif standin.failing:
                self._send(standin.failing.pop(0), {})
            else:
                self._send(200, standin.answer(question))

        def _send(self, status: int, told: dict[str, Any]) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_given: Any) -> None:
            """Says nothing: a line of a log is no place for a question."""

    return Handler
