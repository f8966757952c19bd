"""Plans, goals and what is given, for programs."""

from datetime import date
from typing import Any

from django.utils import timezone
from ninja import Router, Schema, Status

from lumbung.cases import actions, queries
from lumbung.cases.models import Aid, Goal, Plan, Progress
from lumbung.core.api import api_may
from lumbung.core.views import Request

router = Router(tags=["care plans"])


class PlanOut(Schema):
    """One version of a plan."""

    id: int
    case_id: int
    version: int
    status: str
    wish: str
    until: date
    budget: int
    fund_id: int | None
    said: str
    approved_on: date | None


class PlanIn(Schema):
    """What the person wishes in their own words, until when the plan holds, what it may give from which fund."""

    wish: str
    until: date
    budget: int = 0
    fund_id: int | None = None


class GoalOut(Schema):
    """One goal of a plan."""

    id: int
    number: int
    component: str
    therapy: str
    aim: str
    measure: str
    who: str
    times: int
    per: str
    until: date


class GoalIn(Schema):
    """One goal; `component` is one of the seven of ATENSI, `therapy` one of the four or empty."""

    component: str
    aim: str
    measure: str
    who: str
    until: date
    times: int = 1
    per: Goal.Per = Goal.Per.WEEK
    therapy: str = ""


class SaidIn(Schema):
    """One sentence."""

    said: str


class ProgressIn(Schema):
    """How far a goal has come."""

    reached: Progress.Reached
    words: str


class AidIn(Schema):
    """What is given, with its value in whole rupiah."""

    kind: Aid.Kind
    what: str
    rupiah: int
    goal_id: int | None = None


class AidOut(Schema):
    """What was given, or goes with a payment cycle."""

    id: int
    case_id: int
    kind: str
    status: str
    what: str
    rupiah: int
    on: date
    cycle_id: int | None


class PayIn(Schema):
    """From which fund, for whom."""

    fund_id: int
    region_code: str


@router.get("/cases/{case_id}/plans", response=list[PlanOut])
@api_may("cases.view")
def list_plans(request: Request, case_id: int) -> list[Plan]:
    """Every version, the newest first; 404 outside the caller's reach or team."""
    queries.case(viewer=request.user, case_id=case_id)
    return queries.plans_of(viewer=request.user, case_id=case_id)


@router.post("/cases/{case_id}/plans", response={201: PlanOut})
@api_may("cases.plan")
def draft_plan(request: Request, case_id: int, told: PlanIn) -> Status[Plan]:
    """Begin a plan or its next version, or change one's own draft."""
    made = actions.draft_plan(case_id=case_id, **told.dict(), by=request.user, on=timezone.localdate())
    return Status(201, made)


@router.get("/case-plans/{plan_id}/goals", response=list[GoalOut])
@api_may("cases.view")
def list_goals(request: Request, plan_id: int) -> list[Goal]:
    """In their order."""
    plan = queries.plan(viewer=request.user, plan_id=plan_id)
    return queries.goals_of(viewer=request.user, plan_id=plan.pk)


@router.post("/case-plans/{plan_id}/goals", response={201: GoalOut})
@api_may("cases.plan")
def add_goal(request: Request, plan_id: int, told: GoalIn) -> Status[Goal]:
    """One more goal in a draft."""
    return Status(201, actions.add_goal(plan_id=plan_id, **told.dict(), by=request.user))


@router.post("/case-goals/{goal_id}/drop", response={204: None})
@api_may("cases.plan")
def drop_goal(request: Request, goal_id: int) -> Status[None]:
    """Strike it out of a draft."""
    actions.drop_goal(goal_id=goal_id, by=request.user)
    return Status(204, None)


@router.post("/case-plans/{plan_id}/submit", response=PlanOut)
@api_may("cases.plan")
def submit_plan(request: Request, plan_id: int) -> Plan:
    """To the one who approves."""
    return actions.submit_plan(plan_id=plan_id, by=request.user)


@router.post("/case-plans/{plan_id}/approve", response=PlanOut)
@api_may("cases.approve_plan")
def approve_plan(request: Request, plan_id: int) -> Plan:
    """By another person than the drafter."""
    return actions.approve_plan(plan_id=plan_id, by=request.user, on=timezone.localdate())


@router.post("/case-plans/{plan_id}/return", response=PlanOut)
@api_may("cases.approve_plan")
def return_plan(request: Request, plan_id: int, told: SaidIn) -> Plan:
    """Back to the drafter with a reason."""
    return actions.return_plan(plan_id=plan_id, said=told.said, by=request.user)


@router.post("/case-plans/{plan_id}/withdraw", response=PlanOut)
@api_may("cases.plan")
def withdraw_plan(request: Request, plan_id: int) -> Plan:
    """The draft is given up."""
    return actions.withdraw_plan(plan_id=plan_id, by=request.user)


@router.post("/case-goals/{goal_id}/progress", response={201: int})
@api_may("cases.plan")
def note_progress(request: Request, goal_id: int, told: ProgressIn) -> Status[int]:
    """Sent twice it is one note; answers its number."""
    made = actions.note_progress(goal_id=goal_id, **told.dict(), by=request.user, on=timezone.localdate())
    return Status(201, made.pk)


@router.get("/cases/{case_id}/aids", response=list[AidOut])
@api_may("cases.view")
def list_aids(request: Request, case_id: int) -> Any:
    """What was given by all versions of the plan."""
    case = queries.case(viewer=request.user, case_id=case_id)
    return list(queries.aids_of(case_id=case.pk))


@router.post("/cases/{case_id}/aids", response={201: AidOut})
@api_may("cases.plan")
def give(request: Request, case_id: int, told: AidIn) -> Status[Aid]:
    """Within the approved budget."""
    made = actions.give(case_id=case_id, **told.dict(), by=request.user, on=timezone.localdate())
    return Status(201, made)


@router.post("/case-aids/{aid_id}/cancel", response=AidOut)
@api_may("cases.plan")
def cancel_aid(request: Request, aid_id: int, told: SaidIn) -> Aid:
    """It was not given after all."""
    return actions.cancel_aid(aid_id=aid_id, said=told.said, by=request.user)


@router.post("/case-aids/pay", response={201: int})
@api_may("cases.pay_aids")
def pay_aids(request: Request, told: PayIn) -> Status[int]:
    """All money that waits, as one draft cycle; answers its number."""
    return Status(201, actions.pay_aids(**told.dict(), by=request.user, on=timezone.localdate()).pk)
