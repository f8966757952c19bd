"""Care near home by the doors for programs: an old man farms again, and a hot day becomes calls and visits."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from lumbung.core.reach import Reach, narrow_connection
from lumbung.districts.tests import factories
from lumbung.in_kind.models import Request
from lumbung.programmes.tests import factories as places
from tests.journeys.test_care import Caller

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


def test_a_hot_day_starts_welfare_calls(callers: dict[str, Caller]) -> None:
    worker, supervisor = callers["worker"], callers["supervisor"]
    factories.elder("Mbah Sastro", age=91)
    factories.elder("Mbah Wiji", age=65)
    told: dict[str, Any] = {"hazard": "heat", "regions": [factories.VILLAGE], "headline": "Suhu siang 36 derajat."}
    alert = supervisor.send("districts/warnings", measure=361, **told)
    assert supervisor.send("districts/warnings", measure=361, **told)["id"] == alert["id"]
    oldest, other = worker.read("districts/calls")["items"]
    assert oldest["risk"] > other["risk"]
    worker.send(f"districts/calls/{oldest['id']}", seen=0, result="well")
    for seen in range(3):
        worker.send(f"districts/calls/{other['id']}", seen=seen, result="no_answer")
    counted = worker.read(f"districts/warnings/{alert['id']}/progress")
    assert (counted["asked"], counted["reached"], counted["passed"]) == (2, 1, 1)
    [visit] = worker.read("districts/visits")["items"]
    assert visit["reason"] == "unreached"
    assert dt.date.fromisoformat(visit["due_on"]) > timezone.localdate()
