"""The columns that checks ask for beyond what the file says, each defined once."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from lumbung.core.reach import Reach
from lumbung.quality.places import Places
from lumbung.registry import identity


def with_facts(
    frame: pl.DataFrame, *, places: Places, reach: Reach, on: date, elsewhere: Sequence[str] = ()
) -> pl.DataFrame:
    """The read frame with what the numbers, the calendar and the official areas say about it on a day.

    Adds nik_form, kk_form, strange_district, birth_date_differs, sex_differs, age (whole years), region_level,
    region_retired, region_successor, within_reach (whether the area lies inside `reach`) and card_elsewhere (whether
    the card is among those of families beyond it).
    """
    hints = identity.hints(
        frame["nik"], birth_date=frame["birth_date"], sex=frame["sex"], districts=places.districts, on=on
    )
    judged = places.judge(frame, on=on)
    area = pl.coalesce("region_successor", "region_code")
    return judged.with_columns(
        identity.form(frame["written.nik"]).alias("nik_form"),
        identity.form(frame["written.kk"]).alias("kk_form"),
        *hints.get_columns(),
        age_on(on).alias("age"),
        ((area >= reach.lo) & (area < reach.hi)).alias("within_reach"),
        pl.col("kk").is_in(list(elsewhere)).alias("card_elsewhere"),
    )


def age_on(day: date) -> pl.Expr:
    """Whole years since the birth date; somebody born on 29 February turns a year older on 1 March."""
    birth = pl.col("birth_date").dt
    had_birthday = (birth.month() < day.month) | ((birth.month() == day.month) & (birth.day() <= day.day))
    return day.year - birth.year() - pl.when(had_birthday).then(0).otherwise(1)


def across(frame: pl.DataFrame) -> pl.DataFrame:
    """What checks over the whole file need of each row, small enough to keep a million in memory.

    `frame` has the facts of `with_facts`. `family` and `nik` are hashes of numbers that can be one, `content` of
    everything the row says.
    """
    nik = pl.when(pl.col("nik_form") == identity.WELL_FORMED).then("nik")
    card = pl.when(pl.col("kk_form") == identity.WELL_FORMED).then("kk")
    family = pl.coalesce(card, "origin_key")
    said = [name for name in frame.columns if name.startswith("written.")]
    return frame.select(
        "row",
        pl.when(family.is_not_null()).then(family.hash()).alias("family"),
        pl.when(nik.is_not_null()).then(nik.hash()).alias("nik"),
        pl.when(pl.col("region_code").is_not_null()).then(pl.col("region_code").hash()).alias("region"),
        pl.struct(said).hash().alias("content"),
        (pl.col("relation") == 1).fill_null(False).alias("is_head"),
        nik.str.ends_with("0").alias("nik_ends_in_zero"),
        card.str.ends_with("0").alias("kk_ends_in_zero"),
    )
