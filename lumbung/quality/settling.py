"""What the NIK settles where a cell says half of it: the century of a birth year in two digits, a sex left out.

A NIK holds day, month and two digits of the year, as the cell does. Where both say the same day it is that day, in the
latest century that does not make somebody who is married, or a parent, a child. What was settled is noted.
"""

from datetime import date

import polars as pl

from lumbung.quality.canonical import written
from lumbung.quality.cells import day_written, unreadable
from lumbung.registry import identity

SETTLED = ("sex",)
"""Required fields that a file may lack, because the NIK tells them."""
GROWN = 13
EVER_MARRIED = (2, 3, 4)
PARENT = 6
CENTURY = 100


def settled(read: pl.DataFrame, *, on: date) -> pl.DataFrame:
    """The read frame with birth dates and sexes that the NIK settles, and notes of them; see the module.

    Adds `two_digit_year`: whether a birth date could not be read only because its year has two digits.
    """
    unsaid = written("sex").is_null() & pl.col("nik").is_not_null()
    if not read.select((unreadable("birth_date") | unsaid).any()).item():
        return read.with_columns(two_digit_year=pl.lit(False))
    day = read.select(day=pl.when(pl.col("birth_date").is_null()).then(day_written(written("birth_date"))))
    said = identity.parts(read["nik"], on=on).select(said_born="born", said_sex="sex")
    both = pl.concat([read, said, day], how="horizontal").with_columns(two_digit_year=_two_digits)
    agrees = (pl.col("two_digit_year") & _same_day).fill_null(False)
    told = written("sex").is_null() & pl.col("said_sex").is_not_null()
    with_notes = both.with_columns(
        birth_date=pl.when(agrees).then(_in_its_century(on)).otherwise("birth_date"),
        two_digit_year=pl.col("two_digit_year") & ~agrees,
        sex=pl.when(told).then("said_sex").otherwise("sex"),
        **{"note.birth_date.birth_century_from_nik": agrees, "note.sex.sex_from_nik": told},
    )
    return with_notes.drop("said_born", "said_sex", "day")


def _in_its_century(on: date) -> pl.Expr:
    """The NIK's day, a hundred years earlier for somebody who would be a child and is married or a parent."""
    grown = pl.col("marital").is_in(EVER_MARRIED) | (pl.col("relation") == PARENT)
    child = pl.col("said_born") > date(on.year - GROWN, 1, 1)
    earlier = pl.col("said_born").dt.offset_by("-100y")
    return pl.when(grown.fill_null(False) & child).then(earlier).otherwise("said_born")


_two_digits = (pl.col("day").dt.year() < CENTURY).fill_null(False)
_same_day = (
    (pl.col("day").dt.day() == pl.col("said_born").dt.day())
    & (pl.col("day").dt.month() == pl.col("said_born").dt.month())
    & (pl.col("day").dt.year() == pl.col("said_born").dt.year() % CENTURY)
)
