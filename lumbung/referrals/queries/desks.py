"""Which desk somebody sits at, and who sits at the desk of a level."""

from typing import Any

from lumbung.referrals.models import Level
from lumbung.staff import queries as staff

DESKS = (Level.MINISTRY, Level.PROVINCE, Level.REGENCY, Level.REGENCY, Level.VILLAGE)
"""Which desk somebody sits at, by how many parts the code of their region has; a district sits at its regency's."""
PARTS = {Level.VILLAGE: 4, Level.REGENCY: 2, Level.PROVINCE: 1, Level.MINISTRY: 0}
"""How many parts the region code of a desk has."""


def desk_of(*, user: Any) -> str:
    """The desk that somebody sits at."""
    code = user.region_code
    return DESKS[len(code.split(".")) if code else 0]


def sits_below(*, user: Any, level: str) -> bool:
    """Whether a need at that desk has left somebody's own."""
    return list(Level).index(Level(desk_of(user=user))) < list(Level).index(Level(level))


def accounts_at(*, level: str, region_code: str) -> list[int]:
    """The accounts at the desk of a level that serves a place."""
    parts = PARTS[Level(level)]
    place = ".".join(region_code.split(".")[:parts]) if parts else ""
    able = staff.who_may(permission="referrals.refer").filter(role="referral_officer", region_code=place)
    return list(able.values_list("pk", flat=True))
