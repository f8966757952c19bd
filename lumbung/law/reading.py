"""A rule read with the figures of one day: expressions, and what each of them depends on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import polars as pl

from lumbung.law.columns import Columns, Once, column
from lumbung.law.parameters import TRACE, Traced, Values

FAMILY, PERSON = "family_id", "person_id"
CONDITION, PART, UNKNOWN, SHARE = "condition.", "part.", "unknown.", "share."
TYPES: Mapping[type, pl.DataType] = {int: pl.Int64(), bool: pl.Boolean(), str: pl.String()}


class Rules(Protocol):
    """What a kind's `rules.py` offers; `people` and `anyone` only where members matter."""

    PER: str
    WALLET: str
    NEEDS: Mapping[str, type]

    def __hash__(self) -> int:
        """A module is its own key."""

    def eligible(self, family: Columns, p: Any) -> dict[str, pl.Expr]:
        """Conditions by name; the names are the reasons."""

    def entitlement(self, family: Columns, p: Any) -> dict[str, pl.Expr]:
        """Parts of the amount by name, in rupiah for each `PER` (year or month)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Expressions by name: who counts, whether anybody is, conditions, and parts of the amount.

    `fits` are the plain findings about a member; `hangs_on` says on which of them a name depends: in a list where
    everybody counts once, on its own and all dearer ones.
    """

    people: Mapping[str, pl.Expr]
    anyone: Mapping[str, pl.Expr]
    fits: Mapping[str, pl.Expr]
    hangs_on: Mapping[str, list[str]]
    conditions: Mapping[str, pl.Expr]
    parts: Mapping[str, pl.Expr]

    @property
    def of_members(self) -> dict[str, pl.Expr]:
        """Everything found member by member."""
        return {**self.people, **self.anyone}


@lru_cache(maxsize=256)
def read(rules: Rules, p: Values | Traced) -> Reading:
    """Call the rule over columns, once for each set of figures."""
    member = Columns(member_needs(rules))
    people = rules.people(member, p) if hasattr(rules, "people") else {}
    anyone = rules.anyone(member, p) if hasattr(rules, "anyone") else {}
    family = Columns([*rules.NEEDS, *people, *anyone])
    parts = {name: column(part) for name, part in rules.entitlement(family, p).items()}
    names = list(people)
    once, fits = (True, people.fits) if isinstance(people, Once) else (False, people)
    return Reading(
        people=people,
        anyone=anyone,
        fits={**fits, **anyone},
        hangs_on={name: names[: at + 1] if once else [name] for at, name in enumerate(names)}
        | {n: [n] for n in anyone},
        conditions=rules.eligible(family, p),
        parts=parts,
    )


def member_needs(rules: Rules) -> Mapping[str, type]:
    """The facts that the rule asks of each member, with their types."""
    return getattr(rules, "NEEDS_OF_MEMBERS", {})


def schema(needs: Mapping[str, type]) -> dict[str, pl.DataType]:
    """Column types for declared facts."""
    return {name: TYPES[kind] for name, kind in needs.items()}


def facts_in(expression: pl.Expr) -> list[str]:
    """The facts that an expression depends on, in order of appearance."""
    return _distinct(name for name in expression.meta.root_names() if not name.startswith(TRACE))


def figures_in(expression: pl.Expr) -> list[str]:
    """The figures of the law that a traced expression uses, dotted where one part of a figure is used."""
    return _distinct(name.removeprefix(TRACE) for name in expression.meta.root_names() if name.startswith(TRACE))


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
