"""Conferences, waves, agreement, team and ending for programs."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router, Schema, Status
from ninja.pagination import paginate

from lumbung.cases import actions, queries, step_papers
from lumbung.cases.models import Case, Consent, Contact, Decision, Glass
from lumbung.cases.schemas import CaseOut, SaidIn
from lumbung.core import documents
from lumbung.core.agreeing import Relation, Sign
from lumbung.core.api import api_may
from lumbung.core.refusals import NotFound
from lumbung.core.views import Request

router = Router(tags=["cases"])


class AgreementIn(Schema):
    """What somebody says yes to, and how."""

    given_by: str
    relation: Relation
    scopes: list[Consent.Scope]
    sign: Sign
    witness: str = ""
    withheld: str = ""
    withheld_from: str = ""


class ConsentOut(Schema):
    """An agreement; the names of people are left to the page."""

    id: int
    case_id: int
    scopes: list[str]
    sign: str
    on: date
    withdrawn_on: date | None


class PersonIn(Schema):
    """Somebody of the staff."""

    user_id: int


class SecretIn(Schema):
    """Whether only the team may know, and why."""

    secret: bool
    said: str


class GlassOut(Schema):
    """An emergency opening."""

    id: int
    case_id: int
    until: datetime
    verdict: str


class VerdictIn(Schema):
    """What the supervisor says of an emergency opening."""

    verdict: Glass.Verdict


class ModeIn(Schema):
    """Where care is given; a centre has a reason."""

    mode: Case.Mode
    reason: str = ""
    centre: str = ""


class NamedIn(Schema):
    """Who somebody is in the registry."""

    person_id: int


class EndIn(Schema):
    """How a case ends."""

    outcome: str
    said: str


class ContactIn(Schema):
    """How somebody was after the services."""

    found: Contact.Found
    said: str = ""


class ContactOut(Schema):
    """A contact that is due or was made."""

    id: int
    case_id: int
    due_on: date
    on: date | None
    found: str


class ConferenceIn(Schema):
    """When and where a conference meets."""

    region_code: str
    on: date
    place: str
    request_key: UUID | None = None


class ConferenceOut(Schema):
    """A conference."""

    id: int
    region_code: str
    on: date
    place: str
    status: str
    chair_id: int


class SeatIn(Schema):
    """Somebody of the staff, or a name from outside."""

    function: str
    name: str = ""
    user_id: int | None = None


class AgendaIn(Schema):
    """What the conference is asked about which case."""

    case_id: int
    question: Decision.Question
    wave_id: int | None = None


class DecisionIn(Schema):
    """What it says."""

    outcome: Decision.Outcome
    said: str
    until: date | None = None


class DecisionOut(Schema):
    """One line of an agenda."""

    id: int
    conference_id: int
    case_id: int
    question: str
    outcome: str
    until: date | None
    wave_id: int | None
    called_on: date | None


class WaveIn(Schema):
    """One intake of a course."""

    region_code: str
    centre: str
    course: str
    year: int
    number: int
    places: int
    starts_on: date


class WaveOut(WaveIn):
    """One intake of a course, with its number."""

    id: int


@router.post("/cases/{case_id}/consents", response={201: ConsentOut})
@api_may("cases.work")
def record_consent(request: Request, case_id: int, told: AgreementIn) -> Status[Consent]:
    """Note what was agreed to."""
    given = {"case_id": case_id, "by": request.user, "on": timezone.localdate()}
    return Status(201, actions.record_consent(agreement=actions.Agreement(**told.dict()), **given))


@router.post("/consents/{consent_id}/withdraw", response=ConsentOut)
@api_may("cases.work")
def withdraw_consent(request: Request, consent_id: int, told: SaidIn) -> Any:
    """Whoever agreed no longer does."""
    on = timezone.localdate()
    return actions.withdraw_consent(consent_id=consent_id, said=told.said, by=request.user, on=on)


@router.post("/cases/{case_id}/team/{place}", response=CaseOut)
@api_may("cases.work")
def change_team(request: Request, case_id: int, place: str, told: PersonIn) -> Any:
    """`worker`, `supervisor` or `member`."""
    acts = {"worker": actions.assign_worker, "supervisor": actions.assign_supervisor, "member": actions.add_member}
    if place not in acts:
        raise NotFound(place)
    acts[place](case_id=case_id, user_id=told.user_id, by=request.user, on=timezone.localdate())  # type: ignore[operator]
    return queries.case(viewer=request.user, case_id=case_id)


@router.post("/case-members/{member_id}/remove", response=int)
@api_may("cases.work")
def remove_member(request: Request, member_id: int) -> Any:
    """They need not know any longer."""
    return actions.remove_member(member_id=member_id, by=request.user, on=timezone.localdate()).case_id


@router.post("/cases/{case_id}/secret", response=CaseOut)
@api_may("cases.work")
def set_secret(request: Request, case_id: int, told: SecretIn) -> Any:
    """Only the team may know, or no longer only the team."""
    return actions.set_secret(case_id=case_id, **told.dict(), by=request.user)


@router.post("/cases/{case_id}/break-glass", response=GlassOut)
@api_may("cases.break_glass")
def break_glass(request: Request, case_id: int, told: SaidIn) -> Any:
    """Read a secret case for some hours; its team is told."""
    return actions.break_glass(case_id=case_id, reason=told.said, by=request.user, at=timezone.now())


@router.post("/case-openings/{glass_id}", response=GlassOut)
@api_may("cases.supervise")
def review_glass(request: Request, glass_id: int, told: VerdictIn) -> Any:
    """Whether there was reason enough."""
    on = timezone.localdate()
    return actions.review_glass(glass_id=glass_id, verdict=told.verdict, by=request.user, on=on)


@router.post("/cases/{case_id}/mode", response=CaseOut)
@api_may("cases.work")
def change_mode(request: Request, case_id: int, told: ModeIn) -> Any:
    """Where care is given."""
    return actions.change_mode(case_id=case_id, **told.dict(), by=request.user, on=timezone.localdate())


@router.get("/cases/{case_id}/steps/{step}/paper", url_name="step_paper")
@api_may("cases.view")
def step_paper(request: Request, case_id: int, step: str) -> HttpResponse:
    """One step on paper, as PDF."""
    content = step_papers.paper_of(viewer=request.user, case_id=case_id, step=step)
    return HttpResponse(content, content_type=documents.MEDIA_TYPE)


@router.post("/cases/{case_id}/person", response=CaseOut)
@api_may("cases.work")
def name_person(request: Request, case_id: int, told: NamedIn) -> Any:
    """A case that began with a name only gets its person."""
    return actions.name_person(case_id=case_id, person_id=told.person_id, by=request.user)


@router.post("/cases/{case_id}/end", response=CaseOut)
@api_may("cases.work")
def end_case(request: Request, case_id: int, told: EndIn) -> Any:
    """The case is over."""
    return actions.end_case(case_id=case_id, **told.dict(), by=request.user, on=timezone.localdate())


@router.post("/cases/{case_id}/withdraw", response=CaseOut)
@api_may("cases.work")
def withdraw_case(request: Request, case_id: int, told: SaidIn) -> Any:
    """The person no longer wants it."""
    return actions.withdraw_case(case_id=case_id, said=told.said, by=request.user, on=timezone.localdate())


@router.get("/cases/{case_id}/contacts", response=list[ContactOut])
@paginate
@api_may("cases.view")
def list_contacts(request: Request, case_id: int) -> Any:
    """After-care contacts in the order of their days."""
    return queries.contacts_of(viewer=request.user, case_id=case_id)


@router.post("/case-contacts/{contact_id}", response=ContactOut)
@api_may("cases.work")
def note_contact(request: Request, contact_id: int, told: ContactIn) -> Any:
    """How somebody was after the services."""
    at = timezone.now()
    given: dict[str, Any] = {"contact_id": contact_id, "on": timezone.localdate(at), "at": at}
    return actions.note_contact(**given, **told.dict(), by=request.user)


@router.get("/conferences", response=list[ConferenceOut])
@paginate
@api_may("cases.view")
def list_conferences(request: Request) -> Any:
    """Within reach, the latest first."""
    return queries.conferences(viewer=request.user)


@router.post("/conferences", response={201: ConferenceOut})
@api_may("cases.confer")
def plan_conference(request: Request, told: ConferenceIn) -> Status[Any]:
    """A conference on a day, led by the caller."""
    return Status(201, actions.plan_conference(**told.dict(), by=request.user))


@router.post("/conferences/{conference_id}/seats", response={201: int})
@api_may("cases.confer")
def add_attendant(request: Request, conference_id: int, told: SeatIn) -> Status[int]:
    """Somebody sits in it."""
    given: dict[str, Any] = {"conference_id": conference_id, "on": timezone.localdate()}
    return Status(201, actions.add_attendant(**given, **told.dict(), by=request.user).pk)


@router.get("/conferences/{conference_id}/agenda", response=list[DecisionOut])
@paginate
@api_may("cases.view")
def list_agenda(request: Request, conference_id: int) -> Any:
    """What it is asked, as far as the caller may know of the cases."""
    return queries.agenda_of(viewer=request.user, conference_id=conference_id)


@router.post("/conferences/{conference_id}/agenda", response={201: DecisionOut})
@api_may("cases.view")
def put_case(request: Request, conference_id: int, told: AgendaIn) -> Status[Decision]:
    """Ask it about a case."""
    given: dict[str, Any] = {"conference_id": conference_id, "on": timezone.localdate()}
    return Status(201, actions.put_case(**given, **told.dict(), by=request.user))


@router.post("/case-decisions/{decision_id}", response=DecisionOut)
@api_may("cases.confer")
def decide(request: Request, decision_id: int, told: DecisionIn) -> Any:
    """What it says of one case."""
    return actions.decide(decision_id=decision_id, **told.dict(), by=request.user)


@router.post("/conferences/{conference_id}/close", response=ConferenceOut)
@api_may("cases.confer")
def close_minutes(request: Request, conference_id: int) -> Any:
    """From now on the decisions bind."""
    return actions.close_minutes(conference_id=conference_id, by=request.user, on=timezone.localdate())


@router.post("/waves", response={201: WaveOut})
@api_may("cases.open_wave")
def open_wave(request: Request, told: WaveIn) -> Status[Any]:
    """A new intake of a course."""
    return Status(201, actions.open_wave(**told.dict(), by=request.user))


@router.post("/waves/{wave_id}/call", response=list[int])
@api_may("cases.open_wave")
def call_up(request: Request, wave_id: int) -> Any:
    """Call those accepted who have not been called: their decisions."""
    return actions.call_up(wave_id=wave_id, by=request.user, on=timezone.localdate())
