"""What people grow and where they learn, for programs."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from ninja import Router, Schema, Status
from ninja.pagination import paginate

from lumbung.core.api import api_may
from lumbung.core.views import Request
from lumbung.districts import actions, queries

router = Router()


class WishIn(Schema):
    """What somebody wants to grow or make."""

    person_id: int
    kind: str
    wish: str


class ActivityOut(Schema):
    """An activity; the number of its consultation visit is in the list of visits."""

    id: int
    person_id: int
    kind: str
    wish: str
    status: str


class NeedIn(Schema):
    """One thing that is needed."""

    what: str
    rupiah: int


class NeedOut(Schema):
    """A need and the door by which it was met."""

    id: int
    what: str
    rupiah: int
    aid_id: int | None
    request_id: int | None


class PlanIn(Schema):
    """From the budget of which case, at what cost."""

    case_id: int
    rupiah: int


class GoodsIn(Schema):
    """Which good of the store."""

    item: str


class HarvestIn(Schema):
    """How much of what."""

    on: date
    what: str
    amount: Decimal
    unit: str
    sold: int | None = None
    said: str = ""


class HarvestOut(Schema):
    """A note of a harvest."""

    id: int
    on: date
    what: str
    amount: Decimal
    unit: str
    sold: int | None


class SaidIn(Schema):
    """One sentence."""

    said: str


class MajorIn(Schema):
    """What is learnt or offered."""

    region_code: str
    kind: str
    audience: str
    name: str
    about: str = ""


class CohortIn(Schema):
    """People who begin together."""

    major_id: int
    name: str
    seats: int
    starts_on: date
    ends_on: date
    where: str = ""


class CohortOut(Schema):
    """A cohort with its seats."""

    id: int
    name: str
    seats: int
    taken: int
    waiting: int
    starts_on: date
    ends_on: date


class JoinIn(Schema):
    """Who."""

    person_id: int


class PlaceOut(Schema):
    """Somebody in a cohort."""

    id: int
    person_id: int
    status: str
    seat: int | None


class AttendanceIn(Schema):
    """Who was there, by the number of their place."""

    on: date
    came: list[int]


class MentorIn(Schema):
    """By the name of an account."""

    mentor: str


class StartUpIn(Schema):
    """Aid to begin with."""

    kind: str
    what: str
    rupiah: int


class StartUpOut(Schema):
    """Aid to begin with, and by which door it went on."""

    id: int
    kind: str
    what: str
    rupiah: int
    status: str
    request_id: int | None
    cycle_id: int | None


class ApproveIn(Schema):
    """Agreed, or why not."""

    approve: bool
    said: str = ""


class PayIn(Schema):
    """From which fund, for which region."""

    fund_id: int
    region_code: str


class Made(Schema):
    """The number of what was written."""

    id: int


@router.get("/districts/activities", response=list[ActivityOut])
@api_may("districts.view")
@paginate
def activities(request: Request) -> Any:
    """Activities of people whom the caller may know of."""
    return queries.activities(viewer=request.user)


@router.post("/districts/activities", response={201: ActivityOut})
@api_may("districts.call")
def wish(request: Request, told: WishIn) -> Status[Any]:
    """A wish; a consultation visit is due."""
    return Status(201, actions.wish_activity(**told.dict(), by=request.user, on=timezone.localdate()))


@router.post("/districts/activities/{activity_id}/needs", response={201: NeedOut})
@api_may("districts.call")
def note_need(request: Request, activity_id: int, told: NeedIn) -> Status[Any]:
    """One thing that is needed."""
    return Status(201, actions.note_need(activity_id=activity_id, by=request.user, **told.dict()))


@router.post("/districts/needs/{need_id}/plan", response=NeedOut)
@api_may("districts.call")
def give_by_plan(request: Request, need_id: int, told: PlanIn) -> Any:
    """From the budget of the person's plan."""
    return actions.give_by_plan(need_id=need_id, by=request.user, on=timezone.localdate(), **told.dict())


@router.post("/districts/needs/{need_id}/goods", response=NeedOut)
@api_may("districts.call")
def ask_goods(request: Request, need_id: int, told: GoodsIn) -> Any:
    """From the store."""
    return actions.ask_goods(need_id=need_id, by=request.user, on=timezone.localdate(), item=told.item)


@router.get("/districts/activities/{activity_id}/harvests", response=list[HarvestOut])
@api_may("districts.view")
@paginate
def harvests(request: Request, activity_id: int) -> Any:
    """What it brought."""
    return queries.harvests_of(viewer=request.user, activity_id=activity_id)


