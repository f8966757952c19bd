"""The plan at home, the evaluation, independence aid, and the way out; the case's own acts do the case's part."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lumbung.cases import actions as cases
from lumbung.cases import queries as care
from lumbung.cases.models import Aid, Case, Plan
from lumbung.core import states
from lumbung.core.refusals import BadInput, Refusal
from lumbung.outreach import planned, rules
from lumbung.outreach.actions.common import LEAD, held, person_may, sentence, still_going
from lumbung.outreach.actions.matching import leave
from lumbung.outreach.models import Alone, Evaluation, Outreach

Status = Outreach.Status


class NoSide(BadInput):
    """A plan has goals."""

    message = _("Pilih paling sedikit satu sisi: kegiatan sehari-hari, bergaul, atau bekerja.")


class BadEvaluation(BadInput):
    """What follows is said."""

    message = _("Pilih hasil evaluasinya dan seberapa mandiri di tiap sisi.")


class NotReady(Refusal):
    """Nobody is left alone before somebody looked."""

    message = _("Evaluasi terakhir belum menyebut orang ini siap. Catat evaluasinya dulu.")


class AlreadyGiven(Refusal):
    """Independence aid comes once."""

    message = _("Bantuan kemandirian sudah diberikan untuk orang ini pada %(day)s.")


@transaction.atomic
def plan(
    *,
    outreach_id: int,
    wish: str,
    sides: Collection[str],
    until: date,
    by: Any,
    on: date,
    budget: int = 0,
    fund_id: int | None = None,
) -> Plan:
    """Draft the case's plan with goals for daily living, social life and work, and submit it to a second person.

    The goals may be changed in the case before; the same again changes nothing.
    """
    person_may(by=by, permission=LEAD)
    found = held(outreach_id=outreach_id, by=by)
    still_going(found)
    known = planned.goals()
    if not sides or not set(sides) <= set(known):
        raise NoSide(fields={"sides": str(NoSide.message)})
    waiting = Plan.objects.visible_to(by).filter(case=found.case, status=Plan.Status.SUBMITTED, wish=wish.strip())
    if (same := waiting.first()) is not None:
        return same
    told: dict[str, Any] = {"case_id": found.case_id, "wish": wish, "until": until}
    draft = cases.draft_plan(**told, budget=budget, fund_id=fund_id, by=by, on=on)
    for side in known:
        if side in sides:
            cases.add_goal(plan_id=draft.pk, until=until, by=by, **known[side])
    return cases.submit_plan(plan_id=draft.pk, by=by)


@transaction.atomic
def evaluate(
    *,
    outreach_id: int,
    outcome: str,
    said: str,
    by: Any,
    on: date,
    daily: str = "",
    social: str = "",
    work: str = "",
) -> Evaluation:
    """How somebody fares and what follows; one a day, the same again changes nothing."""
    person_may(by=by, permission=LEAD)
    found = held(outreach_id=outreach_id, by=by)
    still_going(found)
    sides = {"daily": daily, "social": social, "work": work}
    if outcome not in Evaluation.Outcome.values or not set(sides.values()) <= set(Alone.values):
        raise BadEvaluation(fields={"outcome": str(BadEvaluation.message)})
    told = {**sides, "outcome": outcome, "said": sentence(said), "by": by}
    made, _new = Evaluation.objects.update_or_create(
        outreach=found, on=on, defaults=told, create_defaults={**told, "case": found.case}
    )
    return made


@transaction.atomic
def give_independence_aid(*, outreach_id: int, kind: str, by: Any, on: date) -> Aid:
    """The day's amount, once, within the budget of the case's approved plan: goods, or money by the next cycle."""
    person_may(by=by, permission=LEAD)
    found = held(outreach_id=outreach_id, by=by)
    what = _t("Bantuan kemandirian")
    before = care.aids_of(case_id=found.case_id).filter(what=what).exclude(status=Aid.Status.CANCELLED).first()
    if before is not None and before.on != on:
        raise AlreadyGiven(before, day=before.on)
    if before is not None:
        return before
    return cases.give(case_id=found.case_id, kind=kind, what=what, rupiah=rules.in_force(on).independence, by=by, on=on)


@transaction.atomic
def go_on_alone(*, outreach_id: int, by: Any, on: date) -> Outreach:
    """The cadre's visits end; the case goes into after-care, where somebody looks in on set days.

    Only after an evaluation that says so, and from the case's step of monitoring. The same again changes nothing.
    """
    person_may(by=by, permission=LEAD)
    found = held(outreach_id=outreach_id, by=by)
    if found.status == Status.AFTERCARE:
        return found
    last = Evaluation.objects.filter(outreach=found).order_by("-on", "-pk").first()
    if last is None or last.outcome == Evaluation.Outcome.CONTINUE:
        raise NotReady(found)
    if found.case.status != Case.Status.AFTERCARE:
        given: dict[str, Any] = {"case_id": found.case_id, "step": Case.Status.MONITORING, "to": Case.Status.AFTERCARE}
        cases.finish_step(**given, said=last.said, by=by, on=on)
    leave(found, said=_t("Melanjutkan sendiri: %(said)s") % {"said": last.said}, on=on)
    return states.move(found, Status.AFTERCARE)


@transaction.atomic
def end(*, outreach_id: int, said: str, by: Any, on: date) -> Outreach:
    """Outreach leaves: after after-care, or because it is not wanted or not needed. The case ends by its own acts.

    A place in a workshop, or the wish for one, stays. The same again changes nothing.
    """
    person_may(by=by, permission=LEAD)
    found = held(outreach_id=outreach_id, by=by)
    if found.status == Status.ENDED:
        return found
    why = sentence(said)
    leave(found, said=why, on=on)
    return states.move(found, Status.ENDED, left_on=on, said=why)
