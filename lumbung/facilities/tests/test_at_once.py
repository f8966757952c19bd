"""Many come to the door at the same moment; nobody gets half a bed."""

import multiprocessing
from collections import Counter

import pytest
from django.db import connections

from lumbung.core.actors import acting
from lumbung.core.refusals import Refusal
from lumbung.facilities import actions
from lumbung.facilities.models import Placement, Stay
from lumbung.facilities.tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
DOORS, TRIES, BEDS = 8, 60, 5


def knock(house, by, numbers, told):
    """One process: a call for each number, each a transaction of its own."""
    for number in numbers:
        try:
            with acting(by):
                actions.admit(
                    facility_id=house.pk, who=factories.girl(f"Anak {number}"), by=by, at=factories.NIGHT
                )  # fmt: skip
            told.put("let in")
        except Refusal as refusal:
            told.put(refusal.code)


def test_sixty_at_eight_doors_for_five_beds_end_in_five_stays():
    who = factories.people()
    with acting(who["head"]):
        house = factories.shelter(who, beds=BEDS)
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    told = fork.SimpleQueue()
    doors = [
        fork.Process(target=knock, args=(house, who["carer"], range(door, TRIES, DOORS), told)) for door in range(DOORS)
    ]
    for door in doors:
        door.start()
    said = Counter(told.get() for _ in range(TRIES))
    for door in doors:
        door.join(30)
    assert said == {"let in": BEDS, "no_bed": TRIES - BEDS}
    with acting(who["carer"]):
        assert Stay.objects.count() == Placement.objects.values("bed").distinct().count() == BEDS
