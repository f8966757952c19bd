"""NIK, KK and phone numbers that are valid in form and belong to nobody: serials 9001 to 9999, phones from 08000.

A NIK is the district of registration, the date of birth (women: day + 40) and a serial. One district has 999 such
serials for a date and sex; who moved in from another district takes one of the serials kept for movers, so that
two districts drawn apart never give the same number.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from lumbung.site.demo.draws import Array, Dice

DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Slots:
    """Serials kept for one way of belonging to a district, and how far away that district is in the list."""

    first: int
    count: int
    shift: int


AT_HOME = Slots(first=9001, count=699, shift=0)
WAYS = (AT_HOME, Slots(first=9701, count=149, shift=20), Slots(first=9851, count=149, shift=-20))
MOVED = {0: 0.93, 1: 0.04, 2: 0.03}
CORRECTED = 0.004
"""Share of people whose NIK keeps a wrong date of birth, because a NIK is never changed."""


def national_ids(dice: Dice, *, district: str, districts: list[str], born: Array, female: Array) -> Array:
    """A NIK for each person (datetime64[D] of birth, mask of women), all different within the country."""
    count = len(born)
    way = dice.choose(MOVED, count)
    written = np.where(dice.chance(CORRECTED, count), born + dice.between(1, 300, count) * DAY, born)
    return _numbers(district=district, districts=districts, way=way, written=written, plus=np.where(female, 40, 0))


def family_cards(dice: Dice, *, district: str, districts: list[str], issued: Array) -> Array:
    """A KK number for each family, from the district that issued the card and the day of issue."""
    way = np.zeros(len(issued), dtype=np.int64)
    return _numbers(district=district, districts=districts, way=way, written=issued, plus=np.zeros(len(issued), int))


def phones(dice: Dice, *, count: int) -> Array:
    """Numbers from 08000, which no Indonesian operator gives out."""
    return np.array([f"08000{number:07d}" for number in dice.rng.integers(0, 10_000_000, count)], dtype=object)


def _numbers(*, district: str, districts: list[str], way: Array, written: Array, plus: Array) -> Array:
    rank = _ranks(way=way, written=written, plus=plus)
    room = np.array([slots.count for slots in WAYS])[way]
    while (full := rank >= room).any():
        written = np.where(full, written + DAY, written)
        rank = _ranks(way=way, written=written, plus=plus)
    here = districts.index(district)
    codes = np.array([districts[(here + slots.shift) % len(districts)].replace(".", "") for slots in WAYS])[way]
    first = np.array([slots.first for slots in WAYS])[way]
    parts = pl.DataFrame({"date": written, "plus": plus, "serial": first + rank, "code": codes})
    number = pl.format(
        "{}{}{}{}",
        pl.col("code"),
        (pl.col("date").dt.day() + pl.col("plus")).cast(pl.String).str.zfill(2),
        pl.col("date").dt.strftime("%m%y"),
        pl.col("serial").cast(pl.String),
    )
    return parts.select(number=number)["number"].to_numpy()


def _ranks(*, way: Array, written: Array, plus: Array) -> Array:
    """Place of each number among those with the same district, century-less date and sex."""
    frame = pl.DataFrame({"way": way, "date": written, "plus": plus})
    same = ["way", pl.col("date").dt.strftime("%d%m%y"), "plus"]
    return frame.select(rank=(pl.int_range(pl.len()).over(same)))["rank"].to_numpy()
