"""Decide families by a rule: the only place, with `explain`, from which a rule is called.

A decision is *eligible* (every condition holds and the amount is known), *refused* (some condition is known not to
hold) or *undetermined* (something needed is not known). Unknown is never read as no.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import groupby

import polars as pl

from lumbung.law.parameters import LawError, Values
from lumbung.law.periods import Period, share
from lumbung.law.reading import CONDITION, FAMILY, PART, SHARE, Reading, Rules, facts_in, read
from lumbung.law.unknown import with_unknown


class NotWholeRupiah(LawError):
    """A part of an amount came out as something other than a 64-bit whole number."""


class MissingFact(LawError):
    """The frame lacks a column that the rule needs."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Frozen facts: one row a family, and one row a member with the family's id.

    Without `members` the family rows carry the counts themselves.
    """

    families: pl.DataFrame
    members: pl.DataFrame | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Consecutive months of a period with the same figures in force."""

    p: Values
    first: int
    last: int


def decide(rules: Rules, facts: Facts, p: Values, *, period: Period | None = None) -> pl.DataFrame:
    """The decision on every family, in the order given, with everything it rests on.

    Adds to the family rows: counts of members, `condition.*` (true, false, null), `eligible` (null: undetermined),
    `part.*` and `entitlement` in rupiah for each year or month (null unless eligible), `unknown.*` (a missing fact
    that matters) and, for a period, `share.*` and `amount` due in it.
    """
    reading = read(rules, p)
    frame = gather(facts, reading)
    _complete(frame, reading)
    frame = _with_results(frame, reading)
    frame = with_unknown(frame, facts.members, rules, reading)
    frame = frame.with_columns(_when_eligible(PART + name) for name in reading.parts)
    frame = frame.with_columns(entitlement=_sum(pl.col(PART + name) for name in reading.parts))
    return frame if period is None else _with_shares(_as_counted(frame, rules, p, period), rules, p, period)


def who_counts(rules: Rules, members: pl.DataFrame, p: Values) -> pl.DataFrame:
    """Each member with who they are counted as: a flag for every component, null where that is not known."""
    return members.with_columns(**read(rules, p).of_members)


def gather(facts: Facts, reading: Reading) -> pl.DataFrame:
    """Family rows with what is found member by member; a count is null when one member's part in it is not known."""
    if facts.members is None:
        return facts.families
    counted, flagged = [pl.col(name) for name in reading.people], [pl.col(name) for name in reading.anyone]
    counts = (
        facts.members.lazy()
        .select(FAMILY, **reading.of_members)
        .group_by(FAMILY)
        .agg(
            *(column.sum().cast(pl.Int64) for column in counted),
            *(column.any(ignore_nulls=False) for column in flagged),
            *(column.null_count().name.prefix("blank.") for column in counted),
        )
        .with_columns(pl.when(pl.col(f"blank.{name}") == 0).then(pl.col(name)).alias(name) for name in reading.people)
        .drop(f"blank.{name}" for name in reading.people)
        .collect(engine="streaming")
    )
    return facts.families.join(counts, on=FAMILY, how="left", maintain_order="left")


def spans(p: Values, period: Period) -> Iterator[Span]:
    """The period cut where a figure changes; each part is figured with its own."""
    dated = ((p.on(month), month.month) for month in period.months())
    for _, months in groupby(dated, key=lambda pair: pair[0].in_force()):
        same = list(months)
        yield Span(same[0][0], same[0][1], same[-1][1])


def due(rules: Rules, amount: pl.Expr, span: Span) -> pl.Expr:
    """What of a yearly or monthly amount falls due in a span."""
    if rules.PER == "year":
        return share(amount, span.first, span.last)
    return amount * (span.last - span.first + 1)


def _complete(frame: pl.DataFrame, reading: Reading) -> None:
    expressions = [*reading.conditions.values(), *reading.parts.values()]
    missing = {name for expression in expressions for name in facts_in(expression)} - set(frame.columns)
    if missing:
        raise MissingFact(", ".join(sorted(missing)))


def _with_results(frame: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    frame = frame.with_columns(
        **{CONDITION + name: expression for name, expression in reading.conditions.items()},
        **{PART + name: expression for name, expression in reading.parts.items()},
    )
    for name in reading.parts:
        if frame.schema[PART + name] != pl.Int64:
            raise NotWholeRupiah(f"{name} is {frame.schema[PART + name]}")
    qualifies = pl.all_horizontal(CONDITION + name for name in reading.conditions)
    payable = _sum(pl.col(PART + name) for name in reading.parts).is_not_null()
    return frame.with_columns(eligible=pl.when(~qualifies).then(False).when(qualifies & payable).then(True))


def _as_counted(frame: pl.DataFrame, rules: Rules, p: Values, period: Period) -> pl.DataFrame:
    """Who counts is decided once: a component that only later figures of the period know has counted nobody."""
    later = {name for span in spans(p, period) for name in read(rules, span.p).people}
    unknown_then = sorted(later - read(rules, p).people.keys() - set(frame.columns))
    return frame.with_columns(pl.lit(0, dtype=pl.Int64).alias(name) for name in unknown_then)


def _with_shares(frame: pl.DataFrame, rules: Rules, p: Values, period: Period) -> pl.DataFrame:
    due_by_part: dict[str, pl.Expr] = {}
    for span in spans(p, period):
        for name, part in _parts_in(frame, rules, p, span).items():
            due_now = due(rules, part, span)
            due_by_part[name] = due_by_part[name] + due_now if name in due_by_part else due_now
    shares = {SHARE + name: pl.when("eligible").then(part) for name, part in due_by_part.items()}
    return frame.with_columns(**shares).with_columns(amount=_sum(pl.col(name) for name in shares))


def _parts_in(frame: pl.DataFrame, rules: Rules, p: Values, span: Span) -> Mapping[str, pl.Expr]:
    """The parts of a span: those of the decision itself unless a figure has changed since its day."""
    if span.p.in_force() == p.in_force():
        return {name.removeprefix(PART): pl.col(name) for name in frame.columns if name.startswith(PART)}
    reading = read(rules, span.p)
    _complete(frame, reading)
    return reading.parts


def _when_eligible(name: str) -> pl.Expr:
    return pl.when("eligible").then(pl.col(name)).alias(name)


def _sum(columns: Iterator[pl.Expr]) -> pl.Expr:
    return reduce(lambda one, other: one + other, columns)
