"""Aid in goods for programs: ask, assess, decide, allot, fit, hand over, visit; and the stock."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile
from ninja.pagination import paginate

from lumbung.core.api import api_may
from lumbung.core.refusals import NotFound
from lumbung.core.views import Request
from lumbung.in_kind import actions, kinds, queries, words
from lumbung.in_kind.models import Evidence, FollowUp, Handover
from lumbung.in_kind.models import Request as Asked

router = Router(tags=["in-kind"])


class KindOut(Schema):
    """A kind: whom it is for, what can be asked for, the questions and steps."""

    name: str
    title: str
    of: str
    items: list[str]
    questions: list[str]
    steps: list[str]


class RequestOut(Schema):
    """A request. No name and no number: ask the registry, with a purpose."""

    id: int
    kind: str
    item: str
    size: int
    status: str
    family_id: int
    person_id: int | None
    region_code: str
    filed_on: date
    rupiah: int
    points: int | None
    place: int | None
    tied: int | None
    said: str


class RequestIn(Schema):
    """What is asked for, and on whose word; devices are for a person, a house for its family."""

    kind: str
    item: str
    family_id: int
    person_id: int | None = None
    told_by: str
    statement: str


class AssessmentIn(Schema):
    """An answer for every question of the kind: the name of a choice, or a whole number."""

    answers: dict[str, str]


class DecideIn(Schema):
    """Which requests; a refusal carries a sentence."""

    request_ids: list[int]
    said: str = ""


class SaidIn(Schema):
    """One sentence."""

    said: str


class PlaceOut(Schema):
    """One place of a waiting list, with the number of those that are equal in points and day."""

    request_id: int
    item: str
    size: int
    place: int
    tied: int
    points: int
    filed_on: date


class AllotIn(Schema):
    """From which region's stores, for whom in it."""

    region_code: str
    item: str = ""
    most: int | None = None


class AllottedOut(Schema):
    """What was set aside, and how many still wait."""

    done: list[int]
    waiting: int


class StepIn(Schema):
    """One step of fitting or building."""

    step: str
    said: str = ""


class HandoverIn(Schema):
    """Who received it and how it was signed; a thumb or a typed name has a witness.

    `drawn` is a signature drawn on a screen, as `data:image/png;base64,…`.
    """

    receiver: str
    relation: Handover.Relation
    sign: Handover.Sign
    witness: str = ""
    drawn: str = ""


class VisitIn(Schema):
    """What a visit found; anything but used or repaired says why."""

    outcome: FollowUp.Outcome
    said: str = ""


class VisitOut(Schema):
    """A visit that is due or was made."""

    id: int
    request_id: int
    due_on: date
    visited_on: date | None
    outcome: str
    said: str


class LotOut(Schema):
    """Goods of one delivery in one store."""

    id: int
    region_code: str
    store: str
    kind: str
    item: str
    size: int
    batch: str
    supplier: str
    serial: str
    received_on: date
    on_hand: int
    reserved: int
    issued: int
    free: int


class DeliveryIn(Schema):
    """One line of a delivery note; the same note again comes once."""

    region_code: str
    store: str
    kind: str
    item: str
    supplier: str
    quantity: int
    note: str
    size: int = 0
    batch: str = ""
    serial: str = ""


class StockFileIn(Schema):
    """Where a list of goods goes."""

    region_code: str
    store: str
    kind: str


class CorrectionIn(Schema):
    """A count that differs: fewer is negative."""

    difference: int
    reason: str


class CorrectionOut(Schema):
    """A correction and what became of it."""

    id: int
    lot_id: int
    difference: int
    reason: str
    status: str


@router.get("/in-kind/kinds", response=list[KindOut])
@api_may("in_kind.view")
def list_kinds(request: Request) -> Any:
    """Every kind, as its folder tells it."""
    found = [kinds.find(name) for name in kinds.names()]
    return [
        KindOut(
            name=one.name,
            title=words.title(one),
            of=one.of,
            items=[item.name for item in one.askable()],
            questions=[question.name for question in one.questions],
            steps=[step.name for step in one.steps],
        )
        for one in found
    ]


@router.get("/in-kind/requests", response=list[RequestOut])
@paginate
@api_may("in_kind.view")
def list_requests(request: Request, status: str = "", kind: str = "") -> Any:
    """In reach, the newest first."""
    found = queries.requests(viewer=request.user)
    found = found.filter(status=status) if status else found
    return found.filter(kind=kind) if kind else found


@router.get("/in-kind/requests/{request_id}", response=RequestOut)
@api_may("in_kind.view")
def get_request(request: Request, request_id: int) -> Any:
    """404 outside the caller's reach."""
    return queries.request(viewer=request.user, request_id=request_id)


@router.post("/in-kind/requests", response={201: RequestOut})
@api_may("in_kind.request")
def file_request(request: Request, told: RequestIn) -> Status[Asked]:
    """Ask for something."""
    return Status(201, actions.file_request(**told.dict(), by=request.user, on=timezone.localdate()))


@router.post("/in-kind/requests/{request_id}/evidence", response={201: int})
@api_may("in_kind.view")
def add_evidence(request: Request, request_id: int, kind: Form[Evidence.Kind], file: File[UploadedFile]) -> Status[int]:
    """A photo or a scan."""
    told = {"request_id": request_id, "kind": kind, "content": file.read()}
    return Status(201, actions.add_evidence(**told, by=request.user).pk)


@router.post("/in-kind/requests/{request_id}/assessment", response=RequestOut)
@api_may("in_kind.assess")
def assess(request: Request, request_id: int, told: AssessmentIn) -> Any:
    """What was seen and measured."""
    return actions.assess(request_id=request_id, answers=told.answers, by=request.user, on=timezone.localdate())


