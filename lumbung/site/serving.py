"""One command, two programs: the pages and the queue's worker, restarted when they fall, ended together."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lumbung.core.refusals import Refusal

SECONDS_TO_END = 10
LONGEST_WAIT = 30
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


class AddressTaken(Refusal):
    """Something else listens on that port."""

    message = gettext_lazy("Alamat %(address)s sudah dipakai program lain. Pilih pintu lain dengan --port.")


class NotPrepared(Refusal):
    """The tables are older than the program."""

    message = gettext_lazy("Basis data ini belum disiapkan. Jalankan `lumbung prepare`, lalu ulangi.")


@dataclass
class Program:
    """A child process that is started again when it ends by itself, each time after a longer wait."""

    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen | None = None
    falls: int = 0
    start_again_at: float = 0.0
    started_at: float = field(default_factory=time.monotonic)

    def start(self) -> None:
        """In a session of its own, so that Ctrl+C reaches only the supervisor."""
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command, env=self.environment, start_new_session=True, preexec_fn=_end_with_parent
        )

    def look_after(self) -> None:
        """Start again what has fallen."""
        now = time.monotonic()
        if self.process and self.process.poll() is not None:
            self.falls = 1 if now - self.started_at > 2 * LONGEST_WAIT else self.falls + 1
            self.start_again_at = now + min(2**self.falls, LONGEST_WAIT)
            self._end_those_left(self.process.pid)
            self.process = None
        if self.process is None and now >= self.start_again_at:
            self.start()

    def ask_to_end(self) -> None:
        """Let it finish what it does."""
        if self.process:
            self.process.terminate()

    def end(self, *, within: float) -> None:
        """Wait, then end it; unfinished jobs go on at the next start."""
        if self.process:
            try:
                self.process.wait(timeout=max(within, 0.1))
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self._end_those_left(self.process.pid)

    @staticmethod
    def _end_those_left(session: int) -> None:
        """The program's own children: one that outlives it would hold the port."""
        with suppress(ProcessLookupError):
            os.killpg(session, signal.SIGKILL)


def serve(*, host: str, port: int, workers: int, say: Callable[[str], None]) -> None:
    """Run pages and worker until SIGTERM or Ctrl+C, and end both."""
    _demand_free(host, port)
    _demand_prepared()
    connection.close()
    stop = _Stop()
    programs = [
        Program(_web(host, port, workers), {**os.environ, "LUMBUNG_PROCESS": "web"}),
        Program([sys.executable, "-m", "lumbung.site.cli", "worker"], dict(os.environ)),
    ]
    announced = False
    try:
        while not stop.asked:
            for program in programs:
                program.look_after()
            if not announced and _listens(host, port):
                announced = True
                say(
                    _("Lumbung terbuka di http://%(host)s:%(port)s (Ctrl+C untuk berhenti)")
                    % {"host": host, "port": port}
                )
            time.sleep(0.2)
    finally:
        _end_all(programs)


class _Stop:
    """SIGTERM and Ctrl+C ask to stop; they interrupt nothing."""

    def __init__(self) -> None:
        self.asked = False
        for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(name, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True


def _end_all(programs: list[Program]) -> None:
    for program in programs:
        program.ask_to_end()
    latest = time.monotonic() + SECONDS_TO_END
    for program in programs:
        program.end(within=latest - time.monotonic())


def _web(host: str, port: int, workers: int) -> list[str]:
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"]
    limits = ["--workers", str(workers), "--blocking-threads", "4", "--respawn-failed-workers"]
    module, _dot, name = settings.WSGI_APPLICATION.rpartition(".")
    return [*granian, *limits, "--host", host, "--port", str(port), f"{module}:{name}"]


def _demand_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError:
            raise AddressTaken(address=f"{host}:{port}") from None


def _demand_prepared() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotPrepared


def _listens(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as caller:
        caller.settimeout(0.2)
        return caller.connect_ex((host, port)) == 0


def _end_with_parent() -> None:
    """On Linux a child is asked to end when its supervisor was killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)
