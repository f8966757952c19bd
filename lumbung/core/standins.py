"""Stand-ins for others' servers, over real HTTP on this machine: for tests, the demonstration, and trying by hand."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LOCAL = "127.0.0.1"
POLL_SECONDS = 0.05


class Answering(BaseHTTPRequestHandler):
    """Reads what it is sent, answers in JSON, and says nothing: a line of a log is no place for what it is told."""

    def heard(self) -> bytes:
        """The body of the call."""
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def answer(self, status: int, told: dict[str, Any]) -> None:
        """One answer."""
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def say_nothing(self, over: threading.Event, seconds: float) -> None:
        """Let the caller wait, and close without an answer."""
        over.wait(seconds)
        self.close_connection = True

    def log_message(self, *_given: Any) -> None:
        """Nothing."""


@contextmanager
def listening(handler: type[Answering], *, port: int = 0, **known: Any) -> Iterator[str]:
    """Its address for as long as the block lasts; `known` becomes attributes of the handler."""
    server = ThreadingHTTPServer((LOCAL, port), type("Handler", (handler,), known))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": POLL_SECONDS}, daemon=True).start()
    try:
        yield f"http://{LOCAL}:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
