"""Verification by sample for programs: draw, read the tasks, send answers, read what came out."""

from datetime import date
from typing import Any

import polars as pl
from django.utils import timezone
from ninja import Router, Schema, Status
from ninja.pagination import paginate

from lumbung.core.api import api_may
from lumbung.core.views import Request
from lumbung.payments import actions, queries
from lumbung.payments.models import Sample, SampleEntry

router = Router(tags=["samples"])
DATES = {"entry": pl.Int64, "amount": pl.Int64, "cut": pl.Int64, "received_on": pl.Date}


class SampleIn(Schema):
    """Margin and confidence in hundredths of a percent (500 is 5 %)."""

    cycle_id: int
    margin_bp: int = 500
    confidence_bp: int = 9_500
    seed: str
    way: Sample.Way = Sample.Way.VISIT


class SampleOut(Schema):
    """A sample, with everything needed to draw it again."""

    id: int
    cycle_id: int
    region_code: str
    margin_bp: int
    confidence_bp: int
    seed: str
    way: str
    population: int
    size: int
    frame_ref: str
    on: date


class TaskOut(Schema):
    """Whom to ask: the family, never the booked amount."""

    id: int
    sample_id: int
    family_id: int
    region_code: str
    way: str
    message: str
    sent_on: date | None
    received: str

    @staticmethod
    def resolve_family_id(entry: SampleEntry) -> int:
        """Of the payment that was drawn."""
        return entry.line.family_id


class AnswerIn(Schema):
    """What one recipient said; rupiah in whole numbers."""

    entry: int
    received: SampleEntry.Received
    amount: int | None = None
    received_on: date | None = None
    cut: int | None = None
    held_by: str = ""
    said: str = ""


class ShareOut(Schema):
    """A share of the answers with Wilson's interval; null where nobody answered."""

    yes: int
    asked: int
    share: float | None
    low: float | None
    high: float | None


class ResultOut(Schema):
    """One stratum, or all together where `stratum` is empty."""

    stratum: str
    drawn: int
    answered: int
    received: ShareOut
    uncut: ShareOut
    own_card: ShareOut


class FindingOut(Schema):
    """What differs: rupiah told and booked, and the number of the payment."""

    id: int
    entry_id: int
    kind: str
    told: int | None
    booked: int
    status: str
    payment: str
    found_on: date

    @staticmethod
    def resolve_payment(finding: Any) -> str:
        """As the bank knows it."""
        return finding.entry.line.end_to_end_id


class SettleIn(Schema):
    """What came of it."""

    confirmed: bool
    said: str


@router.get("/samples", response=list[SampleOut])
@paginate
@api_may("payments.view")
def list_samples(request: Request) -> Any:
    """In reach, the newest first."""
    return queries.samples(viewer=request.user)


@router.post("/samples", response={201: SampleOut})
@api_may("payments.draw_sample")
def draw_sample(request: Request, told: SampleIn) -> Status[Sample]:
    """Draw; the same seed and margin again is the same sample."""
    return Status(201, actions.draw_sample(**told.dict(), by=request.user, on=timezone.localdate()))


@router.get("/samples/tasks", response=list[TaskOut])
@paginate
@api_may("payments.answer_sample")
def list_tasks(request: Request) -> Any:
    """Whom to ask in the caller's area, answered ones included."""
    return queries.entries(viewer=request.user)


@router.post("/samples/answers", response=int)
@api_may("payments.answer_sample")
def answer(request: Request, told: list[AnswerIn]) -> Any:
    """What recipients said, one or thousands; how many were new."""
    rows = pl.DataFrame([one.dict() for one in told], schema_overrides=DATES)
    if rows.is_empty():
        return 0
    return actions.answer_entries(rows=rows, by=request.user, on=timezone.localdate())


@router.get("/samples/{sample_id}/result", response=list[ResultOut])
@api_may("payments.view")
def get_result(request: Request, sample_id: int) -> Any:
    """All together first, then by region."""
    return queries.result(sample=queries.sample(viewer=request.user, sample_id=sample_id))


@router.get("/samples/{sample_id}/redrawn", response=bool)
@api_may("payments.view")
def get_redrawn(request: Request, sample_id: int) -> Any:
    """Draw again from the frozen list: whether the same payments come out."""
    return queries.redrawn(sample=queries.sample(viewer=request.user, sample_id=sample_id))


@router.get("/samples/findings", response=list[FindingOut])
@paginate
@api_may("payments.view")
def list_findings(request: Request) -> Any:
    """In reach; what waits for an officer first."""
    return queries.sample_findings(viewer=request.user)


@router.post("/samples/findings/{finding_id}/settle", response=FindingOut)
@api_may("payments.settle_sample")
def settle(request: Request, finding_id: int, told: SettleIn) -> Any:
    """By another person than the one who noted the answer."""
    return actions.settle_sample_finding(finding_id=finding_id, **told.dict(), by=request.user, on=timezone.localdate())
