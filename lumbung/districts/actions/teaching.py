"""Majors and cohorts: seats and the waiting list, attendance, mentors."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.core.wall import lifted
from lumbung.districts.actions.common import held, known_to, outside, person_may, sentence, somebody
from lumbung.districts.models import Advice, Cohort, Major, Place, Presence
from lumbung.staff.models import User

Status = Place.Status


class BadMajor(BadInput):
    """A name, the path, and for whom."""

    message = _("Isi nama jurusan, jalurnya, dan untuk siapa.")


class BadCohort(BadInput):
    """Seats and days in order."""

    message = _("Isi nama, banyaknya tempat, dan tanggal dengan benar: selesai sesudah mulai.")


class NotALearner(Refusal):
    """Who waits or left isn't taught."""

    message = _("Orang ini sedang tidak mengikuti angkatan ini.")


class CohortIsOver(Refusal):
    """It has ended."""

    message = _("Angkatan ini selesai pada %(day)s.")


class OutsideTheDays(BadInput):
    """A cohort meets between its first and its last day."""

    message = _("Hari itu di luar masa angkatan ini, atau belum tiba.")


@transaction.atomic
def open_major(*, region_code: str, kind: str, audience: str, name: str, by: Any, about: str = "") -> Major:
    """What is learnt or offered in a region; the same name again is the same major."""
    person_may(by=by, permission="districts.teach")
    if not by.reach.covers(region_code):
        raise NotFound(region_code)
    words = sentence(name, field="name", needed=False)
    if not words or kind not in Major.Kind.values or audience not in Major.Audience.values:
        raise BadMajor(fields={"name": str(BadMajor.message)})
    told = {"region_code": region_code, "kind": kind, "audience": audience, "name": words}
    return Major.objects.get_or_create(**told, defaults={"about": sentence(about, field="about", needed=False)})[0]


@transaction.atomic
def open_cohort(
    *, major_id: int, name: str, seats: int, starts_on: date, ends_on: date, by: Any, where: str = ""
) -> Cohort:
    """People who begin together; the same name again is the same cohort."""
    person_may(by=by, permission="districts.teach")
    major = Major.objects.visible_to(by).filter(pk=major_id).first()
    if major is None:
        raise NotFound(major_id)
    words = sentence(name, field="name", needed=False)
    if not words or seats <= 0 or ends_on < starts_on:
        raise BadCohort(fields={"name": str(BadCohort.message)})
    told = {"region_code": major.region_code, "seats": seats, "starts_on": starts_on, "ends_on": ends_on, "by": by}
    told["where"] = sentence(where, field="where", needed=False)
    return Cohort.objects.get_or_create(major=major, name=words, defaults=told)[0]


@transaction.atomic
def join_cohort(*, cohort_id: int, person_id: int, by: Any, on: date) -> Place:
    """A seat while there is one, else a place in line; the same person again is the same place."""
    person_may(by=by, permission="districts.teach")
    cohort = _held(cohort_id, by)
    person = somebody(person_id=person_id, by=by)
    known = known_to(cohort.places, person, by).order_by("pk").first()
    if known is not None and known.status != Status.LEFT:
        return known
    if on > cohort.ends_on:
        raise CohortIsOver(cohort, day=cohort.ends_on)
    if known is not None:
        raise NotALearner(known)
    seat = _free_seat(cohort)
    told = {"region_code": cohort.region_code, "person": person, "asked_on": on, "by": by, "seat": seat}
    told["outside"] = outside(person, by)
    return Place.objects.create(cohort=cohort, status=Status.LEARNING if seat else Status.WAITING, **told)


@transaction.atomic
def leave_cohort(*, place_id: int, said: str, by: Any) -> Place:
    """Somebody comes no longer; whoever waited longest gets the seat."""
    person_may(by=by, permission="districts.teach")
    one = held(Place, place_id, by=by)
    if one.status == Status.LEFT:
        return one
    cohort = _held(one.cohort_id, by)
    states.move(one, Status.LEFT, seat=None, said=sentence(said))
    with lifted():
        seat = _free_seat(cohort)
        following = cohort.places.filter(status=Status.WAITING).order_by("asked_on", "pk").first()
        if seat and following:
            states.move(following, Status.LEARNING, seat=seat)
    return one


@transaction.atomic
def finish_cohort(*, place_id: int, by: Any) -> Place:
    """Somebody has learnt what there was to learn."""
    person_may(by=by, permission="districts.teach")
    one = held(Place, place_id, by=by)
    return one if one.status == Status.FINISHED else states.move(one, Status.FINISHED)


@transaction.atomic
def note_attendance(
    *, cohort_id: int, on: date, came: Collection[int], by: Any, today: date | None = None
) -> int:  # fmt: skip
    """Who was there on a day, by the number of their place; everybody else who learns was not. Again replaces it.

    Nobody was there tomorrow: doors tell what day is `today`.

    Of whom the actor may not know nothing is noted: their team does that.
    """
    person_may(by=by, permission="districts.teach")
    cohort = _held(cohort_id, by)
    if not cohort.starts_on <= on <= min(cohort.ends_on, today or on):
        raise OutsideTheDays(fields={"on": str(OutsideTheDays.message)})
    learning = list(cohort.places.filter(status=Status.LEARNING).values_list("pk", flat=True))
    if not set(came) <= set(learning):
        raise NotALearner(cohort)
    told = {"region_code": cohort.region_code, "on": on, "by": by}
    Presence.objects.bulk_create(
        [Presence(place_id=place, came=place in came, **told) for place in learning],
        update_conflicts=True,
        unique_fields=["place", "on"],
        update_fields=["came", "by"],
    )
    return len(learning)


@transaction.atomic
def name_mentor(*, place_id: int, mentor: str, by: Any) -> Place:
    """Who goes beside somebody, by the name of an account that may teach."""
    person_may(by=by, permission="districts.teach")
    one = held(Place, place_id, by=by)
    found = User.objects.filter(username=mentor, is_active=True).first()
    if found is None or not found.may("districts.teach") or not found.reach.covers(one.region_code):
        raise NotFound(mentor)
    one.mentor = found
    one.save(update_fields=["mentor"])
    return one


@transaction.atomic
def note_advice(*, place_id: int, said: str, by: Any, on: date) -> Advice:
    """What the mentor and the learner talked about; the same words on one day are one note."""
    person_may(by=by, permission="districts.teach")
    one = held(Place, place_id, by=by)
    told = {"region_code": one.region_code, "by": by}
    return Advice.objects.get_or_create(place=one, on=on, said=sentence(said), defaults=told)[0]


def _held(cohort_id: int, by: Any) -> Cohort:
    """A cohort within reach, held: one after the other takes a seat."""
    found = Cohort.objects.visible_to(by).select_for_update(no_key=True).filter(pk=cohort_id).first()
    if found is None:
        raise NotFound(cohort_id)
    return found


def _free_seat(cohort: Cohort) -> int | None:
    """The lowest seat that nobody has, known to the actor or not."""
    with lifted():
        taken = set(cohort.places.exclude(seat=None).values_list("seat", flat=True))
    return next((seat for seat in range(1, cohort.seats + 1) if seat not in taken), None)
