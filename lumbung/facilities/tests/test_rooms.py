"""Rooms are booked once, approved by another; what is learnt there can be checked by anybody."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from lumbung.core.reach import Reach, narrow_connection
from lumbung.core.refusals import NotFound
from lumbung.facilities import actions, queries
from lumbung.facilities.models import Booking
from lumbung.facilities.tests import factories
from lumbung.facilities.tests.factories import DAY, hour

pytestmark = pytest.mark.django_db
TODAY = hour(8)


def booked(who, house, begins=10, ends=12, *, by="carer", **told):
    given = {"title": "Latihan barista", "people": 6, "at": TODAY, **told}
    room = factories.cafe(house)
    return actions.book_room(room_id=room.pk, begins_at=hour(begins), ends_at=hour(ends), by=who[by], **given)


def test_a_booking_is_approved_by_another_and_the_same_wish_is_one(who, house):
    wish = booked(who, house)
    assert booked(who, house).pk == wish.pk
    told = {"booking_id": wish.pk, "agree": True, "on": DAY}
    with pytest.raises(actions.SamePersonDecides):
        actions.decide_booking(by=who["carer"], **told)
    assert actions.decide_booking(by=who["second"], **told).status == "approved"
    with pytest.raises(DatabaseError, match="booking_by_two_persons"), transaction.atomic():
        Booking.objects.update(decided_by=who["carer"])


def test_no_room_is_given_twice_and_the_next_hour_is_free(who, house):
    first = booked(who, house)
    with pytest.raises(actions.RoomTaken):
        booked(who, house, 11, 13, by="second")
    booked(who, house, 12, 14, by="second")
    actions.withdraw_booking(booking_id=first.pk, said="Batal.", by=who["carer"])
    assert booked(who, house, 11, 12, by="second").status == "asked"


def test_a_cause_has_one_booking(who, house):
    one = booked(who, house, reference="session:12")
    assert booked(who, house, 15, 16, reference="session:12", by="second").pk == one.pk


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"begins": 10, "ends": 13}, "ends_at"),
        ({"begins": 8, "ends": 10}, "begins_at"),
        ({"begins": 18, "ends": 20}, "begins_at"),
        ({"people": 13}, "people"),
        ({"people": 2, "club": True}, "people"),
        ({"at": hour(11)}, "begins_at"),
        ({"at": TODAY - dt.timedelta(days=61)}, "begins_at"),
    ],
)
def test_hours_people_and_opening_have_limits(who, house, told, field):
    with pytest.raises(actions.NotBookable) as refusal:
        booked(who, house, **told)
    assert set(refusal.value.fields) == {field}


def test_a_club_may_stay_four_hours(who, house):
    assert booked(who, house, 10, 14, club=True)


def test_a_certificate_is_earned_by_hours_given_by_another_and_checked_by_anybody(who, house):
    told = {"name": "Barista dasar", "skill": "Menyeduh kopi", "hours": 12, "seats": 1, "by": who["carer"]}
    course = actions.open_course(facility_id=house.pk, starts_on=DAY, ends_on=DAY + dt.timedelta(days=5), **told)
    learner = actions.join_course(course_id=course.pk, name="Rani A.", by=who["carer"])
    assert actions.join_course(course_id=course.pk, name="Rani A.", by=who["carer"]).pk == learner.pk
    with pytest.raises(actions.CourseFull):
        actions.join_course(course_id=course.pk, name="Sari", by=who["carer"])
    given = {"learner_id": learner.pk, "on": DAY}
    with pytest.raises(actions.TooFewHours):
        actions.certify(by=who["second"], **given)
    actions.note_hours(learner_id=learner.pk, hours=12, by=who["carer"])
    with pytest.raises(actions.SamePersonDecides):
        actions.certify(by=who["carer"], **given)
    number = actions.certify(by=who["second"], **given).number
    assert actions.certify(by=who["second"], **given).number == number
    narrow_connection(Reach.nobody())
    assert queries.certificate(number=f" {number.lower()} ").skill == "Menyeduh kopi"
    with pytest.raises(NotFound):
        queries.certificate(number="AAAA-BBBB-CCCC")
