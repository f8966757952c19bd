"""Closing the minutes: from then on the decisions bind, and the cases follow them at once."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.cases.actions.common import current_step, person_may
from lumbung.cases.actions.conferring import Outcome, Question, planned
from lumbung.cases.actions.knowing import let_team_read
from lumbung.cases.actions.stepping import go_on
from lumbung.cases.models import Case, CaseStep, Conference, Decision, Member, Wave
from lumbung.cases.process import PARAMETERS
from lumbung.core import states, wall
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.law.days import months_after

Status = Case.Status


class TooFewSeated(Refusal):
    """A conference is of several professions."""

    message = _("Pembahasan kasus dihadiri paling sedikit %(least)s orang; sekarang %(now)s.")


class NotAllDecided(Refusal):
    """Each line of the agenda has an answer, be it that it waits."""

    message = _("Masih ada kasus tanpa putusan. Tulis putusannya, atau tunda.")


class WaveIsFull(Refusal):
    """A wave has its places."""

    message = _("%(wave)s punya %(places)s tempat; yang diterima %(now)s.")


class BadWave(BadInput):
    """A wave says where, what, when and for how many."""

    message = _("Tulis balai, jurusan, tahun, gelombang, dan banyaknya tempat.")


@transaction.atomic
def close_minutes(*, conference_id: int, by: Any, on: date) -> Conference:
    """Close the minutes; cases are accepted, refused, extended. The same again changes nothing."""
    person_may(by=by, permission="cases.confer")
    known = Conference.objects.visible_to(by).filter(pk=conference_id, status=Conference.Status.HELD).first()
    if known is not None:
        return known
    meeting = planned(conference_id, by)
    seated = meeting.attendants.exclude(user=meeting.chair_id).count() + 1
    if seated < (least := PARAMETERS.on(on).conference_least):
        raise TooFewSeated(meeting, least=least, now=seated)
    with wall.lifted():
        decisions = list(
            meeting.decisions.select_related("case", "wave").select_for_update(of=("self",)).order_by("pk")
        )
        if not decisions or any(not one.outcome for one in decisions):
            raise NotAllDecided(meeting)
        _places(decisions)
        states.move(meeting, Conference.Status.HELD, held_on=on)
        for one in decisions:
            _follow(one, by=by, on=on)
        Member.objects.filter(
            case__in=[one.case_id for one in decisions], role=Member.Role.CONFERENCE, until=None
        ).update(until=on)
        let_team_read([one.case_id for one in decisions])
    return meeting


@transaction.atomic
def open_wave(
    *, region_code: str, centre: str, course: str, year: int, number: int, places: int, starts_on: date, by: Any
) -> Wave:
    """A new intake of a course. The same wave again is the same record."""
    person_may(by=by, permission="cases.open_wave")
    if not (centre.strip() and course.strip() and places > 0 and number > 0 and by.reach.covers(region_code)):
        raise BadWave(fields={"course": str(BadWave.message)})
    made, _new = Wave.objects.get_or_create(
        centre=centre.strip(),
        course=course.strip(),
        year=year,
        number=number,
        defaults={"region_code": region_code, "places": places, "starts_on": starts_on, "made_by": by},
    )
    return made


@transaction.atomic
def call_up(*, wave_id: int, by: Any, on: date) -> list[int]:
    """Call those who were accepted into a wave and not called before; their decisions.

    People of secret cases are called too, through their workers: the printed list shows them to their team only.
    """
    person_may(by=by, permission="cases.open_wave")
    wave = Wave.objects.visible_to(by).select_for_update().filter(pk=wave_id).first()
    if wave is None:
        raise NotFound(wave_id)
    with wall.lifted():
        accepted = Decision.objects.filter(
            wave=wave, outcome=Outcome.ACCEPT, called_on=None, conference__status=Conference.Status.HELD
        )
        ids = list(accepted.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
        Decision.objects.filter(pk__in=ids).update(called_on=on)
    return ids


def _places(decisions: list[Decision]) -> None:
    """No wave takes more than it has places, earlier conferences included."""
    for wave_id in {one.wave_id for one in decisions if one.wave_id}:
        wave = Wave.objects.select_for_update().get(pk=wave_id)
        now = Decision.objects.filter(wave=wave, outcome=Outcome.ACCEPT).values("case").distinct().count()
        if now > wave.places:
            raise WaveIsFull(wave, wave=str(wave), places=wave.places, now=now)


def _follow(one: Decision, *, by: Any, on: date) -> None:
    """What a decision does to its case."""
    case = Case.objects.select_for_update().get(pk=one.case_id)
    if one.outcome == Outcome.EXTEND and case.limit_on is not None:
        case.limit_on = one.until
        case.save(update_fields=["limit_on"])
    if case.status != Status.CONFERENCE:
        return
    refuses = one.outcome == Outcome.NOT and one.question == Question.INTAKE
    if one.outcome == Outcome.ACCEPT or refuses:
        states.move(current_step(case), CaseStep.State.DONE, done_on=on, done_by=by, said=one.said)
    if refuses:
        states.move(case, Status.REFUSED, closed_on=on, said=one.said)
    if one.outcome == Outcome.ACCEPT:
        go_on(case, Status.PLAN, on=on, accepted_on=on, limit_on=_limit(case, on))


def _limit(case: Case, on: date) -> date | None:
    """The last day of a stay in a centre, where that is how somebody is cared for."""
    if case.mode != Case.Mode.RESIDENTIAL:
        return case.limit_on
    return months_after(on, PARAMETERS.on(on).residential_months)
