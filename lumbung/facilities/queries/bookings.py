"""Rooms by the calendar, courses, and certificates that anybody may check."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from lumbung.core.reach import whole_nation
from lumbung.core.refusals import NotFound
from lumbung.core.wall import lifted
from lumbung.facilities.models import Booking, Course, Learner, Room


@dataclass(frozen=True)
class Certificate:
    """What a certificate says to whoever checks its number."""

    name: str
    course: str
    skill: str
    hours: int
    facility: str
    passed_on: date


def bookings(*, viewer: Any) -> QuerySet[Booking]:
    """Every booking within reach, by time."""
    found = Booking.objects.visible_to(viewer).select_related("room", "facility", "asked_by", "decided_by")
    return found.order_by("during", "pk")


def booking(*, viewer: Any, booking_id: int) -> Booking:
    """One of them; raises NotFound."""
    found = bookings(viewer=viewer).filter(pk=booking_id).first()
    if found is None:
        raise NotFound(booking_id)
    return found


def week_of(*, viewer: Any, facility_id: int, monday: date) -> list[Booking]:
    """What holds the rooms of a house in the seven days from a Monday."""
    begins = moment(on=monday, at=time.min)
    stretch = (begins, begins + timedelta(days=7))
    found = bookings(viewer=viewer).filter(facility_id=facility_id, during__overlap=stretch)
    return list(found.filter(status__in=Booking.HOLDS))


def bookable_rooms(*, viewer: Any) -> QuerySet[Room]:
    """Rooms that may be booked."""
    found = Room.objects.visible_to(viewer).filter(bookable=True, facility__status="open").select_related("facility")
    return found.order_by("facility__name", "kind", "name")


def undecided(*, viewer: Any) -> QuerySet[Booking]:
    """Bookings that this very person may decide: not their own."""
    return bookings(viewer=viewer).filter(status=Booking.Status.ASKED).exclude(asked_by=viewer.pk)


def courses(*, viewer: Any) -> QuerySet[Course]:
    """Courses within reach with how many take part and passed, the newest first."""
    here = Course.objects.visible_to(viewer).select_related("facility", "room")
    taking = Count("learners", filter=~Q(learners__status=Learner.Status.STOPPED))
    passed = Count("learners", filter=Q(learners__status=Learner.Status.PASSED))
    return here.annotate(taking=taking, passed=passed).order_by("-starts_on", "-pk")


def course(*, viewer: Any, course_id: int) -> Course:
    """One course; raises NotFound."""
    found = courses(viewer=viewer).filter(pk=course_id).first()
    if found is None:
        raise NotFound(course_id)
    return found


def learners_of(*, viewer: Any, course_id: int) -> QuerySet[Learner]:
    """Who takes part, by name."""
    found = Learner.objects.visible_to(viewer).filter(course_id=course_id).select_related("passed_by")
    return found.order_by("name", "pk")


def learner(*, viewer: Any, learner_id: int) -> Learner:
    """One of them with the course; raises NotFound."""
    found = Learner.objects.visible_to(viewer).select_related("course__facility", "passed_by")
    one = found.filter(pk=learner_id).first()
    if one is None:
        raise NotFound(learner_id)
    return one


def certificate(*, number: str) -> Certificate:
    """What the certificate with this number says, to anybody who holds it; raises NotFound.

    The number is the key: it is not guessed, and nothing else of the person is told.
    """
    with transaction.atomic(), whole_nation(), lifted():
        found = Learner.objects.filter(number=number.strip().upper(), status=Learner.Status.PASSED)
        one = found.select_related("course__facility").first()
    if one is None or one.passed_on is None:
        raise NotFound(number)
    course = one.course
    return Certificate(one.name, course.name, course.skill, course.hours, course.facility.name, one.passed_on)


def moment(*, on: date, at: time) -> datetime:
    """An hour of a day here."""
    return timezone.make_aware(datetime.combine(on, at))
