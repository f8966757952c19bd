"""Cadres, parent groups, workshops, mobile days, the map and the figures for programs."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router, Status
from ninja.pagination import paginate

from lumbung.core import documents
from lumbung.core.api import api_may
from lumbung.core.views import Request
from lumbung.outreach import actions, papers, place_schemas, queries, schemas
from lumbung.outreach.models import Cadre, Meeting, ParentGroup, ServiceDay, Training, Workshop, WorkshopMember

router = Router(tags=["outreach places"])


@router.get("/cadres", response=list[place_schemas.CadreOut])
@api_may("outreach.see")
@paginate
def list_cadres(request: Request) -> Any:
    """Cadres within reach; a cadre finds themselves."""
    return queries.cadres(viewer=request.user)


@router.post("/cadres", response={201: place_schemas.CadreOut})
@api_may("outreach.train")
def add_cadre(request: Request, told: place_schemas.CadreIn) -> Status[Cadre]:
    """Somebody of the registry becomes a cadre."""
    return Status(201, actions.add_cadre(**told.dict(), by=request.user, on=timezone.localdate()))


@router.post("/cadres/{cadre_id}/trainings", response={201: place_schemas.TrainingOut})
@api_may("outreach.train")
def train(request: Request, cadre_id: int, told: place_schemas.TrainingIn) -> Status[Training]:
    """Hours learned."""
    return Status(201, actions.train(cadre_id=cadre_id, **told.dict(), by=request.user))


@router.post("/cadres/{cadre_id}/status", response=place_schemas.CadreOut)
@api_may("outreach.train")
def set_cadre(request: Request, cadre_id: int, told: place_schemas.StateIn) -> Cadre:
    """Rests, comes back, leaves."""
    return actions.set_cadre(cadre_id=cadre_id, **told.dict(), by=request.user, on=timezone.localdate())


@router.post("/cadre-allowances", response={201: int})
@api_may("outreach.pay")
def pay_allowances(request: Request, told: place_schemas.PayIn) -> Status[int]:
    """A month as one draft cycle; answers its number."""
    return Status(201, actions.pay_allowances(**told.dict(), by=request.user, on=timezone.localdate()).pk)


@router.get("/parent-groups", response=list[place_schemas.GroupOut])
@api_may("outreach.view")
@paginate
def list_groups(request: Request) -> Any:
    """Parent groups within reach."""
    return queries.groups(viewer=request.user)


@router.post("/parent-groups", response={201: place_schemas.GroupOut})
@api_may("outreach.lead")
def open_group(request: Request, told: place_schemas.GroupIn) -> Status[ParentGroup]:
    """Parents begin to meet."""
    return Status(201, actions.open_group(**told.dict(), by=request.user, on=timezone.localdate()))


@router.post("/parent-groups/{group_id}/members", response={201: int})
@api_may("outreach.lead")
def join_group(request: Request, group_id: int, told: place_schemas.GroupMemberIn) -> Status[int]:
    """A parent comes; answers the number of the membership."""
    made = actions.join_group(group_id=group_id, **told.dict(), by=request.user, on=timezone.localdate())
    return Status(201, made.pk)


@router.post("/parent-group-members/{member_id}/leave", response=int)
@api_may("outreach.lead")
def leave_group(request: Request, member_id: int) -> int:
    """They no longer come."""
    return actions.leave_group(member_id=member_id, by=request.user, on=timezone.localdate()).pk


@router.get("/parent-groups/{group_id}/meetings", response=list[place_schemas.MeetingOut])
@api_may("outreach.view")
@paginate
def list_meetings(request: Request, group_id: int) -> Any:
    """Meetings of a group, the newest first."""
    return queries.meetings_of(viewer=request.user, group_id=group_id)


@router.post("/parent-groups/{group_id}/meetings", response={201: place_schemas.MeetingOut})
@api_may("outreach.lead")
def plan_meeting(request: Request, group_id: int, told: place_schemas.MeetingIn) -> Status[Meeting]:
    """A day and a topic."""
    return Status(201, actions.plan_meeting(group_id=group_id, **told.dict(), by=request.user))


@router.post("/parent-meetings/{meeting_id}", response=place_schemas.MeetingOut)
@api_may("outreach.lead")
def hold_meeting(request: Request, meeting_id: int, told: place_schemas.HoldIn) -> Meeting:
    """What was talked about, and who came."""
    return actions.hold_meeting(meeting_id=meeting_id, **told.dict(), by=request.user, on=timezone.localdate())


@router.post("/parent-meetings/{meeting_id}/cancel", response=place_schemas.MeetingOut)
@api_may("outreach.lead")
def cancel_meeting(request: Request, meeting_id: int, told: schemas.SaidIn) -> Meeting:
    """It doesn't take place."""
    return actions.cancel_meeting(meeting_id=meeting_id, said=told.said, by=request.user)


@router.get("/workshops", response=list[place_schemas.WorkshopOut])
@api_may("outreach.view")
@paginate
def list_workshops(request: Request) -> Any:
    """Workshops within reach."""
    return queries.workshops(viewer=request.user)


@router.post("/workshops", response={201: place_schemas.WorkshopOut})
@api_may("outreach.lead")
def open_workshop(request: Request, told: place_schemas.WorkshopIn) -> Status[Workshop]:
    """A community opens one."""
    return Status(201, actions.open_workshop(**told.dict(), by=request.user, on=timezone.localdate()))


