"""From which probability on a pair is merged or looked at, by day; figures in `parameters.yaml`."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType

from lumbung.law.parameters import Parameters


@dataclass(frozen=True)
class Limits:
    """Probabilities from 0 to 1; `merge_without_person` says whether the registry may merge by itself."""

    merge_from: float
    review_from: float
    merge_without_person: bool = False


@cache
def parameters() -> Parameters:
    """All dated figures of matching."""
    return Parameters.load(Path(__file__).parent / "parameters.yaml")


def limits_of(profile: ModuleType, *, on: date) -> Limits:
    """What holds for records of this profile that day; records that are nobody's have limits of their own."""
    if profile.LIMITS:
        return profile.LIMITS
    figures = parameters().on(on)
    return Limits(figures.merge_from / 1000, figures.review_from / 1000, bool(figures.merge_without_person))
