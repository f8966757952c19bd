"""When a proposal may be handed in, until when it waits, what it needs; figures by day in `parameters.yaml`.

A calendar that one installation has announced stands in `windows.yaml` of its data folder, in the same words.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from lumbung.core.home import data_folder
from lumbung.law.parameters import Entry, Parameters, Values

NATION = "nation"
WINDOWS = "windows"
_LEVELS = (13, 8, 5, 2)
_NUMBER = re.compile(r"\d(?:[ .\-]?\d){15}")


@dataclass(frozen=True)
class Window:
    """The days of a month on which an act is open, both included."""

    opens: date
    closes: date

    def covers(self, day: date) -> bool:
        """Whether the day lies inside; the cut-off day itself does."""
        return self.opens <= day <= self.closes


@cache
def _parameters() -> Parameters:
    return Parameters.load(Path(__file__).parent / "parameters.yaml")


def in_force(day: date) -> Values:
    """The figures of that day."""
    return _parameters().on(day)


def window(*, act: str, region_code: str, day: date) -> Window:
    """The window in which the day lies, or the next one; a regency's own calendar goes before its province's."""
    this_month = _window_of_month(act, region_code, day)
    if day <= this_month.closes:
        return this_month
    first_of_next = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return _window_of_month(act, region_code, first_of_next)


def announced(*, region_code: str, day: date) -> Entry:
    """Where the calendar of a region is written: its own where it has one, else the nation's."""
    places = _places(region_code)
    found = (entry for entry in _calendars(day) if any(place in entry.value for place in places))
    return next(found, in_force(day).entry(WINDOWS))


def is_windowed(*, kind: str, day: date) -> bool:
    """Whether this kind keeps to the monthly calendar; the others are open every day."""
    return kind in in_force(day).windowed_kinds


def due_on(*, kind: str, filed_on: date) -> date:
    """The last day on which an unverified proposal still lives."""
    return filed_on + timedelta(days=in_force(filed_on).deadline_days[kind])


def writes_a_number(text: str) -> bool:
    """Whether somebody wrote an identity or card number where words belong."""
    return bool(_NUMBER.search(text))


def _window_of_month(act: str, region_code: str, day: date) -> Window:
    days = _days_of(act, region_code, day)
    last = calendar.monthrange(day.year, day.month)[1]
    return Window(day.replace(day=min(days["opens"], last)), day.replace(day=min(days["closes"], last)))


def _days_of(act: str, region_code: str, day: date) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for entry in reversed(_calendars(day)):
        written |= entry.value
    return next(written[place][act] for place in [*_places(region_code), NATION] if act in written.get(place, {}))


def _places(region_code: str) -> list[str]:
    return [region_code[:size] for size in _LEVELS if size <= len(region_code)]


def _calendars(day: date) -> list[Entry]:
    """What the installation has announced, then what the product brings."""
    product = in_force(day).entry(WINDOWS)
    own = own_calendar()
    announced_here = Parameters.load(own).on(day).in_force() if own.exists() else {}
    return [announced_here[WINDOWS], product] if WINDOWS in announced_here else [product]


def own_calendar() -> Path:
    """The installation's own calendar, where it has one."""
    return data_folder() / "windows.yaml"
