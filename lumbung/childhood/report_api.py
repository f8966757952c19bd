"""Reports of suspected abuse for programs: taken from everybody, read and acted on by their team."""

from base64 import b64encode
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, File, Form, Router, Schema, Status, UploadedFile
from ninja.pagination import paginate

from lumbung.childhood import actions, paper, queries
from lumbung.childhood.forms import LONGEST, OLDEST
from lumbung.childhood.models import SENDER, AbuseReport
from lumbung.core import senders
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.api import api_may
from lumbung.core.views import Request

router = Router(tags=["child protection"])


class ReportIn(Schema):
    """What is told of a child; times are the server's. `kinds`: physical, emotional, sexual, neglect."""

    happened: str
    kinds: list[str]
    danger: str = "unknown"
    suspect_is_guardian: str = "unknown"
    person_id: int | None = None
    called: str = ""
    age: int | None = None
    region_code: str = ""
    told_by: str = ""
    request_key: UUID | None = None


class ReceivedOut(Schema):
    """That a report was received and when; its number only for those who may see it."""

    received: bool = True
    received_at: datetime
    decide_by: datetime
    id: int | None = None


class CitizenReportIn(Schema):
    """What anybody tells of a child, without an account. `region_code`: the regency or city where the child is."""

    happened: str = Field(max_length=LONGEST)
    kinds: list[str] = Field(max_length=len(AbuseReport.Kind))
    danger: str = "unknown"
    suspect_is_guardian: str = "unknown"
    called: str = Field(max_length=120)
    age: int | None = Field(None, ge=0, le=OLDEST)
    region_code: str
    where: str = Field("", max_length=200)
    told_by: str = Field("", max_length=120)
    request_key: UUID


class CitizenReportOut(Schema):
    """That it was received, and until when somebody with a name decides. Nobody reads more here."""

    received: bool = True
    received_at: datetime
    decide_by: datetime


class ReportOut(Schema):
    """A report, for its team."""

    id: int
    case_id: int
    person_id: int | None
    kinds: list[str]
    danger: str
    suspect_is_guardian: str
    received_at: datetime
    decide_by: datetime
    decided_at: datetime | None
    status: str
    risk: str
    earlier: int


class SafetyIn(Schema):
    """Where the child is safe: home, plan, relative, safe_place or hospital. Whoever calls decides."""

    risk: str
    decision: str
    said: str


class SafetyOut(Schema):
    """Who decided what, and until when it holds."""

    id: int
    risk: str
    decision: str
    decided_by_id: int
    at: datetime
    until: datetime | None


class TellIn(Schema):
    """Who is told (police, health, legal), and what child and guardian said: yes, no, too_young, not_asked."""

    sector: str
    child: str
    guardian: str
    said: str
    place: str = ""
    institution_id: int | None = None


class ReferralOut(Schema):
    """Who was told, on which ground."""

    id: int
    sector: str
    place: str
    ground: str
    law: str
    at: datetime
    referral_id: int | None


class LookIn(Schema):
    """How another child is: safe, worry, danger or not_found."""

    answer: str
    said: str


class LookOut(Schema):
    """Another child of the household."""

    id: int
    person_id: int
    due_at: datetime
    answer: str


class ActOut(Schema):
    """One line of the timeline."""

    at: datetime
    who: str
    what: str
    said: str
    ref: str


class PaperOut(Schema):
    """A paper under its fingerprint."""

    id: int
    what: str
    ref: str


class PrintIn(Schema):
    """For whom the timeline is printed."""

    why: str


class PrintOut(Schema):
    """The PDF in base64, its fingerprint, and how many acts are on it."""

    id: int
    ref: str
    acts: int
    pdf: str


@router.post("/dreamstart/reports", response={201: ReceivedOut})
@api_may("childhood.report")
def take_report(request: Request, told: ReportIn) -> Status[ReceivedOut]:
    """Report suspected abuse; the same `request_key` again is the same report."""
    given = told.dict()
    key = given.pop("request_key")
    now = timezone.now()
    made = actions.take_report(told=actions.Told(**given), by=request.user, at=now, request_key=key)
    seen = request.user.may("childhood.protect") and queries.reports(viewer=request.user).filter(pk=made.pk).exists()
    number = made.pk if seen else None
    return Status(201, ReceivedOut(id=number, received_at=made.received_at, decide_by=made.decide_by))


