"""Mentoring and the rest of leaving for other systems: care, groups, meetings, attendance, what is found and undone."""

from datetime import date
from typing import Any

from django.utils import timezone
from ninja import Query, Router, Schema

from lumbung.core.api import api_may
from lumbung.programmes import actions, care_queries
from lumbung.programmes.condition_api import MOST, ChangedOut, DepartureOut, ListOut, ReasonIn
from lumbung.programmes.models import Departure, DutyList, Group, Session

router = Router(tags=["mentoring"])


class CareIn(Schema):
    """An area, and the user name of its facilitator."""

    region_code: str
    facilitator: str


class LoadOut(Schema):
    """One facilitator's families and groups, and how many families are too many."""

    facilitator: str
    families: int
    groups: int
    over: int


class GroupOut(Schema):
    """One group."""

    id: int
    name: str
    region_code: str


class SessionIn(Schema):
    """A meeting about a module."""

    module: str
    on: date


class SessionOut(Schema):
    """A meeting and where it stands."""

    id: int
    group_id: int
    module: str
    on: date
    status: str


class AttendanceIn(Schema):
    """Families that came, and families that did not."""

    present: list[int]
    absent: list[int] = []


@router.get("/caseloads", response=list[LoadOut], summary="Families of each facilitator")
@api_may("programmes.view")
def loads(request: Any) -> list[dict[str, Any]]:
    """The fullest first."""
    found = care_queries.loads(viewer=request.user, on=timezone.localdate())
    return [
        {"facilitator": one.facilitator.username, "families": one.families, "groups": one.groups, "over": one.over}
        for one in found
    ]


@router.post("/caseloads", response=ChangedOut, summary="Hand an area's families to a facilitator")
@api_may("programmes.assign_care")
def give_care(request: Any, given: CareIn) -> dict[str, int]:
    """All that are enrolled there."""
    return {"changed": actions.give_care(by=request.user, on=timezone.localdate(), **given.dict())}


@router.get("/groups", response=list[GroupOut], summary="P2K2 groups")
@api_may("programmes.view")
def groups(request: Any, limit: int = Query(100, ge=1)) -> list[Group]:
    """Village by village."""
    return list(care_queries.groups(viewer=request.user)[: max(1, min(limit, MOST))])


@router.post("/groups", response={201: list[GroupOut]}, summary="Form groups for a village")
@api_may("programmes.care")
def form_groups(request: Any, given: CareIn) -> tuple[int, list[Group]]:
    """For the families of the village that have none."""
    told = {"village": given.region_code, "facilitator": given.facilitator}
    return 201, actions.form_groups(by=request.user, on=timezone.localdate(), **told)


@router.post("/groups/{group_id}/sessions", response={201: SessionOut}, summary="Plan a meeting")
@api_may("programmes.care")
def plan(request: Any, group_id: int, given: SessionIn) -> tuple[int, Session]:
    """The same day twice is one meeting."""
    return 201, actions.plan_session(group_id=group_id, by=request.user, **given.dict())


@router.put("/sessions/{session_id}/attendance", response=ChangedOut, summary="Say who came to a meeting")
@api_may("programmes.care")
def attend(request: Any, session_id: int, given: AttendanceIn) -> dict[str, int]:
    """The same again changes nothing."""
    present = {**dict.fromkeys(given.absent, False), **dict.fromkeys(given.present, True)}
    on = timezone.localdate()
    return {"changed": actions.record_attendance(session_id=session_id, present=present, by=request.user, on=on)}


@router.post("/sessions/{session_id}/cancel", response=SessionOut, summary="Cancel a meeting")
@api_may("programmes.care")
def cancel_session(request: Any, session_id: int) -> Session:
    """It does not take place."""
    return actions.cancel_session(session_id=session_id, by=request.user)


@router.post("/duty-lists/{list_id}/cancel", response=ListOut, summary="Cancel a list")
@api_may("programmes.enter_duties")
def cancel_list(request: Any, list_id: int) -> DutyList:
    """Nothing of it goes in."""
    return actions.cancel_list(list_id=list_id, by=request.user)


@router.post("/departures/find", response=ChangedOut, summary="Look for families in which nobody counts any more")
@api_may("programmes.verify_departure")
def find(request: Any) -> dict[str, int]:
    """By the programme's own rule."""
    return {"changed": actions.find_natural(on=timezone.localdate(), by=request.user)}


@router.post("/departures/{departure_id}/reject", response=DepartureOut, summary="Let a family stay")
@api_may("programmes.view")
def reject(request: Any, departure_id: int, given: ReasonIn) -> Departure:
    """By the verifier or the head."""
    on = timezone.localdate()
    return actions.reject_departure(departure_id=departure_id, why=given.why, by=request.user, on=on)


@router.post("/departures/{departure_id}/readmit", response=DepartureOut, summary="Let a family be listed again")
@api_may("programmes.decide_departure")
def readmit(request: Any, departure_id: int, given: ReasonIn) -> Departure:
    """Never by the one who decided that it leaves."""
    on = timezone.localdate()
    return actions.readmit_family(departure_id=departure_id, why=given.why, by=request.user, on=on)


@router.post("/recertifications/list", response=ChangedOut, summary="Write down who is due to be looked at again")
@api_may("programmes.enter_duties")
def list_recertifications(request: Any) -> dict[str, int]:
    """By the years in force."""
    return {"changed": actions.list_recertifications(on=timezone.localdate(), by=request.user)}
