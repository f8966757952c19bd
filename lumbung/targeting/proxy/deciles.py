"""Deciles by cut points: the same score always gets the same decile, so no tie is broken by chance."""

from collections.abc import Sequence

import numpy as np
import polars as pl

TENTHS = range(1, 10)


def cut_points(scores: pl.Series, weights: pl.Series | None = None) -> tuple[int, ...]:
    """The highest score of deciles 1 to 9. Unknown scores don't count; no scores, no cut points."""
    weighed = pl.DataFrame({"score": scores}).with_columns(weight=pl.lit(1.0) if weights is None else weights)
    known = weighed.drop_nulls("score").sort("score")
    if known.is_empty():
        return ()
    values = known["score"].to_numpy()
    filled = np.cumsum(known["weight"].to_numpy())
    places = np.searchsorted(filled, [filled[-1] * tenth / 10 - 1e-9 for tenth in TENTHS])
    return tuple(int(values[place]) for place in places)


def decile(score: pl.Expr, cuts: Sequence[int]) -> pl.Expr:
    """1 (poorest) to 10; unknown when the score is unknown or nobody was ranked yet."""
    if not cuts:
        return pl.lit(None, dtype=pl.Int16)
    passed = pl.sum_horizontal((score > cut).cast(pl.Int16) for cut in cuts)
    return pl.when(score.is_not_null()).then(passed.cast(pl.Int16) + 1)


def rank(score: pl.Expr) -> pl.Expr:
    """1 is the poorest; equals share the better place, the next place is skipped; unknown has none."""
    return score.rank(method="min").cast(pl.Int32)
