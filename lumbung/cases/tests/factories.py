"""Made-up cases and the people who care: a worker, a supervisor, the head of a centre, somebody who refers."""

import datetime as dt
from typing import Any

from lumbung.cases import actions
from lumbung.cases.models import Case
from lumbung.proposals.tests import factories as proposals
from lumbung.registry.models import Person
from lumbung.registry.tests import factories as registry
from lumbung.staff.models import User

DAY = dt.date(2026, 11, 9)
NOON = dt.datetime(2026, 11, 9, 5, tzinfo=dt.UTC)
"""Noon in Jakarta."""
VILLAGE, REGENCY = proposals.VILLAGE, proposals.REGENCY
ROLES = {
    "worker": ("social_worker", REGENCY),
    "colleague": ("social_worker", REGENCY),
    "supervisor": ("case_supervisor", REGENCY),
    "head": ("centre_head", REGENCY),
    "operator": ("village_operator", VILLAGE),
}


def people(regency: str = REGENCY) -> dict[str, User]:
    """One person for each act, all with their own number declared."""
    return {name: proposals.somebody(role, place.replace(REGENCY, regency)) for name, (role, place) in ROLES.items()}


def person(name: str = "Sumarni", **fields: Any) -> Person:
    """Somebody of the village, with a family."""
    family = registry.family(fields.pop("region_code", VILLAGE), head_name=name)
    return registry.person(family, name, relation=1, **fields)


def opened(who: dict[str, User], *, by: str = "worker", of: Person | None = None, **told: Any) -> Case:
    """A case of an older person as the worker opens it; `by` names who opens."""
    given = {"cluster": "lansia", "ppks": "lansia_telantar", "need": "Hidup sendiri dan sering sakit.", **told}
    return actions.open_case(person_id=(of or person()).pk, by=who[by], on=DAY, **given)


def secret(who: dict[str, User], **told: Any) -> Case:
    """A case of a trafficking victim, known to its team only."""
    given = {"cluster": "tuna_sosial", "ppks": "korban_perdagangan_orang", "need": "Dijanjikan kerja, lalu disekap."}
    return opened(who, **{**given, **told})


def agreed(who: dict[str, User], case: Case, **told: Any) -> Case:
    """At the step of assessment: reached, and services agreed to by thumb."""
    case = actions.finish_step(case_id=case.pk, step="access", by=who["worker"], on=DAY)
    given = {"given_by": case.called, "relation": "self", "scopes": ["service", "referral"], "sign": "thumb", **told}
    agreement = actions.Agreement(witness="Ketua RT 02", **given)
    actions.record_consent(case_id=case.pk, agreement=agreement, by=who["worker"], on=DAY)
    return actions.finish_step(case_id=case.pk, step="approach", by=who["worker"], on=DAY)


def discussed(who: dict[str, User], case: Case) -> Case:
    """At the step of the conference; the assessment was made elsewhere, and the supervisor signs for it."""
    told = {"case_id": case.pk, "step": "assessment", "on": DAY}
    return actions.skip_step(reason="Asesmen dari rumah sakit dipakai.", by=who["supervisor"], **told)


def conferred(
    who: dict[str, User],
    case: Case,
    *,
    question: str = "intake",
    outcome: str = "accept",
    on: dt.date = DAY,
    **told: Any,
) -> Case:
    """Decided by a conference of three with closed minutes."""
    meeting = actions.plan_conference(region_code=REGENCY, on=on, place="Ruang rapat", by=who["head"])
    for name, function in (("dr. Ratna", "Dokter"), ("Bu Endah", "Psikolog")):
        seat = {"name": name, "function": function, "by": who["head"], "on": on}
        actions.add_attendant(conference_id=meeting.pk, **seat)
    wave = told.pop("wave_id", None)
    asked = {"conference_id": meeting.pk, "case_id": case.pk, "question": question, "wave_id": wave}
    line = actions.put_case(by=who["worker"], on=on, **asked)
    actions.decide(decision_id=line.pk, outcome=outcome, said="Disepakati bersama.", by=who["head"], **told)
    actions.close_minutes(conference_id=meeting.pk, by=who["head"], on=on)
    case.refresh_from_db()
    return case


def accepted(who: dict[str, User], **told: Any) -> Case:
    """At the step of planning."""
    return conferred(who, discussed(who, agreed(who, opened(who, **told))))


def onward(who: dict[str, User], case: Case, *steps: str, on: dt.date = DAY) -> Case:
    """Step by step; `monitoring>implementation` says where a step leads."""
    for step in steps:
        name, _arrow, to = step.partition(">")
        if name == Case.Status.PLAN:
            _plan(who, case, on)
        case = actions.finish_step(case_id=case.pk, step=name, to=to, by=who["worker"], on=on)
    return case


def _plan(who: dict[str, User], case: Case, on: dt.date) -> None:
    """Services follow a plan that another person approved."""
    until = on + dt.timedelta(days=90)
    plan = actions.draft_plan(case_id=case.pk, wish="Ingin sehat lagi.", until=until, by=who["worker"], on=on)
    goal = {"aim": "Sehat", "measure": "Tidak sakit sebulan", "who": "Pekerja sosial", "times": 1, "per": "week"}
    actions.add_goal(plan_id=plan.pk, component="care", **goal, until=until, by=who["worker"])
    actions.submit_plan(plan_id=plan.pk, by=who["worker"])
    actions.approve_plan(plan_id=plan.pk, by=who["supervisor"], on=on)
