"""Trying a model on records of which it is known who is who."""

import codecs
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import Refusal
from lumbung.quality.linkage import judging, profiles, scoring, training
from lumbung.quality.linkage.judging import Judgement
from lumbung.quality.linkage.limits import limits_of
from lumbung.quality.linkage.model import Model, shipped

SEPARATORS = ",;\t|"
PARQUET, TWO_BYTES = b"PAR1", (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class NoTruth(Refusal):
    """Nothing says which records are one person."""

    message = _("Tidak ada kunci jawaban: sebutkan berkasnya dengan --truth; kolomnya %(record)s dan nomor orang.")


class Unreadable(Refusal):
    """Not a table of text."""

    message = _("Berkas %(file)s tidak bisa dibaca sebagai tabel CSV.")


@dataclass(frozen=True)
class Figures:
    """How well the judgement fits the truth.

    `precision`: of the pairs inside the groups that would be merged without a person, the share that is one person.
    `recall`: of the pairs that are one person, the share merged or put before a person. `f1`: their harmonic mean.
    """

    layout: str
    model: str
    records: int
    pairs_true: int
    pairs_merged: int
    pairs_for_review: int
    merged_right: int
    review_right: int
    seconds: float

    @property
    def precision(self) -> float:
        """1 where nothing is merged."""
        return self.merged_right / self.pairs_merged if self.pairs_merged else 1.0

    @property
    def recall(self) -> float:
        """1 where there is nothing to find."""
        return (self.merged_right + self.review_right) / self.pairs_true if self.pairs_true else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def evaluate(
    *, files: Sequence[Path], truth: Path | None, on: date, layout: str = "", model: Model | None = None
) -> Figures:
    """Read, prepare, weigh and judge by the limits of the day `on`; the clock runs from the first byte.

    Without a `model` the product's own is used; a layout that has none learns from the files themselves. Needs no
    database. Raises UnknownLayout, NoTruth, Unreadable.
    """
    began = time.perf_counter()
    tables = [read_table(path) for path in files]
    profile = profiles.choose(tables[0].columns, layout)
    prepared = [profile.prepare(table) for table in tables]
    used = model or shipped(profile) or training.train(*prepared, profile=profile, version="self", told={})
    pairs = scoring.score(*prepared, profile=profile, model=used)
    judged = judging.judge(pairs, profile=profile, limits=limits_of(profile, on=on))
    seconds = time.perf_counter() - began
    persons = _persons(tables, prepared, truth, profile)
    told = {"layout": profile.NAME, "model": used.version, "records": sum(one.height for one in tables)}
    return Figures(**told, **_compared(judged, persons), seconds=round(seconds, 2))


def read_table(path: Path) -> pl.DataFrame:
    """A CSV, packed or not, or Parquet, every cell as text; headings in small letters, `Tgl Lahir` as `tgl_lahir`."""
    try:
        table = _opened(path)
    except (pl.exceptions.PolarsError, OSError, UnicodeError) as error:
        raise Unreadable(file=path.name) from error
    return table.rename({name: "_".join(name.strip("\ufeff ").lower().split()) for name in table.columns})


def _opened(path: Path) -> pl.DataFrame:
    with path.open("rb") as file:
        head = file.read(len(PARQUET))
    if head == PARQUET:
        return pl.read_parquet(path).with_columns(pl.all().cast(pl.String))
    text = path.read_text("utf-16").encode() if head.startswith(TWO_BYTES) else path
    return pl.read_csv(text, infer_schema=False, encoding="utf8-lossy", separator=_separator(text))


def _separator(text: Path | bytes) -> str:
    """The sign that the heading has most of."""
    lines = pl.read_csv(
        text, has_header=False, n_rows=1, separator="\n", quote_char=None, infer_schema=False, encoding="utf8-lossy"
    )
    heading = lines.item(0, 0) or ""
    return max(SEPARATORS, key=heading.count)


def _persons(
    tables: list[pl.DataFrame], prepared: list[pl.DataFrame], truth: Path | None, profile: ModuleType
) -> pl.DataFrame:
    """`record`, `person`; a record that the truth does not name is somebody of their own."""
    records = pl.concat([one.select(record="unique_id") for one in prepared])
    if truth:
        told = read_table(truth)
        named = profile.RECORD if profile.RECORD in told.columns else told.columns[0]
        other = next((name for name in told.columns if name != named), None)
        if other is None:
            raise NoTruth(record=profile.RECORD)
        known = told.select(pl.col(named).str.strip_chars().alias("record"), pl.col(other).alias("person"))
    else:
        said = [profile.truth(table) for table in tables]
        if said[0] is None:
            raise NoTruth(record=profile.RECORD)
        known = pl.concat(said)
    alone = pl.concat_str(pl.lit("record "), "record")
    return records.join(known.unique("record"), on="record", how="left").with_columns(pl.coalesce("person", alone))


def _compared(judged: Judgement, persons: pl.DataFrame) -> dict[str, Any]:
    merged, review = judged.merged, judged.review
    return {
        "pairs_true": _true_pairs(persons),
        "pairs_merged": merged.height,
        "pairs_for_review": review.height,
        "merged_right": _right(merged, persons),
        "review_right": _right(review, persons),
    }


def _right(pairs: pl.DataFrame, persons: pl.DataFrame) -> int:
    of = dict(zip(persons["record"], persons["person"], strict=True))
    sides = [pl.col(side).replace_strict(of, return_dtype=pl.String).alias(side) for side in ("a", "b")]
    return pairs.select(*sides).filter(pl.col("a") == pl.col("b")).height


def _true_pairs(persons: pl.DataFrame) -> int:
    sizes = persons.group_by("person").len()["len"].cast(pl.Int64)
    return int((sizes * (sizes - 1) // 2).sum())
