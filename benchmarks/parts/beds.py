"""A thousand placements at the same moment into fifty beds end in fifty stays."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial

from benchmarks import cast, figures
from benchmarks.figures import Figure
from benchmarks.rushing import at_once
from lumbung.core.actors import SYSTEM, acting
from lumbung.facilities import actions
from lumbung.facilities.models import Facility, Placement, Stay
from lumbung.staff.models import User

TITLE = "beds"
REGENCY, DAY = "33.23", date(2026, 11, 9)
PROCESSES, TIMES, BEDS = 200, 5, 50


def measure(*, families: int, repeat: int) -> Iterator[Figure]:
    """200 processes at the door of one house, five people each, for fifty beds."""
    cast.cast()
    carer = _carer()
    seconds = []
    for again in range(max(1, repeat)):
        house = _house(again)
        told = {"work": "admit", "by": carer.username, "house": house.pk, "times": TIMES,
                "at": datetime(2026, 11, 9, 16, tzinfo=UTC).isoformat()}  # fmt: skip
        errands = [told | {"reference": f"{again}-{at}"} for at in range(PROCESSES)]
        taken, let_in = figures.timed(partial(at_once, errands, environment=os.environ))
        seconds.append(taken)
        _check(house, sum(map(int, let_in)))
    yield Figure(
        part=TITLE,
        work=f"{PROCESSES} processes at the door of one house at once",
        count=PROCESSES * TIMES,
        unit="attempts",
        seconds=seconds,
        goal=f"{BEDS} stays for {BEDS} beds",
        note=f"{BEDS} of {PROCESSES * TIMES:,} got a bed, no bed twice; the rest were refused one by one",
        memory=figures.memory_peak(),
    )


def _carer() -> User:
    username = "bench-carer"
    found = User.objects.filter(username=username).first()
    return found or User.objects.create_user(
        username, name=username, role="facility_officer", region_code=REGENCY
    )  # fmt: skip


def _house(again: int) -> Facility:
    head = User.objects.get(username="bench-head")
    with acting(SYSTEM):
        name = f"Rumah {Facility.objects.count()}-{again}"
        house = actions.open_facility(region_code=REGENCY, name=name, kind="shelter", by=head)
        room = actions.add_room(facility_id=house.pk, name="Bangsal", kind="dormitory", by=head)
        actions.add_beds(room_id=room.pk, labels=[str(at) for at in range(1, BEDS + 1)], by=head)
    return house


def _check(house: Facility, let_in: int) -> None:
    with acting(SYSTEM):
        stays = Stay.objects.filter(facility=house).count()
        beds = Placement.objects.filter(facility=house).values("bed").distinct().count()
    if (let_in, stays, beds) != (BEDS, BEDS, BEDS):
        raise SystemExit(f"{let_in} were told that they have a bed, {stays} stays stand in {beds} of {BEDS} beds")
