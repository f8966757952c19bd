"""Dream Start for programs: discovery, starts, services, contacts, reviews, figures; reports in their own file."""

from datetime import date
from typing import Any

from django.utils import timezone
from ninja import Router, Schema, Status
from ninja.pagination import paginate

from lumbung.childhood import actions, queries, report_api
from lumbung.core.api import api_may
from lumbung.core.views import Request

router = Router(tags=["dream start"])
router.add_router("", report_api.router)


class Made(Schema):
    """The number of what was written."""

    id: int


class DiscoveryIn(Schema):
    """Which region is looked through."""

    region_code: str


class CandidateOut(Schema):
    """Somebody on a list. No name and no number: ask the registry, with a purpose."""

    id: int
    discovery_id: int
    person_id: int
    whom: str
    reasons: list[str]
    points: int
    region_code: str
    status: str
    looked_on: date | None
    said: str


class AnswerIn(Schema):
    """What a family said: willing, refused, not_found or no_need."""

    answer: str
    said: str = ""


class StartIn(Schema):
    """Who enters, and why."""

    person_id: int
    need: str
    pregnant: bool = False
    risk: str = "middle"


class StartOut(Schema):
    """A start. No name and no number: ask the registry, with a purpose."""

    id: int
    case_id: int
    person_id: int
    whom: str
    region_code: str
    entered_on: date
    conference_due_on: date
    until_on: date | None
    risk: str
    needs: list[str]
    status: str
    ending: str
    ended_on: date | None
    watched_until: date | None
    closed_on: date | None


class NeedsIn(Schema):
    """What the family assessment found."""

    needs: list[str]
    risk: str


class DueOut(Schema):
    """One service that is owed: given, refused, due or missing."""

    start_id: int
    service: str
    kind: str
    round: int
    due_on: date
    state: str


class ServiceIn(Schema):
    """A service of the round that is due: given or refused."""

    service: str
    status: str
    giver: str = ""
    source: str = ""
    said: str = ""


class ContactOut(Schema):
    """One contact of the contact plan."""

    id: int
    start_id: int
    due_on: date
    channel: str
    on: date | None
    found: str


class ContactIn(Schema):
    """How they were: well, worry, danger or absent."""

    found: str
    said: str = ""


class ReviewOut(Schema):
    """One quarter."""

    id: int
    start_id: int
    quarter: int
    due_on: date
    status: str
    risk: str
    verdict: str


class ReviewIn(Schema):
    """Goals, risk and what follows: go_on or end."""

    goals: str
    risk: str
    verdict: str


class SaidIn(Schema):
    """One sentence."""

    said: str


class EndIn(Schema):
    """Why services end."""

    ending: str
    said: str


class DecisionIn(Schema):
    """The decision of a conference that lets a child stay."""

    decision_id: int


class OwedOut(Schema):
    """How many services of a kind stand where."""

    kind: str
    state: str
    count: int


class FiguresOut(Schema):
    """What a manager asks, of those within reach."""

    since: date
    until: date
    risks: dict[str, int]
    services: list[OwedOut]
    conferences: dict[str, int]
    contacts: dict[str, int]
    monitored: int


@router.post("/dreamstart/discoveries", response={201: Made})
@api_may("childhood.discover")
def discover(request: Request, told: DiscoveryIn) -> Status[Any]:
    """Look through the registry of a region; the same day again is the same list."""
    return Status(201, actions.discover(**told.dict(), by=request.user, on=timezone.localdate()))


@router.get("/dreamstart/candidates", response=list[CandidateOut])
@api_may("childhood.look")
@paginate
def candidates(request: Request, status: str = "") -> Any:
    """Those on a list, most reasons first."""
    found = queries.candidates(viewer=request.user)
    return found.filter(status=status) if status else found


@router.post("/dreamstart/candidates/{candidate_id}", response=CandidateOut)
@api_may("childhood.look")
def note_answer(request: Request, candidate_id: int, told: AnswerIn) -> Any:
    """What the family said."""
    on = timezone.localdate()
    return actions.note_answer(candidate_id=candidate_id, **told.dict(), by=request.user, on=on)


@router.get("/dreamstart/starts", response=list[StartOut])
@api_may("childhood.view")
@paginate
def starts(request: Request, status: str = "") -> Any:
    """Everybody in Dream Start within reach, the newest first."""
    found = queries.starts(viewer=request.user)
    return found.filter(status=status) if status else found


@router.post("/dreamstart/starts", response={201: StartOut})
@api_may("childhood.work")
def enter(request: Request, told: StartIn) -> Status[Any]:
    """Somebody enters; whoever is in already stays in."""
    return Status(201, actions.enter(**told.dict(), by=request.user, on=timezone.localdate()))


