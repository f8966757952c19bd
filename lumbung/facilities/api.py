"""Houses for programs: who has a free bed, letting in, extending, leaving; rooms and readings in their own files."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from ninja import Router, Schema, Status
from ninja.pagination import paginate

from lumbung.core.api import api_may
from lumbung.core.refusals import NotFound
from lumbung.core.views import Request
from lumbung.facilities import actions, house_api, queries, room_api, stay_api
from lumbung.facilities.models import Stay, Waiting
from lumbung.facilities.schemas import FacilityOut, Made, StayOut

router = Router(tags=["facilities"])
router.add_router("", room_api.router)
router.add_router("", house_api.router)
router.add_router("", stay_api.router)


class FacilityIn(Schema):
    """A house to open, with whom it is for."""

    region_code: str
    name: str
    kind: str
    sex: str = ""
    age_from: int = 0
    age_to: int = 120
    staff: int = 0


class DayFree(Schema):
    """How many beds are expected to be free on a day."""

    day: date
    free: int


class ArrivalIn(Schema):
    """Somebody at the door; `secret` lets only the caller know who it is."""

    called: str
    sex: str
    age: int
    reason: str
    stay_type: str = str(Stay.Type.EMERGENCY)
    youth: str = str(Stay.Youth.ORDINARY)
    urgency: str = str(Waiting.Urgency.DANGER)
    step_free: bool = False
    person_id: int | None = None
    bed_id: int | None = None
    brought_by: str = ""
    case_number: str = ""
    secret: bool = False


class WaitingOut(Schema):
    """A place in line, in the order in which beds are given."""

    id: int
    facility_id: int
    called: str
    urgency: str
    asked_at: datetime
    status: str


class ExtensionOut(Schema):
    """More time that was asked for."""

    id: int
    stay_id: int
    until: date
    status: str
    conference: str


class SaidIn(Schema):
    """One sentence."""

    said: str


class ConferenceIn(Schema):
    """The minutes that a decision stands in."""

    conference: str = ""


class LeaveIn(Schema):
    """Out, where and until when."""

    where: str
    due_at: datetime


class BelongingIn(Schema):
    """A thing to keep, and how it was signed for."""

    what: str
    count: int = 1
    place: str
    sign: str
    witness: str = ""


class SignIn(Schema):
    """A signature, or who stands for it."""

    sign: str
    witness: str = ""


class IncidentIn(Schema):
    """What happened and what was done."""

    kind: str
    told: str
    done: str
    stay_id: int | None = None


class MealIn(Schema):
    """How many ate."""

    kind: str
    eaten: int


class LeavingIn(Schema):
    """Where somebody goes."""

    to: str
    said: str


@router.get("/facilities", response=list[FacilityOut])
@api_may("facilities.view")
@paginate
def facilities(request: Request) -> Any:
    """Houses in reach."""
    return queries.facilities(viewer=request.user)


@router.post("/facilities", response={201: Made})
@api_may("facilities.manage")
def open_facility(request: Request, told: FacilityIn) -> Status[Any]:
    """A new house."""
    return Status(201, actions.open_facility(**told.dict(), by=request.user))


@router.get("/facilities/{facility_id}/forecast", response=list[DayFree])
@api_may("facilities.view")
def forecast(request: Request, facility_id: int) -> Any:
    """Beds expected to be free on each of the next thirty days."""
    ahead = queries.forecast(viewer=request.user, facility_id=facility_id, on=timezone.localdate())
    return [{"day": day, "free": free} for day, free in ahead]


@router.post("/facilities/{facility_id}/stays", response={201: StayOut})
@api_may("facilities.admit")
def admit(request: Request, facility_id: int, told: ArrivalIn) -> Status[Any]:
    """Let somebody in and give them a bed; the same call again is the same stay."""
    given = told.dict()
    readers: list[int] | None = [] if given.pop("secret") else None
    more = {name: given.pop(name) for name in ("urgency", "bed_id", "brought_by", "case_number")}
    common = {"facility_id": facility_id, "by": request.user, "at": timezone.now(), "readers": readers}
    return Status(201, actions.admit(who=actions.Arrival(**given), **common, **more))


@router.get("/facilities/{facility_id}/waiting", response=list[WaitingOut])
@api_may("facilities.view")
@paginate
def waiting(request: Request, facility_id: int) -> Any:
    """Who waits, in the order in which beds are given."""
    return queries.waiting(viewer=request.user, facility_id=facility_id)


@router.post("/facilities/{facility_id}/waiting", response={201: WaitingOut})
@api_may("facilities.admit")
def wait(request: Request, facility_id: int, told: ArrivalIn) -> Status[Any]:
    """Put somebody on the list."""
    given = told.dict(exclude={"bed_id", "brought_by", "case_number"})
    urgency = given.pop("urgency")
    readers: list[int] | None = [] if given.pop("secret") else None
    common = {"facility_id": facility_id, "by": request.user, "at": timezone.now(), "readers": readers}
    return Status(201, actions.wait(who=actions.Arrival(**given), urgency=urgency, **common))


@router.post("/facilities/waiting/{waiting_id}/admit", response=StayOut)
@api_may("facilities.admit")
def admit_waiting(request: Request, waiting_id: int) -> Any:
    """Their turn has come."""
    return actions.admit_waiting(waiting_id=waiting_id, by=request.user, at=timezone.now())


@router.post("/facilities/waiting/{waiting_id}/withdraw", response=WaitingOut)
@api_may("facilities.admit")
def withdraw_waiting(request: Request, waiting_id: int, told: SaidIn) -> Any:
    """They no longer need it."""
    return actions.withdraw_waiting(waiting_id=waiting_id, said=told.said, by=request.user)


@router.get("/facilities/stays", response=list[StayOut])
@api_may("facilities.view")
@paginate
def stays(request: Request, status: str = "") -> Any:
    """Stays the caller may know of."""
    found = queries.stays(viewer=request.user)
    return found.filter(status=status) if status else found


@router.get("/facilities/stays/{stay_id}", response=StayOut)
@api_may("facilities.view")
def stay(request: Request, stay_id: int) -> Any:
    """One stay."""
    return queries.stay(viewer=request.user, stay_id=stay_id)


@router.post("/facilities/stays/{stay_id}/leave", response={201: Made})
@api_may("facilities.admit")
def go_out(request: Request, stay_id: int, told: LeaveIn) -> Status[Any]:
    """Out for a while."""
    due_at = told.due_at if timezone.is_aware(told.due_at) else timezone.make_aware(told.due_at)
    common = {"stay_id": stay_id, "by": request.user, "at": timezone.now()}
    return Status(201, actions.go_out(where=told.where, due_at=due_at, **common))


@router.post("/facilities/stays/{stay_id}/return", response=StayOut)
@api_may("facilities.admit")
def come_back(request: Request, stay_id: int) -> Any:
    """Inside again."""
    return actions.come_back(stay_id=stay_id, by=request.user, at=timezone.now())


@router.post("/facilities/stays/{stay_id}/belongings", response={201: Made})
@api_may("facilities.admit")
def keep_belonging(request: Request, stay_id: int, told: BelongingIn) -> Status[Any]:
    """A thing to keep."""
    made = actions.keep_belonging(stay_id=stay_id, by=request.user, on=timezone.localdate(), **told.dict())
    return Status(201, made)


@router.post("/facilities/belongings/{belonging_id}/return", response=Made)
@api_may("facilities.admit")
def give_back(request: Request, belonging_id: int, told: SignIn) -> Any:
    """A thing goes back."""
    return actions.give_back(belonging_id=belonging_id, by=request.user, on=timezone.localdate(), **told.dict())


@router.post("/facilities/stays/{stay_id}/extensions", response={201: ExtensionOut})
@api_may("facilities.admit")
def ask_extension(request: Request, stay_id: int, told: SaidIn) -> Status[Any]:
    """More time."""
    made = actions.ask_extension(stay_id=stay_id, said=told.said, by=request.user, on=timezone.localdate())
    return Status(201, made)


@router.post("/facilities/extensions/{extension_id}/{act}", response=ExtensionOut)
@api_may("facilities.decide_stay")
def decide_extension(request: Request, extension_id: int, act: str, told: ConferenceIn) -> Any:
    """`agree` with the minutes of the conference, or `refuse`, by another person than the one who asked."""
    if act not in ("agree", "refuse"):
        raise NotFound(act)
    given: dict[str, Any] = {"extension_id": extension_id, "agree": act == "agree", "conference": told.conference}
    return actions.decide_extension(**given, by=request.user, on=timezone.localdate())


@router.post("/facilities/stays/{stay_id}/discharge", response=StayOut)
@api_may("facilities.admit")
def discharge(request: Request, stay_id: int, told: LeavingIn) -> Any:
    """Home, or elsewhere."""
    return actions.discharge(stay_id=stay_id, by=request.user, at=timezone.now(), **told.dict())


@router.post("/facilities/{facility_id}/incidents", response={201: Made})
@api_may("facilities.admit")
def note_incident(request: Request, facility_id: int, told: IncidentIn) -> Status[Any]:
    """What happened, now."""
    common = {"facility_id": facility_id, "by": request.user, "at": timezone.now()}
    return Status(201, actions.note_incident(**common, **told.dict()))


@router.post("/facilities/{facility_id}/meals", response={201: Made})
@api_may("facilities.admit")
def count_meal(request: Request, facility_id: int, told: MealIn) -> Status[Any]:
    """How many ate today."""
    common = {"facility_id": facility_id, "by": request.user, "on": timezone.localdate()}
    return Status(201, actions.count_meal(**common, **told.dict()))
