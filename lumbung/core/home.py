"""The data folder: keys, files, runs and logs of one installation, outside the database."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def data_folder() -> Path:
    """LUMBUNG_HOME, or `.lumbung` beside the code; made on first use, for its owner only."""
    default = Path(__file__).resolve().parents[2] / ".lumbung"
    home = Path(os.environ.get("LUMBUNG_HOME") or default).expanduser().resolve()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home


def made_once(path: Path, make: Callable[[], str]) -> str:
    """The text of a secret file, made on first use and readable by its owner only.

    It appears whole or not at all, so neither a kill nor a second process starting up leaves half a secret.
    """
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(make())
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()
