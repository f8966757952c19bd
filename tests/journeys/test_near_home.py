"""Care near home by the doors for programs: an old man farms again, and a hot day becomes calls and visits."""

import pytest
from django.utils import timezone

from lumbung.core.reach import Reach, narrow_connection
from lumbung.districts.tests import factories, weather
from lumbung.in_kind.models import Request
from lumbung.programmes.tests import factories as places
from lumbung.regions.models import Region
from tests.journeys.callers import Caller

pytestmark = pytest.mark.django_db


@pytest.fixture
def callers(db):
    narrow_connection(Reach.national())
    places.region(factories.VILLAGE)
    who = factories.people()
    return {name: Caller(user) for name, user in who.items()}


def test_an_elderly_man_who_wants_to_farm_gets_a_visit_seed_and_a_harvest_note(callers: dict[str, Caller]) -> None:
    worker, of = callers["worker"], factories.elder("Pak Karto")
    told = {"person_id": of.pk, "kind": "crops", "wish": "Ingin menanam cabai lagi."}
    activity = worker.send("districts/activities", **told)
    [visit] = worker.read("districts/visits?reason=consultation")["items"]
    worker.send(f"districts/visits/{visit['id']}", result="needs", said="Pekarangan siap, perlu benih.")
    need = worker.send(f"districts/activities/{activity['id']}/needs", what="Benih cabai", rupiah=75_000)
    worker.send(f"districts/needs/{need['id']}/goods", item="benih_sayur")
    seed = Request.objects.get()
    assert (seed.kind, seed.person, seed.status) == ("usaha", of, "asked")
    today = timezone.localdate()
    crop = {"on": today, "what": "Cabai", "amount": "4.5", "unit": "kg", "sold": 90_000}
    worker.send(f"districts/activities/{activity['id']}/harvests", **crop)
    [harvest] = worker.read(f"districts/activities/{activity['id']}/harvests")["items"]
    assert (harvest["amount"], harvest["sold"]) == ("4.50", 90_000)
    assert worker.read("districts/activities")["items"][0]["status"] == "running"


def test_a_hot_day_starts_welfare_calls(callers: dict[str, Caller], clock) -> None:
    worker, supervisor = callers["worker"], callers["supervisor"]
    Region.objects.filter(pk=factories.REGENCY).update(name="Temanggung", name_key="TEMANGGUNG")
    for name, age in (("Mbah Sastro", 91), ("Mbah Karto", 83), ("Mbah Wiji", 65)):
        factories.elder(name, age=age)
    clock(factories.NOON)
    alert = supervisor.upload("districts/warnings/file", "peringatan.xml", weather.heat())
    assert (alert["hazard"], alert["status"]) == ("heat", "active")
    assert supervisor.upload("districts/warnings/file", "peringatan.xml", weather.heat())["id"] == alert["id"]
    oldest, ill, silent = worker.read("districts/calls")["items"]
    assert oldest["risk"] > ill["risk"] > silent["risk"]
    worker.send(f"districts/calls/{oldest['id']}", seen=0, result="well")
    assert "tulis" in worker.refused(f"districts/calls/{ill['id']}", seen=0, result="ill").lower()
    worker.send(f"districts/calls/{ill['id']}", seen=0, result="ill", said="Pusing sejak pagi.")
    for seen in range(3):
        worker.send(f"districts/calls/{silent['id']}", seen=seen, result="no_answer")
    counted = worker.read(f"districts/warnings/{alert['id']}/progress")
    assert (counted["asked"], counted["reached"], counted["passed"], counted["open"]) == (3, 2, 1, 0)
    today, tomorrow = worker.read("districts/visits")["items"]
    assert (today["person_id"], today["reason"], today["due_on"]) == (ill["person_id"], "help", str(factories.DAY))
    assert (tomorrow["person_id"], tomorrow["reason"]) == (silent["person_id"], "unreached")
    found = {"result": "needs", "said": "Demam, perlu diperiksa.", "sector": "health"}
    visited = worker.send(f"districts/visits/{today['id']}", **found)
    assert (visited["status"], visited["result"]) == ("done", "needs")
    [need] = worker.read("referrals/needs")["items"]
    assert (need["id"], need["sector"]) == (visited["asked_id"], "health")
    home = {"result": "helped", "said": "Telepon rusak; dipindah ke ruang yang sejuk."}
    assert worker.send(f"districts/visits/{tomorrow['id']}", **home)["status"] == "done"
    assert worker.read("districts/visits")["items"] == []
