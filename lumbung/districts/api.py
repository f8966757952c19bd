"""Care near home for programs: decisions, calls, visits and warnings; what is grown and learnt in its own file."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile
from ninja.pagination import paginate

from lumbung.core.api import api_may
from lumbung.core.views import Request
from lumbung.districts import actions, living_api, queries

router = Router(tags=["districts"])
router.add_router("", living_api.router)


class AssessIn(Schema):
    """What somebody needs and which services are asked for."""

    person_id: int
    needs: list[str]
    level: str
    services: list[str]
    found: str


class DecisionOut(Schema):
    """A yearly decision. No name and no number: ask the registry, with a purpose."""

    id: int
    person_id: int
    needs: list[str]
    level: str
    services: list[str]
    status: str
    assessed_on: date
    decided_on: date | None
    objected_on: date | None
    answer: str


class DecideIn(Schema):
    """Granted or not; a refusal says why."""

    grant: bool
    said: str = ""


class SaidIn(Schema):
    """One sentence."""

    said: str


class ObjectionIn(Schema):
    """Somebody doesn't agree."""

    objection: str
    told_by: str


class AnswerIn(Schema):
    """`upheld` or `anew`, and why."""

    answer: str
    said: str


class WatchIn(Schema):
    """Who is called regularly: risk 1 low, 2 middle, 3 high."""

    person_id: int
    risk: int
    why: str


class WatchOut(Schema):
    """Somebody who is watched over."""

    id: int
    person_id: int
    risk: int
    since: date
    until: date | None


class CallOut(Schema):
    """Somebody to call; `attempts` is what the next note sends back as `seen`."""

    id: int
    person_id: int
    kind: str
    alert_id: int | None
    risk: int
    due_on: date
    status: str
    attempts: int


class CallNoteIn(Schema):
    """How somebody is."""

    seen: int
    result: str
    said: str = ""


class VisitOut(Schema):
    """A visit at home; `asked_id` is the need at the referral desk that it left."""

    id: int
    person_id: int
    reason: str
    due_on: date
    status: str
    result: str
    tries: int
    asked_id: int | None


class VisitNoteIn(Schema):
    """What was found; `sector` for who needs services of others."""

    result: str
    said: str = ""
    sector: str = ""


class AlertIn(Schema):
    """A warning; `measure` in tenths of °C, or of millimetres a day."""

    hazard: str
    regions: list[str]
    measure: int
    headline: str


class AlertOut(Schema):
    """A warning."""

    id: int
    hazard: str
    headline: str
    severity: str
    measure: int | None
    effective_at: datetime
    expires_at: datetime | None
    status: str
    unmatched: list[str]


class ProgressOut(Schema):
    """How far the calls of a warning have come."""

    asked: int
    open: int
    reached: int
    passed: int
    dropped: int


class Count(Schema):
    """How many."""

    count: int


@router.get("/districts/decisions", response=list[DecisionOut])
@api_may("districts.view")
@paginate
def decisions(request: Request, status: str = "") -> Any:
    """Decisions about people whom the caller may know of."""
    found = queries.decisions(viewer=request.user)
    return found.filter(status=status) if status else found


@router.post("/districts/decisions", response={201: DecisionOut})
@api_may("districts.assess")
def assess(request: Request, told: AssessIn) -> Status[Any]:
    """An assessment that waits for its decision."""
    return Status(201, actions.assess_care(**told.dict(), by=request.user, on=timezone.localdate()))


@router.get("/districts/decisions/due", response=list[DecisionOut])
@api_may("districts.view")
@paginate
def due(request: Request) -> Any:
    """Years that end soon."""
    return queries.due_for_renewal(viewer=request.user, on=timezone.localdate())


@router.post("/districts/decisions/{decision_id}/decide", response=DecisionOut)
@api_may("districts.decide")
def decide(request: Request, decision_id: int, told: DecideIn) -> Any:
    """By another person than the one who assessed."""
    common = {"decision_id": decision_id, "by": request.user, "on": timezone.localdate()}
    return actions.decide_care(**common, **told.dict())


@router.post("/districts/decisions/{decision_id}/end", response=DecisionOut)
@api_may("districts.decide")
def end_care(request: Request, decision_id: int, told: SaidIn) -> Any:
    """Before the year is over."""
    common = {"decision_id": decision_id, "by": request.user, "on": timezone.localdate()}
    return actions.end_care(**common, said=told.said)


@router.post("/districts/decisions/{decision_id}/objection", response=DecisionOut)
@api_may("districts.assess")
def object_to_care(request: Request, decision_id: int, told: ObjectionIn) -> Any:
    """In time, and once."""
    common = {"decision_id": decision_id, "by": request.user, "on": timezone.localdate()}
    return actions.object_to_care(**common, **told.dict())


