"""Why: the same rule read once more on one frozen row, told condition by condition and rupiah by rupiah."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from lumbung.law.decide import Facts, Span, decide, due, spans
from lumbung.law.parameters import Values
from lumbung.law.periods import Period
from lumbung.law.reading import CONDITION, PART, PERSON, SHARE, UNKNOWN, Reading, Rules, facts_in, figures_in, read
from lumbung.law.unknown import NO_MEMBERS, OPEN, gaps


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the law as it stood: value, where it is written, since when, and how sure we are."""

    name: str
    value: Any
    law: str
    since: str
    unit: str
    remark: Mapping[str, str]
    certainty: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: met, not met, or not known (None); the facts it rests on, the people it found, what it lacks."""

    name: str
    met: bool | None
    facts: dict[str, Any]
    figures: list[Figure]
    people: list[int]
    unknown: dict[str, list[int]]


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
    """Everything behind one decision; `unknown` are the missing facts it hangs on, with whose they are."""

    eligible: bool | None
    per: str
    conditions: list[Condition]
    reckonings: list[Reckoning]
    entitlement: int | None
    amount: int | None
    unknown: dict[str, list[int]] = field(default_factory=dict)

    @property
    def unmet(self) -> list[str]:
        """The names of the conditions known not to hold."""
        return [condition.name for condition in self.conditions if condition.met is False]


def explain(rules: Rules, facts: Facts, p: Values, *, period: Period | None = None) -> Explanation:
    """Why the one family in `facts` was decided as it was."""
    row = decide(rules, facts, p, period=period).row(0, named=True)
    traced = read(rules, p.traced())
    people, unknown = _people(facts, read(rules, p)), _unknown(rules, facts, p, row)
    conditions = [
        Condition(
            name=name,
            met=row[CONDITION + name],
            facts={fact: row[fact] for fact in facts_in(expression)},
            figures=_figures(expression, traced, row, p),
            people=_of(people, expression),
            unknown={fact: whose for fact, whose in unknown.items() if fact in _rests_on(expression, traced)},
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
        unknown=unknown,
    )


def _reckonings(rules: Rules, row: dict, p: Values, period: Period | None, people: dict) -> list[Reckoning]:
    if period is None:
        return [Reckoning(None, None, None, _parts(rules, row, p, None, people))]
    found = list(spans(p, period))
    whole = len(found) == 1 and found[0].p.in_force() == p.in_force()
    return [
        Reckoning(period.year, span.first, span.last, _parts(rules, row, span.p, span, people, decided=whole))
        for span in found
    ]


def _parts(rules: Rules, row: dict, p: Values, span: Span | None, people: dict, *, decided: bool = False) -> list[Part]:
    """Parts of one span; `decided` when the decision itself was figured by the same figures for the same months."""
    traced = read(rules, p.traced())
    full, told = _amounts(rules, row, p, span, decided)
    parts = []
    for name, expression in traced.parts.items():
        amount = full[name]
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
                due=None if span is None else told[name],
                people=people.get(name, []),
                figures=figures,
            )
        )
    return parts


def _amounts(
    rules: Rules, row: dict, p: Values, span: Span | None, decided: bool
) -> tuple[dict[str, int], dict[str, int]]:
    """Each part in full, and what of it falls due in the span; taken from the decision where it says so already."""
    parts = read(rules, p).parts
    if decided:
        return {name: row[PART + name] for name in parts}, {name: row[SHARE + name] for name in parts}
    facts = pl.DataFrame([row], infer_schema_length=None)
    full = facts.select(**parts).row(0, named=True)
    if span is None:
        return full, full
    return full, facts.select(**{name: due(rules, part, span) for name, part in parts.items()}).row(0, named=True)


def _is_money(figure: Figure, amount: int, part: str) -> bool:
    """The figure that was multiplied: rupiah, and the part's own where the law lists one for each."""
    own = "." not in figure.name or figure.name.endswith(f".{part}") or amount == figure.value
    return figure.unit.startswith("IDR") and own and amount % figure.value == 0


def _people(facts: Facts, reading: Reading) -> dict[str, list[int]]:
    """Who was found for each name that is looked up member by member."""
    if facts.members is None:
        return {}
    found = facts.members.select(PERSON, **reading.of_members).rows(named=True)
    return {name: [one[PERSON] for one in found if one[name]] for name in reading.of_members}


def _unknown(rules: Rules, facts: Facts, p: Values, row: dict) -> dict[str, list[int]]:
    """The missing facts that keep the decision open, with the people of whom they are missing."""
    names = [name for name, yes in row.items() if name.startswith(UNKNOWN) and yes]
    if not names or facts.members is None:
        return {name.removeprefix(UNKNOWN): [] for name in names}
    reading = read(rules, p)
    left_open = {OPEN + name: pl.lit(row[name] is None) for name in reading.of_members}
    found = gaps(facts.members.with_columns(**left_open), rules, reading)
    return {
        name.removeprefix(UNKNOWN): found.filter(pl.col(name))[PERSON].to_list() if name in found.columns else []
        for name in names
    }


def _rests_on(expression: pl.Expr, reading: Reading) -> set[str]:
    """The facts of the family and of its members that a condition rests on."""
    own = facts_in(expression)
    fits = {fit for name in own for fit in reading.hangs_on.get(name, [])}
    return {*own, *(fact for fit in fits for fact in facts_in(reading.fits[fit]))} | {NO_MEMBERS}


def _of(people: dict[str, list[int]], expression: pl.Expr) -> list[int]:
    return list(dict.fromkeys(person for name in facts_in(expression) for person in people.get(name, [])))


def _figures(expression: pl.Expr, traced: Reading, row: dict, p: Values) -> list[Figure]:
    """The figures a condition uses itself, then those by which the members were found whom it counts."""
    looked_up = [name for name in facts_in(expression) if name in traced.fits]
    telling = [name for name in looked_up if row[name] or row[name] is None] or looked_up
    used = [expression, *(traced.fits[name] for name in telling)]
    return [_figure(name, p) for name in dict.fromkeys(name for one in used for name in figures_in(one))]


def _figure(name: str, p: Values) -> Figure:
    entry = p.entry(name)
    return Figure(name, p.figure(name), entry.law, entry.since.isoformat(), entry.unit, entry.remark, entry.certainty)
