"""Until when a desk finds a way and an institution answers; what may be told of somebody who has not agreed.

Figures stand in `parameters.yaml`, by day. What is not known is not taken for no.
"""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from lumbung.law.parameters import Parameters, Values

LEVELS = ("village", "regency", "province", "ministry")
"""The desks, from the nearest on."""
DANGER = "1"


@cache
def _parameters() -> Parameters:
    return Parameters.load(Path(__file__).parent / "parameters.yaml")


def in_force(day: date) -> Values:
    """The figures of that day."""
    return _parameters().on(day)


def answer_due(urgency: str, on: date, p: Values) -> date:
    """The last day for an answer to a referral that leaves on a day."""
    return on + timedelta(days=p.answer[urgency])


def desk_due(level: str, urgency: str, on: date, p: Values) -> date:
    """The last day for a desk to find a way; who is in danger waits at no desk."""
    return on if urgency == DANGER else on + timedelta(days=p.desk[level])


def next_level(level: str) -> str | None:
    """The desk above; None above the ministry."""
    place = LEVELS.index(level) + 1
    return LEVELS[place] if place < len(LEVELS) else None


def told_of_a_child(age: int | None, p: Values) -> tuple[str, ...] | None:
    """What is told of a child in danger without consent; None for somebody who is known to be grown up."""
    figures = p.child_in_danger
    return tuple(figures["parts"]) if age is None or age < figures["age_below"] else None


def urgency_of_limit(due_on: date, on: date) -> str:
    """How a limit is shown: `late` when it is over, `today` on its day, else `wait`."""
    return "late" if due_on < on else "today" if due_on == on else "wait"


def figures(day: date) -> list[dict[str, Any]]:
    """Every figure in force on a day, with its law and how sure it is."""
    return [
        {"name": name, "law": entry.law, "since": entry.since, "remark": dict(entry.remark), "value": entry.value}
        for name, entry in in_force(day).in_force().items()
    ]
