"""Referrals and the trail of a case for programs: send its person on, read what came back, and who did what."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from ninja import Router, Schema, Status
from ninja.pagination import paginate

from lumbung.cases import actions, queries
from lumbung.core.api import api_may
from lumbung.core.views import Request
from lumbung.referrals import actions as referrals
from lumbung.referrals.models import Urgency

router = Router(tags=["cases"])


class SpokenIn(Schema):
    """Who agrees to which data going there."""

    given_by: str
    relation: str = "self"
    parts: list[str]
    sign: str = "signature"
    witness: str = ""


class CaseReferralIn(Schema):
    """Where somebody is sent and why. Without `consent` the institution learns that somebody comes."""

    institution_id: int
    words: str
    service: str = ""
    urgency: str = str(Urgency.SOON)
    consent: SpokenIn | None = None
    ground_said: str = ""


class CaseReferralOut(Schema):
    """A referral with its answer, for those who may read the case."""

    id: int
    number: str
    institution: str
    status: str
    due_on: date
    reason: str
    result: str

    @staticmethod
    def resolve_institution(one: Any) -> str:
        """By its name."""
        return one.institution.name


@router.get("/cases/{case_id}/referrals", response=list[CaseReferralOut])
@api_may("cases.view")
def referrals_of_case(request: Request, case_id: int) -> Any:
    """404 behind the wall."""
    return queries.referrals_of(viewer=request.user, case_id=case_id)


class EventOut(Schema):
    """One change: when, who, what of which table, why and by which door. Not what stood there."""

    at: datetime
    actor_name: str
    action: str
    table_name: str
    record_id: str
    reason: str
    via: str


@router.get("/cases/{case_id}/trail", response=list[EventOut])
@paginate
@api_may("cases.view")
def trail(request: Request, case_id: int) -> Any:
    """Who did what, for the team of the case; 404 for everybody else."""
    return queries.trail_of(viewer=request.user, case_id=case_id)


@router.post("/cases/{case_id}/referrals", response={201: CaseReferralOut})
@api_may("cases.work")
def refer_person(request: Request, case_id: int, told: CaseReferralIn) -> Status[Any]:
    """Send the person of a case on; the same again is the same referral."""
    agreement = referrals.Agreement(**told.consent.dict()) if told.consent else None
    given: dict[str, Any] = {"case_id": case_id, "by": request.user, "on": timezone.localdate()}
    return Status(201, actions.refer_person(**told.dict(exclude={"consent"}), agreement=agreement, **given))
