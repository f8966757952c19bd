"""Watching over people: who is called how often, what was heard, and the visit where nobody answers."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.refusals import BadInput, Refusal, allowed
from lumbung.districts import rules, statements
from lumbung.districts.actions.common import brought, held, known_to, outside, person_may, sentence, somebody
from lumbung.districts.models import Attempt, Call, Visit, Watch

Status = Call.Status


class BadWatch(BadInput):
    """How great the risk is."""

    message = _("Pilih risiko rendah, sedang, atau tinggi.")


class BadResult(BadInput):
    """What was heard or found."""

    message = _("Pilih hasilnya.")


class SomebodyCalled(Refusal):
    """Somebody else noted a call meanwhile."""

    message = _("Orang ini sudah ditelepon petugas lain. Muat ulang halamannya.")


class CallIsOver(Refusal):
    """Nobody has to call any more."""

    message = _("Telepon ini sudah selesai: %(now)s.")


@transaction.atomic
def watch(*, person_id: int, risk: int, why: str, by: Any, on: date) -> Watch:
    """Somebody is called and visited regularly from now on; another risk begins a new watch, the same is the same."""
    person_may(by=by, permission="districts.assess")
    person = somebody(person_id=person_id, by=by)
    if risk not in Watch.Risk.values:
        raise BadWatch(fields={"risk": str(BadWatch.message)})
    told: dict[str, Any] = {"risk": risk, "why": sentence(why, field="why")}
    for known in known_to(Watch.objects.select_for_update(), person, by).filter(until=None):
        if all(getattr(known, name) == value for name, value in told.items()):
            return known
        known.until = on
        known.save(update_fields=["until"])
    told |= {"region_code": person.region_code, "person": person, "outside": outside(person, by)}
    return Watch.objects.create(since=on, by=by, **told)


@transaction.atomic
def end_watch(*, watch_id: int, by: Any, on: date) -> Watch:
    """Nobody has to call any more; a call that still waits is dropped."""
    person_may(by=by, permission="districts.assess")
    one = held(Watch, watch_id, by=by)
    if one.until is None:
        one.until = max(on, one.since)
        one.save(update_fields=["until"])
        calls = Call.objects.filter(person=one.person, outside=one.outside, kind=Call.Kind.SAFETY, status=Status.OPEN)
        calls.update(status=Status.DROPPED)
    return one


@transaction.atomic
def plan_contacts(*, on: date, at: datetime, by: Any) -> int:
    """The calls and visits that fall due this day, by risk, in two statements; again on the same day adds nothing.

    Returns how many there are of people whom the actor may know of.
    """
    allowed(by, "districts.call")
    p = rules.in_force(on)
    told: dict[str, Any] = {"on": on, "at": at}
    calls = {name: figures["call_days"] for name, figures in p.rhythm.items()}
    visits = {name: figures["visit_days"] for name, figures in p.rhythm.items()}
    opened = brought(statements.OPEN_SAFETY_CALLS, told | calls, by=by)
    return opened + brought(statements.OPEN_ROUTINE_VISITS, told | visits, by=by)


@transaction.atomic
def note_call(*, call_id: int, seen: int, result: str, by: Any, at: datetime, said: str = "") -> Call:
    """How somebody is. `seen` is how many attempts the caller knew of, so that a note sent twice counts once.

    Whoever needs help or is ill is visited; so is who didn't answer three times. Raises SomebodyCalled, CallIsOver.
    """
    person_may(by=by, permission="districts.call")
    call = held(Call, call_id, by=by)
    if result not in Attempt.Result.values:
        raise BadResult(fields={"result": str(BadResult.message)})
    words = sentence(said, needed=result in Attempt.NEEDS_VISIT)
    last = call.tried.order_by("-number").first()
    if last is not None and last.number == seen + 1 and (last.by_id, last.result) == (by.pk, result):
        return call
    if call.status != Status.OPEN:
        raise CallIsOver(call, now=call.get_status_display())
    if call.attempts != seen:
        raise SomebodyCalled(call)
    told: dict[str, Any] = {"region_code": call.region_code, "number": seen + 1, "at": at, "by": by}
    Attempt.objects.create(call=call, result=result, said=words, **told)
    call.attempts = seen + 1
    call.save(update_fields=["attempts"])
    return _concluded(call, result, on=timezone.localdate(at))


def _concluded(call: Call, result: str, *, on: date) -> Call:
    """Reached, reached and in need, or passed on to a visit because nobody answers."""
    figures = rules.in_force(on).calls
    if result in Attempt.REACHED:
        if result in Attempt.NEEDS_VISIT:
            _ask_visit(call, Visit.Reason.HELP, due_on=on)
        return states.move(call, Status.REACHED)
    if result == Attempt.Result.WRONG or call.attempts >= figures["unanswered"]:
        _ask_visit(call, Visit.Reason.UNREACHED, due_on=on + timedelta(days=figures["visit_days"]))
        return states.move(call, Status.PASSED)
    return call


def _ask_visit(call: Call, reason: str, *, due_on: date) -> None:
    """One open visit for one reason; a sooner day counts."""
    told: dict[str, Any] = {"region_code": call.region_code, "call": call, "risk": call.risk, "due_on": due_on}
    same = {"person_id": call.person_id, "outside": call.outside, "reason": reason, "status": Visit.Status.OPEN}
    one, new = Visit.objects.get_or_create(**same, defaults=told)
    if not new and one.due_on > due_on:
        one.due_on = due_on
        one.save(update_fields=["due_on"])
