"""Proposals for programs: read where they stand, hand in, act on one or thousands, meet, sign."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile
from ninja.pagination import paginate

from lumbung.core.api import api_may
from lumbung.core.views import Request
from lumbung.proposals import acting, actions, flow, queries, reasons, rules, telling
from lumbung.proposals.models import Meeting, Paper, Proposal

router = Router(tags=["proposals"])


class ProposalOut(Schema):
    """A proposal. No name and no number: ask the registry, with a purpose."""

    id: int
    kind: str
    programme: str
    status: str
    family_id: int
    region_code: str
    channel: str
    filed_on: date
    due_on: date
    step_since: date
    closed_on: date | None
    reason: str
    why: str
    decile_before: int | None
    decile_after: int | None
    docket_id: int | None
    meeting_id: int | None
    letter_id: int | None

    @staticmethod
    def resolve_why(proposal: Proposal) -> str:
        """Where it stands and why, in the caller's language."""
        return telling.why(proposal=proposal, on=timezone.localdate())


class StepOut(Schema):
    """One move; a way back or an end has a reason and a sentence."""

    act: str
    status_before: str
    status_after: str
    on: date
    by: str
    reason: str
    reason_words: str
    said: str

    @staticmethod
    def resolve_by(step: Any) -> str:
        """Who did it; nobody for the system."""
        return str(step.by) if step.by else ""

    @staticmethod
    def resolve_reason_words(step: Any) -> str:
        """The reason in the caller's language."""
        return str(reasons.words(step.reason)) if step.reason else ""


class ChangeIn(Schema):
    """One answer that should read otherwise: dwelling or person, its id, the registry's field, the new value."""

    record: str
    record_id: int
    field: str
    new: str | int | bool | None


class ProposalIn(Schema):
    """A proposal; `citizen_id` is the neighbour who objects, or the member who asks."""

    kind: str
    family_id: int
    channel: str
    told_by: str
    statement: str
    programme: str = ""
    citizen_id: int | None = None
    changes: list[ChangeIn] = []


class ActIn(Schema):
    """Which proposals; for a way back or an end a reason code and a sentence, for a field check a sentence."""

    proposal_ids: list[int]
    reason: str = ""
    said: str = ""


class MovedOut(Schema):
    """What went on, and what was left for somebody else because of a conflict of interest."""

    done: list[int]
    held: list[int]


class JobOut(Schema):
    """Long work that has begun."""

    id: int
    total: int


class WindowOut(Schema):
    """The days on which an act is open, both included: those around today, or the next."""

    act: str
    opens: date
    closes: date
    open_today: bool
    law: str


class DocketOut(Schema):
    """What a regency sends in a month."""

    id: int
    region_code: str
    month: date
    number: int
    size: int
    at_signing: int
    at_deciding: int
    at_field_check: int


class MeetingIn(Schema):
    """A meeting to be held."""

    region_code: str
    held_on: date
    place: str
    chair: str


class AttendeeIn(Schema):
    """Somebody who was there."""

    name: str
    office: str = ""


class SaidIn(Schema):
    """What the meeting said about one item of its agenda."""

    item_id: int
    decision: str
    reason: str = ""
    said: str = ""


class ItemOut(Schema):
    """One item of an agenda."""

    id: int
    proposal_id: int
    decision: str
    reason: str


class MeetingOut(Schema):
    """A meeting and its agenda."""

    id: int
    region_code: str
    held_on: date
    status: str
    items: list[ItemOut]

    @staticmethod
    def resolve_items(meeting: Meeting) -> list[Any]:
        """In the order of proposals."""
        return list(meeting.agenda.order_by("proposal_id"))


class LetterIn(Schema):
    """A signed letter over proposals of one village."""

    number: str
    signer: str
    office: str
    signed_on: date
    proposal_ids: list[int]


class PaperIn(Schema):
    """What a paper shows, and where a photo was taken."""

    kind: str
    latitude: Decimal | None = None
    longitude: Decimal | None = None


class PaperOut(Schema):
    """A stored paper."""

    id: int
    kind: str
    media_type: str
    size: int


@router.get("/proposals", response=list[ProposalOut])
@paginate
@api_may("proposals.view")
def list_proposals(request: Request, status: str = "", kind: str = "") -> Any:
    """In reach, the nearest deadline first."""
    found = queries.proposals(viewer=request.user)
    found = found.filter(status=status) if status else found
    return found.filter(kind=kind) if kind else found


@router.get("/proposals/counts", response=dict[str, int])
@api_may("proposals.view")
def counts(request: Request) -> Any:
    """How many wait at each step."""
    return queries.counts_by_step(viewer=request.user)


@router.get("/proposals/windows", response=list[WindowOut])
@api_may("proposals.view")
def windows(request: Request) -> Any:
    """The calendar of the caller's own region."""
    today, own = timezone.localdate(), request.user.region_code
    acts = sorted({act.window for act in flow.ACTS.values() if act.window})
    found = [(act, rules.window(act=act, region_code=own, day=today)) for act in acts]
    law = rules.announced(region_code=own, day=today).law
    return [{"act": act, **vars(one), "open_today": one.covers(today), "law": law} for act, one in found]


@router.post("/proposals/lapse", response={202: JobOut})
@api_may("proposals.decide")
def lapse(request: Request) -> Status[Any]:
    """End, in a job, what was not verified by its last day; safe to repeat."""
    return Status(202, actions.start_lapsing(on=timezone.localdate(), by=request.user))


