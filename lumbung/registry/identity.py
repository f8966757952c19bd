"""What a 16-digit identity number (NIK) or family card number (KK) says, and where it disagrees with its owner.

A NIK is 6 digits of the district of first registration, the birth day (women: plus 40), month and year, and a serial.
It is lifelong: people move and birth dates get corrected, so a disagreement is a hint for a person, never a refusal.
"""

from dataclasses import dataclass
from datetime import date

import polars as pl

WELL_FORMED = "ok"
EMPTY = "empty"
SPOILED_BY_SHEET = "spoiled_by_sheet"
WRONG_LENGTH = "wrong_length"
NOT_A_NUMBER = "not_a_number"
SHEET_NOTATION = r"(?i)^\d+([.,]\d+)?e\+?\d+$|^\d{16}[.,]0+$"
WOMAN_DAYS = 40


@dataclass(frozen=True)
class Parts:
    """What one number says: a dotted district code, the latest birth date not after the day asked, sex, serial."""

    form: str
    region: str | None
    born: date | None
    sex: str | None
    serial: int | None


def tidy(numbers: pl.Series) -> pl.Series:
    """The numbers without blanks, dots, dashes and the apostrophe that sheets put in front; null for nothing."""
    plain = numbers.str.replace_all(r"[\s.\-'’‘`]", "")
    return plain.set(plain == "", None)


def form(numbers: pl.Series) -> pl.Series:
    """Whether each number as written can be one: ok, or the way in which it can't."""
    plain = tidy(numbers)
    return (
        pl.DataFrame({"written": numbers.str.strip_chars(), "plain": plain})
        .select(
            pl.when(pl.col("plain").is_null())
            .then(pl.lit(EMPTY))
            .when(pl.col("written").str.contains(SHEET_NOTATION))
            .then(pl.lit(SPOILED_BY_SHEET))
            .when(pl.col("plain").str.contains(r"[^0-9]") | pl.col("plain").str.contains(r"^0+$"))
            .then(pl.lit(NOT_A_NUMBER))
            .when(pl.col("plain").str.len_chars() != 16)
            .then(pl.lit(WRONG_LENGTH))
            .otherwise(pl.lit(WELL_FORMED))
            .alias(numbers.name)
        )
        .to_series()
    )


def parts(numbers: pl.Series, *, on: date) -> pl.DataFrame:
    """Columns form, region, born, sex, serial; null where the number can't be one or the calendar has no such day."""
    plain = pl.when(pl.col("form") == WELL_FORMED).then(pl.col("plain"))
    written_day = plain.str.slice(6, 2).cast(pl.Int16)
    woman = written_day > WOMAN_DAYS
    day = pl.when(woman).then(written_day - WOMAN_DAYS).otherwise(written_day)
    month, short_year = plain.str.slice(8, 2).cast(pl.Int16), plain.str.slice(10, 2).cast(pl.Int16)
    return (
        pl.DataFrame({"plain": tidy(numbers), "form": form(numbers)})
        .with_columns(
            this_century=_day(2000 + short_year, month, day), last_century=_day(1900 + short_year, month, day)
        )
        .select(
            "form",
            region=pl.concat_str(plain.str.slice(0, 2), plain.str.slice(2, 2), plain.str.slice(4, 2), separator="."),
            born=pl.when(pl.col("this_century") <= on).then("this_century").otherwise("last_century"),
            sex=pl.when(woman).then(pl.lit("P")).when(written_day.is_not_null()).then(pl.lit("L")),
            serial=plain.str.slice(12, 4).cast(pl.Int16),
        )
    )


def _day(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    """The date of three number columns, null where the calendar has no such day."""
    written = pl.concat_str(
        year.cast(pl.String), month.cast(pl.String).str.zfill(2), day.cast(pl.String).str.zfill(2), separator="-"
    )
    return written.str.to_date("%Y-%m-%d", strict=False)


def hints(
    numbers: pl.Series, *, birth_date: pl.Series, sex: pl.Series, districts: frozenset[str], on: date
) -> pl.DataFrame:
    """Where a NIK disagrees: strange_district, birth_date_differs, sex_differs; null where either side is unknown.

    `districts` are all dotted district codes that are or once were official. The century is not in the number, so only
    the last two digits of the year are compared.
    """
    said = parts(numbers, on=on).with_columns(birth_date=birth_date, known_sex=sex)
    same_day = pl.col("born").dt.strftime("%d%m%y") == pl.col("birth_date").dt.strftime("%d%m%y")
    impossible_day = pl.col("born").is_null() & (pl.col("form") == WELL_FORMED) & pl.col("birth_date").is_not_null()
    return said.select(
        strange_district=~pl.col("region").is_in(list(districts)),
        birth_date_differs=pl.when(impossible_day).then(True).otherwise(~same_day),
        sex_differs=pl.col("sex") != pl.col("known_sex"),
    )


def parts_of(number: str, *, on: date) -> Parts:
    """What one number says."""
    return Parts(**parts(pl.Series([number], dtype=pl.String), on=on).row(0, named=True))


def tidy_one(number: str) -> str | None:
    """One number without blanks and punctuation; None for nothing."""
    return tidy(pl.Series([number], dtype=pl.String)).item()


def form_one(number: str) -> str:
    """Whether one number as written can be one."""
    return form(pl.Series([number], dtype=pl.String)).item()
