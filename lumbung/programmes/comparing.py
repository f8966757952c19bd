"""What a draft would change: each family's decision by the run beside the one by the draft, and sums of them."""

from collections.abc import Sequence

import polars as pl

FAMILY = "family_id"
GAINS, LOSES, OPENS, MORE, LESS, SAME, OUT = "gains", "loses", "opens", "more", "less", "same", "out"
WAYS = (GAINS, LOSES, OPENS, MORE, LESS, SAME, OUT)
"""Comes in, falls out, can no longer be decided, gets more, gets less, gets the same, is out as before."""

TOUCHED = (GAINS, LOSES, OPENS, MORE, LESS)
MONTHS = {"year": 1, "month": 12}
SLICES = ("region_code", "decile", "head_sex", "disabled", "overlap")
NOBODY, UNKNOWN = "", "?"


def compared(before: pl.DataFrame, after: pl.DataFrame, traits: pl.DataFrame, *, per: str) -> pl.DataFrame:
    """One row a family: `way`, rupiah a year `before` and `after`, and the traits by which sums are told apart.

    `before` are the frozen decisions, `after` the draft's, in the same order.
    """
    yearly = pl.col("entitlement").fill_null(0) * MONTHS[per]
    amounts = pl.DataFrame(
        {
            FAMILY: before[FAMILY],
            "region_code": before["region_code"],
            "decile": before["decile"],
            "was": before["eligible"],
            "now": after["eligible"],
            "before": before.select(yearly).to_series(),
            "after": after.select(yearly).to_series(),
        }
    )
    told = (
        amounts.with_columns(way=_way()).drop("was", "now").join(traits, on=FAMILY, how="left", maintain_order="left")
    )
    return told.with_columns(
        pl.col("head_sex").fill_null(UNKNOWN), pl.col("disabled"), pl.col("overlap").fill_null(NOBODY)
    )


def _way() -> pl.Expr:
    was, now = pl.col("was").fill_null(False), pl.col("now")
    return (
        pl.when(~was & now)
        .then(pl.lit(GAINS))
        .when(was & ~now)
        .then(pl.lit(LOSES))
        .when(was & now.is_null())
        .then(pl.lit(OPENS))
        .when(was & (pl.col("after") > pl.col("before")))
        .then(pl.lit(MORE))
        .when(was & (pl.col("after") < pl.col("before")))
        .then(pl.lit(LESS))
        .when(was)
        .then(pl.lit(SAME))
        .otherwise(pl.lit(OUT))
    )


def cube(families: pl.DataFrame) -> pl.DataFrame:
    """Families and rupiah by way and every trait, so that any table of them is a small sum."""
    return (
        families.group_by(*SLICES, "way")
        .agg(families=pl.len().cast(pl.Int64), before=pl.col("before").sum(), after=pl.col("after").sum())
        .sort(*SLICES, "way", nulls_last=True)
    )


def totals(cells: pl.DataFrame) -> dict[str, dict[str, int]]:
    """Families and rupiah a year by way."""
    summed = cells.group_by("way").agg(pl.col("families", "before", "after").sum())
    found = {row["way"]: {name: row[name] for name in ("families", "before", "after")} for row in summed.to_dicts()}
    return {way: found.get(way, {"families": 0, "before": 0, "after": 0}) for way in WAYS}


def sliced(cells: pl.DataFrame, by: pl.Expr) -> pl.DataFrame:
    """For each value of a trait: served before and after, gains, losses, more, less, and rupiah before and after."""
    served_before = pl.col("way").is_in([LOSES, OPENS, MORE, LESS, SAME])
    served_after = pl.col("way").is_in([GAINS, MORE, LESS, SAME])
    families = pl.col("families")
    return (
        cells.group_by(by.alias("value"))
        .agg(
            served_before=families.filter(served_before).sum(),
            served_after=families.filter(served_after).sum(),
            **{way: families.filter(pl.col("way") == way).sum() for way in TOUCHED},
            before=pl.col("before").sum(),
            after=pl.col("after").sum(),
        )
        .sort("value", nulls_last=True)
    )


def region_at(depth: int) -> pl.Expr:
    """A family's area of a level: 1 province, 2 regency, 3 district, 4 village."""
    lengths: Sequence[int] = (2, 5, 8, 13)
    return pl.col("region_code").str.slice(0, lengths[depth - 1])
