"""Sessions, a worker's day, workload, hand-over and results, for programs."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from ninja import Router, Schema, Status

from lumbung.cases import actions, queries
from lumbung.cases.models import Attendance, CaseMove, Session
from lumbung.core.api import api_may
from lumbung.core.views import Request

router = Router(tags=["care work"])
LONGEST_DAYS = 31


class SessionOut(Schema):
    """One session; of a group without a case."""

    id: int
    kind: str
    case_id: int | None
    title: str
    worker_id: int
    starts_at: datetime
    ends_at: datetime
    place: str
    status: str


class SessionIn(Schema):
    """One session, or so many weekly ones; without a worker it is the caller's own."""

    title: str
    starts_at: datetime
    minutes: int = 60
    times: int = 1
    worker_id: int | None = None
    room_id: int | None = None
    place: str = ""
    kind: Session.Kind = Session.Kind.SINGLE
    goal_id: int | None = None


class GroupIn(Schema):
    """A session for many; the title must not tell of anybody."""

    case_ids: list[int]
    title: str
    starts_at: datetime
    minutes: int = 60
    times: int = 1
    worker_id: int | None = None
    room_id: int | None = None
    place: str = ""


class AttendanceOut(Schema):
    """One person at one session."""

    case_id: int
    state: str
    note: str
    version: int


class CameIn(Schema):
    """Who came, by case: came, excused or absent."""

    states: dict[int, Attendance.State]


class NoteIn(Schema):
    """Answers as they were typed: `state`, `note` or both; `member` is the case, `seen` the version before them."""

    member: int
    seen: int | None = None
    answers: dict[str, str]


class NoteOut(Schema):
    """The version that is saved now."""

    version: int
    said: list[str] = []
    conflicts: list[str] = []
    known: list[str] = []


class SaidIn(Schema):
    """One sentence."""

    said: str


class LoadOut(Schema):
    """One worker's load."""

    worker_id: int
    name: str
    cases: int
    most: int
    over: int
    late: int
    supervised_on: date | None


class StopOut(Schema):
    """One home on the way, and why."""

    case_id: int
    village: str
    hamlet: str
    rt: str
    reasons: list[str]


class DayOut(Schema):
    """A day: sessions by the clock, homes by the way; `later` people have a reason but no place in it."""

    on: date
    sessions: list[SessionOut]
    stops: list[StopOut]
    later: int


class HandOverIn(Schema):
    """To whom, why, and which cases; without a list all that are open."""

    taker_id: int
    reason: str
    case_ids: list[int] | None = None


class MoveOut(Schema):
    """One hand-over. `cases` are those that the caller may know of; the other figures stand only where that is all."""

    id: int
    giver_id: int
    taker_id: int
    reason: str
    on: date
    cases: int
    sessions: int | None
    clashing: int | None
    giver_read_on: date | None
    taker_read_on: date | None

    @staticmethod
    def resolve_cases(one: CaseMove) -> int:
        """As far as the caller may know."""
        return getattr(one, "known", one.cases)

    @staticmethod
    def resolve_sessions(one: CaseMove) -> int | None:
        """Nothing where some of the cases are not told."""
        return one.sessions if getattr(one, "known", one.cases) == one.cases else None

    @staticmethod
    def resolve_clashing(one: CaseMove) -> int | None:
        """Nothing where some of the cases are not told."""
        return one.clashing if getattr(one, "known", one.cases) == one.cases else None


class FiguresOut(Schema):
    """One group of cases; null is a figure too small to be shown."""

    name: str
    reached: int | None
    accepted: int | None
    running: int | None
    ended: int | None
    home: int | None
    left: int | None
    waited: int | None
    measured: int | None
    change: float | None


class ResultsOut(Schema):
    """The whole and its groups."""

    since: date
    until: date
    least: int
    whole: FiguresOut
    groups: dict[str, list[FiguresOut]]


@router.get("/case-sessions", response=list[SessionOut])
@api_may("cases.view")
def list_sessions(request: Request, since: date, days: int = 7, mine: bool = True) -> Any:
    """Of at most a month, in the order of time."""
    worker = request.user.pk if mine else None
    days = min(max(days, 1), LONGEST_DAYS)
    return list(queries.sessions_between(viewer=request.user, since=since, days=days, worker_id=worker))


@router.post("/cases/{case_id}/sessions", response={201: list[SessionOut]})
@api_may("cases.plan")
def book(request: Request, case_id: int, told: SessionIn) -> Status[list[Session]]:
    """Booked again they are the same sessions."""
    return Status(201, actions.book(case_id=case_id, **_with_room(told.dict()), by=request.user))


