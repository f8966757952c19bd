"""Start, find and stop the embedded server of one LUMBUNG_HOME."""

import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from psycopg.pq import PGconn, Ping

from lumbung.core.embedded import cluster, tuning
from lumbung.core.embedded.errors import AnotherAccountsFolder, EmbeddedServerFailed
from lumbung.core.embedded.place import Place, place_of, remembered_place
from lumbung.core.home import data_folder

PORT = 5432
START_SECONDS = 90
LAST_LINES = 8


def database_url(home: Path | None = None) -> str:
    """The program's libpq address: `DATABASE_URL` if set, else the embedded server, which is started if need be.

    The operator's address, put into `DATABASE_URL`, stands for the program's own: row-level security stays in force.
    """
    chosen = os.environ.get("DATABASE_URL") or ensure_running(home)
    return chosen.replace(f"//{cluster.OPERATOR}:", f"//{cluster.ROLE}:")


def operator_url(home: Path | None = None) -> str:
    """The address for `psql` and `pg_dump`, which see every row."""
    own = os.environ.get("DATABASE_URL")
    return own or ensure_running(home).replace(f"//{cluster.ROLE}:", f"//{cluster.OPERATOR}:")


def ensure_running(home: Path | None = None) -> str:
    """Start the server unless it runs, and give its address; many processes may call this at once."""
    home = home or data_folder()
    place = remembered_place(home)
    if place and _answers(place):
        return _address(place)
    with _alone(home):
        place = place_of(home)
        if not _answers(place):
            _start(place)
        return _address(place)


def is_running(home: Path | None = None) -> bool:
    """Whether the embedded server of this LUMBUNG_HOME takes connections."""
    place = remembered_place(home or data_folder())
    return place is not None and _answers(place)


def stop(home: Path | None = None) -> bool:
    """Stop the server after its running statements were cut off; False when none ran."""
    home = home or data_folder()
    if not is_running(home):
        return False
    with _alone(home):
        place = place_of(home)
        done = place.run("pg_ctl", "stop", "-D", str(place.data), "-m", "fast", "-w", "-t", str(START_SECONDS))
    if done.returncode:
        raise EmbeddedServerFailed(f"The embedded database did not stop: {done.stderr.strip()}")
    return True


def client_program(name: str, home: Path | None = None) -> Path:
    """The path of `psql`, `pg_dump` or another program that fits the embedded server."""
    return place_of(home or data_folder()).programs / "bin" / name


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One process at a time; the kernel frees the lock of a killed one."""
    folder = home / "postgresql"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError:
        raise AnotherAccountsFolder(folder) from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _answers(place: Place) -> bool:
    """The server takes connections: a killed one's socket file and process can linger for seconds."""
    asked = f"host='{place.socket_folder}' port={PORT} user={cluster.ROLE} dbname={cluster.DATABASE} connect_timeout=2"
    return PGconn.ping(asked.encode()) == Ping.OK


def _start(place: Place) -> None:
    """Make the data folder if there is none, then try until a killed predecessor's last processes are gone."""
    password = _password(place)
    if not place.data.exists():
        cluster.create(place, password=password)
    place.private_folder(place.socket_folder)
    cluster.write_settings(place, tuning.settings(socket_folder=place.socket_folder))
    give_up = time.monotonic() + START_SECONDS
    while True:
        cluster.forget_stale_note(place)
        started = place.run(
            "pg_ctl", "start", "-D", str(place.data), "-l", str(place.log), "-w", "-t", str(START_SECONDS), "-s"
        )
        if _answers(place):
            return
        if time.monotonic() > give_up:
            raise EmbeddedServerFailed(_why(place, started.stderr))
        time.sleep(0.5)


def _password(place: Place) -> str:
    path = place.password_file
    if not path.exists():
        if place.data.exists():
            raise EmbeddedServerFailed(
                f"{path} is missing, but its database exists in {place.data}. Put the file back from your backup."
            )
        draft = path.with_suffix(".new")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(24))
        draft.rename(path)
    return path.read_text().strip()


def _address(place: Place) -> str:
    folder = quote(str(place.socket_folder), safe="")
    return f"postgresql://{cluster.ROLE}:{_password(place)}@/{cluster.DATABASE}?host={folder}&port={PORT}"


def _why(place: Place, said: str) -> str:
    lines = place.log.read_text(errors="replace").splitlines()[-LAST_LINES:] if place.log.exists() else []
    return "\n".join([f"The embedded database did not start: {said.strip()}", f"The end of {place.log}:", *lines])
