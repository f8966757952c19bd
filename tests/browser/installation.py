"""A whole installation for a browser: own database, own data folder, the real `prepare`, `demo` and `serve`."""

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


@dataclass(frozen=True)
class Installation:
    """Where it listens, and the environment of its commands."""

    url: str
    environment: dict[str, str]

    def code_of(self, username: str) -> str:
        """The second factor that a demonstration account shows now."""
        return lumbung(self.environment, "staff", "code", username).strip()


@contextmanager
def installation(folder: Path, *, families: int) -> Iterator[Installation]:
    """From nothing to a served demonstration; afterwards nothing is left."""
    with _database() as address, free_port() as port:
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "LUMBUNG_HOME": str(folder),
            "LUMBUNG_LANG": "id",
            "PYTHONUNBUFFERED": "1",
        }
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        lumbung(environment, "prepare")
        lumbung(environment, "demo", "--families", str(families))
        with _served(environment, port):
            yield Installation(f"http://127.0.0.1:{port}", environment)


def lumbung(environment: dict[str, str], *arguments: str) -> str:
    """Run one command to its end and return what it printed."""
    return run(environment, "lumbung.site.cli", *arguments)


def run(environment: dict[str, str], module: str, *arguments: str) -> str:
    """Run a module to its end and return what it printed."""
    ended = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    if ended.returncode:
        raise RuntimeError(
            f"{module} {' '.join(arguments)} ended with {ended.returncode}:\n{ended.stdout}{ended.stderr}"
        )
    return ended.stdout


@contextmanager
def _database() -> Iterator[str]:
    parts = urlsplit(os.environ["DATABASE_URL"])
    name = f"browser_{secrets.token_hex(4)}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    try:
        yield urlunsplit(parts._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def free_port() -> Iterator[int]:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    yield port


@contextmanager
def _served(environment: dict[str, str], port: int) -> Iterator[None]:
    command = [sys.executable, "-m", "lumbung.site.cli", "serve", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait_until_it_answers(f"http://127.0.0.1:{port}/akun/masuk/", process)
            yield
        finally:
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_until_it_answers(url: str, process: subprocess.Popen) -> None:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"the site did not answer at {url}; exit code {process.poll()}")