@router.post("/case-sessions/group", response={201: list[SessionOut]})
@api_may("cases.plan")
def book_group(request: Request, told: GroupIn) -> Status[list[Session]]:
    """For many people in one act."""
    return Status(201, actions.book_group(**_with_room(told.dict()), by=request.user))


def _with_room(told: dict[str, Any]) -> dict[str, Any]:
    room = told.pop("room_id")
    return told | {"room": actions.RoomWish(room, timezone.now()) if room else None}


@router.get("/case-sessions/{session_id}/attendance", response=list[AttendanceOut])
@api_may("cases.view")
def list_attendance(request: Request, session_id: int) -> list[Attendance]:
    """Those whom the caller may know of."""
    found = queries.session(viewer=request.user, session_id=session_id)
    return queries.attendances_of(viewer=request.user, session_id=found.pk)


@router.post("/case-sessions/{session_id}/attendance", response=int)
@api_may("cases.plan")
def note_group(request: Request, session_id: int, told: CameIn) -> int:
    """Who came, in one act; answers how many records changed."""
    return actions.note_group(session_id=session_id, states_of=told.states, by=request.user, at=timezone.now())


@router.patch("/case-sessions/{session_id}/notes", response=NoteOut, url_name="save_session_note")
@api_may("cases.plan")
def save_note(request: Request, session_id: int, told: NoteIn) -> NoteOut:
    """Answers one by one, as a form on a weak line sends them; sent twice they are one note."""
    given = {name: told.answers[name] for name in ("state", "note") if name in told.answers}
    saved = actions.note_attendance(
        session_id=session_id, case_id=told.member, seen=told.seen, **given, by=request.user, at=timezone.now()
    )
    return NoteOut(version=saved.version)


@router.post("/case-sessions/{session_id}/cancel", response=SessionOut)
@api_may("cases.plan")
def cancel_session(request: Request, session_id: int, told: SaidIn) -> Session:
    """It doesn't take place."""
    return actions.cancel_session(session_id=session_id, said=told.said, by=request.user)


@router.get("/case-day", response=DayOut)
@api_may("cases.work")
def my_day(request: Request, on: date) -> DayOut:
    """The caller's own day."""
    found = queries.day(viewer=request.user, on=on)
    stops = [
        StopOut(case_id=one.case.pk, village=one.village, hamlet=one.hamlet, rt=one.rt, reasons=list(one.reasons))
        for one in found.stops
    ]
    sessions = [SessionOut.from_orm(one) for one in found.sessions]
    return DayOut(on=on, sessions=sessions, stops=stops, later=found.later)


@router.get("/case-loads", response=list[LoadOut])
@api_may("cases.view")
def loads(request: Request) -> list[LoadOut]:
    """Every worker with open cases within reach."""
    return [
        LoadOut(
            worker_id=one.worker.pk,
            name=one.worker.name,
            cases=one.cases,
            most=one.most,
            over=one.over,
            late=one.late,
            supervised_on=one.supervised_on,
        )
        for one in queries.caseloads(viewer=request.user, on=timezone.localdate())
    ]


@router.post("/case-workers/{worker_id}/hand-over", response={201: MoveOut})
@api_may("cases.work")
def hand_over(request: Request, worker_id: int, told: HandOverIn) -> Status[CaseMove]:
    """All open cases of a worker, or some, to another; one's own, or as a supervisor anybody's."""
    given = {"giver_id": worker_id, **told.dict(), "at": timezone.now(), "on": timezone.localdate()}
    return Status(201, actions.hand_over_cases(**given, by=request.user))


@router.get("/case-moves", response=list[MoveOut])
@api_may("cases.view")
def list_moves(request: Request) -> Any:
    """Hand-overs within reach, the newest hundred."""
    return list(queries.moves(viewer=request.user)[:100])


@router.post("/case-moves/{move_id}/read", response=MoveOut)
@api_may("cases.view")
def read_move(request: Request, move_id: int) -> CaseMove:
    """One of both sides has read it."""
    return actions.read_move(move_id=move_id, by=request.user, on=timezone.localdate())


@router.get("/case-results", response=ResultsOut)
@api_may("cases.view")
def results(request: Request, since: date, until: date) -> Any:
    """Of the cases that came in between two days, as far as the caller may know."""
    return queries.results(viewer=request.user, since=since, until=until)
