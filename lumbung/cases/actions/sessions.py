"""Sessions: booked one by one, weekly, or for a group; held with who came and what is to be kept of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lumbung.cases import planning
from lumbung.cases.actions.common import locked, not_own, person_may, sentence, still_open
from lumbung.cases.models import Attendance, Case, Goal, Session
from lumbung.core import bulk, formats, states
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.facilities import actions as facilities
from lumbung.facilities.models import Booking
from lumbung.staff.models import User

Kind, State = Session.Kind, Attendance.State
PLAN = "cases.plan"
LONGEST_MINUTES = 12 * 60


@dataclass(frozen=True)
class RoomWish:
    """A room that is asked for along with each session; its house approves as it does for everybody."""

    room_id: int
    asked_at: datetime


class BadSession(BadInput):
    """A session has a title, a length, a worker of the region, and no more dates or people than one act books."""

    message = _("Periksa judul, lama, petugas, dan banyaknya pertemuan atau peserta.")


class WorkerBusy(Refusal):
    """The worker is in another session then."""

    message = _("Petugas sudah punya pertemuan lain pada %(days)s. Pilih waktu lain.")


class ClientBusy(Refusal):
    """Somebody who should come is in another session then."""

    message = _("Salah satu peserta sudah punya pertemuan lain pada waktu itu. Pilih waktu lain.")


class SessionToCome(Refusal):
    """Nobody came to what has not begun."""

    message = _("Pertemuan ini baru mulai %(at)s. Kehadiran dicatat sesudahnya.")


class ChangedMeanwhile(Refusal):
    """Somebody else has written since the page was opened."""

    message = _("%(name)s sudah mengubah catatan ini. Buka lagi, lalu tambahkan catatan Anda.")


@transaction.atomic
def book(
    *,
    case_id: int,
    title: str,
    starts_at: datetime,
    minutes: int,
    by: Any,
    worker_id: int | None = None,
    kind: str = Kind.SINGLE,
    goal_id: int | None = None,
    place: str = "",
    times: int = 1,
    room: RoomWish | None = None,
) -> list[Session]:
    """One session of a case, or the same hour every week so many times; booked again they are the same sessions."""
    person_may(by=by, permission=PLAN)
    case = locked(case_id=case_id, by=by)
    still_open(case)
    if kind not in (Kind.SINGLE, Kind.VISIT):
        raise BadSession(fields={"kind": str(BadSession.message)})
    if goal_id and not Goal.objects.filter(pk=goal_id, case=case).exists():
        raise NotFound(goal_id)
    told = {
        "title": sentence(title, field="title"),
        "kind": kind,
        "case": case,
        "goal_id": goal_id,
        "place": place.strip(),
    }
    made = _booked([case], told, _hours(starts_at, minutes, times), worker=_worker(worker_id, by), by=by)
    return _in_room(made, room, people=2, by=by)


@transaction.atomic
def book_group(
    *,
    case_ids: Sequence[int],
    title: str,
    starts_at: datetime,
    minutes: int,
    by: Any,
    worker_id: int | None = None,
    place: str = "",
    times: int = 1,
    room: RoomWish | None = None,
) -> list[Session]:
    """A session for many people in one act; its title and place must not tell of anybody."""
    person_may(by=by, permission=PLAN)
    most = planning.in_force(starts_at.date()).group_most
    if not 0 < len(set(case_ids)) <= most:
        told = {"most": formats.count(most)}
        raise BadSession(fields={"case_ids": str(_("Pilih satu sampai %(most)s peserta.") % told)})
    cases = locked_many(case_ids=case_ids, by=by)
    told = {
        "title": sentence(title, field="title"),
        "kind": Kind.GROUP,
        "place": place.strip(),
        "region_code": common_area([case.region_code for case in cases]),
    }
    made = _booked(cases, told, _hours(starts_at, minutes, times), worker=_worker(worker_id, by), by=by)
    return _in_room(made, room, people=len(cases) + 1, by=by)


def locked_many(*, case_ids: Sequence[int], by: Any) -> list[Case]:
    """Cases within reach and on this side of the wall, held together; none of one's own family."""
    wanted = sorted(set(case_ids))
    found = list(Case.objects.visible_to(by).filter(pk__in=wanted).select_for_update(of=("self",)).order_by("pk"))
    if len(found) != len(wanted):
        raise NotFound(case_ids)
    for case in found:
        not_own(case.person, by)
        still_open(case)
    return found


