"""The desk for programs: needs, the directory, referrals with their consent, answers, escalations, figures."""

from datetime import date
from typing import Any

from django.utils import timezone
from ninja import Router, Schema, Status
from ninja.pagination import paginate

from lumbung.core.api import api_may
from lumbung.core.refusals import NotFound
from lumbung.core.views import Request
from lumbung.referrals import actions, directory_api, queries, sectors
from lumbung.referrals.models import Need, Referral, Urgency

router = Router(tags=["referrals"])
router.add_router("", directory_api.router)


class NeedIn(Schema):
    """A need in somebody's own words; a topic makes it known to the caller only."""

    words: str
    sector: str
    urgency: str = str(Urgency.SOON)
    channel: str = str(Need.Channel.WALK_IN)
    called: str = ""
    person_id: int | None = None
    region_code: str = ""
    age: int | None = None
    phone: str = ""
    address: str = ""
    topic: str = ""


class NeedOut(Schema):
    """A need; `cause` is whatever asked, as `case:12` or `visit:7`. No name of the registry and no telephone."""

    id: int
    region_code: str
    level: str
    sector: str
    urgency: str
    status: str
    came_on: date
    due_on: date
    person_id: int | None
    words: str
    cause: str


class SectorOut(Schema):
    """One of the nine."""

    code: str
    name: str


class AgreementIn(Schema):
    """Who agrees to which data going there."""

    given_by: str
    relation: str = "self"
    parts: list[str]
    sign: str = "signature"
    witness: str = ""

    def agreement(self) -> actions.Agreement:
        """As the action takes it."""
        return actions.Agreement(**self.dict())


class ReferIn(Schema):
    """Where somebody is sent. Without `consent` the institution learns that somebody comes."""

    institution_id: int
    service: str = ""
    consent: AgreementIn | None = None
    ground_said: str = ""


class ReferralOut(Schema):
    """A referral with its answer."""

    id: int
    number: str
    need_id: int
    institution_id: int
    service: str
    status: str
    sent_on: date
    due_on: date
    answered_on: date | None
    reason: str
    served_on: date | None
    result: str
    told_on: date | None


class PartOut(Schema):
    """One thing that is told of whoever comes."""

    label: str
    value: str


class ReceivedOut(Schema):
    """A referral as the institution sees it: what consent or the law covers, and nothing else."""

    id: int
    number: str
    service: str
    status: str
    due_on: date
    ground: str
    parts: list[PartOut]


class AnswerIn(Schema):
    """`accepted`, `refused`, `needs_more` or `served`, in a sentence; `letter` where the desk enters a reply."""

    status: str
    said: str = ""
    letter: str = ""


class SaidIn(Schema):
    """One sentence."""

    said: str = ""


class EscalationOut(Schema):
    """One step upwards."""

    id: int
    need_id: int
    from_level: str
    to_level: str
    reason: str
    status: str
    due_on: date | None


class FiguresOut(Schema):
    """What the desk did in ninety days."""

    needs: int
    solved_here: int
    sent: int
    due: int
    in_time: int
    by_status: dict[str, int]
    waiting_days: float | None
    served_days: float | None


class ReadersIn(Schema):
    """Numbers of accounts; null is everybody in reach, which a sensitive need doesn't allow."""

    readers: list[int] | None = None


class CountOut(Schema):
    """How many were reminded or proposed upwards."""

    count: int


class Made(Schema):
    """The number of what was written."""

    id: int


@router.get("/referrals/sectors", response=list[SectorOut])
@api_may("referrals.view")
def list_sectors(request: Request) -> Any:
    """The nine sectors."""
    return [{"code": code, "name": name} for code, name in sectors.choices()]


@router.get("/referrals/needs", response=list[NeedOut])
@api_may("referrals.view")
@paginate
def needs(request: Request, status: str = "") -> Any:
    """Needs that the caller may know of."""
    found = queries.needs(viewer=request.user)
    return found.filter(status=status) if status else found


@router.post("/referrals/needs", response={201: NeedOut})
@api_may("referrals.take")
def note_need(request: Request, told: NeedIn) -> Status[Any]:
    """A need; the same words about the same person on one day are one."""
    heard = actions.Heard(**told.dict())
    return Status(201, actions.note_need(heard=heard, by=request.user, on=timezone.localdate()))


@router.get("/referrals/needs/{need_id}", response=NeedOut)
@api_may("referrals.view")
def need(request: Request, need_id: int) -> Any:
    """One need."""
    return queries.need(viewer=request.user, need_id=need_id)


@router.post("/referrals/needs/{need_id}/refer", response={201: ReferralOut})
@api_may("referrals.refer")
def refer(request: Request, need_id: int, told: ReferIn) -> Status[Any]:
    """Send somebody to an institution; the same place again is the same referral."""
    given = {"need_id": need_id, "by": request.user, "on": timezone.localdate()}
    agreement = told.consent.agreement() if told.consent else None
    return Status(201, actions.refer(**told.dict(exclude={"consent"}), agreement=agreement, **given))


@router.post("/referrals/needs/{need_id}/readers", response=NeedOut)
@api_may("referrals.refer")
def set_readers(request: Request, need_id: int, told: ReadersIn) -> Any:
    """Who may know of a need."""
    return actions.set_readers(need_id=need_id, readers=told.readers, by=request.user)


