"""The night's work: what the house does by itself once a day, each act at most once for a day.

An act gives a job. The turn that says "this act, this day" is saved together with its job, so whoever comes second,
another worker or the same one after a kill, finds it taken; a job that was killed goes on at its cursor like any other.
The worker looks every quarter of an hour what is due, so a machine that was switched off at one o'clock catches up.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app as queue

from lumbung.core import jobs, sealing
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.models import Job, NightlyTurn
from lumbung.core.reach import Reach
from lumbung.core.refusals import BadInput, NotAllowed, NotFound, Refusal

RUN = "core.run_night"
SEAL = "core.seal"
MORNING = time(5)
"""Heavy work begins no later: people want their machine by day."""
EVERY_QUARTER_HOUR = "*/15 * * * *"

Begin = Callable[[date], Job]


class NoSuchAct(NotFound):
    """No act of the night has that name."""

    message = _("Tidak ada pekerjaan malam bernama “%(name)s”.")


class DayToCome(BadInput):
    """A night that has not come yet would end what still has time."""

    message = _("Pekerjaan malam untuk hari yang belum tiba tidak bisa dijalankan.")


@dataclass(frozen=True)
class Act:
    """One line of the night's table: what is done, counted in which unit, between which hours it may begin."""

    name: str
    title: Any
    unit: Any
    since: time
    until: time
    begin: Begin


_acts: dict[str, Act] = {}


def act(name: str, *, title: Any, unit: Any, since: time, until: time = time.max) -> Callable[[Begin], Begin]:
    """Put a line into the night's table; the function enrols the job of a day, it does not queue it."""

    def register(begin: Begin) -> Begin:
        _acts[name] = Act(name, title, unit, since, until, begin)
        return begin

    return register


def acts() -> list[Act]:
    """The night's table, in the order in which it begins."""
    return sorted(_acts.values(), key=lambda one: (one.since, one.name))


def due(*, at: datetime) -> list[Act]:
    """What may begin at this hour and has no turn for this day yet."""
    taken = set(NightlyTurn.objects.filter(on=at.date()).values_list("act", flat=True))
    return [one for one in acts() if one.since <= at.time() < one.until and one.name not in taken]


def take(*, names: Iterable[str], on: date, today: date, by: Any = SYSTEM) -> list[NightlyTurn]:
    """The turns of these acts for a day, each made if it is not there yet; nothing runs until it is queued or run."""
    if not by.may(RUN) or by.reach != Reach.national():
        raise NotAllowed(RUN)
    if on > today:
        raise DayToCome(fields={"on": str(DayToCome.message)})
    chosen = list(names)
    for name in chosen:
        if name not in _acts:
            raise NoSuchAct(name=name)
    return [_turn(_acts[name], on, by) for name in chosen]


def begin(*, names: Iterable[str], on: date, today: date, by: Any = SYSTEM) -> list[NightlyTurn]:
    """Take these turns and leave them to the worker; those that a fault has stopped are tried again."""
    turns = take(names=names, on=on, today=today, by=by)
    for turn in turns:
        if turn.job and turn.status != Job.Status.FINISHED:
            jobs.defer_once(turn.job)
    return turns


def run_turn(turn: NightlyTurn, *, progress: jobs.Progress | None = None) -> NightlyTurn:
    """Do one turn here and now, or go on with it; a turn that is over stays as it is."""
    if turn.job_id:
        jobs.run(turn.job_id, progress=progress)
    return NightlyTurn.objects.select_related("job", "by").get(pk=turn.pk)


@transaction.atomic
def _turn(chosen: Act, on: date, by: Any) -> NightlyTurn:
    turn, is_new = NightlyTurn.objects.select_related("job").get_or_create(
        act=chosen.name, on=on, defaults={"by_id": by.pk}
    )
    if not is_new:
        return turn
    try:
        with acting(SYSTEM, reason=str(chosen.title), via="job"):
            turn.job = chosen.begin(on)
    except Refusal as refusal:
        turn.said = str(refusal)
    turn.save(update_fields=["job", "said"])
    return turn


@queue.periodic(cron=EVERY_QUARTER_HOUR)
@queue.task(name="lumbung.night", pass_context=False, queueing_lock="lumbung.night")
def look(timestamp: int) -> None:
    """The worker's door: begin what is due, and queue again what this day's turns have left."""
    now = timezone.localtime()
    take(names=[one.name for one in due(at=now)], on=now.date(), today=now.date())
    for turn in NightlyTurn.objects.select_related("job").filter(on=now.date(), job__isnull=False):
        if turn.job and not turn.job.is_over:
            jobs.defer_once(turn.job)


@jobs.kind(SEAL)
def seal_next(job: Job) -> bool:
    """The next stretch of the audit trail."""
    sealed = sealing.seal_next()
    job.done += sealed
    return sealed == 0


@act(SEAL, title=_("Menyegel jejak audit"), unit=_("peristiwa"), since=time(4, 30))
def seal_tonight(on: date) -> Job:
    """Last, so that the night's own changes are sealed too."""
    return jobs.enrol(SEAL, {"on": on.isoformat()}, by=SYSTEM)
