"""The rule of every kind, over columns: conditions, points, size, material within the limit, places with their ties.

What differs between kinds is data in their `parameters.yaml`; unknown is not no.
"""

from collections.abc import Collection, Mapping
from typing import Any

import polars as pl

from lumbung.law import Values

POINTS, PLACE, TIED, UNMET, UNKNOWN = "points", "place", "tied", "unmet", "unknown"
PART = "points."
OPEN = "open"
OnlyFor = Mapping[str, Collection[str]]


def judged(columns: pl.DataFrame, p: Values, only_for: OnlyFor) -> pl.DataFrame:
    """The same rows with the names of conditions not met, of what keeps them open and of everything not known, the
    points of each part and their sum.

    `only_for` names the questions that are asked of some items only: elsewhere they neither count nor are missed.
    """
    conditions = {name: _met(one, columns, only_for) for name, one in p.conditions.plain.items()}
    parts = {name: _points(columns, name, one) for name, one in p.points.plain.items()}
    unmet = [pl.when(met.not_()).then(pl.lit(name)) for name, met in conditions.items()]
    silent = [pl.when(met.is_null()).then(pl.lit(name)) for name, met in conditions.items()]
    missing = [
        pl.when(_is_asked(name, only_for) & _value(columns, name).is_null()).then(pl.lit(name)) for name in parts
    ]
    return columns.with_columns(
        *(part.alias(f"{PART}{name}") for name, part in parts.items()),
        pl.sum_horizontal(part.fill_null(0) for part in parts.values()).alias(POINTS),
        pl.concat_list(unmet).list.drop_nulls().alias(UNMET),
        pl.concat_list(silent).list.drop_nulls().alias(OPEN),
        pl.concat_list(missing).list.drop_nulls().list.sort().alias(UNKNOWN),
    )


def ranked(rows: pl.DataFrame) -> pl.DataFrame:
    """`place` and `tied`: most points first, then who asked earlier; equal in both is a tie, told with its number.

    Within a tie the order of entry decides, and the list says so.
    """
    same = ["points", "filed_on"]
    rows = rows.sort([POINTS, "filed_on", "request_id"], descending=[True, False, False])
    return rows.with_columns(
        pl.int_range(1, pl.len() + 1).alias(PLACE), (pl.len().over(same) - 1).cast(pl.Int64).alias(TIED)
    )


def size_of(answer: int | None, sizes: list[int]) -> int | None:
    """The smallest size that is not too small; None where there is none, so that one is ordered."""
    return next((size for size in sorted(sizes) if answer is not None and size >= answer), None)


def bill(row: Mapping[str, Any], p: Values) -> dict[str, dict[str, int]]:
    """Material by stage, in the order of the stages, as long as the sum stays within the limit.

    A stage beyond the limit is left out whole; a smaller one behind it may still fit.
    """
    left, taken = p.most_rupiah, {}
    for stage, one in p.materials.plain.items():
        if str(row.get(one["when"]["column"])) not in one["when"]["answers"]:
            continue
        items = {item: quantity for item, how in one["items"].items() if (quantity := _quantity(row, how))}
        price = cost(items, p)
        if items and (not p.most_rupiah or price <= left):
            taken[stage] = items
            left -= price
    return taken


def cost(items: Mapping[str, int], p: Values) -> int:
    """Rupiah of some material; an item without a price costs nothing here."""
    return sum(quantity * p.prices.plain.get(item, 0) for item, quantity in items.items())


def _quantity(row: Mapping[str, Any], how: Mapping[str, Any]) -> int:
    if "fixed" in how:
        return how["fixed"]
    return -(-int(row.get(how["column"]) or 0) * how["times"] // how["per"])


def _value(columns: pl.DataFrame, name: str) -> pl.Expr:
    return pl.col(name) if name in columns.columns else pl.lit(None, dtype=pl.String)


def _is_asked(name: str, only_for: OnlyFor) -> pl.Expr:
    return pl.col("item").is_in(list(only_for[name])) if name in only_for else pl.lit(True)


def _met(one: Mapping[str, Any], columns: pl.DataFrame, only_for: OnlyFor) -> pl.Expr:
    """Whether a condition is met, null while it is not known; a question of another item is no condition."""
    names = one.get("any") or [one["column"]]
    if "answers" in one:
        answers = [str(answer) for answer in one["answers"]]
        met = pl.any_horizontal(_value(columns, name).cast(pl.String).is_in(answers) for name in names)
    else:
        met = pl.any_horizontal(_value(columns, name).cast(pl.Int64) <= one["at_most"] for name in names)
    return pl.when(_is_asked(names[0], only_for)).then(met).otherwise(pl.lit(True))


def _points(columns: pl.DataFrame, name: str, one: Mapping[str, Any]) -> pl.Expr:
    value = _value(columns, name)
    if "answers" in one:
        weights = {str(answer): points for answer, points in one["answers"].items()}
        return value.cast(pl.String).replace_strict(
            weights, default=pl.when(value.is_not_null()).then(0), return_dtype=pl.Int64
        )
    number = value.cast(pl.Int64)
    if "each" in one:
        return (number * one["each"]).clip(0, one["most"])
    reached = pl.lit(None, dtype=pl.Int64)
    for limit, points in sorted(one["from"].items()):
        reached = pl.when(number >= limit).then(pl.lit(points)).otherwise(reached)
    return reached
