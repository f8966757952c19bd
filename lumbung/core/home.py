"""The data folder: keys, files, runs and logs of one installation, outside the database."""

import os
from pathlib import Path


def data_folder() -> Path:
    """LUMBUNG_HOME, or `.lumbung` beside the code; made on first use, for its owner only."""
    default = Path(__file__).resolve().parents[2] / ".lumbung"
    home = Path(os.environ.get("LUMBUNG_HOME") or default).expanduser().resolve()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home
