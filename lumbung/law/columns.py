"""What a rule is written with: facts as columns, and helpers that keep *unknown* apart from *no*."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import add
from typing import Any

import polars as pl

from lumbung.law.parameters import LawError

NONE = pl.lit(0, dtype=pl.Int64)


class UndeclaredFact(LawError):
    """A rule asked for a fact that it does not declare in NEEDS."""


class Columns:
    """The facts a rule may read: `family.decile` or `family["sd"]`."""

    def __init__(self, names: Iterable[str]):
        self._names = frozenset(names)

    def __getitem__(self, name: str) -> pl.Expr:
        if name not in self._names:
            raise UndeclaredFact(name)
        return pl.col(name)

    def __getattr__(self, name: str) -> pl.Expr:
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]


def column(value: Any) -> pl.Expr:
    """A figure as a column of whole numbers; a column stays what it is."""
    return value if isinstance(value, pl.Expr) else pl.lit(value, dtype=pl.Int64)


def least(count: Any, places: Any) -> pl.Expr:
    """The smaller of two counts; none of either is none, even when the other is not known."""
    count, places = column(count), column(places)
    return pl.when((count == 0) | (places == 0)).then(NONE).otherwise(_smaller(count, places))


class Places:
    """A limited number of places, given out in the order asked for.

    The places before a count are figured from the counts before it, not from its own predecessor's result: nested
    step by step the expression would double with every name.
    """

    def __init__(self, places: Any):
        self._places = column(places)
        self._asked: list[pl.Expr] = []

    def take(self, count: Any) -> pl.Expr:
        """How many of `count` still find a place; known even among unknown ones once the places are filled."""
        count, before = column(count), self._asked
        self._asked = [*before, count]
        if not before:
            return least(count, self._places)
        full = reduce(add, (asked.fill_null(0) for asked in before)) >= self._places
        left = self._places - reduce(add, before)
        return pl.when((count == 0) | full).then(NONE).otherwise(_smaller(count, left))


def _smaller(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    """The smaller of two; not known unless both are. Each is named as seldom as possible: a name is a whole tree."""
    return one - (one - other).clip(lower_bound=0)


def choose(condition: pl.Expr, yes: Any, no: Any) -> pl.Expr:
    """One amount or another; not known when the condition is not."""
    return pl.when(condition).then(column(yes)).when(~condition).then(column(no))


def at_least_one(conditions: Iterable[pl.Expr]) -> pl.Expr:
    """True when any is known to hold, false when all are known not to."""
    return reduce(lambda one, other: one | other, conditions)


def dearest_first(amounts: Mapping[str, Any]) -> list[str]:
    """The names by falling amount; equal amounts keep the order in which the law lists them."""
    plain = amounts.plain  # type: ignore[attr-defined]
    return sorted(plain, key=lambda name: -plain[name])


class Once(dict):
    """Components in which everybody counts at most once; `fits` are those that would fit, whatever else does."""

    def __init__(self, fits: Mapping[str, pl.Expr]):
        super().__init__()
        self.fits = dict(fits)
        for name, fit in fits.items():
            dearer = [fits[other] for other in self]
            self[name] = fit & ~at_least_one(dearer) if dearer else fit


def once_each(fits: Mapping[str, pl.Expr], amounts: Mapping[str, Any]) -> Once:
    """Everybody counts once, in the dearest component that fits; components without an amount that day fall away."""
    return Once({name: fits[name] for name in dearest_first(amounts)})
