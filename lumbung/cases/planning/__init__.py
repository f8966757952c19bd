"""What a plan is made of, and the figures and days that plans, sessions and results go by. Pure: no rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from lumbung.law.parameters import Parameters, Values

_HERE = Path(__file__).parent
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Part:
    """A component of a plan, or a therapy in one: its name, its words by language, where it belongs."""

    name: str
    words: Mapping[str, str]
    of: tuple[str, ...] = ()

    def said(self, language: str) -> str:
        """What people call it."""
        return self.words.get(language, self.words["id"])


@cache
def _written() -> dict[str, Any]:
    return yaml.safe_load((_HERE / "components.yaml").read_text(encoding="utf-8"))


@cache
def components() -> dict[str, Part]:
    """The seven components of ATENSI, in the order of the regulation."""
    return {name: Part(name, told) for name, told in _written()["components"].items()}


@cache
def therapies() -> dict[str, Part]:
    """Physical, psychosocial, mental-spiritual, livelihood; each with the components that it serves."""
    return {
        name: Part(name, {key: told[key] for key in ("id", "en")}, tuple(told["of"]))
        for name, told in _written()["therapies"].items()
    }


def law() -> str:
    """The regulation that names the components."""
    return _written()["law"]


def fits(*, component: str, therapy: str) -> bool:
    """Whether a therapy belongs in a component; the component of therapies doesn't go without one."""
    if component not in components():
        return False
    if not therapy:
        return component != "therapy"
    return therapy in therapies() and component in therapies()[therapy].of


@cache
def _parameters() -> Parameters:
    return Parameters.load(_HERE / "parameters.yaml")


def in_force(day: date) -> Values:
    """The figures of that day."""
    return _parameters().on(day)


def weekly(*, first: datetime, times: int) -> list[datetime]:
    """The same hour on the same day of the week, so many times."""
    return [first + nth * WEEK for nth in range(times)]
