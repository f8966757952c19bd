"""The folder of a batch between its preview and its import, and the question its file is judged by."""

import shutil
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from lumbung.core.home import data_folder
from lumbung.quality.inspection import Question
from lumbung.quality.places import Places
from lumbung.regions import queries as regions
from lumbung.registry import queries as registry


def folder_of(batch_id: int) -> Path:
    """Where the good rows of a batch wait, for the owner's eyes only."""
    folder = data_folder() / "imports"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / str(batch_id)


def clear(batch_id: int) -> None:
    """What waited is no longer needed."""
    shutil.rmtree(folder_of(batch_id), ignore_errors=True)


def question(*, by: Any, village: str, on: date) -> Question:
    """What a file from this person is judged by on a day."""
    elsewhere = partial(registry.cards_beyond_reach, viewer=by)
    return Question(Places(regions.areas(), regions.bps_codes()), by.reach, village, on, elsewhere)
