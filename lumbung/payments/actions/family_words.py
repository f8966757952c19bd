"""Taking in a list of status words for many families, from SIKS-NG, a bank or the ministry."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, crypto
from lumbung.core.refusals import BadInput, allowed
from lumbung.payments import words
from lumbung.payments.banks.checks import ENCODINGS

HEADS = ("nomor_kk", "program", "status", "tanggal")
MARKS = (";", ",", "\t", "|")
_COLUMNS = {"kk_index": "uuid", "programme": "text", "word": "text", "as_written": "text", "told_on": "date"}
_KEEP = """
    INSERT INTO payments_familyword (family_id, programme, word, as_written, told_on, region_code, by_id)
    SELECT f.id, t.programme, t.word, t.as_written, t.told_on, f.region_code, %(by)s
      FROM told_words t
      JOIN registry_family f ON f.kk_index = t.kk_index AND f.status = 'active'
     WHERE f.region_code >= %(lo)s AND f.region_code < %(hi)s
     ORDER BY f.id
    ON CONFLICT DO NOTHING
"""
_FOUND = """
    SELECT count(*) FROM told_words t
      JOIN registry_family f ON f.kk_index = t.kk_index AND f.status = 'active'
     WHERE f.region_code >= %(lo)s AND f.region_code < %(hi)s
"""


class NotAWordList(BadInput):
    """The heading is not that of a list of status words."""

    message = _("Berkas %(file)s bukan daftar status. Baris pertama harus memuat: %(wanted)s.")


@dataclass(frozen=True)
class Taken:
    """What became of a list: rows, new words, repeated ones, families not found here, spellings nobody knows."""

    rows: int
    fresh: int
    repeated: int
    unknown_families: int
    unknown_words: dict[str, int]
    bad_days: int


@transaction.atomic
def take_words(*, path: Path, name: str, by: Any) -> Taken:
    """Keep each known word of each family in reach, set-based; the same list again changes nothing."""
    allowed(by, "payments.read_bank_file")
    told = _read(path, name)
    codes = words.recognise(told["status"].to_list())
    told = told.with_columns(pl.Series("word", codes, dtype=pl.String))
    unknown = dict(told.filter(pl.col("word").is_null()).group_by("status").len().sort("status").iter_rows())
    dated = told.drop_nulls("word").with_columns(told_on=pl.col("tanggal").str.to_date("%Y-%m-%d", strict=False))
    known = dated.drop_nulls("told_on")
    digits = known["nomor_kk"].str.replace_all(r"\D", "")
    staged = known.select(
        crypto.blind_series(digits, "kk").alias("kk_index"),
        pl.col("program").str.to_lowercase().alias("programme"),
        "word",
        pl.col("status").str.slice(0, 60).alias("as_written"),
        "told_on",
    )
    bulk.staged(staged, "told_words", _COLUMNS)
    limits = {"by": by.pk, "lo": by.reach.lo, "hi": by.reach.hi}
    [(found,)] = bulk.rows(_FOUND, limits)
    fresh = bulk.execute(_KEEP, limits)
    return Taken(
        rows=told.height,
        fresh=fresh,
        repeated=found - fresh,
        unknown_families=known.height - found,
        unknown_words={str(text)[:60]: count for text, count in unknown.items()},
        bad_days=dated.height - known.height,
    )


@transaction.atomic
def note_word(*, family_id: int, programme: str, written: str, on: date, by: Any) -> Taken:
    """One word for one family by hand, through the same statement."""
    allowed(by, "payments.read_bank_file")
    [code] = words.recognise([written])
    if code is None:
        return Taken(1, 0, 0, 0, {written[:60]: 1}, 0)
    statement = _KEEP.replace("f.kk_index = t.kk_index", "f.id = %(family)s")
    row = {"programme": programme.lower(), "word": code, "as_written": written[:60], "told_on": on}
    bulk.staged(pl.DataFrame([row]), "told_words", {name: kind for name, kind in _COLUMNS.items() if name in row})
    limits = {"family": family_id, "by": by.pk, "lo": by.reach.lo, "hi": by.reach.hi}
    fresh = bulk.execute(statement, limits)
    return Taken(1, fresh, 1 - fresh, 0, {}, 0)


def _read(path: Path, name: str) -> pl.DataFrame:
    for encoding in ENCODINGS:
        try:
            text = path.read_text(encoding=encoding)
        except UnicodeError:
            continue
        heading = text.split("\n", 1)[0].strip().lower()
        for mark in MARKS:
            if set(HEADS) <= {cell.strip() for cell in heading.split(mark)}:
                body = heading + "\n" + text.split("\n", 1)[-1]
                read = pl.read_csv(body.encode(), separator=mark, infer_schema=False).fill_null("")
                return read.rename(str.strip).select(pl.col(HEADS).str.strip_chars())
    raise NotAWordList(file=name, wanted=", ".join(HEADS))