def common_area(codes: Sequence[str]) -> str:
    """The smallest area in which all these regions lie."""
    shared = []
    for parts in zip(*(code.split(".") for code in codes), strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    return ".".join(shared) or "0"


def _hours(starts_at: datetime, minutes: int, times: int) -> list[tuple[datetime, datetime]]:
    most = planning.in_force(starts_at.date()).series_most
    wrong = {}
    if not 0 < minutes <= LONGEST_MINUTES:
        wrong["minutes"] = str(_("Tulis lamanya dalam menit, paling lama dua belas jam."))
    if not 0 < times <= most:
        wrong["times"] = str(_("Tulis 1 sampai %(most)s pertemuan.") % {"most": formats.count(most)})
    if wrong:
        raise BadSession(fields=wrong)
    return [(at, at + timedelta(minutes=minutes)) for at in planning.weekly(first=starts_at, times=times)]


def _worker(worker_id: int | None, by: Any) -> User:
    found = User.objects.filter(pk=worker_id or by.pk, is_active=True).first()
    if found is None or not found.may(PLAN):
        raise BadSession(fields={"worker": str(_("Petugas ini tidak melayani kasus."))})
    return found


def _booked(
    cases: Sequence[Case], told: dict[str, Any], hours: Sequence[tuple[datetime, datetime]], *, worker: User, by: Any
) -> list[Session]:
    """The sessions at these hours with everybody who should come; those that stand already are not booked again."""
    if any(not worker.reach.covers(case.region_code) for case in cases):
        raise BadSession(fields={"worker": str(_("Petugas ini bekerja di wilayah lain."))})
    same = {"worker": worker, "title": told["title"], "case": told.get("case"), "kind": told["kind"]}
    standing = Session.objects.filter(**same, starts_at__in=[start for start, _end in hours])
    known = {one.starts_at: one for one in standing.exclude(status=Session.Status.CANCELLED)}
    fresh = [(start, end) for start, end in hours if start not in known]
    _refuse_clash(worker, fresh)
    try:
        with transaction.atomic():
            made = Session.objects.bulk_create(
                Session(worker=worker, starts_at=start, ends_at=end, by_id=by.pk, **told) for start, end in fresh
            )
            Attendance.objects.bulk_create(
                Attendance(
                    case=case, session=one, goal_id=told.get("goal_id"), starts_at=one.starts_at, ends_at=one.ends_at
                )
                for one in made
                for case in cases
            )
    except IntegrityError as error:
        if "nobody_in_two_sessions" in str(error):
            raise ClientBusy from error
        if "no_worker_in_two_sessions" in str(error):
            raise WorkerBusy(days=formats.moment(fresh[0][0])) from error
        raise
    return sorted([*known.values(), *made], key=lambda one: one.starts_at)


def _in_room(sessions: list[Session], room: RoomWish | None, *, people: int, by: Any) -> list[Session]:
    """The room for each of them, under a title that tells of nobody; a room that is taken refuses the whole act."""
    if room is not None:
        for one in sessions:
            facilities.book_room(
                room_id=room.room_id,
                title=str(_("Pertemuan layanan")),
                begins_at=one.starts_at,
                ends_at=one.ends_at,
                people=people,
                reference=_reference(one),
                at=room.asked_at,
                by=by,
            )
    return sessions


def _reference(session: Session) -> str:
    return f"session:{session.pk}"


def _refuse_clash(worker: User, hours: Sequence[tuple[datetime, datetime]]) -> None:
    """Say on which days the worker is taken; the database would refuse as well, but not say when."""
    if not hours:
        return
    near = Session.objects.filter(worker=worker, starts_at__lt=hours[-1][1], ends_at__gt=hours[0][0])
    taken = list(near.exclude(status=Session.Status.CANCELLED).values_list("starts_at", "ends_at"))
    clashing = [start for start, end in hours if any(start < to and since < end for since, to in taken)]
    if clashing:
        raise WorkerBusy(days=", ".join(formats.moment(one) for one in clashing))


@transaction.atomic
def cancel_session(*, session_id: int, said: str, by: Any) -> Session:
    """It doesn't take place; everybody, and the room, is free at that hour again. Cancelled twice it is cancelled."""
    session = _locked_session(session_id, by)
    if session.status == Session.Status.CANCELLED:
        return session
    moved = states.move(session, Session.Status.CANCELLED, said=sentence(said))
    room = Booking.objects.visible_to(by).filter(reference=_reference(session)).first()
    if room is not None:
        facilities.withdraw_booking(booking_id=room.pk, said=str(_("Pertemuannya dibatalkan.")), by=by)
    session.attendances.update(state=State.CANCELLED)
    return moved


@transaction.atomic
def note_attendance(
    *,
    session_id: int,
    case_id: int,
    by: Any,
    at: datetime,
    state: str | None = None,
    note: str | None = None,
    seen: int | None = None,
) -> Attendance:
    """Whether somebody came, and a note of it; what is not given stays. Sent twice it is one note.

    `seen` is the version that the writer had before them: another's later words are not written over.
    """
    session = _begun(session_id, by, at)
    locked(case_id=case_id, by=by)
    found = Attendance.objects.select_for_update().filter(session=session, case_id=case_id).first()
    if found is None:
        raise NotFound(case_id)
    told: dict[str, Any] = {}
    if state is not None:
        told["state"] = _noted(state)
    if note is not None:
        told["note"] = sentence(note, field="note", needed=False)
    if all(getattr(found, name) == value for name, value in told.items()):
        return found
    if seen is not None and seen < found.version and found.noted_by_id not in (None, by.pk):
        raise ChangedMeanwhile(found, name=found.noted_by)
    for name, value in {**told, "version": found.version + 1, "noted_at": at, "noted_by": by}.items():
        setattr(found, name, value)
    found.save(update_fields=[*told, "version", "noted_at", "noted_by"])
    _held(session)
    return found


@transaction.atomic
def note_group(*, session_id: int, states_of: Mapping[int, str], by: Any, at: datetime) -> int:
    """Who of a group came, by case, in one act; returns how many records changed."""
    session = _begun(session_id, by, at)
    came = {case: str(_noted(state)) for case, state in states_of.items()}
    expected = set(Attendance.objects.visible_to(by).filter(session=session).values_list("case_id", flat=True))
    if not set(came) <= expected:
        raise NotFound(sorted(set(came) - expected))
    told = {"session": session.pk, "cases": list(came), "states": list(came.values()), "by": by.pk, "at": at}
    changed = bulk.execute(_CAME, told)
    if came:
        _held(session)
    return changed


_CAME = """
    UPDATE cases_attendance a SET state = n.state, version = a.version + 1, noted_at = %(at)s, noted_by_id = %(by)s
      FROM unnest(%(cases)s::bigint[], %(states)s::text[]) AS n (case_id, state)
     WHERE a.session_id = %(session)s AND a.case_id = n.case_id AND a.state <> n.state
"""


def _noted(state: str) -> Attendance.State:
    if state not in Attendance.NOTED:
        raise BadSession(fields={"state": str(_("Pilih hadir, izin, atau tidak hadir."))})
    return State(state)


def _begun(session_id: int, by: Any, at: datetime) -> Session:
    session = _locked_session(session_id, by)
    if session.status == Session.Status.CANCELLED:
        raise states.IllegalMove(session, now=session.get_status_display(), to=Session.Status.HELD.label)
    if at < session.starts_at:
        raise SessionToCome(session, at=formats.moment(session.starts_at))
    return session


def _held(session: Session) -> None:
    if session.status == Session.Status.PLANNED:
        states.move(session, Session.Status.HELD)


def _locked_session(session_id: int, by: Any) -> Session:
    person_may(by=by, permission=PLAN)
    found = Session.objects.visible_to(by).select_for_update().filter(pk=session_id).first()
    if found is None:
        raise NotFound(session_id)
    return found
