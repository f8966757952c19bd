"""Children by the doors for programs: a report becomes a decision within the hour; a mother enters and leaves."""

import datetime as dt
from typing import Any

import pytest

from lumbung.cases.tests import factories as casework
from lumbung.childhood.models import AbuseReport
from lumbung.childhood.tests import factories
from lumbung.core.reach import Reach, narrow_connection
from tests.journeys.callers import Caller, confer, reach

pytestmark = pytest.mark.django_db


@pytest.fixture
def callers(db) -> dict[str, Caller]:
    narrow_connection(Reach.national())
    return {name: Caller(user) for name, user in casework.people().items()}


def test_a_street_childs_abuse_report_becomes_a_safety_decision_within_the_hour(callers):
    told: dict[str, Any] = {"called": "Ucil", "age": 10, "region_code": factories.VILLAGE, "danger": "yes"}
    received = callers["operator"].send(
        "dreamstart/reports", happened="Bekas sundutan di tangan.", kinds=["physical"],
        suspect_is_guardian="yes", **told,
    )  # fmt: skip
    assert received["id"] is None
    begun, until = (dt.datetime.fromisoformat(received[name]) for name in ("received_at", "decide_by"))
    assert until - begun == dt.timedelta(hours=1)
    for name in ("operator", "colleague"):
        assert callers[name].read("dreamstart/reports") in (403, {"items": [], "count": 0}), name
    team = callers["supervisor"]
    [report] = team.read("dreamstart/reports")["items"]
    at = f"dreamstart/reports/{report['id']}"
    decided = team.send(f"{at}/safety", risk="high", decision="safe_place", said="Dijemput sekarang.")
    assert begun < dt.datetime.fromisoformat(decided["at"]) < until
    police = {"sector": "police", "place": "Polres", "child": "yes", "guardian": "not_asked", "said": "Luka bakar."}
    assert team.send(f"{at}/referrals", **police)["ground"] == "consent"
    printed = team.send(f"{at}/prints", why="PN Temanggung")
    assert (printed["acts"], len(team.read(f"{at}/acts"))) == (3, 4)
    assert AbuseReport.objects.get().status == "decided"


def test_a_pregnant_mother_enters_dream_start_and_leaves_it_at_quarter_four(callers, clock):
    worker, supervisor = callers["worker"], callers["supervisor"]
    clock(factories.NOON)
    start = worker.send("dreamstart/starts", person_id=factories.mother().pk, need="Hamil muda, jauh dari bidan.")
    at = f"dreamstart/starts/{start['id']}"
    assert (start["whom"], start["until_on"], start["conference_due_on"]) == ("mother", None, "2026-12-09")
    reach(callers, start["case_id"], by="Wulan")
    confer(callers, "intake", {start["case_id"]: {"outcome": "accept"}})
    worker.send(f"{at}/services", service="antenatal", status="given", giver="Bidan Tri", source="APBD")
    assert "tinjauan" in worker.refused(f"{at}/end", ending="reached", said="Bayi lahir sehat.")
    for quarter in range(1, 5):
        review = worker.read(f"{at}/reviews")[-1]
        assert review["quarter"] == quarter
        clock(factories.NOON + (dt.date.fromisoformat(review["due_on"]) - factories.DAY))
        for caller in (worker, supervisor):
            caller.sign_in()
        written = {"goals": "Ibu dan bayi sehat.", "risk": "low", "verdict": "end" if quarter == 4 else "go_on"}
        worker.send(f"dreamstart/reviews/{review['id']}", **written)
        assert worker.post(f"dreamstart/reviews/{review['id']}/sign").status_code == 403
        supervisor.send(f"dreamstart/reviews/{review['id']}/sign")
    ended = worker.send(f"{at}/end", ending="reached", said="Bayi lahir sehat.")
    assert (ended["status"], ended["ended_on"], ended["watched_until"]) == ("monitoring", "2027-11-09", "2028-02-09")
    assert "2028" in worker.refused(f"{at}/close")
    clock(factories.NOON + dt.timedelta(days=500))
    worker.sign_in()
    assert worker.send(f"{at}/close")["status"] == "ended"


def test_a_risk_in_words_of_ones_own_is_refused_with_those_that_are_known(callers):
    worker = callers["worker"]
    told = {"person_id": factories.mother().pk, "need": "Hamil muda."}
    assert "high, middle, low" in worker.refused("dreamstart/starts", **told, risk="rendah")
    at = f"dreamstart/starts/{worker.send('dreamstart/starts', **told)['id']}"
    assert "high, middle, low" in worker.refused(f"{at}/needs", needs=[], risk="rendah")
    [review] = worker.read(f"{at}/reviews")
    written = {"goals": "Sehat.", "risk": "rendah", "verdict": "go_on"}
    assert "high, middle, low" in worker.refused(f"dreamstart/reviews/{review['id']}", **written)