@router.post("/in-kind/decisions/approve", response=list[int])
@api_may("in_kind.approve")
def approve(request: Request, told: DecideIn) -> Any:
    """Put them on the waiting list; by another person than the one who assessed."""
    return actions.approve_requests(request_ids=told.request_ids, by=request.user, on=timezone.localdate())


@router.post("/in-kind/decisions/refuse", response=list[int])
@api_may("in_kind.approve")
def refuse(request: Request, told: DecideIn) -> Any:
    """Refuse them with a sentence."""
    return actions.refuse_requests(**told.dict(), by=request.user, on=timezone.localdate())


@router.post("/in-kind/requests/{request_id}/reopen", response=RequestOut)
@api_may("in_kind.approve")
def reopen(request: Request, request_id: int, told: SaidIn) -> Any:
    """Back to another assessment."""
    return actions.reopen(request_id=request_id, said=told.said, by=request.user)


@router.post("/in-kind/requests/{request_id}/withdraw", response=RequestOut)
@api_may("in_kind.request")
def withdraw(request: Request, request_id: int, told: SaidIn) -> Any:
    """The family no longer wants it."""
    on = timezone.localdate()
    return actions.withdraw_request(request_id=request_id, said=told.said, by=request.user, on=on)


@router.get("/in-kind/kinds/{kind}/waiting-list", response=list[PlaceOut])
@paginate
@api_may("in_kind.view")
def waiting_list(request: Request, kind: str, region_code: str = "", item: str = "") -> Any:
    """By place, ties told."""
    if kind not in kinds.names():
        raise NotFound(kind)
    told: dict[str, Any] = {"kind": kind, "region_code": region_code, "item": item, "on": timezone.localdate()}
    return queries.waiting_list(viewer=request.user, **told).sort("item", "place").to_dicts()


@router.post("/in-kind/kinds/{kind}/allot", response=AllottedOut)
@api_may("in_kind.allot")
def allot(request: Request, kind: str, told: AllotIn) -> Any:
    """Set goods aside by place."""
    return actions.allot(kind=kind, **told.dict(), by=request.user, on=timezone.localdate())


@router.post("/in-kind/requests/{request_id}/free", response=RequestOut)
@api_may("in_kind.allot")
def free(request: Request, request_id: int, told: SaidIn) -> Any:
    """Give back what was set aside."""
    return actions.free_request(request_id=request_id, said=told.said, by=request.user, on=timezone.localdate())


@router.post("/in-kind/requests/{request_id}/steps", response=RequestOut)
@api_may("in_kind.hand_over")
def note_step(request: Request, request_id: int, told: StepIn) -> Any:
    """One step is done."""
    return actions.note_step(request_id=request_id, **told.dict(), by=request.user, on=timezone.localdate())


@router.post("/in-kind/requests/{request_id}/handover", response=RequestOut)
@api_may("in_kind.hand_over")
def hand_over(request: Request, request_id: int, told: HandoverIn) -> Any:
    """In the hands of the family."""
    actions.hand_over(request_id=request_id, **told.dict(), by=request.user, on=timezone.localdate())
    return queries.request(viewer=request.user, request_id=request_id)


@router.get("/in-kind/visits", response=list[VisitOut])
@paginate
@api_may("in_kind.view")
def list_visits(request: Request) -> Any:
    """Visits whose day has come."""
    return queries.visits_due(viewer=request.user, on=timezone.localdate())


@router.post("/in-kind/visits/{visit_id}", response=VisitOut)
@api_may("in_kind.hand_over")
def note_visit(request: Request, visit_id: int, told: VisitIn) -> Any:
    """What a visit found."""
    return actions.note_visit(visit_id=visit_id, **told.dict(), by=request.user, on=timezone.localdate())


@router.get("/in-kind/stock", response=list[LotOut])
@paginate
@api_may("in_kind.view")
def list_stock(request: Request, kind: str = "") -> Any:
    """Lots in reach."""
    found = queries.lots(viewer=request.user)
    return found.filter(kind=kind) if kind else found


@router.post("/in-kind/stock", response={201: LotOut})
@api_may("in_kind.stock")
def receive(request: Request, told: DeliveryIn) -> Status[Any]:
    """Goods come into a store."""
    return Status(201, actions.receive(**told.dict(), by=request.user, on=timezone.localdate()))


@router.post("/in-kind/stock/file", response=int)
@api_may("in_kind.stock")
def import_stock(request: Request, told: Form[StockFileIn], file: File[UploadedFile]) -> Any:
    """A list of goods as CSV or XLSX; how many lines were new."""
    with tempfile.NamedTemporaryFile(suffix=".tmp") as kept:
        kept.write(file.read())
        kept.flush()
        given = {"path": Path(kept.name), **told.dict(), "on": timezone.localdate()}
        return actions.import_stock(by=request.user, **given)


@router.post("/in-kind/stock/{lot_id}/corrections", response={201: CorrectionOut})
@api_may("in_kind.stock")
def ask_correction(request: Request, lot_id: int, told: CorrectionIn) -> Status[Any]:
    """Somebody counted otherwise."""
    made = actions.ask_correction(lot_id=lot_id, **told.dict(), by=request.user, on=timezone.localdate())
    return Status(201, made)


@router.post("/in-kind/corrections/{correction_id}/{act}", response=CorrectionOut)
@api_may("in_kind.correct")
def decide_correction(request: Request, correction_id: int, act: str) -> Any:
    """`agree` or `refuse`, by another person than the one who asked."""
    if act not in ("agree", "refuse"):
        raise NotFound(act)
    told: dict[str, Any] = {"correction_id": correction_id, "agree": act == "agree", "on": timezone.localdate()}
    return actions.decide_correction(**told, by=request.user)
