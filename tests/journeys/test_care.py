"""Care for a person by the doors for programs: one is known to nobody but her team, one comes back after a relapse."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lumbung.cases.models import Case, Consent
from lumbung.cases.tests import factories
from lumbung.core.reach import Reach, narrow_connection
from lumbung.referrals.tests import factories as referring

pytestmark = pytest.mark.django_db


class Caller:
    """Somebody's program."""

    def __init__(self, user: Any) -> None:
        self.client = Client()
        self.client.force_login(user)

    def send(self, path: str, **told: Any) -> Any:
        """A call that does what it asks."""
        answer = self.client.post(f"/api/v1/{path}", json.dumps(told, default=str), content_type="application/json")
        assert answer.status_code in (200, 201), answer.content.decode()
        return answer.json()

    def read(self, path: str) -> Any:
        """What is told, or the status of a refusal."""
        answer = self.client.get(f"/api/v1/{path}")
        return answer.json() if answer.status_code == 200 else answer.status_code


@pytest.fixture
def callers(db):
    narrow_connection(Reach.national())
    who = factories.people()
    return who, {name: Caller(user) for name, user in who.items()}


def confer(callers: dict[str, Caller], case: int, question: str, **decided: Any) -> None:
    """Three sit together, decide on one case and close the minutes."""
    head, worker = callers["head"], callers["worker"]
    meeting = head.send("conferences", region_code="33.23", on=timezone.localdate(), place="Sentra Kartini")["id"]
    for name in ("dr. Ratna", "Bu Endah"):
        head.send(f"conferences/{meeting}/seats", name=name, function="Dokter")
    line = worker.send(f"conferences/{meeting}/agenda", case_id=case, question=question)["id"]
    head.send(f"case-decisions/{line}", said="Disepakati.", **decided)
    head.send(f"conferences/{meeting}/close")


def test_a_trafficking_victim_is_referred_with_consent_and_without_a_trace_in_other_peoples_lists(callers):
    who, by = callers
    told = {
        "cluster": "tuna_sosial",
        "ppks": "korban_perdagangan_orang",
        "called": "Mawar",
        "region_code": factories.VILLAGE,
    }
    received = by["operator"].send("cases", **told, need="Disekap di gudang.")
    assert received == {"received": True, "id": None}
    case = Case.objects.get()
    by["supervisor"].send(f"cases/{case.pk}/team/worker", user_id=who["worker"].pk)
    spoken = {"given_by": "Mawar", "relation": "self", "sign": "verbal", "witness": "Bidan Tri"}
    kept = {"withheld": "Alamat rumah aman", "withheld_from": "Majikan"}
    by["worker"].send(f"cases/{case.pk}/finish", step="access")
    by["worker"].send(f"cases/{case.pk}/consents", scopes=["service", "referral"], **spoken, **kept)
    assert by["worker"].send(f"cases/{case.pk}/finish", step="approach")["status"] == "assessment"
    assert Consent.objects.get().withheld_from == "Majikan"
    there = referring.people()
    answers, desk = Caller(there["answers"]), Caller(there["desk"])
    house = referring.health_centre(there, name="Rumah Aman Melati", sectors=["social_economy"])
    agreed = {"given_by": "Mawar", "parts": ["name", "need"], "sign": "verbal", "witness": "Bidan Tri"}
    asked = {"institution_id": house.pk, "words": "Perlu tempat tinggal yang aman.", "consent": agreed}
    sent = by["worker"].send(f"cases/{case.pk}/referrals", **asked)["id"]
    [arrives] = answers.read("referrals/received")
    assert [part["value"] for part in arrives["parts"]] == ["Mawar", "Perlu tempat tinggal yang aman."]
    answers.send(f"referrals/{sent}/answer", status="accepted")
    answers.send(f"referrals/{sent}/answer", status="served", said="Tinggal di rumah aman.")
    assert by["worker"].read(f"cases/{case.pk}/referrals")[0]["result"] == "Tinggal di rumah aman."
    assert by["worker"].send(f"referrals/{sent}/read")["told_on"] == str(timezone.localdate())
    for name in ("colleague", "head"):
        assert by[name].read("cases")["count"] == 0
        assert by[name].read(f"cases/{case.pk}") == 404
        assert by[name].read(f"cases/{case.pk}/referrals") == 404
    for caller in (by["colleague"], by["operator"], desk):
        assert caller.read("referrals/needs")["count"] == 0
        assert caller.read(f"referrals/{sent}") == 404
    assert by["operator"].read("cases") == 403


def test_a_drug_abuse_survivor_passes_therapy_relapse_extension_and_after_care(callers):
    who, by = callers
    worker = by["worker"]
    inside = {"mode": "residential", "mode_reason": "Lingkungan rumah masih memakai."}
    told = {"cluster": "napza", "ppks": "korban_napza", "person_id": factories.person("Joko").pk, **inside}
    case = worker.send("cases", **told, need="Ingin lepas dari obat.")["id"]
    worker.send(f"cases/{case}/finish", step="access")
    worker.send(f"cases/{case}/consents", given_by="Joko", relation="self", scopes=["service"], sign="signature")
    worker.send(f"cases/{case}/finish", step="approach")
    by["supervisor"].send(f"cases/{case}/skip", step="assessment", reason="Asesmen BNN dipakai.")
    confer(by, case, "intake", outcome="accept")
    limit = dt.date.fromisoformat(worker.read(f"cases/{case}")["limit_on"])
    by["supervisor"].send(f"cases/{case}/skip", step="plan", reason="Rencana balai dipakai.")
    worker.send(f"cases/{case}/finish", step="implementation")
    worker.send(f"cases/{case}/finish", step="monitoring", to="implementation", said="Kambuh saat pulang.")
    confer(by, case, "extension", outcome="extend", until=limit + dt.timedelta(days=60))
    assert worker.read(f"cases/{case}")["limit_on"] == str(limit + dt.timedelta(days=60))
    worker.send(f"cases/{case}/finish", step="implementation")
    worker.send(f"cases/{case}/finish", step="monitoring")
    contact = worker.read(f"cases/{case}/contacts")["items"][0]["id"]
    worker.send(f"case-contacts/{contact}", found="well", said="Bekerja di bengkel.")
    confer(by, case, "termination", outcome="end")
    worker.send(f"cases/{case}/finish", step="aftercare")
    ended = worker.send(f"cases/{case}/end", outcome="recovered_skilled_independent", said="Tinggal dengan istrinya.")
    assert (ended["status"], ended["ending"]) == ("ended", "recovered_skilled_independent")
