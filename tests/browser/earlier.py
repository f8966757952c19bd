"""The same installation with its clock moved back: pages as they were so many days ago, for journeys of many months.

`python -m tests.browser.earlier PORT FILE` serves the site's own program; FILE holds the days, and is read anew for
each question of the time, so that a journey goes on from month to month. Whatever is written is dated in the past, so
that nothing in the installation lies in the future of its other pages.
"""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.conf import settings
from django.utils import timezone

from lumbung.site.wsgi import application
from tests.browser.installation import ROOT, Installation, free_port

PATIENCE = 60
A_LONG_YEAR = 500 * 24 * 3600
"""Seconds: who is signed in stays so from month to month; signing in has tests of its own."""


@dataclass(frozen=True)
class Earlier:
    """Where the past is served, and how it goes on."""

    site: Installation
    clock: Path

    def days_ago(self, days: int) -> None:
        """From now on it is so many days before today."""
        self.clock.write_text(str(days))


@contextmanager
def earlier(site: Installation, folder: Path) -> Iterator[Earlier]:
    """The installation's past, served until the journey is over."""
    clock = folder / "days"
    clock.write_text("0")
    with free_port() as port:
        command = [sys.executable, "-m", "tests.browser.earlier", str(port), str(clock)]
        with subprocess.Popen(command, cwd=ROOT, env=site.environment) as process:
            try:
                _wait(f"http://127.0.0.1:{port}/akun/masuk/", process)
                yield Earlier(Installation(f"http://127.0.0.1:{port}", site.environment), clock)
            finally:
                process.terminate()


def _wait(url: str, process: subprocess.Popen) -> None:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"the past did not answer at {url}; exit code {process.poll()}")


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each page."""


def serve(port: int, clock: Path) -> None:
    """Until it is terminated."""
    settings.SESSION_COOKIE_AGE = A_LONG_YEAR
    now = timezone.now
    timezone.now = lambda: now() - timedelta(days=int(clock.read_text() or 0))
    make_server("127.0.0.1", port, application, handler_class=_Quiet).serve_forever()


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]))
