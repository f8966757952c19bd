"""Outreach by the doors for programs: found by a cadre, batik near home, a workshop."""

from typing import Any

import pytest
from django.utils import timezone

from lumbung.core.reach import Reach, narrow_connection
from lumbung.outreach.tests import factories
from tests.journeys.callers import Caller

pytestmark = pytest.mark.django_db


@pytest.fixture
def callers(db):
    narrow_connection(Reach.national())
    who = factories.people()
    tini = factories.trained_cadre(who)
    return {"cadre": Caller(tini.user), **{name: Caller(user) for name, user in who.items()}}


def test_a_young_woman_with_an_intellectual_disability_is_found_by_a_cadre_learns_batik_near_home_and_joins_a_workshop(
    callers: dict[str, Any],
) -> None:
    cadre, worker, supervisor = callers["cadre"], callers["worker"], callers["supervisor"]
    told = {"source": "cadre", "told": "Belum pernah keluar rumah sendiri.", "called": "Ayu"}
    assert cadre.send("outreach", **told, region_code=factories.VILLAGE) == {"received": True, "id": None}
    assert cadre.read("outreach")["count"] == 0
    [found] = worker.read("outreach")["items"]
    of = f"outreach/{found['id']}"
    assert worker.send(f"{of}/home", home="Tinggal dengan ibunya.")["status"] == "visited"
    [near] = worker.read(f"{of}/cadres")
    assert (near["near"], near["load"]) == (0, 0)
    worker.send(f"{of}/match", cadre_id=near["cadre_id"])
    assert worker.send(f"{of}/visits", first_on=timezone.localdate(), times=2) == 2
    visit = cadre.read("outreach-visits")["items"][-1]
    answers = {"state": "done", "work": "2", "note": "Mencoba canting."}
    path = f"/api/v1/outreach-visits/{visit['id']}"
    kept = cadre.client.patch(path, {"seen": 0, "answers": answers}, content_type="application/json")
    assert kept.json()["version"] == 1
    shop = worker.send("workshops", name="Giri Kasih", trades=["batik"], region_code=factories.VILLAGE)
    wish = {"workshop_id": shop["id"], "trade": "batik", "wish": "Saya mau membatik."}
    asked = worker.send(f"{of}/workshop", **wish)
    entered = supervisor.send(f"workshop-members/{asked['id']}/decide", agree=True, said="Diterima.")
    assert entered["status"] == "member"
    assert worker.send(f"workshops/{shop['id']}/days", on=timezone.localdate(), came=[asked["id"]]) == 1
    today = timezone.localdate()
    counted = supervisor.read(f"outreach-figures?since={today}&until={today}")
    assert (counted["found"], counted["done"], counted["members"]) == (1, 1, 1)
