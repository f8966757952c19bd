"""Which acts a cycle needs, by its total and the day; figures in `parameters.yaml`."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from lumbung.law.parameters import Parameters, Values


@dataclass(frozen=True)
class Acts:
    """Approval is always needed; from an amount on the release stands alone, from another the authorisation too."""

    authorise: bool
    release: bool


@cache
def _parameters() -> Parameters:
    return Parameters.load(Path(__file__).parent / "parameters.yaml")


def in_force(day: date) -> Values:
    """The figures of that day."""
    return _parameters().on(day)


def card_ends(issued_on: date) -> date:
    """The first day on which a card of that day no longer counts: the first of its month, some years on."""
    years = in_force(issued_on).card_years
    return date(issued_on.year + years, issued_on.month, 1)


def acts_needed(total: int, *, day: date) -> Acts:
    """The acts for a total of so many rupiah: an amount exactly on the edge already needs the act."""
    limits = in_force(day).acts_from_amount
    return Acts(authorise=total >= limits["authorise"], release=total >= limits["release"])
