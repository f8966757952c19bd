"""How long a stay may last, how crowded a house is, how long a room is booked, when a window moves.

Figures stand in `parameters.yaml`, by day. What is not known is not taken for no.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from lumbung.law.days import months_after
from lumbung.law.parameters import Parameters, Values

OPEN, WHY = "open", "why"


@cache
def _parameters() -> Parameters:
    return Parameters.load(Path(__file__).parent / "parameters.yaml")


def in_force(day: date) -> Values:
    """The figures of that day."""
    return _parameters().on(day)


def limit_of(stay_type: str, admitted_on: date, p: Values) -> date:
    """The last day of a stay that begins that day."""
    figures = p.stays[stay_type]
    return months_after(admitted_on, figures.get("months", 0)) + timedelta(days=figures.get("days", 0))


def extended(stay_type: str, due_on: date, times: int, p: Values) -> date | None:
    """The limit after one more extension; None where no more is given."""
    figures = p.stays[stay_type]
    return months_after(due_on, figures["months_more"]) if times < figures["extensions"] else None


def urgency_of_limit(stay_type: str, due_on: date, on: date, p: Values) -> str:
    """How a limit is shown: `late` when it is over, `today` when it is near, else `wait`."""
    left = (due_on - on).days
    return "late" if left < 0 else "today" if left <= p.stays[stay_type]["warn_days"] else "wait"


def sleeps(area: Decimal | None, p: Values) -> int | None:
    """How many may sleep on so many square metres by the Sphere norm; None where nobody measured."""
    return None if area is None else int(area * 100 // p.space["square_decimetres"])


def staff_wanted(residents: int, p: Values) -> int:
    """How many have to be on duty for so many residents."""
    return -(-residents // p.staff["residents"])


def longest_booking(club: bool, p: Values) -> timedelta:
    """How long a room is given at most."""
    return timedelta(hours=p.bookings["club_hours" if club else "hours"])


def leaving_by(due: Sequence[date], on: date, days: int) -> list[int]:
    """How many of those with these limits are expected to have left after 0, 1, … so many days.

    Whoever is beyond the limit counts as leaving today: the bed was promised.
    """
    ahead = [max((day - on).days, 0) for day in due]
    return [sum(1 for one in ahead if one <= day) for day in range(days + 1)]


def windows(rooms: pl.DataFrame, p: Values) -> pl.DataFrame:
    """`open` and `why` for rows of `is_open, by_hand, temperature, rain`, the last two in tenths of °C and mm an hour.

    A hand goes before the rain, the rain before the heat. Between the two temperatures a window stays as it is, so that
    it does not flutter. A temperature or a rain that is not known opens nothing and closes nothing.
    """
    figures = p.windows
    hot, cool = pl.col("temperature") >= figures["open_at"], pl.col("temperature") <= figures["close_at"]
    wet, dry_for_sure = pl.col("rain") >= figures["rain_at"], pl.col("rain").is_not_null()
    cases: list[tuple[pl.Expr, pl.Expr, str]] = [
        (pl.col("by_hand").is_not_null(), pl.col("by_hand"), "hand"),
        (wet, pl.lit(False), "rain"),
        (cool, pl.lit(False), "cool"),
        (pl.col("temperature").is_null(), pl.col("is_open"), "unknown"),
        (hot & dry_for_sure, pl.lit(True), "hot"),
        (hot, pl.col("is_open"), "unknown"),
    ]
    return rooms.with_columns(
        pl.coalesce(*(pl.when(when).then(then) for when, then, _why in cases), pl.col("is_open")).alias(OPEN),
        pl.coalesce(*(pl.when(when).then(pl.lit(why)) for when, _then, why in cases), pl.lit("between")).alias(WHY),
    )


def reading_fits(measure: str, value: Decimal, p: Values) -> bool:
    """Whether a sensor can have measured that."""
    low, high = p.readings[measure]
    return low <= value <= high


def figures(day: date) -> list[dict[str, Any]]:
    """Every figure in force on a day, with its law and how sure it is."""
    return [
        {"name": name, "law": entry.law, "since": entry.since, "remark": dict(entry.remark), "value": entry.value}
        for name, entry in in_force(day).in_force().items()
    ]
