"""Made-up houses, the people who work in them, and whoever comes to the door."""

import datetime as dt
from typing import Any

from django.utils import timezone

from lumbung.facilities import actions
from lumbung.facilities.models import Facility, Room, Stay
from lumbung.staff.models import User
from lumbung.staff.tests import factories as staff

DAY = dt.date(2026, 11, 9)
REGENCY = "33.23"


def hour(at: int, minute: int = 0, *, on: dt.date = DAY) -> dt.datetime:
    """An hour of a day here."""
    return timezone.make_aware(dt.datetime.combine(on, dt.time(at, minute)))


NIGHT = hour(23, 40)


def people(regency: str = REGENCY) -> dict[str, User]:
    """Two who keep the house, the head of the office, an officer of the nation, an auditor."""
    carers = {name: staff.user("facility_officer", regency) for name in ("carer", "second")}
    others = {"head": "regency_head", "auditor": "auditor"}
    nation = {"officer": staff.user("programme_officer", "")}
    return carers | nation | {name: staff.user(role, regency) for name, role in others.items()}


def shelter(who: dict[str, User], *, beds: int = 2, **told: Any) -> Facility:
    """A shelter for girls of 9 to 24, open day and night, with one bedroom and a café."""
    given = {"name": "Rumah Melati", "kind": "shelter", "sex": "P", "age_from": 9, "age_to": 24, "staff": 2, **told}
    house = actions.open_facility(region_code=who["head"].region_code, by=who["head"], **given)
    bedroom = {"name": "Anggrek", "kind": "dormitory", "area": "14.00"}
    room = actions.add_room(facility_id=house.pk, by=who["head"], **bedroom)
    actions.add_beds(room_id=room.pk, labels=[str(at) for at in range(1, beds + 1)], by=who["head"])
    cafe = {"name": "Kafe Teras", "kind": "cafe", "seats": 12, "bookable": True}
    hours = {"opens_at": dt.time(9), "closes_at": dt.time(19)}
    actions.add_room(facility_id=house.pk, by=who["head"], window=True, **cafe, **hours)
    return house


def cafe(house: Facility) -> Room:
    """The room that may be booked."""
    return house.rooms.get(kind="cafe")


def girl(called: str = "Rani", **told: Any) -> actions.Arrival:
    """Somebody at the door."""
    given = {"sex": "P", "age": 15, "reason": "Pergi dari rumah sesudah bertengkar.", **told}
    return actions.Arrival(called=called, **given)


def admitted(who: dict[str, User], house: Facility, called: str = "Rani", **told: Any) -> Stay:
    """A stay that begins at night."""
    acting = {name: told.pop(name) for name in ("bed_id", "readers", "urgency") if name in told}
    at = told.pop("at", NIGHT)
    return actions.admit(facility_id=house.pk, who=girl(called, **told), by=who["carer"], at=at, **acting)


def a_day(who: dict[str, User], house: Facility, stay: Stay, *, called: str) -> None:
    """What happens in a house: out, a thing kept, an incident, a meal, somebody waits, a booking, a certificate."""
    do: dict[str, Any] = {"stay_id": stay.pk, "by": who["carer"]}
    actions.keep_belonging(what=f"Telepon {called}", place="Loker 1", sign="signature", on=DAY, **do)
    told: dict[str, Any] = {"facility_id": house.pk, "by": who["carer"]}
    actions.note_incident(kind="missing", told=f"{called} terlambat.", done="Dicari.", at=NIGHT, **told)
    actions.count_meal(kind="1", eaten=7, on=DAY, **told)
    actions.wait(who=girl(called), at=NIGHT, urgency="2", **told)
    late = hour(23, 50)
    actions.go_out(where=f"Rumah {called}", due_at=late + dt.timedelta(hours=9), at=late, **do)
    day = DAY + dt.timedelta(days=1)
    hours = {"begins_at": hour(10, on=day), "ends_at": hour(12, on=day), "at": NIGHT}
    actions.book_room(room_id=cafe(house).pk, title=f"Latihan {called}", people=5, by=who["carer"], **hours)
    given: dict[str, Any] = {"skill": "Menyeduh kopi", "hours": 1, "seats": 5, "starts_on": DAY, "ends_on": DAY}
    course = actions.open_course(name=f"Barista {called}", **given, **told)
    learner = actions.join_course(course_id=course.pk, name=called, by=who["carer"])
    actions.note_hours(learner_id=learner.pk, hours=1, by=who["carer"])
    actions.certify(learner_id=learner.pk, by=who["second"], on=DAY)
