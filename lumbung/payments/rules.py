"""Which acts a cycle needs, by its total and the day; figures in `parameters.yaml`."""

from dataclasses import dataclass
from datetime import date, timedelta
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


def alert_from(came_on: date) -> date:
    """The day on which money that came then and was not touched is told to family, bank and office."""
    return came_on + timedelta(days=in_force(came_on).untouched_alert_days)


def goes_back_on(came_on: date) -> date:
    """The day on which untouched money returns: after its days, or on the year's cut-off where that comes first."""
    told = in_force(came_on)
    full = came_on + timedelta(days=told.untouched_return_days)
    cutoff = date.fromisoformat(f"{came_on.year}-{told.year_end_cutoff}")
    noticed = came_on <= cutoff - timedelta(days=told.year_end_notice_days)
    return min(full, cutoff) if noticed else full
