"""What the database keeps by itself, whatever a program forgets."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from lumbung.core.actors import SYSTEM, acting
from lumbung.core.reach import Reach, narrow_connection
from lumbung.facilities.models import Bed, Facility, Placement, Room, Stay
from lumbung.staff.tests import factories as staff

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 9)
REGENCY = "33.23"


@pytest.fixture
def carer(db):
    narrow_connection(Reach.national())
    return staff.user("facility_officer", REGENCY)


@pytest.fixture
def bed(carer):
    house = Facility.objects.create(region_code=REGENCY, name="Rumah Remaja", kind="shelter")
    room = Room.objects.create(region_code=REGENCY, facility=house, name="Melati", kind="dormitory")
    return Bed.objects.create(region_code=REGENCY, facility=house, room=room, label="1")


def stay(bed, by, **told):
    given = {"called": "Rani", "sex": "P", "age": 15, "stay_type": "emergency", "reason": "Pergi dari rumah."}
    at = {"admitted_at": dt.datetime(2026, 11, 9, 16, tzinfo=dt.UTC), "admitted_on": DAY, "admitted_by": by}
    until = {"due_on": DAY + dt.timedelta(days=7)}
    return Stay.objects.create(region_code=REGENCY, facility=bed.facility, **{**given, **at, **until, **told})


def placed(bed, of, *, since=DAY, until=None):
    told = {"region_code": REGENCY, "facility": bed.facility, "bed": bed, "stay": of, "due_on": of.due_on}
    return Placement.objects.create(during=(since, until), **told)


def test_no_bed_is_given_twice_for_one_night(bed, carer):
    placed(bed, stay(bed, carer), until=DAY + dt.timedelta(days=3))
    with pytest.raises(DatabaseError, match="no_double_bed"), transaction.atomic():
        placed(bed, stay(bed, carer), since=DAY + dt.timedelta(days=2))
    placed(bed, stay(bed, carer), since=DAY + dt.timedelta(days=3))


def test_a_stay_becomes_longer_by_a_conference_only(bed, carer):
    one = stay(bed, carer)
    later = {"due_on": DAY + dt.timedelta(days=90)}
    with pytest.raises(DatabaseError, match="case conference only"), transaction.atomic():
        Stay.objects.filter(pk=one.pk).update(**later, extensions=1, conference="KK/1/2026")
    with pytest.raises(DatabaseError, match="extended_by_a_conference"), transaction.atomic():
        stay(bed, carer, extensions=1)


def test_a_secret_stay_exists_for_its_readers_only(bed, carer):
    other = staff.user("facility_officer", REGENCY)
    stay(bed, carer, readers=[carer.pk])
    for who, seen in ((carer, 1), (other, 0), (SYSTEM, 1)):
        with acting(who):
            assert Stay.objects.count() == seen
            assert Stay.objects.visible_to(who).count() == seen
