"""Outlines of areas: rings of points (degrees north, degrees east), and how much of one lies inside another.

Shares are measured on a grid of points, so that borders that two offices drew a little differently make no neighbour
of anybody.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sin
from typing import Any

Point = tuple[float, float]
Ring = tuple[Point, ...]
ACROSS = 24
"""Points of the grid in each direction."""
OF_THE_AREA, OF_THE_WARNED = 0.02, 0.10
"""From what share on an area is inside: of its own ground, or of the ground that was drawn."""
ROUND = 32
KM_A_DEGREE = 111.32


@dataclass(frozen=True)
class Box:
    """Between which degrees something lies."""

    south: float
    west: float
    north: float
    east: float

    @classmethod
    def around(cls, rings: Iterable[Ring]) -> "Box":
        """The smallest one."""
        points = [point for ring in rings for point in ring]
        north, east = [point[0] for point in points], [point[1] for point in points]
        return cls(min(north), min(east), max(north), max(east))

    def meets(self, other: "Box") -> bool:
        """Whether they share any ground."""
        tall = self.south <= other.north and other.south <= self.north
        return tall and self.west <= other.east and other.west <= self.east

    def grid(self) -> Iterator[Point]:
        """Points spread evenly, none on the border."""
        tall, wide = (self.north - self.south) / ACROSS, (self.east - self.west) / ACROSS
        for row in range(ACROSS):
            for column in range(ACROSS):
                yield self.south + (row + 0.5) * tall, self.west + (column + 0.5) * wide


def circle(centre: Point, kilometres: float) -> Ring:
    """A ring around a point; a degree east is shorter the further it lies from the equator."""
    tall = kilometres / KM_A_DEGREE
    wide = tall / max(cos(radians(centre[0])), 0.01)
    turns = (2 * pi * step / ROUND for step in range(ROUND))
    return tuple((centre[0] + tall * sin(turn), centre[1] + wide * cos(turn)) for turn in turns)


def inside(point: Point, rings: Iterable[Ring]) -> bool:
    """Whether a point lies in an odd number of rings: an island is inside, a hole is not."""
    return sum(_within(point, ring) for ring in rings) % 2 == 1


def _within(point: Point, ring: Ring) -> bool:
    north, east = point
    crossed = False
    for at, (y, x) in enumerate(ring):
        before_y, before_x = ring[at - 1]
        if (y > north) != (before_y > north) and east < (before_x - x) * (north - y) / (before_y - y) + x:
            crossed = not crossed
    return crossed


def touches(area: Sequence[Ring], drawn: Sequence[Sequence[Ring]]) -> bool:
    """Whether enough of an area was drawn, or enough of what was drawn lies in the area."""
    around = Box.around(area)
    near = [one for one in drawn if around.meets(Box.around(one))]
    if not near:
        return False
    own = [point for point in around.grid() if inside(point, area)]
    if sum(any(inside(point, one) for one in near) for point in own) > len(own) * OF_THE_AREA:
        return True
    return any(_share(area, one) >= OF_THE_WARNED for one in near)


def _share(area: Sequence[Ring], one: Sequence[Ring]) -> float:
    ground = [point for point in Box.around(one).grid() if inside(point, one)]
    return sum(inside(point, area) for point in ground) / len(ground) if ground else 0.0


def rings_of(geometry: dict[str, Any]) -> list[Ring]:
    """The rings of a GeoJSON polygon or of several; of anything else none."""
    told: Any = geometry.get("coordinates") or []
    parts = {"Polygon": [told], "MultiPolygon": told}.get(str(geometry.get("type")), [])
    return [tuple((float(y), float(x)) for x, y, *_height in ring) for part in parts for ring in part if len(ring) > 3]
