"""Children by the doors for programs: a report becomes a decision within the hour; a mother enters and leaves."""

import datetime as dt
from typing import Any

import pytest

from lumbung.cases.tests import factories as casework
from lumbung.childhood.models import AbuseReport
from lumbung.childhood.tests import factories
from lumbung.core.reach import Reach, narrow_connection
from tests.journeys.test_care import Caller, confer

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


def test_a_pregnant_mother_enters_dream_start_and_leaves_it_at_quarter_four(callers):
    worker, supervisor = callers["worker"], callers["supervisor"]
    mother = factories.mother()
    start = worker.send("dreamstart/starts", person_id=mother.pk, need="Hamil muda, jauh dari bidan.")
    at = f"dreamstart/starts/{start['id']}"
    assert (start["whom"], start["until_on"]) == ("mother", None)
    case = start["case_id"]
    worker.send(f"cases/{case}/finish", step="access")
    worker.send(f"cases/{case}/consents", given_by="Wulan", relation="self", scopes=["service"], sign="signature")
    worker.send(f"cases/{case}/finish", step="approach")
    supervisor.send(f"cases/{case}/skip", step="assessment", reason="Asesmen bidan dipakai.")
    confer(callers, case, "intake", outcome="accept")
    worker.send(f"{at}/services", service="antenatal", status="given", giver="Bidan Tri", source="APBD")
    for quarter in range(1, 5):
        review = worker.read(f"{at}/reviews")[-1]
        assert review["quarter"] == quarter
        verdict = "end" if quarter == 4 else "go_on"
        path = f"dreamstart/reviews/{review['id']}"
        worker.send(path, goals="Ibu dan bayi sehat.", risk="low", verdict=verdict)
        supervisor.send(f"{path}/sign")
    ended = worker.send(f"{at}/end", ending="reached", said="Bayi lahir sehat.")
    assert ended["status"] == "monitoring"
    assert len(worker.read(f"{at}/reviews")) == 4
    states = {one["service"]: one["state"] for one in worker.read(f"{at}/services")}
    assert states == {}
