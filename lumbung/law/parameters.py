"""Dated, law-referenced figures: what was in force on a day, and where it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl
import yaml

CERTAINTIES = ("C", "U", "K", "N")
TRACE = "p."


class LawError(Exception):
    """Something in the written law is missing or contradicts itself."""


class NoValueThatDay(LawError):
    """No figure was in force that day; a missing figure is never read as zero."""

    def __init__(self, name: str, day: date):
        super().__init__(f"{name} has no value on {day.isoformat()}")
        self.name, self.day = name, day


class BadEntry(LawError):
    """An entry of a parameters file lacks its law, its day or its order."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure from one day on: its value, the law that says so, and how sure we are.

    `certainty`: C certain, U uncertain, K general knowledge, N open; all but C carry a remark, by language.
    """

    since: date
    value: Any
    law: str
    unit: str = ""
    remark: Mapping[str, str] = field(default_factory=dict)
    certainty: str = "C"


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that differs between two days; an absent one is None."""

    name: str
    before: Entry | None
    after: Entry | None


class Amounts(dict):
    """A figure with several parts, such as the yearly amount of each component."""

    def __init__(self, name: str, day: date, value: Mapping[str, Any]):
        super().__init__(value)
        self.name, self.day = name, day
        self.plain = dict(value)

    def __missing__(self, key: str) -> Any:
        raise NoValueThatDay(f"{self.name}.{key}", self.day)


class Parameters:
    """All dated figures of one programme kind, as its file states them."""

    def __init__(self, text: str):
        self.text = text
        self.entries = {name: _entries(name, rows) for name, rows in (yaml.safe_load(text) or {}).items()}

    @classmethod
    def load(cls, path: Path) -> Parameters:
        """The figures of a `parameters.yaml`."""
        return cls.of(path.read_text(encoding="utf-8"))

    @classmethod
    @lru_cache(maxsize=64)
    def of(cls, text: str) -> Parameters:
        """The figures of a text; the same text is read once."""
        return cls(text)

    def over(self, later: Parameters) -> Parameters:
        """These figures, and for names that they lack those of `later`: frozen ones under a rule that grew."""
        together = Parameters(self.text)
        together.entries = {**later.entries, **self.entries}
        return together

    def on(self, day: date) -> Values:
        """The figures in force on `day`."""
        return Values(self, day)

    def entry(self, name: str, day: date) -> Entry:
        """The entry in force on `day`; NoValueThatDay when there is none."""
        begun = [entry for entry in self.entries.get(name, ()) if entry.since <= day]
        if not begun:
            raise NoValueThatDay(name, day)
        return begun[-1]

    def changes(self, earlier: date, later: date) -> list[Change]:
        """What differs between two days, by name."""
        pairs = ((name, self._in_force(name, earlier), self._in_force(name, later)) for name in self.entries)
        return [Change(name, before, after) for name, before, after in pairs if before != after]

    def _in_force(self, name: str, day: date) -> Entry | None:
        return next((entry for entry in reversed(self.entries[name]) if entry.since <= day), None)


class Values:
    """The figures of one day, read as `p.max_decile` or `p.yearly_amount["sd"]`."""

    def __init__(self, parameters: Parameters, day: date):
        self._parameters = parameters
        self.day = day

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Values) and (self._parameters, self.day) == (other._parameters, other.day)

    def __hash__(self) -> int:
        return hash((self._parameters, self.day))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = self.entry(name).value
        return Amounts(name, self.day, value) if isinstance(value, Mapping) else value

    def entry(self, name: str) -> Entry:
        """The whole entry behind a figure; a dotted name means one part of it."""
        return self._parameters.entry(name.partition(".")[0], self.day)

    def figure(self, name: str) -> Any:
        """The bare figure behind a name, dotted or not."""
        whole, _, part = name.partition(".")
        value = getattr(self, whole)
        return value[part] if part else value

    def on(self, day: date) -> Values:
        """The same figures on another day."""
        return self._parameters.on(day)

    def in_force(self) -> dict[str, Entry]:
        """Every entry in force on the day, by name."""
        found = ((name, self._parameters._in_force(name, self.day)) for name in self._parameters.entries)
        return {name: entry for name, entry in found if entry is not None}

    def traced(self) -> Traced:
        """The same names as columns, so that an expression tells which figures it uses."""
        return Traced(self)


class Traced:
    """Figures standing in as columns named `p.<name>`: read for their names, never evaluated."""

    def __init__(self, values: Values):
        self._values = values

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Traced) and self._values == other._values

    def __hash__(self) -> int:
        return hash((Traced, self._values))

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._values, name)
        return TracedAmounts(value) if isinstance(value, Amounts) else pl.col(TRACE + name)


class TracedAmounts(Mapping):
    """A figure with several parts, each standing in as a column."""

    def __init__(self, amounts: Amounts):
        self._amounts = amounts
        self.plain = amounts.plain

    def __getitem__(self, key: str) -> pl.Expr:
        self._amounts[key]
        return pl.col(f"{TRACE}{self._amounts.name}.{key}")

    def __iter__(self) -> Iterator[str]:
        return iter(self._amounts)

    def __len__(self) -> int:
        return len(self._amounts)

    def __contains__(self, key: object) -> bool:
        return key in self.plain


def _entries(name: str, rows: Any) -> tuple[Entry, ...]:
    if not isinstance(rows, list) or not rows:
        raise BadEntry(f"{name} needs a list of dated entries")
    entries = tuple(_entry(name, row) for row in rows)
    days = [entry.since for entry in entries]
    if days != sorted(set(days)):
        raise BadEntry(f"the entries of {name} must follow one another by day")
    return entries


def _entry(name: str, row: Any) -> Entry:
    try:
        entry = Entry(**row)
    except TypeError as wrong:
        raise BadEntry(f"{name}: {wrong}") from wrong
    if not isinstance(entry.since, date):
        raise BadEntry(f"{name}: `since` must be a day, not {entry.since!r}")
    if not str(entry.law).strip():
        raise BadEntry(f"{name} since {entry.since} names no law")
    if entry.certainty not in CERTAINTIES:
        raise BadEntry(f"{name} since {entry.since}: certainty is one of {', '.join(CERTAINTIES)}")
    if entry.certainty != "C" and not entry.remark:
        raise BadEntry(f"{name} since {entry.since} is not certain and must carry a remark")
    _whole(name, entry.value)
    return entry


def _whole(name: str, value: Any) -> None:
    if isinstance(value, Mapping):
        for part, figure in value.items():
            _whole(f"{name}.{part}", figure)
    elif value is None or isinstance(value, float):
        raise BadEntry(f"{name}: {value!r} is not a whole figure")