@router.post("/proposals/rerank", response={202: JobOut})
@api_may("proposals.rerank")
def rerank(request: Request) -> Status[Any]:
    """Rank anew, in a job, the families that were checked in the field."""
    return Status(202, actions.start_reranking(on=timezone.localdate(), by=request.user))


@router.get("/proposals/{proposal_id}", response=ProposalOut)
@api_may("proposals.view")
def get_proposal(request: Request, proposal_id: int) -> Any:
    """404 outside the caller's reach."""
    return queries.proposal(viewer=request.user, proposal_id=proposal_id)


@router.get("/proposals/{proposal_id}/steps", response=list[StepOut])
@api_may("proposals.view")
def list_steps(request: Request, proposal_id: int) -> Any:
    """Everything that happened to it, in order."""
    return queries.steps_of(viewer=request.user, proposal_id=proposal_id)


@router.post("/proposals", response={201: ProposalOut})
@api_may("proposals.file")
def file_proposal(request: Request, told: ProposalIn) -> Status[Proposal]:
    """Hand in a proposal for a family."""
    given = told.dict(exclude={"changes"})
    changes = [actions.Change(**one.dict()) for one in told.changes]
    return Status(201, actions.file_proposal(**given, changes=changes, by=request.user, on=timezone.localdate()))


@router.post("/proposals/{proposal_id}/papers", response={201: PaperOut})
@api_may("proposals.view")
def add_paper(request: Request, proposal_id: int, told: Form[PaperIn], file: File[UploadedFile]) -> Status[Paper]:
    """A photo or a document."""
    kept = actions.add_paper(
        proposal_id=proposal_id, content=file.read(), by=request.user, on=timezone.localdate(), **told.dict()
    )
    return Status(201, kept)


@router.post("/proposals/acts/{act}", response=MovedOut)
@api_may("proposals.view")
def do_act(request: Request, act: str, told: ActIn) -> Any:
    """check, verify, endorse, sign, decide, confirm, return, reject or withdraw; one or thousands alike."""
    return acting.act(name=act, by=request.user, on=timezone.localdate(), **told.dict())


@router.get("/dockets", response=list[DocketOut])
@paginate
@api_may("proposals.view")
def list_dockets(request: Request) -> Any:
    """In reach, the newest first."""
    return queries.dockets(viewer=request.user)


@router.get("/meetings", response=list[MeetingOut])
@paginate
@api_may("proposals.view")
def list_meetings(request: Request) -> Any:
    """In reach, the newest first."""
    return queries.meetings(viewer=request.user)


@router.post("/meetings", response={201: MeetingOut})
@api_may("proposals.deliberate")
def call_meeting(request: Request, told: MeetingIn) -> Status[Meeting]:
    """Prepare a meeting with everything that waits for one."""
    return Status(201, actions.call_meeting(**told.dict(), by=request.user, on=timezone.localdate()))


@router.post("/meetings/{meeting_id}/attendance", response=int)
@api_may("proposals.deliberate")
def note_attendance(request: Request, meeting_id: int, told: list[AttendeeIn]) -> Any:
    """Who came; replaces the list before."""
    people = [(one.name, one.office) for one in told]
    return actions.note_attendance(meeting_id=meeting_id, people=people, by=request.user)


@router.post("/meetings/{meeting_id}/decisions", response=int)
@api_may("proposals.deliberate")
def decide_items(request: Request, meeting_id: int, told: list[SaidIn]) -> Any:
    """What was said about items of the agenda."""
    decisions = {one.item_id: actions.Said(one.decision, one.reason, one.said) for one in told}
    return actions.decide_items(meeting_id=meeting_id, decisions=decisions, by=request.user)


@router.post("/meetings/{meeting_id}/papers", response={201: PaperOut})
@api_may("proposals.deliberate")
def add_meeting_paper(request: Request, meeting_id: int, kind: Form[str], file: File[UploadedFile]) -> Status[Paper]:
    """Signed minutes, signed attendance, or a photo."""
    told = {"kind": kind, "content": file.read(), "on": timezone.localdate()}
    return Status(201, actions.add_meeting_paper(meeting_id=meeting_id, by=request.user, **told))


@router.post("/meetings/{meeting_id}/agenda", response=int)
@api_may("proposals.deliberate")
def refill_agenda(request: Request, meeting_id: int) -> int:
    """What came since goes on the agenda; how many."""
    return actions.refill_agenda(meeting_id=meeting_id, by=request.user, on=timezone.localdate())


@router.post("/meetings/{meeting_id}/cancel", response=MeetingOut)
@api_may("proposals.deliberate")
def cancel_meeting(request: Request, meeting_id: int) -> Any:
    """It was not held; its agenda waits for another."""
    return actions.cancel_meeting(meeting_id=meeting_id, by=request.user)


@router.post("/meetings/{meeting_id}/close", response=MovedOut)
@api_may("proposals.deliberate")
def close_meeting(request: Request, meeting_id: int) -> Any:
    """The minutes are signed."""
    return actions.close_meeting(meeting_id=meeting_id, by=request.user, on=timezone.localdate())


@router.post("/letters", response=MovedOut)
@api_may("proposals.deliberate")
def sign_letter(request: Request, told: Form[LetterIn], file: File[UploadedFile]) -> Any:
    """The village head answers for proposals without a meeting."""
    given = {**told.dict(), "content": file.read(), "on": timezone.localdate()}
    _letter, moved = actions.sign_letter(by=request.user, **given)
    return moved
