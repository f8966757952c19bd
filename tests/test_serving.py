"""`lumbung serve` keeps pages and worker alive, and ends both; a killed worker's job is taken back."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil
import pytest

from tests.killing import database_url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def until(condition: Callable[[], object], seconds: float = 90) -> None:
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up, "it did not happen in time"
        time.sleep(0.1)


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


@contextmanager
def site(port: int) -> Iterator[psutil.Process]:
    """`lumbung serve` on the test's database, ended at the end."""
    command = [sys.executable, "-m", "lumbung.site.cli", "serve", "--port", str(port)]
    environment = {**os.environ, "DATABASE_URL": database_url()}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            yield psutil.Process(process.pid)
        finally:
            process.terminate()


def child(process: psutil.Process, word: str) -> psutil.Process | None:
    living = (found for found in process.children() if found.status() != psutil.STATUS_ZOMBIE)
    return next((found for found in living if word in found.cmdline()), None)


def test_sigterm_ends_pages_and_worker():
    port = free_port()
    with site(port) as serving:
        until(lambda: answers(port))
        family = serving.children(recursive=True)
        serving.send_signal(signal.SIGTERM)
        assert serving.wait(timeout=20) == 0
    until(lambda: not any(member.is_running() and member.status() != "zombie" for member in family))
    assert not answers(port)


def test_a_killed_worker_is_started_again():
    port = free_port()
    with site(port) as serving:
        until(lambda: child(serving, "worker"))
        first = child(serving, "worker")
        first.kill()
        until(lambda: (found := child(serving, "worker")) and found.pid != first.pid)


def test_a_killed_server_of_pages_leaves_nobody_at_the_port_and_is_started_again():
    port = free_port()
    with site(port) as serving:
        until(lambda: answers(port))
        first = child(serving, "granian")
        left = first.children(recursive=True)
        assert left
        first.kill()
        until(lambda: not any(member.is_running() and member.status() != "zombie" for member in left))
        until(lambda: answers(port))
        assert child(serving, "granian").pid != first.pid


def test_a_killed_supervisor_takes_its_children_along():
    port = free_port()
    with site(port) as serving:
        until(lambda: answers(port))
        serving.kill()
    until(lambda: not answers(port))


def test_a_taken_port_is_told_in_a_sentence():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        command = [sys.executable, "-m", "lumbung.site.cli", "serve", "--port", str(door.getsockname()[1])]
        told = subprocess.run(
            command,
            env={**os.environ, "DATABASE_URL": database_url()},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert told.returncode == 1
    assert "sudah dipakai program lain" in told.stderr