@router.post("/districts/activities/{activity_id}/harvests", response={201: HarvestOut})
@api_may("districts.call")
def note_harvest(request: Request, activity_id: int, told: HarvestIn) -> Status[Any]:
    """How much of what."""
    return Status(
        201, actions.note_harvest(activity_id=activity_id, by=request.user, today=timezone.localdate(), **told.dict())
    )


@router.post("/districts/activities/{activity_id}/end", response=ActivityOut)
@api_may("districts.call")
def end_activity(request: Request, activity_id: int, told: SaidIn) -> Any:
    """It goes on no longer."""
    return actions.end_activity(activity_id=activity_id, by=request.user, said=told.said)


@router.post("/districts/majors", response={201: Made})
@api_may("districts.teach")
def open_major(request: Request, told: MajorIn) -> Status[Any]:
    """What is learnt or offered in a region."""
    return Status(201, actions.open_major(**told.dict(), by=request.user))


@router.get("/districts/cohorts", response=list[CohortOut])
@api_may("districts.view")
@paginate
def cohorts(request: Request) -> Any:
    """Cohorts with their seats."""
    return queries.cohorts(viewer=request.user)


@router.post("/districts/cohorts", response={201: Made})
@api_may("districts.teach")
def open_cohort(request: Request, told: CohortIn) -> Status[Any]:
    """People who begin together."""
    return Status(201, actions.open_cohort(**told.dict(), by=request.user))


@router.post("/districts/cohorts/{cohort_id}/places", response={201: PlaceOut})
@api_may("districts.teach")
def join_cohort(request: Request, cohort_id: int, told: JoinIn) -> Status[Any]:
    """A seat, or a place in line."""
    common = {"cohort_id": cohort_id, "by": request.user, "on": timezone.localdate()}
    return Status(201, actions.join_cohort(person_id=told.person_id, **common))


@router.post("/districts/cohorts/{cohort_id}/attendance", response=Made)
@api_may("districts.teach")
def note_attendance(request: Request, cohort_id: int, told: AttendanceIn) -> Any:
    """Who was there on a day."""
    actions.note_attendance(cohort_id=cohort_id, by=request.user, today=timezone.localdate(), **told.dict())
    return {"id": cohort_id}


@router.post("/districts/places/{place_id}/leave", response=PlaceOut)
@api_may("districts.teach")
def leave_cohort(request: Request, place_id: int, told: SaidIn) -> Any:
    """The seat goes to whoever waited longest."""
    return actions.leave_cohort(place_id=place_id, said=told.said, by=request.user)


@router.post("/districts/places/{place_id}/finish", response=PlaceOut)
@api_may("districts.teach")
def finish_cohort(request: Request, place_id: int) -> Any:
    """Somebody has learnt it."""
    return actions.finish_cohort(place_id=place_id, by=request.user)


@router.post("/districts/places/{place_id}/mentor", response=PlaceOut)
@api_may("districts.teach")
def name_mentor(request: Request, place_id: int, told: MentorIn) -> Any:
    """Who goes beside them."""
    return actions.name_mentor(place_id=place_id, mentor=told.mentor, by=request.user)


@router.post("/districts/places/{place_id}/advice", response={201: Made})
@api_may("districts.teach")
def note_advice(request: Request, place_id: int, told: SaidIn) -> Status[Any]:
    """What mentor and learner talked about."""
    common = {"place_id": place_id, "by": request.user, "on": timezone.localdate()}
    return Status(201, actions.note_advice(said=told.said, **common))


@router.post("/districts/places/{place_id}/start-up", response={201: StartUpOut})
@api_may("districts.teach")
def ask_start_up(request: Request, place_id: int, told: StartUpIn) -> Status[Any]:
    """Aid to begin with."""
    common = {"place_id": place_id, "by": request.user, "on": timezone.localdate()}
    return Status(201, actions.ask_start_up(**common, **told.dict()))


@router.post("/districts/start-ups/{start_up_id}/decide", response=StartUpOut)
@api_may("districts.decide")
def decide_start_up(request: Request, start_up_id: int, told: ApproveIn) -> Any:
    """By another person than the one who asked."""
    common = {"start_up_id": start_up_id, "by": request.user, "on": timezone.localdate()}
    return actions.decide_start_up(**common, **told.dict())


@router.post("/districts/start-ups/pay", response={201: Made})
@api_may("districts.pay")
def pay_start_ups(request: Request, told: PayIn) -> Status[Any]:
    """Approved money as a draft cycle."""
    return Status(201, actions.pay_start_ups(**told.dict(), by=request.user, on=timezone.localdate()))
