"""Quota, a rule beside every kind's own: the poorest first, as far as the places go."""

import polars as pl

from lumbung.programmes.frozen import PLACES, RANK, WITHIN_QUOTA

AMOUNTS = ("part.", "entitlement")


def within_quota(decided: pl.DataFrame, places: int | None) -> pl.DataFrame:
    """Rank those who qualify by decile, then score, then family; who stands beyond the places is refused.

    Adds `quota_places`, `quota_rank` and `condition.within_quota`, all null without a quota (`places` None) or for
    families that do not qualify anyway, and `outcome`: eligible, refused or undetermined. An unknown score ranks last
    within its decile.
    """
    poorest_first = decided.filter(pl.col("eligible")).sort("decile", "score", "family_id", nulls_last=True)
    ranks = poorest_first.select("family_id", pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias(RANK))
    if places is None:
        ranks = ranks.clear()
    ranked = decided.join(ranks, on="family_id", how="left", maintain_order="left").with_columns(
        pl.lit(places, dtype=pl.Int64).alias(PLACES)
    )
    ranked = ranked.with_columns((pl.col(RANK) <= pl.col(PLACES)).alias(WITHIN_QUOTA))
    beyond = ~pl.col(WITHIN_QUOTA).fill_null(True)
    amounts = [name for name in decided.columns if name.startswith(AMOUNTS)]
    return ranked.with_columns(
        pl.when(beyond).then(False).otherwise(pl.col("eligible")).alias("eligible"),
        *(pl.when(~beyond).then(pl.col(name)).alias(name) for name in amounts),
    ).with_columns(outcome=_outcome())


def _outcome() -> pl.Expr:
    return (
        pl.when(pl.col("eligible"))
        .then(pl.lit("eligible"))
        .when(~pl.col("eligible"))
        .then(pl.lit("refused"))
        .otherwise(pl.lit("undetermined"))
    )
