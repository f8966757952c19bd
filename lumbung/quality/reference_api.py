"""References for programs: what they said, asking about one person or a region, settling a difference."""

from datetime import date, datetime

from django.utils import timezone
from ninja import Query, Router, Schema, Status

from lumbung.core.api import api_may
from lumbung.core.models import Job
from lumbung.core.views import Request
from lumbung.quality import actions, queries
from lumbung.quality.models import ReferenceResult

router = Router(tags=["references"])
MOST = 500


class ResultOut(Schema):
    """What one reference says about one field of one person; the value itself is never told."""

    id: int
    person_id: int
    reference: str
    field: str
    result: str
    status: str
    answered_at: datetime
    settled_because: str


class AskIn(Schema):
    """Which reference, and what for."""

    reference: str
    purpose: str


class RegionIn(AskIn):
    """Everybody of a region who was not answered since that day."""

    region_code: str
    since: date


class JobOut(Schema):
    """A job that asks chunk by chunk."""

    id: int
    status: str
    done: int
    total: int
    error: str


class SeenIn(Schema):
    """What somebody found."""

    why: str


@router.get("/reference-results", response=list[ResultOut], summary="What references said")
@api_may("quality.view")
def results(request: Request, status: str = "open", person: int | None = None, limit: int = Query(100, ge=1)) -> list:
    """The newest first; `status` is open, settled, fine, or empty for all."""
    found = queries.reference_results(viewer=request.user, person_id=person)
    return list((found.filter(status=status) if status else found)[: min(limit, MOST)])


@router.post("/persons/{person_id}/reference-results", response=list[ResultOut], summary="Ask about one person")
@api_may("quality.ask_reference")
def ask(request: Request, person_id: int, asked: AskIn) -> list[ReferenceResult]:
    """Field by field; nothing in the registry changes."""
    told = {"person_id": person_id, "at": timezone.now(), **asked.dict()}
    return actions.ask_reference(by=request.user, **told)


@router.post("/reference-checks", response={202: JobOut}, summary="Ask about a region")
@api_may("quality.ask_reference")
def check(request: Request, asked: RegionIn) -> Status[Job]:
    """In the background, chunk by chunk."""
    return Status(202, actions.start_reference_check(by=request.user, **asked.dict()))


@router.get("/reference-checks/{int:job_id}", response=JobOut, summary="How far it is")
@api_may("quality.view")
def progress(request: Request, job_id: int) -> Job:
    """One job."""
    return queries.reference_job(viewer=request.user, job_id=job_id)


@router.post("/reference-results/{int:result_id}/settle", response=ResultOut, summary="A difference was looked at")
@api_may("quality.ask_reference")
def settle(request: Request, result_id: int, seen: SeenIn) -> ReferenceResult:
    """With what was found."""
    return actions.settle_reference(result_id=result_id, why=seen.why, by=request.user)