@router.post("/districts/decisions/{decision_id}/answer", response=DecisionOut)
@api_may("districts.decide")
def answer(request: Request, decision_id: int, told: AnswerIn) -> Any:
    """By another person than the one who decided."""
    common = {"decision_id": decision_id, "by": request.user, "on": timezone.localdate()}
    return actions.answer_objection(**common, **told.dict())


@router.post("/districts/watches", response={201: WatchOut})
@api_may("districts.assess")
def watch(request: Request, told: WatchIn) -> Status[Any]:
    """Somebody is called and visited from now on."""
    return Status(201, actions.watch(**told.dict(), by=request.user, on=timezone.localdate()))


@router.post("/districts/watches/{watch_id}/end", response=WatchOut)
@api_may("districts.assess")
def end_watch(request: Request, watch_id: int) -> Any:
    """No longer."""
    return actions.end_watch(watch_id=watch_id, by=request.user, on=timezone.localdate())


@router.get("/districts/calls", response=list[CallOut])
@api_may("districts.view")
@paginate
def calls(request: Request) -> Any:
    """Whom to call today, in this order."""
    return queries.calls_today(viewer=request.user, on=timezone.localdate())


@router.post("/districts/contacts/plan", response=Count)
@api_may("districts.call")
def plan_contacts(request: Request) -> Any:
    """The calls and visits that fall due today; again on one day adds nothing."""
    return {"count": actions.plan_contacts(on=timezone.localdate(), at=timezone.now(), by=request.user)}


@router.post("/districts/life-events", response=dict[str, int])
@api_may("districts.call")
def find_life_events(request: Request) -> Any:
    """New visits after births, an old age begun and bereavement; each once a person."""
    return actions.find_life_events(on=timezone.localdate(), by=request.user)


@router.post("/districts/calls/{call_id}", response=CallOut)
@api_may("districts.call")
def note_call(request: Request, call_id: int, told: CallNoteIn) -> Any:
    """How somebody is."""
    return actions.note_call(call_id=call_id, by=request.user, at=timezone.now(), **told.dict())


@router.get("/districts/visits", response=list[VisitOut])
@api_may("districts.view")
@paginate
def visits(request: Request, reason: str = "") -> Any:
    """Visits that nobody has made."""
    found = queries.visits_to_make(viewer=request.user)
    return found.filter(reason=reason) if reason else found


@router.post("/districts/visits/{visit_id}", response=VisitOut)
@api_may("districts.call")
def note_visit(request: Request, visit_id: int, told: VisitNoteIn) -> Any:
    """What was found."""
    return actions.note_visit(visit_id=visit_id, by=request.user, on=timezone.localdate(), **told.dict())


@router.get("/districts/warnings", response=list[AlertOut])
@api_may("districts.view")
@paginate
def alerts(request: Request) -> Any:
    """Warnings about regions in reach."""
    return queries.alerts(viewer=request.user)


@router.post("/districts/warnings", response={201: AlertOut})
@api_may("districts.warn")
def enter_alert(request: Request, told: AlertIn) -> Status[Any]:
    """A warning that somebody knows of; it opens its calls."""
    given = told.dict()
    warned = given.pop("regions")
    return Status(201, actions.enter_alert(**given, regions_warned=warned, by=request.user, at=timezone.now()))


@router.post("/districts/warnings/file", response={201: AlertOut})
@api_may("districts.warn")
def read_alert(request: Request, file: File[UploadedFile]) -> Status[Any]:
    """A CAP 1.2 file: an alert, its update or its cancellation."""
    return Status(201, actions.read_alert(content=file.read(), by=request.user, at=timezone.now()))


@router.get("/districts/warnings/{alert_id}/progress", response=ProgressOut)
@api_may("districts.view")
def progress(request: Request, alert_id: int) -> Any:
    """Who was reached."""
    queries.alert(viewer=request.user, alert_id=alert_id)
    return queries.progress(viewer=request.user, alert_id=alert_id)


@router.post("/districts/warnings/{alert_id}/cancel", response=AlertOut)
@api_may("districts.warn")
def cancel_alert(request: Request, alert_id: int) -> Any:
    """It is over."""
    return actions.cancel_alert(alert_id=alert_id, by=request.user)


@router.post("/districts/calls/overdue/visits", response=Count)
@api_may("districts.call")
def escalate(request: Request) -> Any:
    """Whoever was not reached in time is visited."""
    return {"count": actions.escalate_calls(at=timezone.now(), by=request.user)}