@router.post("/workshops/{workshop_id}/status", response=place_schemas.WorkshopOut)
@api_may("outreach.lead")
def set_workshop(request: Request, workshop_id: int, told: place_schemas.StateIn) -> Workshop:
    """Open or closed."""
    return actions.set_workshop(workshop_id=workshop_id, status=told.status, by=request.user)


@router.post("/outreach/{outreach_id}/workshop", response={201: place_schemas.EntryOut})
@api_may("outreach.lead")
def ask_entry(request: Request, outreach_id: int, told: place_schemas.EntryIn) -> Status[WorkshopMember]:
    """A wish to work there."""
    given = {"outreach_id": outreach_id, **told.dict()}
    return Status(201, actions.ask_entry(**given, by=request.user, on=timezone.localdate()))


@router.get("/workshops/{workshop_id}/members", response=list[place_schemas.EntryOut])
@api_may("outreach.view")
@paginate
def list_members(request: Request, workshop_id: int) -> Any:
    """Who asked, works there or left, as far as the caller may know."""
    return queries.members_of_workshop(viewer=request.user, workshop_id=workshop_id)


@router.post("/workshop-members/{member_id}/decide", response=place_schemas.EntryOut)
@api_may("outreach.decide")
def decide_entry(request: Request, member_id: int, told: place_schemas.EntryDecisionIn) -> WorkshopMember:
    """A second person decides."""
    return actions.decide_entry(member_id=member_id, **told.dict(), by=request.user, on=timezone.localdate())


@router.post("/workshop-members/{member_id}/leave", response=place_schemas.EntryOut)
@api_may("outreach.lead")
def leave_workshop(request: Request, member_id: int, told: place_schemas.LeaveIn) -> WorkshopMember:
    """Somebody goes on elsewhere."""
    return actions.leave_workshop(member_id=member_id, **told.dict(), by=request.user, on=timezone.localdate())


@router.post("/workshops/{workshop_id}/days", response=int)
@api_may("outreach.lead")
def note_work_day(request: Request, workshop_id: int, told: place_schemas.WorkDayIn) -> int:
    """Who came; answers how many."""
    return actions.note_work_day(workshop_id=workshop_id, **told.dict(), by=request.user)


@router.get("/mobile-days", response=list[place_schemas.DayOut])
@api_may("outreach.view")
@paginate
def list_days(request: Request) -> Any:
    """Mobile days, the newest first."""
    return queries.service_days(viewer=request.user)


@router.post("/mobile-days", response={201: place_schemas.DayOut})
@api_may("outreach.lead")
def plan_day(request: Request, told: place_schemas.DayIn) -> Status[ServiceDay]:
    """The centre comes to a place."""
    return Status(201, actions.plan_day(**told.dict(), by=request.user))


@router.post("/mobile-days/{day_id}/served", response={201: int})
@api_may("outreach.lead")
def serve(request: Request, day_id: int, told: place_schemas.ServeIn) -> Status[int]:
    """Somebody was served; answers the number of the record."""
    made = actions.serve(day_id=day_id, **told.dict(), by=request.user, on=timezone.localdate())
    return Status(201, made.pk)


@router.post("/mobile-days/{day_id}/close", response=place_schemas.DayOut)
@api_may("outreach.lead")
def close_day(request: Request, day_id: int, told: place_schemas.CloseIn) -> ServiceDay:
    """The day is over."""
    actions.close_day(day_id=day_id, **told.dict(), by=request.user, on=timezone.localdate())
    return queries.service_day(viewer=request.user, day_id=day_id)


@router.post("/mobile-days/{day_id}/cancel", response=place_schemas.DayOut)
@api_may("outreach.lead")
def cancel_day(request: Request, day_id: int, told: schemas.SaidIn) -> ServiceDay:
    """The centre doesn't come."""
    actions.cancel_day(day_id=day_id, said=told.said, by=request.user)
    return queries.service_day(viewer=request.user, day_id=day_id)


@router.get("/outreach-areas", response=list[place_schemas.AreaOut])
@api_may("outreach.view")
def areas(request: Request, region: str = "") -> list[Any]:
    """What is in each area directly below a region; empty is the caller's own."""
    code = region or request.user.region_code
    return queries.areas(viewer=request.user, region_code=code)


@router.get("/outreach-gaps", response=place_schemas.GapsOut)
@api_may("outreach.view")
def gaps(request: Request) -> dict[str, Any]:
    """Where somebody is missing."""
    found = queries.gaps(viewer=request.user, on=timezone.localdate())
    return {
        "without_cadre": {code: count for code, _name, count in found.without_cadre},
        "above_load": [one.pk for one, _held in found.above_load],
        "untrained": [one.pk for one in found.untrained],
        "full": [one.pk for one, _held in found.full],
    }


@router.get("/outreach-figures", response=place_schemas.FiguresOut)
@api_may("outreach.view")
def figures(request: Request, since: date, until: date) -> dict[str, Any]:
    """Outreach between two days."""
    return asdict(queries.figures(viewer=request.user, since=since, until=until))


@router.get("/cadres/{cadre_id}/assignment")
@api_may("outreach.see")
def assignment(request: Request, cadre_id: int) -> HttpResponse:
    """The letter that says who a cadre is, as PDF."""
    content = papers.assignment(viewer=request.user, cadre_id=cadre_id, on=timezone.localdate())
    return HttpResponse(content, content_type=documents.MEDIA_TYPE)
