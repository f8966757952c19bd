"""Rooms, courses and readings for programs."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from ninja.pagination import paginate

from lumbung.core.api import api_may
from lumbung.core.refusals import NotFound
from lumbung.core.views import Request
from lumbung.facilities import actions, queries

router = Router(tags=["rooms"])


class RoomOut(Schema):
    """A room that may be booked."""

    id: int
    facility_id: int
    name: str
    kind: str
    seats: int


class BookingIn(Schema):
    """Some hours of a room; `reference` names the cause, which has one booking."""

    title: str
    begins_at: datetime
    ends_at: datetime
    people: int
    club: bool = False
    reference: str = ""


class BookingOut(Schema):
    """A booking."""

    id: int
    room_id: int
    title: str
    begins_at: datetime
    ends_at: datetime
    people: int
    status: str
    said: str

    @staticmethod
    def resolve_begins_at(made: Any) -> datetime:
        """The beginning."""
        return made.during[0] if isinstance(made.during, tuple) else made.during.lower

    @staticmethod
    def resolve_ends_at(made: Any) -> datetime:
        """The end."""
        return made.during[1] if isinstance(made.during, tuple) else made.during.upper


class SaidIn(Schema):
    """One sentence, where one is needed."""

    said: str = ""


class CourseIn(Schema):
    """A course of a house."""

    facility_id: int
    name: str
    skill: str
    hours: int
    seats: int
    starts_on: date
    ends_on: date
    teacher: str = ""


class CourseOut(CourseIn):
    """A course."""

    id: int


class LearnerIn(Schema):
    """Somebody who takes part."""

    name: str
    person_id: int | None = None
    stay_id: int | None = None


class HoursIn(Schema):
    """Hours present until now."""

    hours: int


class LearnerOut(Schema):
    """How far somebody came."""

    id: int
    course_id: int
    name: str
    hours: int
    status: str
    number: str | None


class CertificateOut(Schema):
    """What a certificate says."""

    name: str
    course: str
    skill: str
    hours: int
    facility: str
    passed_on: date


class ReadingIn(Schema):
    """A figure of a house, or of one of its rooms."""

    facility_id: int
    room_id: int | None = None
    measure: str
    value: Decimal
    at: datetime


class TakenOut(Schema):
    """How many were new, how many known, how many refused by reason."""

    new: int
    known: int
    refused: dict[str, int]


class HandIn(Schema):
    """Open, closed, or back to the rule (null)."""

    is_open: bool | None
    hours: int = 2


class WindowOut(Schema):
    """A window now."""

    id: int
    room_id: int
    is_open: bool
    why: str


@router.get("/facilities/rooms", response=list[RoomOut])
@api_may("facilities.view")
@paginate
def rooms(request: Request) -> Any:
    """Rooms that may be booked."""
    return queries.bookable_rooms(viewer=request.user)


@router.post("/facilities/rooms/{room_id}/bookings", response={201: BookingOut})
@api_may("facilities.book")
def book_room(request: Request, room_id: int, told: BookingIn) -> Status[Any]:
    """Ask for a room."""
    given = told.dict()
    for name in ("begins_at", "ends_at"):
        given[name] = given[name] if timezone.is_aware(given[name]) else timezone.make_aware(given[name])
    return Status(201, actions.book_room(room_id=room_id, by=request.user, at=timezone.now(), **given))


@router.get("/facilities/bookings", response=list[BookingOut])
@api_may("facilities.view")
@paginate
def bookings(request: Request) -> Any:
    """Bookings in reach."""
    return queries.bookings(viewer=request.user)


@router.post("/facilities/bookings/{booking_id}/{act}", response=BookingOut)
@api_may("facilities.book")
def act_on_booking(request: Request, booking_id: int, act: str, told: SaidIn) -> Any:
    """`approve` or `refuse`, by another person than the one who asked, or `withdraw`."""
    if act == "withdraw":
        return actions.withdraw_booking(booking_id=booking_id, said=told.said, by=request.user)
    if act not in ("approve", "refuse"):
        raise NotFound(act)
    given: dict[str, Any] = {"booking_id": booking_id, "agree": act == "approve", "said": told.said}
    return actions.decide_booking(**given, by=request.user, on=timezone.localdate())


@router.get("/facilities/courses", response=list[CourseOut])
@api_may("facilities.view")
@paginate
def courses(request: Request) -> Any:
    """Courses in reach."""
    return queries.courses(viewer=request.user)


@router.post("/facilities/courses", response={201: CourseOut})
@api_may("facilities.teach")
def open_course(request: Request, told: CourseIn) -> Status[Any]:
    """A new course."""
    return Status(201, actions.open_course(by=request.user, **told.dict()))


@router.post("/facilities/courses/{course_id}/learners", response={201: LearnerOut})
@api_may("facilities.teach")
def join_course(request: Request, course_id: int, told: LearnerIn) -> Status[Any]:
    """Somebody takes part."""
    return Status(201, actions.join_course(course_id=course_id, by=request.user, **told.dict()))


@router.post("/facilities/learners/{learner_id}/hours", response=LearnerOut)
@api_may("facilities.teach")
def note_hours(request: Request, learner_id: int, told: HoursIn) -> Any:
    """Hours present until now."""
    return actions.note_hours(learner_id=learner_id, hours=told.hours, by=request.user)


@router.post("/facilities/learners/{learner_id}/certify", response=LearnerOut)
@api_may("facilities.certify")
def certify(request: Request, learner_id: int) -> Any:
    """The skill is earned; by another person than the one who enrolled them."""
    return actions.certify(learner_id=learner_id, by=request.user, on=timezone.localdate())


@router.post("/facilities/learners/{learner_id}/stop", response=LearnerOut)
@api_may("facilities.teach")
def stop_learning(request: Request, learner_id: int) -> Any:
    """They no longer come."""
    return actions.stop_learning(learner_id=learner_id, by=request.user)


@router.get("/certificates/{number}", response=CertificateOut, auth=None)
def check_certificate(request: HttpRequest, number: str) -> Any:
    """Whether a certificate is real, for anybody who holds its number; nothing else of the person is told."""
    return queries.certificate(number=number[:20])


@router.post("/facilities/readings", response=TakenOut)
@api_may("facilities.listen")
def take_readings(request: Request, told: list[ReadingIn]) -> Any:
    """Readings without a broker; the same one twice is one."""
    readings = [
        actions.Measured(**{**one.dict(), "at": one.at if timezone.is_aware(one.at) else timezone.make_aware(one.at)})
        for one in told
    ]
    return actions.take_readings(readings=readings, by=request.user, at=timezone.now())


@router.post("/facilities/windows/{window_id}", response=WindowOut)
@api_may("facilities.set_window")
def set_window(request: Request, window_id: int, told: HandIn) -> Any:
    """A hand at the window."""
    return actions.set_window(window_id=window_id, by=request.user, at=timezone.now(), **told.dict())
