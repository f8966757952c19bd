"""Which acts money needs, by amount and day, and when it must wait; figures in `parameters.yaml`."""

from collections.abc import Sequence
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


@dataclass(frozen=True)
class Signatures:
    """How many others sign, and of which roles."""

    count: int
    roles: Sequence[str]


@dataclass(frozen=True)
class Freeze:
    """Days in which aid of some regions, programmes and sources is not approved and not released; empty means all."""

    name: str
    until: date
    regions: Sequence[str]
    programmes: Sequence[str]
    sources: Sequence[str]
    exempt: Sequence[str]

    def holds(self, *, programme: str, wallet: str, source: str, region_code: str) -> bool:
        """Whether it holds this aid back. Aid in a disaster, known by its wallet, is what a freeze leaves out."""
        if wallet in self.exempt or programme in self.exempt:
            return False
        meets = any(_overlap(region, region_code) for region in self.regions) or not self.regions
        return meets and programme in (self.programmes or [programme]) and source in (self.sources or [source])


def _overlap(one: str, other: str) -> bool:
    """Whether two regions share ground: a cycle of a province meets a freeze in one of its regencies."""
    shorter, longer = sorted((one, other), key=len)
    return shorter == "0" or longer == shorter or longer.startswith(f"{shorter}.")


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


def signatures_needed(kind: str, amount: int, *, day: date) -> Signatures:
    """Who signs an act of so many rupiah: the last step that the amount reaches, for nothing at all the first."""
    first, *further = in_force(day).signatures_from_amount[kind]
    reached = [first, *(step for step in further if amount >= step["from"])]
    return Signatures(reached[-1]["count"], reached[-1]["roles"])


def act_lapses_on(asked_on: date) -> date:
    """The first day on which what was asked can no longer be signed."""
    return asked_on + timedelta(days=in_force(asked_on).act_days)


def approval_lapses_on(signed_on: date) -> date:
    """The first day on which an approval without release must be signed again."""
    return signed_on + timedelta(days=in_force(signed_on).approval_days)


def freeze_on(day: date, **cycle: str) -> Freeze | None:
    """The freeze that holds this aid back on that day: `programme, wallet, source, region_code`."""
    known = (Freeze(**told) for told in in_force(day).freezes)
    return next((freeze for freeze in known if freeze.until >= day and freeze.holds(**cycle)), None)
