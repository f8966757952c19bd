"""The folder of a batch between its preview and its import, and the question its file is judged by."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
from django.utils.translation import gettext_lazy as _

from lumbung.core.home import data_folder
from lumbung.core.refusals import Refusal
from lumbung.quality import code_lists, rules
from lumbung.quality.checking import ERROR
from lumbung.quality.inspection import ASIDE, INDEX, Question, villages_of
from lumbung.quality.places import Places
from lumbung.regions import queries as regions
from lumbung.registry import queries as registry

PEOPLE = "people-*.parquet"


class NoAreasYet(Refusal):
    """Without the official list every village would be unknown."""

    message = _("Daftar wilayah resmi belum diambil. Jalankan `lumbung regions import`, lalu ulangi.")


def folder_of(batch_id: int) -> Path:
    """Where the good rows of a batch wait, for the owner's eyes only."""
    folder = data_folder() / "imports"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / str(batch_id)


@contextmanager
def incoming(blocks: Iterable[bytes]) -> Iterator[Path]:
    """An upload as a file of the data folder while it is looked at."""
    with tempfile.NamedTemporaryFile(dir=_incoming()) as kept:
        for block in blocks:
            kept.write(block)
        kept.flush()
        yield Path(kept.name)


def sweep(*, on: date) -> int:
    """Remove what killed processes left of uploads before this day; returns how many files."""
    left = [file for file in _incoming().iterdir() if date.fromtimestamp(file.stat().st_mtime) < on]
    for file in left:
        file.unlink(missing_ok=True)
    return len(left)


def _incoming() -> Path:
    folder = data_folder() / "incoming"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def clear(batch_id: int) -> None:
    """The people who waited are in; what whole-file checks need stays for rows corrected later."""
    for waiting in folder_of(batch_id).glob(PEOPLE):
        waiting.unlink()


def forget(batch_id: int) -> None:
    """Nothing of the batch is looked at again."""
    shutil.rmtree(folder_of(batch_id), ignore_errors=True)


def question(*, by: Any, village: str, on: date, code_list: str = code_lists.OFFICIAL) -> Question:
    """What a file from this person is judged by on a day; `code_list` is known once the whole file was looked at."""
    areas = regions.areas()
    if areas.is_empty():
        raise NoAreasYet
    elsewhere = partial(registry.cards_beyond_reach, viewer=by)
    return Question(Places(areas, regions.bps_codes()), by.reach, village, on, elsewhere, code_list)


def villages(batch_id: int) -> dict[str, int]:
    """How many rows of each village wait."""
    return villages_of(folder_of(batch_id))


@dataclass(frozen=True)
class Across:
    """The checks over the whole file with one row as it was and as it is now; `index` is what they need of each row."""

    index: pl.DataFrame
    before: pl.DataFrame
    after: pl.DataFrame

    def freed(self) -> dict[int, set[str]]:
        """Rows that nothing over the whole file keeps out any more → the codes that did."""
        still = set(rules.set_aside(self.after))
        gone = self.before.filter((pl.col("severity") == ERROR) & ~pl.col("row").is_in(still))
        freed: dict[int, set[str]] = {}
        for row, code in gone.select("row", "code").iter_rows():
            freed.setdefault(row, set()).add(code)
        return freed


def looked_across(batch_id: int, of_row: pl.DataFrame) -> Across:
    """Look over the whole file once more, with one row as it is now."""
    path = folder_of(batch_id) / INDEX
    former = pl.read_parquet(path) if path.exists() else of_row.clear()
    others = former.filter(~pl.col("row").is_in(of_row["row"].implode()))
    index = pl.concat([others, of_row], how="vertical_relaxed").sort("row")
    return Across(index, rules.check_across(former), rules.check_across(index))


def keep_index(batch_id: int, index: pl.DataFrame) -> None:
    """What the checks over the whole file need, for the next correction."""
    folder = folder_of(batch_id)
    folder.mkdir(mode=0o700, exist_ok=True, parents=True)
    index.write_parquet(folder / INDEX)


def replace_row(batch_id: int, people: pl.DataFrame, freed: Sequence[int]) -> None:
    """A corrected row waits with the others, and so do the rows that nothing but it had kept out."""
    folder, row = folder_of(batch_id), people["row"]
    chunks = sorted(folder.glob(PEOPLE))
    for path in chunks:
        chunk = pl.read_parquet(path)
        if row[0] in chunk["row"]:
            chunk.filter(~pl.col("row").is_in(row.implode())).write_parquet(path, compression="lz4")
    together = pl.concat([pl.read_parquet(chunks[-1]), people], how="vertical_relaxed")
    together.write_parquet(chunks[-1], compression="lz4")
    aside = pl.read_parquet(folder / ASIDE)["row"]
    aside.filter(~aside.is_in([row[0], *freed])).to_frame().write_parquet(folder / ASIDE)