@router.post("/referrals/needs/{need_id}/escalations", response={201: EscalationOut})
@api_may("referrals.refer")
def escalate(request: Request, need_id: int, told: SaidIn) -> Status[Any]:
    """To the desk above, in a sentence why."""
    return Status(201, actions.escalate(need_id=need_id, reason=told.said, by=request.user, on=timezone.localdate()))


@router.post("/referrals/needs/{need_id}/{act}", response=NeedOut)
@api_may("referrals.refer")
def end_need(request: Request, need_id: int, act: str, told: SaidIn) -> Any:
    """`solve` it at the desk, or `close` it."""
    do = {"solve": actions.solve_need, "close": actions.close_need}.get(act)
    if do is None:
        raise NotFound(act)
    return do(need_id=need_id, said=told.said, by=request.user, on=timezone.localdate())


@router.post("/referrals/remind", response=CountOut)
@api_may("referrals.refer")
def remind(request: Request) -> Any:
    """Who is late is reminded, what waits too long is proposed upwards; again on one day adds nothing."""
    return {"count": actions.remind(on=timezone.localdate(), by=request.user)}


@router.get("/referrals/received", response=list[ReceivedOut])
@api_may("referrals.answer")
def received(request: Request) -> Any:
    """What was referred to the institutions for which the caller answers, those that wait."""
    waits = queries.received(viewer=request.user).filter(status=Referral.Status.SENT)
    return [_as_received(one) for one in waits[:100]]


@router.get("/referrals/{int:referral_id}", response=ReferralOut)
@api_may("referrals.view")
def referral(request: Request, referral_id: int) -> Any:
    """One referral."""
    return queries.referral(viewer=request.user, referral_id=referral_id)


@router.post("/referrals/{int:referral_id}/answer", response=ReceivedOut)
@api_may("referrals.answer")
def answer(request: Request, referral_id: int, told: AnswerIn) -> Any:
    """What the institution says; the same answer again changes nothing."""
    given: dict[str, Any] = {"referral_id": referral_id, "by": request.user, "on": timezone.localdate()}
    return _as_received(actions.answer(status=told.status, said=told.said, via=Referral.Via.API, **given))


@router.post("/referrals/{int:referral_id}/reply", response=ReferralOut)
@api_may("referrals.refer")
def enter_reply(request: Request, referral_id: int, told: AnswerIn) -> Any:
    """What a letter says, with its number."""
    return actions.enter_reply(**told.dict(), referral_id=referral_id, by=request.user, on=timezone.localdate())


@router.post("/referrals/{int:referral_id}/consents", response={201: Made})
@api_may("referrals.refer")
def record_consent(request: Request, referral_id: int, told: AgreementIn) -> Status[Any]:
    """Who agrees to what being told there."""
    given: dict[str, Any] = {"referral_id": referral_id, "by": request.user, "on": timezone.localdate()}
    return Status(201, actions.record_consent(agreement=told.agreement(), **given))


@router.post("/referral-consents/{consent_id}/withdraw", response=Made)
@api_may("referrals.refer")
def withdraw_consent(request: Request, consent_id: int, told: SaidIn) -> Any:
    """Nothing more is told there."""
    return actions.withdraw_consent(consent_id=consent_id, said=told.said, by=request.user, on=timezone.localdate())


@router.post("/referrals/{int:referral_id}/{act}", response=ReferralOut)
@api_may("referrals.view")
def act_on_referral(request: Request, referral_id: int, act: str, told: SaidIn) -> Any:
    """`more` of what was asked for, `withdraw`, or `read` by whoever asked."""
    given: dict[str, Any] = {"referral_id": referral_id, "by": request.user, "on": timezone.localdate()}
    if act == "read":
        return actions.read_result(**given)
    do = {"more": actions.give_more, "withdraw": actions.withdraw_referral}.get(act)
    if do is None:
        raise NotFound(act)
    return do(said=told.said, **given)


@router.get("/referral-escalations", response=list[EscalationOut])
@api_may("referrals.view")
@paginate
def escalations(request: Request) -> Any:
    """Steps upwards."""
    return queries.escalations(viewer=request.user)


@router.post("/referral-escalations/{escalation_id}/{act}", response=EscalationOut)
@api_may("referrals.refer")
def decide_escalation(request: Request, escalation_id: int, act: str, told: SaidIn) -> Any:
    """`agree`, or `decline` in a sentence why."""
    if act not in ("agree", "decline"):
        raise NotFound(act)
    given: dict[str, Any] = {"escalation_id": escalation_id, "agree": act == "agree", "said": told.said}
    return actions.decide_escalation(**given, by=request.user, on=timezone.localdate())


@router.get("/referral-figures", response=FiguresOut)
@api_may("referrals.view")
def figures(request: Request) -> Any:
    """The last ninety days; of secret referrals those that the caller may know of."""
    until = timezone.localdate()
    return queries.figures(viewer=request.user, since=until - queries.STRETCH, until=until)


def _as_received(one: Referral) -> dict[str, Any]:
    told = queries.disclosed(referral=one, on=timezone.localdate())
    names = ("id", "number", "status", "due_on")
    parts = [{"label": label, "value": value} for label, value in told.parts]
    service = "" if told.is_bare else one.service
    return {**{name: getattr(one, name) for name in names}, "service": service, "ground": told.ground, "parts": parts}
