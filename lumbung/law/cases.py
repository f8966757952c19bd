"""Sentence cases: a family in a few words, a day, and what the rule must say about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from lumbung.law.decide import Facts
from lumbung.law.explain import explain
from lumbung.law.parameters import Parameters
from lumbung.law.periods import Period
from lumbung.law.reading import FAMILY, PERSON, Rules, member_needs, read, schema


class StrangeFact(ValueError):
    """A case gives a fact that the rule never asks for."""


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence of the law with its example."""

    name: str
    date: date
    given: dict[str, Any]
    expect: dict[str, Any]
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Cases:
    """A `cases.yaml`: its cases, and the facts of a family or member about whom nothing else is said."""

    cases: list[Case]
    family: dict[str, Any]
    member: dict[str, Any]

    @classmethod
    def load(cls, path: Path) -> Cases:
        """The cases beside a rule."""
        read_ = yaml.safe_load(path.read_text(encoding="utf-8"))
        usual = read_["usually"]
        return cls([Case(**case) for case in read_["cases"]], usual["family"], usual["member"])

    def facts(self, case: Case, rules: Rules, parameters: Parameters) -> Facts:
        """The family of a case as frozen facts; with `members` they are counted, without them counts are given."""
        reading = read(rules, parameters.on(case.date))
        counts = dict.fromkeys(reading.people, int) | dict.fromkeys(reading.anyone, bool)
        given = dict(case.given)
        members = given.pop("members", None)
        needs = dict(rules.NEEDS) if members is not None else {**rules.NEEDS, **counts}
        usual = {name: value for name, value in self.family.items() if name in needs}
        families = _frame([{FAMILY: 1, **usual, **given}], {FAMILY: int, **needs})
        if members is None:
            return Facts(families)
        rows = [{FAMILY: 1, PERSON: nth, **self.member, **member} for nth, member in enumerate(members, 1)]
        return Facts(families, _frame(rows, {FAMILY: int, PERSON: int, **member_needs(rules)}))


def outcome(cases: Cases, case: Case, rules: Rules, parameters: Parameters) -> dict[str, Any]:
    """What the rule says, told in the terms that the case expects."""
    period = Period.of(case.period) if case.period else None
    told = explain(rules, cases.facts(case, rules, parameters), parameters.on(case.date), period=period)
    parts: dict[str, int] = {}
    for part in (part for reckoning in told.reckonings for part in reckoning.parts):
        parts[part.name] = parts.get(part.name, 0) + (part.full if part.due is None else part.due)
    everything = {
        "eligible": told.eligible,
        "unmet": told.unmet,
        "unknown": list(told.unknown),
        "entitlement": told.entitlement,
        "amount": told.amount,
        "parts": parts,
    }
    return {name: everything[name] for name in case.expect}


def _frame(rows: list[dict[str, Any]], needs: dict[str, type]) -> pl.DataFrame:
    strange = {name for row in rows for name in row} - set(needs)
    if strange:
        raise StrangeFact(", ".join(sorted(strange)))
    return pl.DataFrame(rows, schema=schema(needs))
