"""Until when a decision holds, how often somebody is called, from what heat on a warning counts.

Figures stand in `parameters.yaml`, by day.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from lumbung.law.days import months_after
from lumbung.law.parameters import Parameters, Values

RHYTHMS = {1: "low", 2: "middle", 3: "high"}
FRIDAY = 5


@cache
def _parameters() -> Parameters:
    return Parameters.load(Path(__file__).parent / "parameters.yaml")


def in_force(day: date) -> Values:
    """The figures of that day."""
    return _parameters().on(day)


def care_year(decided_on: date, p: Values) -> tuple[date, date]:
    """From the day after the decision, half-open: a year later it is over."""
    first = decided_on + timedelta(days=1)
    return first, months_after(first, p.care["months"])


def working_days_after(day: date, days: int) -> date:
    """So many Mondays to Fridays later."""
    while days:
        day += timedelta(days=1)
        days -= day.isoweekday() <= FRIDAY
    return day


def excluded_by(service: str, p: Values) -> list[str]:
    """Services that nobody has together with this one."""
    return sorted({other for pair in p.exclusions for other in pair if service in pair and other != service})


def clash(asked: Iterable[str], running: Iterable[str], p: Values) -> tuple[str, str] | None:
    """The first service asked for that another one, asked for or running, excludes; with that one."""
    asked = list(asked)
    for at, service in enumerate(asked):
        beside = [*asked[:at], *running]
        for other in excluded_by(service, p):
            if other in beside:
                return service, other
    return None


def reaches(hazard: str, measure: int | None, severity: str, p: Values) -> bool:
    """Whether a warning is strong enough: by what was measured, in tenths, else by the severity its sender gave."""
    if measure is None:
        return severity in p.warnings["severities"]
    limit = p.warnings[hazard]
    return measure >= limit["at_least"] if "at_least" in limit else measure <= limit["at_most"]


def stronger(hazard: str, measure: int, than: int | None, p: Values) -> bool:
    """Whether a measure is further beyond the limit than another: hotter, colder, wetter."""
    return than is None or (measure > than if "at_least" in p.warnings[hazard] else measure < than)


def figures(day: date) -> list[dict[str, Any]]:
    """Every figure in force on a day, with its law and how sure it is."""
    return [
        {"name": name, "law": entry.law, "since": entry.since, "remark": dict(entry.remark), "value": entry.value}
        for name, entry in in_force(day).in_force().items()
    ]
