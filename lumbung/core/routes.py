"""The way from house to house: area by area, and within one from each place to the nearest."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Any, TypeVar

METRES_A_DEGREE = 111_320
Stop = TypeVar("Stop")


@dataclass(frozen=True)
class Spot:
    """Where a stop is: its area, its latitude and longitude when known, and its address to sort by otherwise."""

    area: str
    where: tuple[float, float] | None = None
    address: tuple[Any, ...] = ()


def walked(stops: Iterable[Stop], *, spot: Callable[[Stop], Spot]) -> list[Stop]:
    """By area; within it stops whose place is known from the nearest to the nearest, then the others by address."""
    left = sorted(((spot(one), one) for one in stops), key=lambda pair: _order(pair[0]))
    walk: list[tuple[Spot, Stop]] = []
    while left:
        here = walk[-1][0] if walk else left[0][0]
        near = [pair for pair in left if pair[0].where and pair[0].area == here.area]
        following = min(near, key=lambda pair: metres(here, pair[0])) if here.where and near else left[0]
        left.remove(following)
        walk.append(following)
    return [one for _spot, one in walk]


def metres(one: Spot, other: Spot) -> float:
    """The straight way, near enough within a village."""
    (north, east), (north_too, east_too) = one.where or (0.0, 0.0), other.where or (0.0, 0.0)
    return METRES_A_DEGREE * hypot(north - north_too, (east - east_too) * cos(radians(north)))


def _order(spot: Spot) -> tuple[Any, ...]:
    return spot.area, spot.where is None, spot.address
