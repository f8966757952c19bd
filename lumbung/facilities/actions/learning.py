"""Courses: who takes part, how many hours, and the certificate that a second person gives."""

import secrets
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.core.wall import lifted
from lumbung.facilities.actions.common import SamePersonDecides, held_stay, house, person_may, sentence
from lumbung.facilities.models import Course, Learner
from lumbung.registry import queries as people

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without letters and digits that are read for one another."""


class BadCourse(BadInput):
    """Hours, places and days in order."""

    message = _("Isi jam, tempat, dan tanggal dengan benar: selesai sesudah mulai.")


class CourseFull(Refusal):
    """Every place is taken."""

    message = _("Semua %(seats)s tempat sudah terisi.")


class TooFewHours(Refusal):
    """A certificate needs every hour of the course."""

    message = _("Baru hadir %(hours)s dari %(wanted)s jam.")


@transaction.atomic
def open_course(
    *, facility_id: int, name: str, skill: str, hours: int, seats: int, starts_on: date, ends_on: date, by: Any,
    room_id: int | None = None, teacher: str = "",
) -> Course:  # fmt: skip
    """A course of a house; the same name and first day again is the same course."""
    allowed(by, "facilities.teach")
    place = house(facility_id=facility_id, by=by)
    if hours <= 0 or seats <= 0 or ends_on < starts_on:
        raise BadCourse(fields={"hours": str(BadCourse.message)})
    if room_id is not None and not place.rooms.filter(pk=room_id).exists():
        raise NotFound(room_id)
    told = {"skill": sentence(skill, field="skill"), "teacher": sentence(teacher, field="teacher", needed=False)}
    made, _new = Course.objects.get_or_create(
        facility=place, name=sentence(name, field="name"), starts_on=starts_on,
        defaults={"region_code": place.region_code, "hours": hours, "seats": seats, "ends_on": ends_on,
                  "room_id": room_id, **told},
    )  # fmt: skip
    return made


@transaction.atomic
def join_course(
    *, course_id: int, name: str, by: Any, person_id: int | None = None, stay_id: int | None = None
) -> Learner:
    """Somebody takes part; the same person or name again is the same place. Who lives here in secret learns in secret:
    only the readers of the stay see the name; the place is counted for everybody."""
    allowed(by, "facilities.teach")
    person_may(by)
    course = Course.objects.visible_to(by).select_for_update().filter(pk=course_id).first()
    if course is None:
        raise NotFound(course_id)
    if person_id is not None:
        people.person(viewer=by, person_id=person_id)
    stay = None if stay_id is None else held_stay(stay_id=stay_id, by=by)
    told = sentence(name, field="name")
    same = Learner.objects.visible_to(by).filter(course=course)
    known = (same.filter(person_id=person_id) if person_id else same.filter(person=None, name=told)).first()
    if known is not None:
        return known
    with lifted():
        taken = course.learners.exclude(status=Learner.Status.STOPPED).count()
    if taken >= course.seats:
        raise CourseFull(course, seats=course.seats)
    return Learner.objects.create(
        region_code=course.region_code, course=course, person_id=person_id, stay=stay, name=told, joined_by=by
    )


@transaction.atomic
def note_hours(*, learner_id: int, hours: int, by: Any) -> Learner:
    """How many hours somebody was present until now."""
    allowed(by, "facilities.teach")
    found = _held(learner_id, by)
    if not 0 <= hours <= found.course.hours or found.status == Learner.Status.PASSED:
        raise BadCourse(fields={"hours": str(BadCourse.message)})
    found.hours = hours
    found.save(update_fields=["hours"])
    return found


@transaction.atomic
def certify(*, learner_id: int, by: Any, on: date) -> Learner:
    """The skill is earned: a certificate with a number, by another person than the one who enrolled them."""
    allowed(by, "facilities.certify")
    person_may(by)
    found = _held(learner_id, by)
    if found.status == Learner.Status.PASSED:
        return found
    if found.joined_by_id == by.pk:
        raise SamePersonDecides(found)
    if found.hours < found.course.hours:
        raise TooFewHours(found, hours=found.hours, wanted=found.course.hours)
    return states.move(found, Learner.Status.PASSED, number=_number(), passed_on=on, passed_by=by)


@transaction.atomic
def stop_learning(*, learner_id: int, by: Any) -> Learner:
    """Somebody no longer comes; the place is free."""
    allowed(by, "facilities.teach")
    found = _held(learner_id, by)
    return found if found.status == Learner.Status.STOPPED else states.move(found, Learner.Status.STOPPED)


def _held(learner_id: int, by: Any) -> Learner:
    found = Learner.objects.visible_to(by).select_related("course").select_for_update(of=("self",))
    one = found.filter(pk=learner_id).first()
    if one is None:
        raise NotFound(learner_id)
    return one


def _number() -> str:
    """Three groups of four that nobody guesses."""
    return "-".join("".join(secrets.choice(ALPHABET) for _at in range(4)) for _group in range(3))