@router.get("/dreamstart/starts/{start_id}", response=StartOut)
@api_may("childhood.view")
def start(request: Request, start_id: int) -> Any:
    """One of them."""
    return queries.start(viewer=request.user, start_id=start_id)


@router.post("/dreamstart/starts/{start_id}/needs", response=StartOut)
@api_may("childhood.work")
def note_needs(request: Request, start_id: int, told: NeedsIn) -> Any:
    """Needs and risk."""
    return actions.note_needs(start_id=start_id, **told.dict(), by=request.user, on=timezone.localdate())


@router.get("/dreamstart/starts/{start_id}/services", response=list[DueOut])
@api_may("childhood.view")
def services(request: Request, start_id: int) -> Any:
    """What is owed now."""
    found = queries.start(viewer=request.user, start_id=start_id)
    return queries.services_due(viewer=request.user, on=timezone.localdate(), start_ids=[found.pk])


@router.post("/dreamstart/starts/{start_id}/services", response={201: Made})
@api_may("childhood.work")
def note_service(request: Request, start_id: int, told: ServiceIn) -> Status[Any]:
    """Given or refused."""
    made = actions.note_service(start_id=start_id, **told.dict(), by=request.user, on=timezone.localdate())
    return Status(201, made)


@router.get("/dreamstart/starts/{start_id}/contacts", response=list[ContactOut])
@api_may("childhood.view")
def contacts(request: Request, start_id: int) -> Any:
    """The next one first."""
    found = queries.start(viewer=request.user, start_id=start_id)
    return list(queries.contacts_of(viewer=request.user, start_id=found.pk))


@router.post("/dreamstart/contacts/{contact_id}", response=ContactOut)
@api_may("childhood.work")
def note_contact(request: Request, contact_id: int, told: ContactIn) -> Any:
    """How they were."""
    at: dict[str, Any] = {"at": timezone.now(), "on": timezone.localdate()}
    return actions.note_contact(contact_id=contact_id, **told.dict(), by=request.user, **at)


@router.get("/dreamstart/starts/{start_id}/reviews", response=list[ReviewOut])
@api_may("childhood.view")
def reviews(request: Request, start_id: int) -> Any:
    """Quarters in their order."""
    found = queries.start(viewer=request.user, start_id=start_id)
    return list(queries.reviews_of(viewer=request.user, start_id=found.pk))


@router.post("/dreamstart/reviews/{review_id}", response=ReviewOut)
@api_may("childhood.work")
def write_review(request: Request, review_id: int, told: ReviewIn) -> Any:
    """The quarter is written."""
    return actions.write_review(review_id=review_id, **told.dict(), by=request.user, on=timezone.localdate())


@router.post("/dreamstart/reviews/{review_id}/sign", response=ReviewOut)
@api_may("childhood.sign")
def sign_review(request: Request, review_id: int) -> Any:
    """Another person signs."""
    return actions.sign_review(review_id=review_id, by=request.user, on=timezone.localdate())


@router.post("/dreamstart/reviews/{review_id}/return", response=ReviewOut)
@api_may("childhood.sign")
def return_review(request: Request, review_id: int, told: SaidIn) -> Any:
    """To be written anew."""
    return actions.return_review(review_id=review_id, said=told.said, by=request.user)


@router.post("/dreamstart/starts/{start_id}/stay", response=StartOut)
@api_may("childhood.work")
def let_stay(request: Request, start_id: int, told: DecisionIn) -> Any:
    """A conference let the child stay beyond the usual age."""
    return actions.let_stay(start_id=start_id, **told.dict(), by=request.user, on=timezone.localdate())


@router.post("/dreamstart/starts/{start_id}/end", response=StartOut)
@api_may("childhood.work")
def end_start(request: Request, start_id: int, told: EndIn) -> Any:
    """Services end, monitoring begins."""
    return actions.end_start(start_id=start_id, **told.dict(), by=request.user, on=timezone.localdate())


@router.post("/dreamstart/starts/{start_id}/close", response=StartOut)
@api_may("childhood.work")
def close_start(request: Request, start_id: int) -> Any:
    """Monitoring is over."""
    return actions.close_start(start_id=start_id, by=request.user, on=timezone.localdate())


@router.get("/dreamstart/figures", response=FiguresOut)
@api_may("childhood.view")
def figures(request: Request) -> FiguresOut:
    """As of today, looking back ninety days."""
    told = queries.figures(viewer=request.user, on=timezone.localdate())
    owed = [OwedOut(kind=kind, state=state, count=count) for (kind, state), count in sorted(told.services.items())]
    return FiguresOut(
        since=told.since, until=told.until, risks=told.risks, services=owed, conferences=told.conferences,
        contacts=told.contacts, monitored=told.monitored,
    )  # fmt: skip
