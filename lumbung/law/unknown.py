"""Which missing facts keep a decision open, and whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

import polars as pl

from lumbung.law.reading import CONDITION, FAMILY, PART, UNKNOWN, Reading, Rules, facts_in, member_needs

OPEN, FIT = "open.", "fit."
NO_MEMBERS = "members"


def with_unknown(frame: pl.DataFrame, members: pl.DataFrame | None, rules: Rules, reading: Reading) -> pl.DataFrame:
    """Decided families with `unknown.*`: true where that fact is missing and the decision hangs on it."""
    direct = [name for name in rules.NEEDS if name in frame.columns]
    behind = [*reading.of_members] if members is None else [*member_needs(rules), NO_MEMBERS]
    columns = [UNKNOWN + name for name in (*direct, *behind)]
    undetermined = frame.filter(pl.col("eligible").is_null())
    if undetermined.is_empty():
        return frame.with_columns(pl.lit(False).alias(name) for name in columns)
    asked = {CONDITION + name: expression for name, expression in reading.conditions.items()}
    asked |= {PART + name: expression for name, expression in reading.parts.items()}
    prefix = UNKNOWN if members is None else OPEN
    found = undetermined.select(
        FAMILY,
        *(_matters(name, asked).alias(UNKNOWN + name) for name in direct),
        *(_matters(name, asked).alias(prefix + name) for name in reading.of_members),
    )
    if members is not None:
        found = _traced_to_members(found, members, rules, reading)
    joined = frame.join(found.select(FAMILY, *columns), on=FAMILY, how="left", maintain_order="left")
    return joined.with_columns(pl.col(columns).fill_null(False))


def gaps(members: pl.DataFrame, rules: Rules, reading: Reading) -> pl.DataFrame:
    """Members with `unknown.*`: the facts missing of each that leave an open count (`open.*`, given) open."""
    found = members.with_columns(**{FIT + name: fit for name, fit in reading.fits.items()})
    return found.with_columns(
        _any(
            pl.col(OPEN + name) & pl.col(FIT + fit).is_null() & pl.col(need).is_null()
            for name, fits in reading.hangs_on.items()
            for fit in fits
            if need in facts_in(reading.fits[fit])
        ).alias(UNKNOWN + need)
        for need in member_needs(rules)
    )


def _matters(fact: str, expressions: Mapping[str, pl.Expr]) -> pl.Expr:
    """A fact matters when it is missing and something that depends on it is therefore not known."""
    hangs = [pl.col(name).is_null() for name, expression in expressions.items() if fact in facts_in(expression)]
    return pl.col(fact).is_null() & _any(hangs)


def _traced_to_members(found: pl.DataFrame, members: pl.DataFrame, rules: Rules, reading: Reading) -> pl.DataFrame:
    needs = [UNKNOWN + need for need in member_needs(rules)]
    people = gaps(members.join(found, on=FAMILY, how="inner"), rules, reading)
    joined = found.join(people.group_by(FAMILY).agg(pl.col(needs).any()), on=FAMILY, how="left")
    nobody = _any(pl.col(OPEN + name) for name in reading.of_members) & pl.col(needs[0]).is_null()
    return joined.with_columns(nobody.fill_null(False).alias(UNKNOWN + NO_MEMBERS))


def _any(conditions: Iterable[pl.Expr]) -> pl.Expr:
    return reduce(lambda one, other: one | other, conditions, pl.lit(False))
