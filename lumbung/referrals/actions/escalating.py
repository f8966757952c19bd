"""A need rises to the desk above: proposed by the night when a limit has passed, or by the desk itself."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lumbung.core import formats, states
from lumbung.core.refusals import NotFound, Refusal
from lumbung.referrals import queries, rules
from lumbung.referrals.actions.common import held_need, person_may, sentence
from lumbung.referrals.models import Escalation, Level, Need


class NoDeskAbove(Refusal):
    """Above the ministry there is none."""

    message = _("Kebutuhan ini sudah di kementerian; tidak ada meja di atasnya.")


class BelongsAbove(Refusal):
    """It has left this desk."""

    message = _("Kebutuhan ini sekarang di meja %(desk)s; meja itu yang memutuskan.")


@transaction.atomic
def escalate(*, need_id: int, reason: str, by: Any, on: date) -> Escalation:
    """The desk cannot meet it and says why; it stands at the desk above from now on. Proposed before, it is agreed."""
    person_may(by=by, permission="referrals.refer")
    need = held_need(need_id=need_id, by=by)
    _at_their_desk(need, by)
    step = need.escalations.filter(status=Escalation.Status.PROPOSED).first()
    if step is None:
        step = _proposal(need, sentence(reason, field="reason"), on, by)
        step.save()
    return _rise(need, step, by, on)


@transaction.atomic
def decide_escalation(*, escalation_id: int, agree: bool, by: Any, on: date, said: str = "") -> Escalation:
    """What the night proposed is done, or not and why. Decided once, it stays decided."""
    person_may(by=by, permission="referrals.refer")
    found = Escalation.objects.visible_to(by).select_for_update().filter(pk=escalation_id).first()
    if found is None:
        raise NotFound(escalation_id)
    if found.status != Escalation.Status.PROPOSED:
        return found
    need = held_need(need_id=found.need_id, by=by)
    _at_their_desk(need, by)
    if agree:
        return _rise(need, found, by, on)
    need.due_on = rules.desk_due(need.level, need.urgency, on, rules.in_force(on))
    need.save(update_fields=["due_on"])
    return states.move(found, Escalation.Status.DECLINED, decided_on=on, decided_by=by, said=sentence(said))


def proposed(need: Need, *, on: date) -> Escalation:
    """The night's proposal for a need whose limit has passed, not yet written."""
    told = {"desk": str(Level(need.level).label), "day": formats.day(need.due_on)}
    return _proposal(need, _t("Batas di meja %(desk)s lewat pada %(day)s.") % told, on, None)


def _at_their_desk(need: Need, by: Any) -> None:
    """Whoever sits below the desk at which a need stands waits for it."""
    if queries.sits_below(user=by, level=need.level):
        raise BelongsAbove(need, desk=need.get_level_display())


def _proposal(need: Need, reason: str, on: date, by: Any) -> Escalation:
    above = rules.next_level(need.level)
    if above is None:
        raise NoDeskAbove(need)
    told = {"from_level": need.level, "to_level": above, "reason": reason}
    return Escalation(need=need, proposed_on=on, proposed_by=by, **told)


def _rise(need: Need, step: Escalation, by: Any, on: date) -> Escalation:
    """Agreed first, for the need rises only by what was agreed; a secret one is read at the desk above from now on."""
    due = rules.desk_due(step.to_level, need.urgency, on, rules.in_force(on))
    states.move(step, Escalation.Status.AGREED, due_on=due, decided_on=on, decided_by=by)
    need.level, need.due_on = step.to_level, due
    fields = ["level", "due_on"]
    if need.readers is not None:
        above = queries.accounts_at(level=step.to_level, region_code=need.region_code)
        need.readers = sorted({*need.readers, *above})
        fields.append("readers")
    need.save(update_fields=fields)
    return step
