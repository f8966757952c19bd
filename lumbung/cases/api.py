"""Cases for programs: refer, read, go on."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Router, Schema, Status
from ninja.pagination import paginate

from lumbung.cases import (
    actions,
    assessment_api,
    conference_api,
    plan_api,
    ppks,
    queries,
    referral_api,
    supervision_api,
    words,
    work_api,
)
from lumbung.cases.models import Case
from lumbung.cases.schemas import CaseOut, SaidIn
from lumbung.core.api import api_may
from lumbung.core.views import Request

router = Router(tags=["cases"])
router.add_router("", assessment_api.router)
router.add_router("", plan_api.router)
router.add_router("", work_api.router)
router.add_router("", conference_api.router)
router.add_router("", referral_api.router)
router.add_router("", supervision_api.router)


class CaseIn(Schema):
    """Who needs what; of somebody without a record a name and a region."""

    cluster: str
    ppks: str
    need: str
    person_id: int | None = None
    called: str = ""
    region_code: str = ""
    referred_by: str = ""
    sensitive: bool = False
    mode: Case.Mode = Case.Mode.FAMILY
    mode_reason: str = ""
    centre: str = ""
    request_key: UUID | None = None


class ReceivedOut(Schema):
    """That a referral was received; its number only for those who may see the case."""

    received: bool = True
    id: int | None = None


class StepIn(Schema):
    """Which step is over; `to` where it may lead to several."""

    step: str
    said: str = ""
    to: str = ""


class SkipIn(Schema):
    """Why a step is left out."""

    step: str
    reason: str
    to: str = ""


class KindOut(Schema):
    """One kind of PPKS: its number in the regulation, who serves it (none: another office), and its criteria."""

    name: str
    number: int
    title: dict[str, str]
    cluster: str
    youngest: int | None
    oldest: int | None
    fact: str
    certainty: str


class UrgentOut(Schema):
    """What cannot wait."""

    id: int
    case_id: int
    title: str
    due_at: datetime
    done_at: datetime | None


@router.get("/cases", response=list[CaseOut])
@paginate
@api_may("cases.view")
def list_cases(request: Request, status: str = "", cluster: str = "") -> Any:
    """Those that the caller may know of, the newest first."""
    found = queries.cases(viewer=request.user)
    found = found.filter(status=status) if status else found
    return found.filter(cluster=cluster) if cluster else found


@router.get("/cases/{case_id}", response=CaseOut)
@api_may("cases.view")
def get_case(request: Request, case_id: int) -> Any:
    """404 outside the caller's reach and behind the wall alike."""
    return queries.case(viewer=request.user, case_id=case_id)


@router.post("/cases", response={201: ReceivedOut})
@api_may("cases.open")
def open_case(request: Request, told: CaseIn) -> Status[ReceivedOut]:
    """Refer somebody."""
    made = actions.open_case(**told.dict(), by=request.user, on=timezone.localdate())
    seen = request.user.may("cases.view") and Case.objects.visible_to(request.user).filter(pk=made.pk).exists()
    return Status(201, ReceivedOut(id=made.pk if seen else None))


@router.post("/cases/{case_id}/finish", response=CaseOut)
@api_may("cases.work")
def finish_step(request: Request, case_id: int, told: StepIn) -> Any:
    """The step is done."""
    return actions.finish_step(case_id=case_id, **told.dict(), by=request.user, on=timezone.localdate())


@router.post("/cases/{case_id}/skip", response=CaseOut)
@api_may("cases.supervise")
def skip_step(request: Request, case_id: int, told: SkipIn) -> Any:
    """The step is left out, with a signature."""
    return actions.skip_step(case_id=case_id, **told.dict(), by=request.user, on=timezone.localdate())


@router.get("/ppks", response=list[KindOut])
@api_may("cases.open")
def list_kinds(request: Request) -> Any:
    """The 26 kinds of PPKS with their criteria."""
    return [
        KindOut(name=one.name, number=one.number, title=dict(one.words), cluster=words.cluster_of(one),
                youngest=one.youngest, oldest=one.oldest, fact=one.fact, certainty=one.certainty)
        for one in ppks.kinds().values()
    ]  # fmt: skip


@router.get("/urgent-tasks", response=list[UrgentOut])
@paginate
@api_may("cases.view")
def list_urgent_tasks(request: Request) -> Any:
    """The most pressing first."""
    return queries.urgent_tasks(viewer=request.user)


@router.post("/urgent-tasks/{task_id}", response=UrgentOut)
@api_may("cases.work")
def finish_urgent_task(request: Request, task_id: int, told: SaidIn) -> Any:
    """What was done."""
    return actions.finish_urgent_task(task_id=task_id, said=told.said, by=request.user, at=timezone.now())
