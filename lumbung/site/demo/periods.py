"""The stretches of time around a day that the demonstration decides and pays for, as payments write them."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Period:
    """`2026-10` or `2026-Q4`, and its first day."""

    key: str
    start: date


def month_of(day: date) -> Period:
    """The calendar month of a day."""
    return Period(f"{day:%Y-%m}", day.replace(day=1))


def month_before(day: date) -> Period:
    """The calendar month before that of a day."""
    return month_of(day.replace(day=1) - timedelta(days=1))


def quarter_of(day: date) -> Period:
    """The quarter of a day: one of PKH's four stages."""
    number = (day.month - 1) // 3
    return Period(f"{day.year}-Q{number + 1}", date(day.year, number * 3 + 1, 1))


def quarter_before(day: date) -> Period:
    """The quarter before that of a day."""
    return quarter_of(quarter_of(day).start - timedelta(days=1))
