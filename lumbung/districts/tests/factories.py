"""Made-up people of a district and those who care for them: a worker, a colleague, who decides, who pays."""

import datetime as dt
from decimal import Decimal
from typing import Any

from lumbung.cases.tests import factories as cases
from lumbung.districts import actions
from lumbung.districts.models import Cohort
from lumbung.proposals.tests import factories as proposals
from lumbung.registry.models import Person
from lumbung.staff.models import User

DAY = cases.DAY
NOON = cases.NOON
VILLAGE, REGENCY = cases.VILLAGE, cases.REGENCY
ROLES = {
    "worker": ("social_worker", REGENCY),
    "colleague": ("social_worker", REGENCY),
    "supervisor": ("case_supervisor", REGENCY),
    "officer": ("programme_officer", REGENCY),
}


def people(regency: str = REGENCY) -> dict[str, User]:
    """One person for each act, all with their own number declared."""
    return {name: proposals.somebody(role, place.replace(REGENCY, regency)) for name, (role, place) in ROLES.items()}


def elder(name: str = "Mbah Karto", *, age: int = 70, **fields: Any) -> Person:
    """Somebody old of the village, in a family of their own."""
    return cases.person(name, birth_date=DAY.replace(year=DAY.year - age), **fields)


def hour(hours: int) -> dt.datetime:
    """So many hours after noon."""
    return NOON + dt.timedelta(hours=hours)


def assessed(who: dict[str, User], of: Person, *services: str, on: dt.date = DAY, **told: Any) -> Any:
    """What an old person needs, as the worker found it."""
    given = {"needs": ["housework"], "level": "general", "found": "Tinggal sendiri dan sulit memasak.", **told}
    asked = services or ("daily_help", "safety_check")
    return actions.assess_care(person_id=of.pk, services=asked, by=who["worker"], on=on, **given)


def granted(who: dict[str, User], of: Person, *services: str, on: dt.date = DAY) -> Any:
    """A year of care."""
    one = assessed(who, of, *services, on=on)
    return actions.decide_care(decision_id=one.pk, grant=True, by=who["supervisor"], on=on)


def hot(who: dict[str, User], *, measure: int = 362, at: dt.datetime = NOON, code: str = VILLAGE) -> Any:
    """A hot day in the village."""
    told = {"hazard": "heat", "regions_warned": [code], "measure": measure, "headline": "Suhu siang 36 derajat."}
    return actions.enter_alert(**told, by=who["supervisor"], at=at)


def farming(who: dict[str, User], of: Person) -> Any:
    """Somebody who wants to grow chillies, after the visit at home."""
    made = actions.wish_activity(person_id=of.pk, kind="crops", wish="Ingin menanam cabai.", by=who["worker"], on=DAY)
    told = {"result": "needs", "said": "Pekarangan siap, perlu benih dan pupuk."}
    actions.note_visit(visit_id=made.visits.get().pk, by=who["worker"], on=DAY, **told)
    made.refresh_from_db()
    return made


def everything(who: dict[str, User], of: Person, word: str) -> None:
    """Something of every table about one person, with a word in whatever people wrote."""
    one = granted(who, of)
    told = {"objection": f"Jamnya kurang di {word}.", "told_by": of.name}
    actions.object_to_care(decision_id=one.pk, **told, by=who["worker"], on=DAY)
    actions.watch(person_id=of.pk, risk=3, why=f"Sendiri di {word}.", by=who["worker"], on=DAY)
    alert = hot(who)
    call = alert.calls.get(person=of)
    actions.note_call(call_id=call.pk, seen=0, result="ill", said=f"Pusing di {word}.", by=who["worker"], at=NOON)
    activity = farming(who, of)
    need = actions.note_need(activity_id=activity.pk, what=f"Benih untuk {word}", rupiah=75_000, by=who["worker"])
    actions.ask_goods(need_id=need.pk, item="benih_sayur", by=who["worker"], on=DAY)
    crop = {"what": f"Cabai {word}", "amount": Decimal("4.5"), "unit": "kg", "sold": 90_000}
    actions.note_harvest(activity_id=activity.pk, **crop, by=who["worker"], on=DAY)
    group = cohort(who)
    place = actions.join_cohort(cohort_id=group.pk, person_id=of.pk, by=who["worker"], on=DAY)
    actions.note_attendance(cohort_id=group.pk, on=DAY, came=[place.pk], by=who["worker"])
    actions.note_advice(place_id=place.pk, said=f"Rajin, dari {word}.", by=who["worker"], on=DAY)
    aid = {"kind": "money", "what": f"Modal {word}", "rupiah": 500_000}
    actions.ask_start_up(place_id=place.pk, **aid, by=who["worker"], on=DAY)


def cohort(who: dict[str, User], *, seats: int = 1, audience: str = "disability", **told: Any) -> Cohort:
    """A cohort of the bakery major."""
    of = {"region_code": REGENCY, "kind": "enterprise", "audience": audience, "name": "Roti dan kue"}
    major = actions.open_major(**of, by=who["worker"])
    days = {"starts_on": DAY, "ends_on": DAY + dt.timedelta(days=90)}
    given = {"name": "Angkatan 1", "seats": seats, **days, **told}
    return actions.open_cohort(major_id=major.pk, by=who["worker"], **given)
