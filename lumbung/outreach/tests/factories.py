"""Made-up persons at home, cadres in their villages, and the people who lead them."""

import datetime as dt
from typing import Any

from lumbung.cases.tests import factories as cases
from lumbung.cases.tests.factories import DAY, NOON, REGENCY, VILLAGE
from lumbung.outreach import actions
from lumbung.outreach.models import Cadre, Match, Outreach, Visit, Workshop, WorkshopMember
from lumbung.proposals.tests import factories as proposals
from lumbung.staff.models import User
from lumbung.staff.tests import factories as staff

NEIGHBOUR, FAR = "33.23.01.2002", "33.23.09.2001"
TRAINED_ON = DAY - dt.timedelta(days=60)
__all__ = ["DAY", "FAR", "NEIGHBOUR", "NOON", "REGENCY", "VILLAGE"]


def people(regency: str = REGENCY) -> dict[str, User]:
    """A worker, her supervisor, the head of the centre, who refers from the village, and who pays."""
    others = {"officer": proposals.somebody("programme_officer", ""), "auditor": proposals.somebody("auditor", regency)}
    return cases.people(regency) | others


def account(region_code: str = VILLAGE) -> User:
    """An account of a cadre."""
    return staff.user("cadre", region_code)


def trained_cadre(who: dict[str, User], name: str = "Bu Tini", *, trained: bool = True, **told: Any) -> Cadre:
    """A trained woman of the village, with an account; `trained=False` leaves the training out."""
    region_code, sex = told.pop("region_code", VILLAGE), told.pop("sex", "P")
    reach = told.pop("reach", region_code)
    person = cases.person(name, region_code=region_code, sex=sex)
    told = {"user_id": account(reach).pk, **told}
    made = actions.add_cadre(person_id=person.pk, by=who["worker"], on=TRAINED_ON, **told)
    if trained:
        actions.train(cadre_id=made.pk, title="Pelatihan kader", hours=16, by=who["worker"], on=TRAINED_ON)
    return made


def found(who: dict[str, User], name: str = "Sekar", *, by: str = "worker", **told: Any) -> Outreach:
    """A young woman of the village whom somebody told of."""
    region_code = told.pop("region_code", VILLAGE)
    person = cases.person(name, region_code=region_code, sex="P", birth_date=dt.date(2004, 5, 2))
    given = {"source": "village", "told": "Belum pernah sekolah, selalu di rumah.", "person_id": person.pk, **told}
    return actions.find(by=who[by], on=DAY, **given)


def visited(who: dict[str, User], name: str = "Sekar", **told: Any) -> Outreach:
    """The same, after the first home visit."""
    home = {key: told.pop(key) for key in ("wished_sex", "latitude", "longitude") if key in told}
    one = found(who, name, **told)
    return actions.visit_home(outreach_id=one.pk, home="Tinggal dengan ibu.", by=who["worker"], on=DAY, at=NOON, **home)


def matched(who: dict[str, User], one: Outreach | None = None, by: Cadre | None = None) -> Match:
    """A person with a cadre."""
    one, by = one or visited(who), by or trained_cadre(who)
    return actions.match(outreach_id=one.pk, cadre_id=by.pk, by=who["worker"], on=DAY)


def planned(who: dict[str, User], of: Match, times: int = 2) -> list[Visit]:
    """Visits a week apart, from today."""
    told = {"outreach_id": of.outreach_id, "first_on": DAY, "times": times}
    actions.schedule_visits(**told, by=who["worker"], on=DAY)
    return list(Visit.objects.filter(outreach=of.outreach_id).order_by("due_on"))


def workshop(who: dict[str, User], **told: Any) -> Workshop:
    """A batik workshop in the village."""
    given = {"name": "Sanggar Giri Kasih", "trades": ["batik"], "region_code": VILLAGE, **told}
    return actions.open_workshop(by=who["worker"], on=DAY, **given)


def member(who: dict[str, User], one: Outreach, of: Workshop, trade: str = "batik") -> WorkshopMember:
    """Somebody whom the supervisor let in."""
    told = {"outreach_id": one.pk, "workshop_id": of.pk, "trade": trade, "wish": "Saya mau bikin batik."}
    asked = actions.ask_entry(**told, by=who["worker"], on=DAY)
    return actions.decide_entry(member_id=asked.pk, agree=True, said="Diterima.", by=who["supervisor"], on=DAY)


def everything(who: dict[str, User], *, called: str, cadre: str, place: str) -> Outreach:
    """One person with all that outreach has; every word that tells of them is given."""
    by = {"by": who["worker"]}
    one = visited(who, called, told=f"Selalu di rumah di {place}.")
    match = matched(who, one, trained_cadre(who, cadre))
    [first, *_later] = planned(who, match)
    actions.note_visit(visit_id=first.pk, note=f"{called} mandi sendiri.", at=NOON, **by)
    actions.add_photo(visit_id=first.pk, content=proposals.picture(), words=place, at=NOON, **by)
    group = actions.open_group(name=f"Kelompok {place}", place=place, region_code=VILLAGE, on=DAY, **by)
    parent = {"group_id": group.pk, "outreach_id": one.pk, "name": cadre, "relation": "Ibu"}
    actions.join_group(**parent, on=DAY, **by)
    meeting = actions.plan_meeting(group_id=group.pk, on=DAY, topic=place, **by)
    actions.hold_meeting(meeting_id=meeting.pk, said=f"Orang tua bercerita di {place}.", came=[], on=DAY, **by)
    shop = workshop(who, name=f"Sanggar {place}")
    works = member(who, one, shop)
    actions.note_work_day(workshop_id=shop.pk, on=DAY, came=[works.pk], **by)
    actions.evaluate(outreach_id=one.pk, outcome="continue", said=f"{called} berani.", on=DAY, **by)
    day = actions.plan_day(on=DAY, place=place, services=["check"], region_code=VILLAGE, **by)
    actions.serve(day_id=day.pk, called=cadre, services=["check"], on=DAY, **by)
    return one
