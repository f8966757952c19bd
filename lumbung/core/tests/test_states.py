"""A record moves along its table of moves only, one by one and in bulk."""

import datetime as dt

import pytest
from django.db import transaction

from lumbung.core import states
from lumbung.registry.models import Dwelling, Family

pytestmark = pytest.mark.django_db


@pytest.fixture
def family():
    house = Dwelling.objects.create(region_code="33.23.01.2001")
    return Family.objects.create(region_code=house.region_code, dwelling=house, registered_on=dt.date(2026, 1, 1))


def test_a_legal_move_is_saved(family):
    states.move(family, Family.Status.CLOSED)
    assert Family.objects.get(pk=family.pk).status == "closed"


def test_an_illegal_move_is_refused_with_a_sentence(family):
    states.move(family, Family.Status.CLOSED)
    with pytest.raises(states.IllegalMove, match="Ditutup"):
        states.move(family, Family.Status.MERGED)


def test_a_bulk_update_cannot_walk_past_the_table(family):
    states.move(family, Family.Status.CLOSED)
    with pytest.raises(Exception, match="Invalid transition"), transaction.atomic():
        Family.objects.filter(pk=family.pk).update(status="merged")
