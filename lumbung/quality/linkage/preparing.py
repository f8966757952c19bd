"""Cells made comparable: names as sounds, dates with what may go wrong in them, numbers only if they mean something."""

import polars as pl

from lumbung.quality.cells import read_cells
from lumbung.registry import names

DEFAULT_DAYS = ("0101", "0107", "3112")
"""What is written where only the year is known: 1 January, 1 July, 31 December."""
OFTEN = 4
"""A day of the year that is met this many times as often as chance allows is somebody's default too."""
ENOUGH = 2_000
"""Dates from which on the file itself tells its default days."""
MEANS_NOTHING = r"(0{10}|1{10}|9{10}|^1234567890)"
"""All zeros, all nines, one to nine: typed to get past a form."""
MOST_ALIKE = 100
"""A number on more records than this is nobody's: something was typed to get past a form, or the office's own."""
SEX = {"L": "L", "P": "P", "1": "L", "2": "P"}


def readable_nik(cell: pl.Expr) -> pl.Expr:
    """Its digits when at least 13 of 16 are there; null for a number that means nothing."""
    digits = cell.str.replace_all(r"[\s.\-'’]", "")
    return pl.when(digits.str.contains(r"^\d{13,16}$") & ~digits.str.contains(MEANS_NOTHING)).then(digits)


def of_few(column: str) -> pl.Expr:
    """The number, unless it stands on more records than one person or one household has."""
    return pl.when(pl.len().over(column) <= MOST_ALIKE).then(pl.col(column)).alias(column)


def readable_sex(cell: pl.Expr) -> pl.Expr:
    """L or P, from letters, words or the codes 1 and 2."""
    return cell.str.to_uppercase().str.slice(0, 1).replace_strict(SEX, default=None, return_dtype=pl.String)


def readable_dates(cells: pl.Series) -> pl.Series:
    """Days, as an import reads them."""
    return read_cells(pl.DataFrame({"birth_date": cells}))["birth_date"]


def readable_date(cell: pl.Expr) -> pl.Expr:
    """The same as an expression."""
    return cell.map_batches(readable_dates, return_dtype=pl.Date)


def name_columns(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """`column` as its list of sounds; `_key` in one string, `_run` without blanks, `_first` the longest of them.

    `_letters` are the words as they are written, in order of the alphabet; `_start` the first sounds.
    """
    sounds = names.name_keys(frame[column].fill_null("")).rename(column)
    known = sounds.list.len() > 0
    length = pl.element().str.len_chars()
    letters = names.plain_words(frame[column].fill_null("")).list.eval(pl.element().sort()).list.join("")
    return frame.with_columns(
        sounds.zip_with(known, pl.Series([None], dtype=sounds.dtype)), letters.alias(f"{column}_letters")
    ).with_columns(
        pl.col(column).list.join(" ").alias(f"{column}_key"),
        pl.col(column).list.join("").alias(f"{column}_run"),
        pl.col(column).list.join("").str.slice(0, 3).alias(f"{column}_start"),
        pl.col(column).list.eval(pl.element().sort_by(length, descending=True)).list.first().alias(f"{column}_first"),
    )


def birth_columns(frame: pl.DataFrame) -> pl.DataFrame:
    """`birth` in the forms that are compared; `birth_default` marks days that stand for an unknown day."""
    birth = pl.col("birth")
    day = birth.dt.strftime("%d%m")
    with_day = frame.with_columns(birth_day=day)
    known = with_day["birth_day"].drop_nulls()
    often = known.value_counts().filter(pl.col("count") > OFTEN * len(known) / 365)["birth_day"]
    defaults = {*DEFAULT_DAYS, *(often if len(known) >= ENOUGH else ())}
    return with_day.with_columns(
        birth_text=birth.dt.strftime("%Y%m%d"),
        birth_swapped=birth.dt.strftime("%Y%d%m"),
        birth_year=birth.dt.year(),
        birth_month=birth.dt.month(),
        birth_number=birth.to_physical(),
        birth_default=pl.col("birth_day").is_in(list(defaults)),
    )
