"""Care for a person by the doors for programs: one is known to nobody but her team, one comes back after a relapse."""

import datetime as dt

import pytest
from django.utils import timezone

from lumbung.cases.models import Case, Consent
from lumbung.cases.tests import factories
from lumbung.core.reach import Reach, narrow_connection
from lumbung.referrals.tests import factories as referring
from tests.journeys.callers import Caller, confer, hours_from_now, reach

pytestmark = pytest.mark.django_db


@pytest.fixture
def callers(db):
    narrow_connection(Reach.national())
    who = factories.people()
    return who, {name: Caller(user) for name, user in who.items()}


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
    _who, by = callers
    worker = by["worker"]
    inside = {"mode": "residential", "mode_reason": "Lingkungan rumah masih memakai."}
    told = {"cluster": "napza", "ppks": "korban_napza", "person_id": factories.person("Joko").pk, **inside}
    case = worker.send("cases", **told, need="Ingin lepas dari obat.")["id"]
    at = f"cases/{case}"
    reach(by, case, by="Joko")
    confer(by, "intake", {case: {"outcome": "accept"}})
    limit = dt.date.fromisoformat(worker.read(at)["limit_on"])
    later = limit + dt.timedelta(days=60)
    goal = planned(by, case, until=limit)
    assert heard_in_therapy(worker, case, goal) == ("came", "Mau bercerita tentang malam-malamnya.")
    worker.send(f"{at}/finish", step="implementation")
    assert worker.send(f"{at}/finish", step="monitoring", to="implementation", said="Kambuh saat pulang.")[
        "status"
    ] == ("implementation")
    confer(by, "extension", {case: {"outcome": "extend", "until": later}})
    assert worker.read(at)["limit_on"] == str(later)
    worker.send(f"{at}/finish", step="implementation")
    assert worker.send(f"{at}/finish", step="monitoring")["status"] == "aftercare"
    first, *_more = worker.read(f"{at}/contacts")["items"]
    worker.send(f"case-contacts/{first['id']}", found="well", said="Bekerja di bengkel.")
    assert "pembahasan" in worker.refused(f"{at}/finish", step="aftercare")
    confer(by, "termination", {case: {"outcome": "end"}})
    worker.send(f"{at}/finish", step="aftercare")
    ended = worker.send(f"{at}/end", outcome="recovered_skilled_independent", said="Tinggal dengan istrinya.")
    assert (ended["status"], ended["ending"]) == ("ended", "recovered_skilled_independent")


def planned(by: dict[str, Caller], case: int, *, until: dt.date) -> int:
    """A plan with a therapy, drafted by one and approved by another; its goal."""
    worker = by["worker"]
    plan = worker.send(f"cases/{case}/plans", wish="Saya ingin pulang tanpa obat.", until=until)["id"]
    therapy = {"component": "therapy", "therapy": "psychosocial", "aim": "Tidak memakai lagi", "who": "Konselor"}
    told = {"measure": "Tiga bulan tanpa obat", "until": until, "times": 2, "per": "week"}
    goal = int(worker.send(f"case-plans/{plan}/goals", **therapy, **told)["id"])
    worker.send(f"case-plans/{plan}/submit")
    assert worker.post(f"case-plans/{plan}/approve").status_code == 403
    by["supervisor"].send(f"case-plans/{plan}/approve")
    worker.send(f"cases/{case}/finish", step="plan")
    return goal


def heard_in_therapy(worker: Caller, case: int, goal: int) -> tuple[str, str]:
    """A session that was held: who came, and the note of it."""
    booked = {"title": "Terapi psikososial", "starts_at": hours_from_now(-2), "minutes": 60, "goal_id": goal}
    [session] = worker.send(f"cases/{case}/sessions", **booked)
    worker.send(f"case-sessions/{session['id']}/attendance", states={case: "came"})
    answers = {"note": "Mau bercerita tentang malam-malamnya."}
    path, body = f"/api/v1/case-sessions/{session['id']}/notes", {"member": case, "seen": 1, "answers": answers}
    assert worker.client.patch(path, body, content_type="application/json").status_code == 200
    [attended] = worker.read(f"case-sessions/{session['id']}/attendance")
    return attended["state"], attended["note"]


