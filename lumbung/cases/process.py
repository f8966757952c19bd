"""The figures of the case process by day: how long a step may take, how long somebody may stay in a centre."""

from calendar import monthrange
from datetime import date
from pathlib import Path

from lumbung.law import Parameters

PARAMETERS = Parameters.load(Path(__file__).parent / "parameters.yaml")


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
