"""Why: the same rule read once more on one frozen row, told condition by condition and rupiah by rupiah."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from lumbung.law.decide import CONDITION, PART, UNKNOWN, Facts, Span, decide, due, spans
from lumbung.law.parameters import Values
from lumbung.law.periods import Period
from lumbung.law.reading import PERSON, Reading, Rules, facts_in, figures_in, read


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the law as it stood: value, where it is written, since when, and how sure we are."""

    name: str
    value: Any
    law: str
    since: str
    unit: str
    remark: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: met, not met, or not known (None); the facts it rests on and the people it found."""

    name: str
    met: bool | None
    facts: dict[str, Any]
    figures: list[Figure]
    people: list[int]
    not_known: list[int]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an amount in one span of months: `times` × `each` is `full`, of which `due` falls in the span."""

    name: str
    times: int | None
    each: int | None
    full: int
    due: int | None
    people: list[int]
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The arithmetic for months `first` to `last` of `year`; without a period, of the whole entitlement."""

    year: int | None
    first: int | None
    last: int | None
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything behind one decision."""

    eligible: bool | None
    per: str
    conditions: list[Condition]
    reckonings: list[Reckoning]
    entitlement: int | None
    amount: int | None
    unknown: list[str] = field(default_factory=list)

    @property
    def unmet(self) -> list[str]:
        """The names of the conditions known not to hold."""
        return [condition.name for condition in self.conditions if condition.met is False]


def explain(rules: Rules, facts: Facts, p: Values, *, period: Period | None = None) -> Explanation:
    """Why the one family in `facts` was decided as it was."""
    row = decide(rules, facts, p, period=period).row(0, named=True)
    traced = read(rules, p.traced())
    people, open_people = _people(facts, read(rules, p))
    conditions = [
        Condition(
            name=name,
            met=row[CONDITION + name],
            facts={fact: row[fact] for fact in facts_in(expression)},
            figures=_figures(expression, traced, p),
            people=_of(people, expression),
            not_known=_of(open_people, expression),
        )
        for name, expression in traced.conditions.items()
    ]
    return Explanation(
        eligible=row["eligible"],
        per=rules.PER,
        conditions=conditions,
        reckonings=_reckonings(rules, row, p, period, people) if row["eligible"] else [],
        entitlement=row["entitlement"],
        amount=row.get("amount"),
        unknown=[name.removeprefix(UNKNOWN) for name, yes in row.items() if name.startswith(UNKNOWN) and yes],
    )


def _reckonings(rules: Rules, row: dict, p: Values, period: Period | None, people: dict) -> list[Reckoning]:
    if period is None:
        return [Reckoning(None, None, None, _parts(rules, row, p, None, people))]
    return [
        Reckoning(period.year, span.first, span.last, _parts(rules, row, span.p, span, people))
        for span in spans(p, period)
    ]


def _parts(rules: Rules, row: dict, p: Values, span: Span | None, people: dict) -> list[Part]:
    reading, traced = read(rules, p), read(rules, p.traced())
    facts = pl.DataFrame([row], infer_schema_length=None)
    full = facts.select(**{PART + name: part for name, part in reading.parts.items()})
    told = (
        full
        if span is None
        else facts.select(**{PART + name: due(rules, part, span) for name, part in reading.parts.items()})
    )
    parts = []
    for name, expression in traced.parts.items():
        amount = full[PART + name][0]
        if not amount:
            continue
        figures = [_figure(figure, p) for figure in figures_in(expression)]
        each = next((figure.value for figure in figures if _is_money(figure, amount, name)), None)
        parts.append(
            Part(
                name=name,
                times=amount // each if each else None,
                each=each,
                full=amount,
                due=None if span is None else told[PART + name][0],
                people=people.get(name, []),
                figures=figures,
            )
        )
    return parts


def _is_money(figure: Figure, amount: int, part: str) -> bool:
    """The figure that was multiplied: rupiah, and the part's own where the law lists one for each."""
    own = "." not in figure.name or figure.name.endswith(f".{part}") or amount == figure.value
    return figure.unit.startswith("IDR") and own and amount % figure.value == 0


def _people(facts: Facts, reading: Reading) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Who was found for each name that is looked up member by member, and whose part in it is not known."""
    if facts.members is None:
        return {}, {}
    found = facts.members.select(PERSON, **reading.of_members)
    yes = {name: found.filter(pl.col(name))[PERSON].to_list() for name in reading.of_members}
    unknown = {name: found.filter(pl.col(name).is_null())[PERSON].to_list() for name in reading.of_members}
    return yes, unknown


def _of(people: dict[str, list[int]], expression: pl.Expr) -> list[int]:
    return list(dict.fromkeys(person for name in facts_in(expression) for person in people.get(name, [])))


def _figures(expression: pl.Expr, traced: Reading, p: Values) -> list[Figure]:
    """The figures a condition uses itself, then those by which the members it counts were found."""
    of_members = traced.of_members
    found = [of_members[name] for name in facts_in(expression) if name in of_members]
    names = dict.fromkeys(name for used in [expression, *found] for name in figures_in(used))
    return [_figure(name, p) for name in names]


def _figure(name: str, p: Values) -> Figure:
    entry = p.entry(name)
    return Figure(name, p.figure(name), entry.law, entry.since.isoformat(), entry.unit, entry.remark, entry.certainty)