def test_a_worker_falls_ill_and_the_cases_move(callers):
    who, by = callers
    worker, colleague = by["worker"], by["colleague"]
    open_ = {"cluster": "lansia", "ppks": "lansia_telantar", "need": "Hidup sendiri."}
    hidden = {"cluster": "tuna_sosial", "ppks": "korban_perdagangan_orang", "need": "Disekap di gudang."}
    plain = worker.send("cases", **open_, person_id=factories.person("Karto").pk)["id"]
    secret = worker.send("cases", **hidden, called="Mawar", region_code=factories.VILLAGE)["id"]
    tomorrow = {"title": "Kunjungan", "starts_at": hours_from_now(24)}
    [visit] = worker.send(f"cases/{plain}/sessions", **tomorrow, kind="visit")
    assert colleague.read(f"cases/{secret}") == 404
    assert [(one["worker_id"], one["cases"]) for one in by["supervisor"].read("case-loads")] == [(who["worker"].pk, 2)]
    given = {"taker_id": who["colleague"].pk, "reason": "Sakit dua bulan."}
    assert colleague.post(f"case-workers/{who['worker'].pk}/hand-over", **given).status_code == 403
    move = worker.send(f"case-workers/{who['worker'].pk}/hand-over", **given)
    assert (move["cases"], worker.send(f"case-workers/{who['worker'].pk}/hand-over", **given)["id"]) == (2, move["id"])
    assert [one["id"] for one in colleague.read("cases")["items"]] == [secret, plain]
    assert (worker.read(f"cases/{secret}"), colleague.read(f"cases/{secret}")["worker_id"]) == (
        404,
        who["colleague"].pk,
    )
    day = timezone.localdate(hours_from_now(24))
    [mine] = colleague.read(f"case-sessions?since={day}&days=1")
    assert (mine["id"], mine["worker_id"]) == (visit["id"], who["colleague"].pk)
    [told] = colleague.read("case-moves")
    assert (told["id"], told["taker_read_on"]) == (move["id"], None)
    assert colleague.send(f"case-moves/{move['id']}/read")["taker_read_on"] == str(timezone.localdate())


def test_a_consent_that_comes_after_the_referral_is_told_from_then_on(callers):
    who, by = callers
    worker = by["worker"]
    told = {"cluster": "lansia", "ppks": "lansia_telantar", "person_id": factories.person("Karto").pk}
    case = worker.send("cases", **told, need="Perlu kursi roda.")["id"]
    there = referring.people()
    house = referring.health_centre(there, sectors=["health"])
    asked = {"institution_id": house.pk, "words": "Perlu kursi roda."}
    sent = worker.send(f"cases/{case}/referrals", **asked)["id"]
    answers = Caller(there["answers"])
    assert answers.read("referrals/received")[0]["parts"] == []
    agreed = {"given_by": "Karto", "parts": ["name"], "sign": "verbal", "witness": "Bidan Tri"}
    assert worker.send(f"cases/{case}/referrals", **asked, consent=agreed)["id"] == sent
    assert [part["value"] for part in answers.read("referrals/received")[0]["parts"]] == ["Karto"]


def test_what_cannot_be_done_is_answered_with_what_can(callers):
    _who, by = callers
    worker = by["worker"]
    told = {"ppks": "korban_napza", "called": "Joko", "region_code": factories.VILLAGE, "need": "Ingin lepas."}
    assert "anak" in worker.refused("cases", **told, cluster="narkoba")
    case = worker.send("cases", **told, cluster="napza")["id"]
    reach(by, case, by="Joko")
    assert "berita acara" in worker.refused(f"cases/{case}/finish", step="conference")
