"""The case conference: planned, attended, asked about cases; what it decides is written once and binds."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.cases.actions.common import NotAtThisStep, locked, not_own, on_team, person_may, sentence
from lumbung.cases.models import Attendant, Case, Conference, Decision, Member, Wave
from lumbung.core import wall
from lumbung.core.refusals import BadInput, NotAllowed, NotFound, Refusal
from lumbung.staff.models import User

Question, Outcome = Decision.Question, Decision.Outcome
SERVED = (Case.Status.PLAN, Case.Status.IMPLEMENTATION, Case.Status.MONITORING, Case.Status.AFTERCARE)


class OutOfReach(BadInput):
    """A conference meets in the chair's region."""

    message = _("Tulis kode wilayah yang termasuk wilayah Anda.")


class MinutesClosed(Refusal):
    """What was decided is decided."""

    message = _("Berita acara pembahasan ini sudah ditutup.")


class NothingToExtend(Refusal):
    """Only a stay in a centre has an end to be moved."""

    message = _("Kasus ini tidak sedang dilayani di balai, jadi tidak ada batas tinggal yang diperpanjang.")


class WaveMissing(BadInput):
    """Who is admitted to a wave is admitted to one."""

    message = _("Pilih gelombang pelatihannya.")


class WaveNotAsked(BadInput):
    """A wave that is named with another question: whoever is accepted so would never be called."""

    message = _("Gelombang hanya dipilih untuk “Penerimaan gelombang pelatihan”. Ubah yang dibahas, atau kosongkan.")


class NoAnswer(BadInput):
    """Each question has its own answers."""

    message = _("Putusan ini tidak menjawab yang dibahas. Pilih: %(known)s.")


class NoDay(BadInput):
    """An extension has an end."""

    message = _("Tulis sampai tanggal berapa diperpanjang, sesudah batas yang sekarang.")


class DecidesOwnCase(Refusal):
    """Who leads a case does not decide on it."""

    message = _("Penanggung jawab kasus tidak memimpin putusan atas kasusnya sendiri.")
    status = 403


@transaction.atomic
def plan_conference(*, region_code: str, on: date, place: str, by: Any, request_key: UUID | None = None) -> Conference:
    """A conference on a day, led by whoever plans it. The same request again is the same conference."""
    person_may(by=by, permission="cases.confer")
    if not region_code or not by.reach.covers(region_code):
        raise OutOfReach(fields={"region_code": str(OutOfReach.message)})
    told = {"region_code": region_code, "on": on, "place": sentence(place, field="place")}
    known = Conference.objects.filter(request_key=request_key).first() if request_key else None
    return known or Conference.objects.create(**told, chair=by, planned_by=by, request_key=request_key)


@transaction.atomic
def add_attendant(
    *, conference_id: int, name: str, function: str, by: Any, on: date, user_id: int | None = None
) -> Attendant:
    """Somebody sits in the conference, of the staff or from outside. The same again is the same seat.

    Who sits in it has to know the secret cases that it discusses, and is on their teams until the minutes are closed.
    """
    meeting = planned(conference_id, by)
    user = User.objects.filter(pk=user_id, is_active=True).first() if user_id else None
    told = {"name": user.name if user else sentence(name, field="name"), "user": user}
    made, _new = Attendant.objects.get_or_create(
        conference=meeting,
        name=told["name"],
        defaults={**told, "region_code": meeting.region_code, "function": sentence(function, field="function")},
    )
    _let_in(meeting, by, on)
    return made