@router.post("/child-reports", response={201: CitizenReportOut}, auth=None)
def tell_us(request: HttpRequest, told: CitizenReportIn) -> Status[CitizenReportOut]:
    """Report suspected abuse without an account; the same `request_key` again is the same report.

    Of one connection and of one regency so many are taken within an hour; beyond that the answer is 429.
    """
    given = told.dict()
    key, where, now = given.pop("request_key"), given.pop("where").strip(), timezone.now()
    given["happened"] += f" ({where})" if where else ""
    sender = senders.mark_of(request, at=now, purpose=SENDER)
    with acting(SYSTEM, via="api"):
        made = actions.take_from_citizen(told=actions.Told(**given), at=now, request_key=key, sender=sender)
    return Status(201, CitizenReportOut(received_at=made.received_at, decide_by=made.decide_by))


@router.get("/dreamstart/reports", response=list[ReportOut])
@api_may("childhood.protect")
@paginate
def reports(request: Request, late: bool = False) -> Any:
    """Those that the caller is let know of; `late` ones have had no decision within their hour."""
    if late:
        return queries.late_reports(viewer=request.user, at=timezone.now())
    return queries.reports(viewer=request.user)


@router.get("/dreamstart/reports/{report_id}", response=ReportOut)
@api_may("childhood.protect")
def report(request: Request, report_id: int) -> Any:
    """404 outside the caller's reach and behind the wall alike."""
    return queries.report(viewer=request.user, report_id=report_id)


@router.post("/dreamstart/reports/{report_id}/safety", response={201: SafetyOut})
@api_may("childhood.protect")
def decide_safety(request: Request, report_id: int, told: SafetyIn) -> Status[Any]:
    """Decide, by name."""
    made = actions.decide_safety(report_id=report_id, **told.dict(), by=request.user, at=timezone.now())
    return Status(201, made)


@router.post("/dreamstart/reports/{report_id}/referrals", response={201: ReferralOut})
@api_may("childhood.protect")
def tell(request: Request, report_id: int, told: TellIn) -> Status[Any]:
    """Tell police, health or legal aid."""
    return Status(201, actions.tell(report_id=report_id, **told.dict(), by=request.user, at=timezone.now()))


@router.get("/dreamstart/reports/{report_id}/siblings", response=list[LookOut])
@api_may("childhood.protect")
def siblings(request: Request, report_id: int) -> Any:
    """The other children of the household."""
    found = queries.report(viewer=request.user, report_id=report_id)
    return list(queries.siblings_of(viewer=request.user, report_id=found.pk))


@router.post("/dreamstart/siblings/{sibling_id}", response=LookOut)
@api_may("childhood.protect")
def look_at(request: Request, sibling_id: int, told: LookIn) -> Any:
    """How another child is."""
    return actions.look_at(sibling_id=sibling_id, **told.dict(), by=request.user, at=timezone.now())


@router.post("/dreamstart/reports/{report_id}/papers", response={201: PaperOut})
@api_may("childhood.protect")
def keep_paper(request: Request, report_id: int, what: Form[str], file: File[UploadedFile]) -> Status[Any]:
    """A photo, a scan or a PDF."""
    given = {"what": what, "content": file.read()}
    return Status(201, actions.keep_paper(report_id=report_id, **given, by=request.user, at=timezone.now()))


@router.get("/dreamstart/reports/{report_id}/acts", response=list[ActOut])
@api_may("childhood.protect")
def acts(request: Request, report_id: int) -> Any:
    """Everything in the order of the server's time."""
    found = queries.report(viewer=request.user, report_id=report_id)
    return queries.acts_of(viewer=request.user, report=found)


@router.post("/dreamstart/reports/{report_id}/prints", response={201: PrintOut})
@api_may("childhood.protect")
def print_timeline(request: Request, report_id: int, told: PrintIn) -> Status[PrintOut]:
    """The timeline for court; that it was printed is written down."""
    now, found = timezone.now(), queries.report(viewer=request.user, report_id=report_id)
    content, count = paper.timeline(viewer=request.user, report=found, why=told.why, by=request.user, at=now)
    given: dict[str, Any] = {"report_id": report_id, "content": content, "acts": count, "why": told.why, "at": now}
    made = actions.note_print(**given, by=request.user)
    return Status(201, PrintOut(id=made.pk, ref=made.ref, acts=count, pdf=b64encode(content).decode()))
