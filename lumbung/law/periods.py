"""Payment periods: a month, two months or a quarter, and the share of an entitlement that falls due in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = 12
LENGTHS = {"": 1, "B": 2, "Q": 3}
WRITTEN = re.compile(r"(\d{4})-(?:(Q)([1-4])|(B)([1-6])|(\d{2}))")


class BadPeriod(ValueError):
    """A period is written 2026-03 (month), 2026-B2 (two months) or 2026-Q1 (quarter)."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole months within one calendar year: `first` is 1 for January, `length` 1, 2 or 3."""

    year: int
    first: int
    length: int

    def __post_init__(self) -> None:
        fits = self.length in LENGTHS.values() and 1 <= self.first <= MONTHS and (self.first - 1) % self.length == 0
        if not fits:
            raise BadPeriod(f"{self.length} months from month {self.first} of {self.year}")

    @classmethod
    def of(cls, text: str) -> Period:
        """The period behind `2026-03`, `2026-B2` or `2026-Q1`."""
        found = WRITTEN.fullmatch(text.strip().upper())
        if not found:
            raise BadPeriod(text)
        year, quarter, nth_quarter, pair, nth_pair, month = found.groups()
        length = LENGTHS[quarter or pair or ""]
        first = int(month) if month else (int(nth_quarter or nth_pair) - 1) * length + 1
        return cls(int(year), first, length)

    @property
    def starts(self) -> date:
        """The first day of the period."""
        return date(self.year, self.first, 1)

    @property
    def ends(self) -> date:
        """The last day of the period."""
        after = self.first + self.length
        return (date(self.year, after, 1) if after <= MONTHS else date(self.year + 1, 1, 1)) - timedelta(days=1)

    @property
    def last(self) -> int:
        """The last month, 1 to 12."""
        return self.first + self.length - 1

    def months(self) -> Iterator[date]:
        """The first day of each month."""
        return (date(self.year, month, 1) for month in range(self.first, self.last + 1))

    def __str__(self) -> str:
        nth = (self.first - 1) // self.length + 1
        return {1: f"{self.year}-{self.first:02}", 2: f"{self.year}-B{nth}", 3: f"{self.year}-Q{nth}"}[self.length]


def share(yearly, first: int, last: int):
    """The part of a yearly amount that falls due from month `first` to `last`, as whole rupiah.

    Any way to cut a year into periods adds up to the year exactly: each period gets what is due up to its end,
    less what was due before it. Works on numbers and on columns.
    """
    return yearly * last // MONTHS - yearly * (first - 1) // MONTHS
