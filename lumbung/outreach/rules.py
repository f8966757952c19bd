"""Who is near whom, how many persons a cadre takes, until when a training counts, what a month is worth.

Figures stand in `parameters.yaml`, by day.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from lumbung.law.days import months_after
from lumbung.law.parameters import Parameters, Values

SAME_VILLAGE, SAME_DISTRICT, FURTHER = 0, 1, 2
"""How near a cadre lives: in the village, in a neighbouring village of the district, or elsewhere within reach."""
STEP = 500
"""Metres that make no difference: within them the cadre with fewer persons comes first."""


@cache
def _parameters() -> Parameters:
    return Parameters.load(Path(__file__).parent / "parameters.yaml")


def in_force(day: date) -> Values:
    """The figures of that day."""
    return _parameters().on(day)


def last_of(month: date) -> date:
    """The last day of a month."""
    return months_after(month.replace(day=1), 1) - timedelta(days=1)


def allowance(visits: int, p: Values) -> int:
    """What a month with so many visits is worth, in rupiah; a month without a visit nothing."""
    return p.allowance["monthly"] + visits * p.allowance["per_visit"] if visits else 0


@dataclass(frozen=True, slots=True)
class Pair:
    """A person and a cadre who could accompany them."""

    outreach_id: int
    cadre_id: int
    near: int
    metres: int | None
    as_wished: bool


@dataclass(frozen=True, slots=True)
class Ranked:
    """A pair with the load of the cadre, in the order in which somebody should look at them."""

    pair: Pair
    load: int


def rank(pair: Pair, load: int) -> tuple[bool, int, bool, int, int, int]:
    """What comes first: the family's wish, the village, the way, who has fewer persons."""
    way = pair.metres if pair.metres is not None else 0
    return (not pair.as_wished, pair.near, pair.metres is None, way // STEP, load, pair.cadre_id)


def assign(pairs: Iterable[Pair], load: dict[int, int], most: int) -> list[Pair]:
    """One cadre for each person as far as places go; whoever has the fewest cadres to choose from comes first."""
    choices: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        choices[pair.outreach_id].append(pair)
    held = defaultdict(int, load)
    found = []
    for person in sorted(choices, key=lambda one: (len(choices[one]), one)):
        free: Sequence[Pair] = [pair for pair in choices[person] if held[pair.cadre_id] < most]
        if free:
            best = min(free, key=lambda pair: rank(pair, held[pair.cadre_id]))
            held[best.cadre_id] += 1
            found.append(best)
    return found
