"""The 26 kinds of PPKS with what makes somebody one of them, and a check from what the registry knows.

The check proposes, it never refuses: only a worker says what somebody's need is. Unknown is not no.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from lumbung.law.parameters import CERTAINTIES

FITS, DIFFERS, UNKNOWN = "fits", "differs", "unknown"
DIFFICULTIES = (
    *("d_sight", "d_hearing", "d_walking", "d_hands", "d_learning"),
    *("d_behaviour", "d_speech", "d_selfcare", "d_memory"),
)
MUCH_DIFFICULTY = 2
"""Codes of the Regsosek form: 1 cannot at all, 2 much difficulty, 3 some, 4 none."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its number in the regulation, its words, and its criteria as far as a registry can know them."""

    name: str
    number: int
    words: Mapping[str, str]
    youngest: int | None = None
    oldest: int | None = None
    fact: str = ""
    certainty: str = "C"

    def check(self, *, age: int | None, facts: Mapping[str, Any]) -> dict[str, str]:
        """What the registry says of each criterion: `fits`, `differs` or `unknown`."""
        found = {}
        if self.youngest is not None:
            inside = age is not None and self.youngest <= age <= (self.oldest if self.oldest is not None else age)
            found["age"] = UNKNOWN if age is None else FITS if inside else DIFFERS
        if self.fact:
            known = facts.get(self.fact)
            found[self.fact] = UNKNOWN if known is None else FITS if known else DIFFERS
        return found


def any_difficulty(person: Any) -> bool | None:
    """Whether the person has much difficulty with anything; None while nothing says so and something is not known."""
    told = [getattr(person, name) for name in DIFFICULTIES]
    if any(code is not None and code <= MUCH_DIFFICULTY for code in told):
        return True
    return None if None in told else False


def facts_of(person: Any) -> dict[str, bool | None]:
    """What the registry knows of a person that kinds ask for."""
    return {"any_difficulty": any_difficulty(person), "is_woman": person.sex == "P" if person.sex else None}


@cache
def remark() -> Mapping[str, str]:
    """How sure the criteria are."""
    return dict(yaml.safe_load((Path(__file__).parent / "ppks.yaml").read_text(encoding="utf-8"))["remark"])


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its name, in the order of the regulation."""
    told = yaml.safe_load((Path(__file__).parent / "ppks.yaml").read_text(encoding="utf-8"))
    found = {name: Kind(name=name, **one) for name, one in told["kinds"].items()}
    wrong = [one.name for one in found.values() if one.certainty not in CERTAINTIES]
    if wrong:
        raise ValueError(wrong)
    return found
