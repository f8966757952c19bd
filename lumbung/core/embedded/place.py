"""Where one data folder's server lives, and the account that runs it.

PostgreSQL refuses to run as root. Started by root, the server therefore runs as an account that already exists, and its
programs and data lie where that account can reach them even when the checkout is below a closed folder such as /root.
"""

import hashlib
import os
import pwd
import secrets
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lumbung.core.embedded import binaries
from lumbung.core.embedded.errors import AnotherAccountsFolder, DataFolderGone, EmbeddedServerFailed

ACCOUNTS_FOR_ROOT = ("postgres", "nobody", "daemon")
FOLDERS_FOR_ROOT = (Path("/var/lib/lumbung"), Path("/srv/lumbung"), Path("/var/tmp/lumbung"))
LONGEST_SOCKET_FOLDER = 80


@dataclass(frozen=True, kw_only=True)
class Place:
    """One server: its folder and its account (None: the account that asks)."""

    home: Path
    folder: Path
    account: pwd.struct_passwd | None

    @cached_property
    def programs(self) -> Path:
        """The folder with `bin`: the wheel's own, or for another account a copy that it can reach."""
        source = binaries.installation(_version_of(self.data))
        return _reachable(source, self.account) if self.account else source

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def password_file(self) -> Path:
        return self.home / "postgresql" / "password"

    @property
    def socket_folder(self) -> Path:
        """Private to the account, and short enough for the 107 characters that a socket's path may have."""
        beside_data = self.folder / "socket"
        if len(str(beside_data)) <= LONGEST_SOCKET_FOLDER:
            return beside_data
        return Path(f"/tmp/lumbung-{self.owner}-{_short(self.folder)}")

    @property
    def owner(self) -> int:
        return self.account.pw_uid if self.account else os.geteuid()

    def run(self, program: str, *arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run a program of the server as its account, in an environment without the caller's PG settings."""
        return subprocess.run(
            [self.programs / "bin" / program, *arguments],
            input=text,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            text=True,
            capture_output=True,
            check=False,
            **_as(self.account),
        )

    def own(self, path: Path, mode: int) -> Path:
        """Give a file or folder to the server's account alone."""
        if self.account:
            os.chown(path, self.account.pw_uid, self.account.pw_gid, follow_symlinks=False)
        path.chmod(mode)
        return path

    def private_folder(self, path: Path) -> Path:
        """A folder that only the server's account can enter; refused when somebody else made it."""
        if not path.is_symlink() and not path.exists():
            path.mkdir(mode=0o700)
            self.own(path, 0o700)
        if path.is_symlink() or path.stat().st_uid != self.owner:
            raise AnotherAccountsFolder(path)
        return path


def place_of(home: Path) -> Place:
    """The place chosen when this LUMBUNG_HOME was first used, else a new choice that is then remembered."""
    note, known = _note(home), remembered_place(home)
    if known and not known.folder.exists():
        raise DataFolderGone(known.folder, note=note)
    if known:
        return known
    folder = _new_folder(home)
    note.write_text(f"{folder}\n")
    return Place(home=home, folder=folder, account=_account_for(folder))


def remembered_place(home: Path) -> Place | None:
    """The place that an earlier start chose for this LUMBUNG_HOME."""
    try:
        folder = Path(_note(home).read_text().strip())
    except FileNotFoundError:
        return None
    except PermissionError:
        raise AnotherAccountsFolder(home) from None
    return Place(home=home, folder=folder, account=_account_for(folder))


def _note(home: Path) -> Path:
    return home / "postgresql" / "place"


def _new_folder(home: Path) -> Path:
    if os.geteuid() != 0:
        return home / "postgresql"
    name = f"{_short(home)}-{secrets.token_hex(3)}"
    account = _account_for_root()
    for shared in FOLDERS_FOR_ROOT:
        try:
            _shared_folder(shared)
            folder = shared / name
            folder.mkdir(mode=0o700)
        except OSError:
            continue
        os.chown(folder, account.pw_uid, account.pw_gid)
        if _can_reach(folder, account):
            return folder
    tried = ", ".join(map(str, FOLDERS_FOR_ROOT))
    raise EmbeddedServerFailed(
        f"No folder for the database that the account {account.pw_name} can reach: {tried}. Set DATABASE_URL instead."
    )


def _shared_folder(folder: Path) -> None:
    """Made by root for root; one that somebody else prepared is not trusted."""
    if not folder.exists():
        folder.mkdir(mode=0o755)
        folder.chmod(0o755)
    if folder.is_symlink() or folder.stat().st_uid != 0:
        raise PermissionError(folder)


def _reachable(source: Path, account: pwd.struct_passwd) -> Path:
    for shared in FOLDERS_FOR_ROOT:
        try:
            _shared_folder(shared)
            copied = binaries.reachable_copy(source, below=shared)
        except OSError:
            continue
        if _runs(copied, account):
            return copied
    raise EmbeddedServerFailed(
        f"The account {account.pw_name} can't run PostgreSQL from any of {FOLDERS_FOR_ROOT}. Set DATABASE_URL instead."
    )


def _account_for(folder: Path) -> pwd.struct_passwd | None:
    """The owner of the data runs the server; only root can run it for somebody else."""
    if os.geteuid() != 0:
        return None
    owner = folder.stat().st_uid if folder.exists() else 0
    return pwd.getpwuid(owner) if owner else _account_for_root()


def _account_for_root() -> pwd.struct_passwd:
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in ACCOUNTS_FOR_ROOT:
        if name in known and known[name].pw_uid != 0:
            return known[name]
    raise EmbeddedServerFailed(
        "PostgreSQL doesn't run as root, and this machine has no account `postgres` or `nobody`. "
        "Run this as another account, or set DATABASE_URL."
    )


def _version_of(data: Path) -> str | None:
    written = data / "PG_VERSION"
    return written.read_text().strip() if written.exists() else None


def _can_reach(folder: Path, account: pwd.struct_passwd) -> bool:
    return (
        subprocess.run(["/bin/ls", folder], capture_output=True, cwd="/", check=False, **_as(account)).returncode == 0
    )


def _runs(programs: Path, account: pwd.struct_passwd) -> bool:
    asked = [str(programs / "bin" / "postgres"), "--version"]
    return subprocess.run(asked, capture_output=True, cwd="/", check=False, **_as(account)).returncode == 0


def _as(account: pwd.struct_passwd | None) -> dict:
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}


def _short(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:8]