@transaction.atomic
def put_case(
    *, conference_id: int, case_id: int, question: str, by: Any, on: date, wave_id: int | None = None
) -> Decision:
    """Ask the conference about a case. The same question again is the same line of the agenda."""
    person_may(by=by, permission="cases.work" if by.may("cases.work") else "cases.confer")
    meeting = Conference.objects.visible_to(by).select_for_update().filter(pk=conference_id).first()
    if meeting is None:
        raise NotFound(conference_id)
    found = locked(case_id=case_id, by=by)
    asked = Question(question)
    known = Decision.objects.filter(conference=meeting, case=found, question=asked).first()
    if known is not None:
        return known
    _still_planned(meeting)
    _fits(found, asked)
    if wave_id and asked != Question.WAVE:
        raise WaveNotAsked(fields={"wave_id": str(WaveNotAsked.message)})
    wave = Wave.objects.visible_to(by).filter(pk=wave_id or 0).first() if asked == Question.WAVE else None
    if asked == Question.WAVE and wave is None:
        raise WaveMissing(fields={"wave_id": str(WaveMissing.message)})
    made = Decision.objects.create(case=found, conference=meeting, question=asked, wave=wave)
    _let_in(meeting, by, on)
    return made


@transaction.atomic
def decide(*, decision_id: int, outcome: str, said: str, by: Any, until: date | None = None) -> Decision:
    """What the conference says of one case, until its minutes are closed."""
    person_may(by=by, permission="cases.confer")
    found = Decision.objects.visible_to(by).select_for_update().filter(pk=decision_id).first()
    if found is None:
        raise NotFound(decision_id)
    planned(found.conference_id, by)
    case = locked(case_id=found.case_id, by=by)
    not_own(case.person, by)
    if case.worker_id == by.pk:
        raise DecidesOwnCase(found)
    known = Decision.ANSWERS[Question(found.question)]
    if outcome not in known:
        told = {"known": ", ".join(f"{one.label} ({one.value})" for one in known)}
        raise NoAnswer(**told, fields={"outcome": str(NoAnswer.message % told)})
    if outcome == Outcome.EXTEND and (until is None or (case.limit_on is not None and until <= case.limit_on)):
        raise NoDay(fields={"until": str(NoDay.message)})
    found.outcome, found.said = outcome, sentence(said)
    found.until = until if outcome == Outcome.EXTEND else None
    found.save(update_fields=["outcome", "said", "until"])
    return found


def planned(conference_id: int, by: Any) -> Conference:
    """The conference, held, for its chair."""
    person_may(by=by, permission="cases.confer")
    meeting = Conference.objects.visible_to(by).select_for_update().filter(pk=conference_id).first()
    if meeting is None:
        raise NotFound(conference_id)
    if meeting.chair_id != by.pk:
        raise NotAllowed(conference_id)
    _still_planned(meeting)
    return meeting


def _still_planned(meeting: Conference) -> None:
    if meeting.status != Conference.Status.PLANNED:
        raise MinutesClosed(meeting)


def _fits(case: Case, question: str) -> None:
    """Each question is of its time."""
    of_intake = question in (Question.INTAKE, Question.WAVE)
    if (
        of_intake
        and case.status != Case.Status.CONFERENCE
        and not (question == Question.WAVE and case.status in SERVED)
    ):
        raise NotAtThisStep(case, now=case.get_status_display())
    if not of_intake and case.status not in SERVED:
        raise NotAtThisStep(case, now=case.get_status_display())
    if question == Question.EXTENSION and case.limit_on is None:
        raise NothingToExtend(case)


def _seated(meeting: Conference) -> list[int]:
    """Accounts of those who sit in it."""
    return [one.user_id for one in meeting.attendants.all() if one.user_id]


def _let_in(meeting: Conference, by: Any, on: date) -> None:
    """Whoever sits in the conference and has an account is on the team of its secret cases."""
    with wall.lifted():
        seated = User.objects.filter(pk__in={meeting.chair_id, *_seated(meeting)})
        for one in meeting.decisions.filter(sensitive=True).select_related("case"):
            for user in seated.exclude(pk__in=[one.case.worker_id, one.case.supervisor_id]):
                on_team(one.case, user, Member.Role.CONFERENCE, on=on, by=by)
