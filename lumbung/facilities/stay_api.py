"""More about stays for programs: another bed, who may know, who somebody is, breaking the glass."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from ninja import Router, Schema, Status

from lumbung.core.api import api_may
from lumbung.core.views import Request
from lumbung.facilities import actions
from lumbung.facilities.models import Glass
from lumbung.facilities.schemas import StayOut

router = Router(tags=["facilities"])


class BedOfStayIn(Schema):
    """Which bed."""

    bed_id: int


class ReadersIn(Schema):
    """The accounts that may know; null is everybody in reach."""

    readers: list[int] | None


class NamedIn(Schema):
    """Who somebody is in the registry."""

    person_id: int


class ReasonIn(Schema):
    """Why it has to be read now."""

    reason: str


class OpeningOut(Schema):
    """An emergency opening."""

    id: int
    stay_id: int
    user_id: int
    reason: str
    at: datetime
    until: datetime
    verdict: str
    reviewed_on: date | None


class JudgedIn(Schema):
    """Whether there was reason enough."""

    verdict: Glass.Verdict


@router.post("/facilities/stays/{stay_id}/bed", response=StayOut)
@api_may("facilities.admit")
def move_bed(request: Request, stay_id: int, told: BedOfStayIn) -> Any:
    """Another bed of the same house from tonight on."""
    return actions.move_bed(stay_id=stay_id, bed_id=told.bed_id, by=request.user, at=timezone.now()).stay


@router.post("/facilities/stays/{stay_id}/readers", response=StayOut)
@api_may("facilities.admit")
def set_readers(request: Request, stay_id: int, told: ReadersIn) -> Any:
    """Who may know of a stay, by one of those who do."""
    return actions.set_readers(stay_id=stay_id, readers=told.readers, by=request.user)


@router.post("/facilities/stays/{stay_id}/person", response=StayOut)
@api_may("facilities.admit")
def name_person(request: Request, stay_id: int, told: NamedIn) -> Any:
    """Later it is known who somebody is."""
    return actions.name_person(stay_id=stay_id, person_id=told.person_id, by=request.user)


@router.post("/facilities/stays/{stay_id}/break-glass", response={201: OpeningOut})
@api_may("facilities.break_glass")
def break_glass(request: Request, stay_id: int, told: ReasonIn) -> Status[Any]:
    """Read a secret stay for some hours; its readers are told."""
    return Status(201, actions.break_glass(stay_id=stay_id, reason=told.reason, by=request.user, at=timezone.now()))


@router.post("/facilities/stay-openings/{glass_id}", response=OpeningOut)
@api_may("facilities.view")
def review_glass(request: Request, glass_id: int, told: JudgedIn) -> Any:
    """Whether there was reason enough, by one of those who may know."""
    on = timezone.localdate()
    return actions.review_glass(glass_id=glass_id, verdict=told.verdict, by=request.user, on=on)
