"""Lists of schools, health posts and meetings: what their columns are called and what their cells mean."""

from functools import cache
from typing import Any

import polars as pl
import yaml

from lumbung.programmes.conditions import FOLDER, rules, words

YES = ("1", "ya", "y", "hadir", "h", "v", "x", "ada", "datang", "sudah", "ok", "yes", "true", "√", "✓", "✔")
NO = ("0", "tidak", "t", "absen", "a", "alpa", "tidak hadir", "tidak datang", "belum", "no", "false")
WHO = ("nik", "name", "birth_date")
A_MEASURE = r"^\d{1,3}([.,]\d+)?\s*(kg|cm)?$"
"""A weight or a length in place of a tick: the child was there."""
A_DAY = r"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$"
DAYS = ("effective_days", "present_days", "sick_days")
NISN = r"^\d{10}$"


@cache
def wordings() -> dict[str, dict[str, list[str]]]:
    """Kind of list → target → what people write above it."""
    written = yaml.safe_load((FOLDER / "lists.yaml").read_text(encoding="utf-8"))
    who = written.pop("who")
    return {kind: {**who, **asked} for kind, asked in written.items()}


def asked_of(kind: str) -> list[str]:
    """What a kind of list tells, besides who is meant."""
    return [target for target in wordings()[kind] if target not in WHO]


def told(rows: pl.DataFrame, *, kind: str, condition: str, effective_days: int | None) -> pl.DataFrame:
    """The rows with what they say: days of school, or whether it was kept; `says` is false for a row without any."""
    if condition == rules.SCHOOL:
        read = _days(rows, effective_days)
        says = pl.col("present_days").is_not_null() & _adds_up()
    else:
        month = _whole("pregnancy_month") if "pregnancy_month" in rows.columns else pl.lit(None, pl.Int64)
        read = rows.with_columns(kept=_kept(), pregnancy_month=month)
        read = read.with_columns(
            pregnancy_month=pl.when(pl.col("pregnancy_month").is_between(1, 10)).then("pregnancy_month")
        )
        says = pl.col("kept").is_not_null()
    exemption = _exemption() if "exemption" in rows.columns else pl.lit("")
    read = read.with_columns(exemption=exemption)
    return read.with_columns(says=says | (pl.col("exemption") != "")).with_columns(_missing(read, kind))


def numbered(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with `nisn`, ten digits or none: a sheet that took it for a number has dropped the zeros before it."""
    if "nisn" not in rows.columns:
        return rows.with_columns(nisn=pl.lit(None, pl.String))
    plain = pl.col("nisn").str.replace_all(r"[\s.\-'’‘`]|\.0$", "")
    whole = pl.when(plain.str.contains(r"^\d{7,10}$")).then(plain.str.zfill(10))
    return rows.with_columns(nisn=pl.when(whole.str.contains(NISN)).then(whole))


def _days(rows: pl.DataFrame, effective_days: int | None) -> pl.DataFrame:
    read = rows.with_columns(_whole(name).alias(name) for name in DAYS)
    given = pl.col("effective_days").fill_null(pl.lit(effective_days, pl.Int64))
    read = read.with_columns(effective_days=given, sick_days=pl.col("sick_days").fill_null(0))
    complete = pl.col("effective_days").is_not_null() & pl.col("present_days").is_not_null()
    return read.with_columns(pl.when(complete).then(name).alias(name) for name in DAYS)


def _adds_up() -> pl.Expr:
    return pl.col("effective_days").is_between(0, 31) & (
        pl.col("present_days") + pl.col("sick_days") <= pl.col("effective_days")
    )


def _kept() -> pl.Expr:
    said = pl.col("kept").str.to_lowercase().str.strip_chars()
    present = said.is_in(YES) | said.str.contains(A_DAY) | (said.str.contains(A_MEASURE) & ~said.is_in(["0"]))
    return pl.when(said.is_in(NO)).then(False).when(present).then(True)


def _whole(name: str) -> pl.Expr:
    plain = pl.col(name).str.replace(r"^(\d+)[.,]0+$", "${1}")
    return plain.str.extract(r"^(\d{1,2})(?:\s*(?:hari|bulan|bln))?$").cast(pl.Int64)


def _exemption() -> pl.Expr:
    meant = {names[language].lower(): code for code, names in words()["exemptions"].items() for language in names}
    said = pl.col("exemption").str.to_lowercase().str.strip_chars()
    return said.replace_strict({**meant, **{code: code for code in words()["exemptions"]}}, default="").fill_null("")


def _missing(read: pl.DataFrame, kind: str) -> list[Any]:
    whole = [name for name in (*DAYS, "pregnancy_month") if name not in read.columns]
    flags = [pl.lit(None, pl.Boolean).alias("kept")] if "kept" not in read.columns else []
    return [*(pl.lit(None, pl.Int64).alias(name) for name in whole), *flags]
