"""Conditions, sanctions, mentoring and leaving for other systems: the same queries and actions as the pages."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile

from lumbung.core.api import api_may
from lumbung.programmes import actions, care_queries, duty_queries, leaving_queries
from lumbung.programmes.models import (
    Appeal,
    Departure,
    Duty,
    DutyList,
    DutyListRow,
    HandOver,
    Recertification,
    Sanction,
)

router = Router(tags=["conditions"])
MOST = 500


class DutyOut(Schema):
    """One condition that one member owes in a month; nulls are not known."""

    id: int
    family_id: int
    person_id: int
    condition: str
    month: date
    kept: bool | None
    effective_days: int | None
    present_days: int | None
    sick_days: int | None
    pregnancy_month: int | None
    exemption: str
    evidence: str


class DutyIn(Schema):
    """What is known of one duty."""

    id: int
    kept: bool | None = None
    effective_days: int | None = None
    present_days: int | None = None
    sick_days: int | None = None
    pregnancy_month: int | None = None
    exemption: str = ""
    evidence: str = ""


class MonthIn(Schema):
    """The first day of a month, and an area (empty: the caller's own)."""

    month: date
    region_code: str = ""


class ChangedOut(Schema):
    """How many records are new or changed."""

    changed: int


class QuarterIn(Schema):
    """A quarter such as `2026-Q1`, and an area (empty: the caller's own)."""

    quarter: str
    region_code: str = ""


class VerifiedOut(Schema):
    """Verdicts by outcome, and families for which a sanction was proposed."""

    met: int
    not_met: int
    unknown: int
    sanctions: int


class SanctionOut(Schema):
    """A sanction with what it rests on."""

    id: int
    family_id: int
    quarter: date
    step: str
    percent: int
    since: date
    until: date
    status: str
    because: list[dict[str, Any]]


class ReasonIn(Schema):
    """A reason that the family may read."""

    why: str


class AppealIn(Schema):
    """Why the family objects; `channel` is citizen or facilitator."""

    words: str
    channel: str = "facilitator"
    exemption: str = ""


class AppealOut(Schema):
    """An appeal and what became of it."""

    id: int
    sanction_id: int
    status: str
    due_on: date
    answer: str


class AnswerIn(Schema):
    """The decision on an appeal."""

    granted: bool
    answer: str


class ListOut(Schema):
    """A list and what came of it."""

    id: int
    kind: str
    status: str
    rows: int
    matched: int
    changed: int
    columns: dict[str, Any]


class ListIn(Schema):
    """What kind of list: `school`, or `health` with its condition; of which month."""

    kind: str
    month: date
    condition: str = ""


class ColumnsIn(Schema):
    """What each column is; nothing leaves the proposal as it is."""

    columns: dict[str, str] | None = None
    effective_days: int | None = None


class RowLeftOut(Schema):
    """A row that changed nothing, and why."""

    row: int
    reason: str


class DepartureOut(Schema):
    """A way out and where it stands."""

    id: int
    family_id: int
    route: str
    status: str
    found_on: date
    decided_on: date | None


class DepartureIn(Schema):
    """Why a family leaves; a village decides with minutes."""

    route: str
    minutes: str = ""
    minutes_on: date | None = None


class RecertificationOut(Schema):
    """A family to look at again."""

    id: int
    family_id: int
    status: str
    due_on: date
    outcome: str


class VisitIn(Schema):
    """What a visit found."""

    outcome: str
    note: str = ""


class HandOverOut(Schema):
    """A person whom livelihoods may take up."""

    id: int
    family_id: int
    person_id: int
    scheme: str
    status: str


class VisitOut(Schema):
    """A family to visit, and why."""

    family_id: int
    village: str
    reasons: list[str]


@router.get("/duties", response=list[DutyOut], summary="Duties of a family in a month")
@api_may("programmes.view")
def duties(request: Any, family_id: int, month: date) -> list[Duty]:
    """Nulls are not known."""
    return duty_queries.duties(viewer=request.user, family_id=family_id, month=month)


@router.post("/duties/list", response=ChangedOut, summary="Write down what is owed in a month")
@api_may("programmes.enter_duties")
def list_duties(request: Any, given: MonthIn) -> dict[str, int]:
    """From who is enrolled and counted."""
    return {"changed": actions.list_duties(by=request.user, **given.dict())}


@router.put("/duties", response=ChangedOut, summary="Fill in duties")
@api_may("programmes.enter_duties")
def record(request: Any, given: list[DutyIn]) -> dict[str, int]:
    """The same again changes nothing."""
    filled = {one.id: one.dict(exclude={"id"}) for one in given}
    return {"changed": actions.record_duties(filled=filled, by=request.user, on=timezone.localdate())}


@router.post("/duty-lists", response={201: ListOut}, summary="Send a list of a school or a health post")
@api_may("programmes.enter_duties")
def send_list(request: Any, given: Form[ListIn], file: File[UploadedFile]) -> tuple[int, DutyList]:
    """Its columns are proposed; nothing is written before it is taken in."""
    with tempfile.NamedTemporaryFile() as kept:
        for block in file.chunks():
            kept.write(block)
        kept.flush()
        told = {**given.dict(), "name": Path(file.name or "").name, "by": request.user, "on": timezone.localdate()}
        return 201, actions.look_at_list(path=Path(kept.name), **told)


@router.post("/duty-lists/{list_id}/take", response=ListOut, summary="Take a list in")
@api_may("programmes.enter_duties")
def take_list(request: Any, list_id: int, given: ColumnsIn) -> DutyList:
    """Rows that found nobody stay listed."""
    return actions.take_list(list_id=list_id, by=request.user, on=timezone.localdate(), **given.dict())


@router.get("/duty-lists/{list_id}/rows-left", response=list[RowLeftOut], summary="Rows of a list that found nobody")
@api_may("programmes.enter_duties")
def rows_left(request: Any, list_id: int) -> list[DutyListRow]:
    """One by one, without names."""
    return list(duty_queries.rows_left(viewer=request.user, list_id=list_id))


@router.post("/conditions/verify", response=VerifiedOut, summary="Verify a quarter")
@api_may("programmes.verify_conditions")
def verify(request: Any, given: QuarterIn) -> dict[str, int]:
    """Sanctions that follow are proposed."""
    return actions.verify_quarter(by=request.user, on=timezone.localdate(), **given.dict())


@router.get("/sanctions", response=list[SanctionOut], summary="Sanctions")
@api_may("programmes.view")
def sanctions(request: Any, status: str = "", after: int = 0, limit: int = Query(100, ge=1)) -> list[Sanction]:
    """In the order of their ids; `after` is the last id seen."""
    found = duty_queries.sanctions(viewer=request.user).filter(pk__gt=after).order_by("pk")
    return list((found.filter(status=status) if status else found)[: max(1, min(limit, MOST))])


@router.post("/sanctions/{sanction_id}/sign", response=SanctionOut, summary="Sign a sanction")
@api_may("programmes.sign_sanction")
def sign(request: Any, sanction_id: int) -> Sanction:
    """Never by the one who proposed it."""
    actions.sign_sanctions(sanction_ids=[sanction_id], by=request.user, on=timezone.localdate())
    return duty_queries.sanction(viewer=request.user, sanction_id=sanction_id)


@router.post("/sanctions/{sanction_id}/dismiss", response=SanctionOut, summary="Do not sign a sanction")
@api_may("programmes.sign_sanction")
def dismiss(request: Any, sanction_id: int, given: ReasonIn) -> Sanction:
    """With the reason."""
    told: dict[str, Any] = {"sanction_id": sanction_id, "why": given.why, "on": timezone.localdate()}
    return actions.dismiss_sanction(by=request.user, **told)


@router.post("/sanctions/{sanction_id}/appeal", response={201: AppealOut}, summary="Object to a sanction")
@api_may("programmes.appeal")
def appeal(request: Any, sanction_id: int, given: AppealIn) -> tuple[int, Appeal]:
    """Until it is decided no money is withheld."""
    told: dict[str, Any] = {"sanction_id": sanction_id, "by": request.user, "on": timezone.localdate()}
    return 201, actions.appeal(**told, **given.dict())


@router.post("/appeals/{appeal_id}/decide", response=AppealOut, summary="Decide an appeal")
@api_may("programmes.decide_appeal")
def decide_appeal(request: Any, appeal_id: int, given: AnswerIn) -> Appeal:
    """By neither the signer nor the one who filed it."""
    told = {"appeal_id": appeal_id, "by": request.user, "on": timezone.localdate()}
    return actions.decide_appeal(**told, **given.dict())


@router.get("/day-plan", response=list[VisitOut], summary="Whom to visit on a day and why")
@api_may("programmes.care")
def day_plan(request: Any, on: date | None = None) -> list[dict[str, Any]]:
    """In the order of the way."""
    plan = care_queries.day_plan(viewer=request.user, on=on or timezone.localdate())
    return [{"family_id": one.family.pk, "village": one.village, "reasons": list(one.reasons)} for one in plan.visits]


@router.get("/departures", response=list[DepartureOut], summary="Families on the way out")
@api_may("programmes.view")
def departures(request: Any, status: str = "", limit: int = Query(100, ge=1)) -> list[Departure]:
    """The newest first."""
    found = leaving_queries.departures(viewer=request.user)
    return list((found.filter(status=status) if status else found)[: max(1, min(limit, MOST))])


@router.post("/families/{family_id}/departures", response={201: DepartureOut}, summary="Say that a family leaves")
@api_may("programmes.assess_departure")
def propose(request: Any, family_id: int, given: DepartureIn) -> tuple[int, Departure]:
    """Three people walk the rest."""
    told = {"family_id": family_id, "by": request.user, "on": timezone.localdate()}
    return 201, actions.propose_departure(**told, **given.dict())


@router.post("/departures/{departure_id}/assess", response=DepartureOut, summary="Say what was found in the field")
@api_may("programmes.assess_departure")
def assess(request: Any, departure_id: int, given: ReasonIn) -> Departure:
    """The first of three people."""
    told: dict[str, Any] = {"departure_id": departure_id, "what": given.why, "on": timezone.localdate()}
    return actions.assess_departure(by=request.user, **told)


@router.post("/departures/{departure_id}/verify", response=DepartureOut, summary="Verify an assessment")
@api_may("programmes.verify_departure")
def verify_departure(request: Any, departure_id: int) -> Departure:
    """The second of three people."""
    return actions.verify_departure(departure_id=departure_id, by=request.user, on=timezone.localdate())


@router.post("/departures/{departure_id}/decide", response=DepartureOut, summary="Decide that a family leaves")
@api_may("programmes.decide_departure")
def decide(request: Any, departure_id: int, given: ReasonIn) -> Departure:
    """The third of three people; the enrolment ends."""
    told: dict[str, Any] = {"departure_id": departure_id, "why": given.why, "on": timezone.localdate()}
    return actions.decide_departure(by=request.user, **told)


@router.get("/recertifications", response=list[RecertificationOut], summary="Families to look at again")
@api_may("programmes.view")
def recertifications(request: Any, limit: int = Query(100, ge=1)) -> list[Recertification]:
    """The longest due first."""
    return list(leaving_queries.recertifications(viewer=request.user)[: max(1, min(limit, MOST))])


@router.post("/recertifications/{recertification_id}/visit", response=RecertificationOut, summary="Say what was found")
@api_may("programmes.assess_departure")
def visit(request: Any, recertification_id: int, given: VisitIn) -> Recertification:
    """Who no longer fits is assessed for leaving."""
    told = {"recertification_id": recertification_id, "by": request.user, "on": timezone.localdate()}
    return actions.record_recertification(**told, **given.dict())


@router.get("/hand-overs", response=list[HandOverOut], summary="People whom livelihoods may take up")
@api_may("programmes.view")
def hand_overs(request: Any, limit: int = Query(100, ge=1)) -> list[HandOver]:
    """Those that wait first."""
    return list(leaving_queries.hand_overs(viewer=request.user)[: max(1, min(limit, MOST))])


@router.post("/hand-overs/{hand_over_id}/take", response=HandOverOut, summary="Take a person up")
@api_may("programmes.take_hand_over")
def take(request: Any, hand_over_id: int) -> HandOver:
    """Taken again it stays as it is."""
    return actions.take_hand_over(hand_over_id=hand_over_id, by=request.user, on=timezone.localdate())
