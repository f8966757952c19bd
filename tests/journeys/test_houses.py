"""A house by the doors for programs: a girl who ran away comes at night; a centre fills a course and ends it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from lumbung.cases.tests import factories
from lumbung.core.reach import Reach, narrow_connection
from lumbung.facilities.tests import factories as houses
from tests.journeys.callers import Caller, confer, reach

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 9, 23, 40, tzinfo=ZoneInfo("Asia/Jakarta"))
DAYS_LATER = datetime(2026, 11, 12, 15, tzinfo=ZoneInfo("Asia/Jakarta"))
SHELTER = {
    "region_code": factories.REGENCY, "name": "Rumah Melati", "kind": "shelter", "sex": "P", "age_from": 9,
    "age_to": 24, "staff": 2,
}  # fmt: skip
RANI = {
    "called": "Rani", "sex": "P", "age": 15, "reason": "Lari dari rumah malam ini.", "stay_type": "short",
    "youth": "vulnerable", "brought_by": "Polsek", "secret": True,
}  # fmt: skip


@pytest.fixture
def callers(db) -> dict[str, Caller]:
    """Who leads cases, who keeps a house, and the head of the centre, who does both."""
    narrow_connection(Reach.national())
    everybody = {**houses.people(), **factories.people()}
    return {name: Caller(user) for name, user in everybody.items()}


def opened(head: Caller, **told: Any) -> int:
    """A house with one room of two beds."""
    house = int(head.send("facilities", **{**SHELTER, **told})["id"])
    room = head.send(f"facilities/{house}/rooms", name="Anggrek", area="14.00", beds=["1", "2"])
    assert room["id"]
    return house


def test_a_runaway_girl_is_admitted_at_night_and_goes_home_after_a_family_conference(callers, clock):
    head, carer, second, worker = (callers[name] for name in ("head", "carer", "second", "worker"))
    house = opened(head)
    clock(NIGHT)
    stay = carer.send(f"facilities/{house}/stays", **RANI)
    of = f"facilities/stays/{stay['id']}"
    assert (stay["status"], timezone.localtime(datetime.fromisoformat(stay["admitted_at"]))) == ("inside", NIGHT)
    assert (second.read("facilities/stays")["items"], second.read(of)) == ([], 404)
    assert second.read("facilities")["items"][0]["taken"] == 1
    phone = carer.send(f"{of}/belongings", what="Telepon genggam", place="Loker 3", sign="signature")["id"]
    clock(DAYS_LATER)
    for caller in callers.values():
        caller.sign_in()
    told = {"cluster": "anak", "ppks": "anak_perlindungan_khusus", "called": "Rani", "region_code": factories.VILLAGE}
    case = worker.send("cases", **told, need="Lari dari rumah sesudah dipukul.")["id"]
    assert callers["colleague"].read(f"cases/{case}") == 404
    reach(callers, case, by="Bu Lasmi", relation="parent")
    family = (("Bu Lasmi", "Ibu"), ("Pakde Tarno", "Paman"))
    home = {"outcome": "accept", "said": "Pulang ke rumah ibu; ayah tirinya sudah pindah."}
    confer(callers, "intake", {case: home}, seats=family)
    assert worker.read(f"cases/{case}")["status"] == "plan"
    leaving = {"to": "family", "said": "Dijemput ibu sesudah rapat keluarga."}
    assert "titipan" in carer.refused(f"{of}/discharge", **leaving)
    carer.send(f"facilities/belongings/{phone}/return", sign="signature")
    gone = carer.send(f"{of}/discharge", **leaving)
    assert (gone["status"], gone["left_to"], gone["left_on"]) == ("left", "family", "2026-11-12")
    assert carer.read(f"facilities/{house}/forecast")[0] == {"day": "2026-11-12", "free": 2}


def test_a_centre_runs_one_intake_wave_from_call_up_to_certificates(callers):
    head, carer = callers["head"], callers["carer"]
    house = opened(head, name="Sentra Padi", kind="sentra", sex="", age_from=0, age_to=120)
    today = timezone.localdate()
    days = {"starts_on": today, "ends_on": today}
    wave = {"region_code": factories.REGENCY, "centre": "Sentra Padi", "course": "Bengkel motor", "year": today.year}
    wave_id = head.send("waves", **wave, number=2, places=1, starts_on=today)["id"]
    joko, budi = (factories.person(name) for name in ("Joko", "Budi"))
    asked = [candidate(callers, one.pk) for one in (joko, budi)]
    said = {"outcome": "not", "said": "Ikut gelombang berikutnya; tempatnya satu."}
    meeting = confer(callers, "wave", {asked[0]: {"outcome": "accept"}, asked[1]: said}, wave_id=wave_id)
    [called] = head.send(f"waves/{wave_id}/call")
    lines = {one["id"]: one for one in head.read(f"conferences/{meeting}/agenda")["items"]}
    assert (lines[called]["case_id"], lines[called]["called_on"]) == (asked[0], str(today))
    assert head.send(f"waves/{wave_id}/call") == []
    course = {"facility_id": house, "name": "Bengkel motor, gelombang 2", "skill": "Merawat sepeda motor"}
    made = carer.send("facilities/courses", **course, **days, hours=16, seats=1)["id"]
    learner = carer.send(f"facilities/courses/{made}/learners", name="Joko Susilo", person_id=joko.pk)["id"]
    assert "terisi" in carer.refused(f"facilities/courses/{made}/learners", name="Budi", person_id=budi.pk)
    carer.send(f"facilities/learners/{learner}/hours", hours=8)
    assert "8 dari 16" in head.refused(f"facilities/learners/{learner}/certify")
    carer.send(f"facilities/learners/{learner}/hours", hours=16)
    assert "petugas lain" in carer.refused(f"facilities/learners/{learner}/certify")
    number = head.send(f"facilities/learners/{learner}/certify")["number"]
    anybody = Client()
    told = anybody.get(f"/api/v1/certificates/{number}").json()
    assert (told["name"], told["skill"], told["facility"]) == ("Joko Susilo", "Merawat sepeda motor", "Sentra Padi")
    assert anybody.get("/api/v1/certificates/AAAA-AAAA-AAAA").status_code == 404


def candidate(callers: dict[str, Caller], person: int) -> int:
    """A case of somebody who wants to learn, at the conference."""
    told = {"cluster": "disabilitas", "ppks": "disabilitas", "person_id": person, "need": "Ingin belajar bengkel."}
    case = int(callers["worker"].send("cases", **told)["id"])
    reach(callers, case, by="Orangnya sendiri")
    return case
