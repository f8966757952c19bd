"""The data folder of the embedded server: made once in one piece, and never deleted."""

import os
import pwd
import secrets
import subprocess
from pathlib import Path

from lumbung.core.embedded.errors import EmbeddedServerFailed
from lumbung.core.embedded.place import Place

ROLE = "lumbung"
OPERATOR = "lumbung_operator"
DATABASE = "lumbung"
SUPERUSER = "postgres"

WHO_MAY_CONNECT = f"""\
# The account that owns this folder is the superuser; everybody else needs the password. No network.
local  all  {SUPERUSER}  peer map=owner
local  all  all       scram-sha-256
"""

# The program's role obeys row-level security; the operator's does not, so that pg_dump leaves no row out.
BIRTH = """\
CREATE ROLE {role} LOGIN NOSUPERUSER CREATEDB NOCREATEROLE PASSWORD '{password}'
CREATE DATABASE {database} OWNER {role}
CREATE ROLE {operator} LOGIN NOSUPERUSER BYPASSRLS PASSWORD '{password}'
GRANT {role} TO {operator}
REVOKE ALL ON DATABASE {database} FROM PUBLIC
"""


def create(place: Place, *, password: str) -> None:
    """Make the data folder under a draft name and rename it at the end: a killed start leaves no half database."""
    place.own(place.folder, 0o700)
    draft = place.folder / f"draft-{secrets.token_hex(4)}"
    _demand(
        place.run(
            *("initdb", "-D", str(draft), "-U", SUPERUSER, "--encoding=UTF8", "--locale=C.UTF-8", "-k"),
            *("--auth-local=reject", "--auth-host=reject", "--no-instructions"),
        )
    )
    _write(place, draft / "pg_hba.conf", WHO_MAY_CONNECT)
    _write(place, draft / "pg_ident.conf", f"owner  {pwd.getpwuid(place.owner).pw_name}  {SUPERUSER}\n")
    with open(draft / "postgresql.conf", "a") as settings:
        settings.write("\ninclude_if_exists = 'lumbung.conf'\n")
    birth = BIRTH.format(role=ROLE, operator=OPERATOR, database=DATABASE, password=password)
    _demand(place.run("postgres", "--single", "-D", str(draft), "-c", "exit_on_error=on", "postgres", text=birth))
    draft.rename(place.data)


def write_settings(place: Place, text: str) -> None:
    """Settings follow the machine: they are written anew before every start."""
    _write(place, place.data / "lumbung.conf", text)


def forget_stale_note(place: Place) -> None:
    """After a power cut the dead server's note may name the process of another program, and block the start.

    A note whose process is dead stays: PostgreSQL needs it to find processes that a killed server left behind.
    """
    note = place.data / "postmaster.pid"
    process = note.read_text().partition("\n")[0].strip() if note.exists() else ""
    if process.isdigit() and _another_program_has(int(process)):
        note.unlink()


def _another_program_has(pid: int) -> bool:
    name = Path(f"/proc/{pid}/comm")
    try:
        return name.read_text().strip() != "postgres"
    except OSError:
        return False


def _write(place: Place, path: Path, text: str) -> None:
    path.write_text(text)
    place.own(path, 0o600)


def _demand(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode:
        program = os.path.basename(done.args[0])
        raise EmbeddedServerFailed(
            f"{program} could not make the embedded database: {done.stderr.strip() or done.stdout.strip()}"
        )
