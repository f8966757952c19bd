"""Kill a `lumbung …` command with SIGKILL at a chosen moment, then run it again: what tests of killed work share.

Use in tests with `@pytest.mark.django_db(transaction=True)`, so that the command sees what the test has saved:

    kill_when("import", str(path), condition=lambda: Job.objects.filter(done__gt=0).exists())
    finished = lumbung("import", str(path))
    assert finished.returncode == 0
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from urllib.parse import quote, urlencode

from django.db import connection

NAME = "lumbung-to-be-killed"


class EndedTooSoon(AssertionError):
    """The command ended before the moment came, so nothing was killed."""


def lumbung(*arguments: str, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    """Run a command to its end on the test's own database and data folder."""
    return subprocess.run(
        _command(arguments), env=_environment(), capture_output=True, text=True, timeout=timeout, check=False
    )


def kill_when(*arguments: str, condition: Callable[[], bool], patience: float = 120) -> None:
    """Start a command and kill it as soon as the condition holds; returns when the database has noticed."""
    with subprocess.Popen(
        _command(arguments), env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        give_up = time.monotonic() + patience
        while not condition():
            if process.poll() is not None or time.monotonic() > give_up:
                process.kill()
                said = process.stdout.read().decode() if process.stdout else ""
                raise EndedTooSoon(f"exit code {process.returncode}: {said}")
            time.sleep(0.002)
        process.kill()
    _wait_for_the_database(give_up)


def database_url() -> str:
    """The address of the test's database, for programs of their own."""
    known = connection.settings_dict
    who = f"{quote(known['USER'], safe='')}:{quote(known['PASSWORD'], safe='')}"
    return f"postgresql://{who}@/{known['NAME']}?{urlencode({'host': known['HOST'], 'port': known['PORT'] or 5432})}"


def _command(arguments: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", "lumbung.site.cli", *arguments]


def _environment() -> dict[str, str]:
    return {**os.environ, "DATABASE_URL": database_url(), "PGAPPNAME": NAME}


def _wait_for_the_database(give_up: float) -> None:
    """A server process may go on for a moment before it sees that its client is gone."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s AND datname = current_database()"
    while time.monotonic() < give_up:
        with connection.cursor() as cursor:
            cursor.execute(asked, [NAME])
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("the killed command's connection is still open")
