"""Pages, papers, API and commands lead through the same actions; each person finds what waits for them."""

import json

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from lumbung.core import panels, waiting
from lumbung.referrals import actions
from lumbung.referrals.models import Consent, Escalation, Institution, Need, Referral
from lumbung.referrals.tests.factories import DAY, VILLAGE, noted, referred
from lumbung.registry.tests import factories as registry
from lumbung.site import cli

pytestmark = pytest.mark.django_db
NEED = {
    "called": "Mbah Darmo", "age": "71", "region_code": VILLAGE, "words": "Sesak napas.", "sector": "health",
    "urgency": "2", "channel": "phone", "topic": "",
}  # fmt: skip
AGREED = {"given_by": "Mbah Darmo", "relation": "self", "parts": ["name", "need"], "sign": "signature"}


@pytest.fixture(autouse=True)
def the_ninth(monkeypatch):
    """Doors read the clock: it is the ninth of November."""
    monkeypatch.setattr(timezone, "localdate", lambda at=None: DAY)


@pytest.fixture
def look(client):
    def ask(user, name, *args, status=200, **query):
        client.force_login(user)
        answer = client.get(reverse(f"referrals:{name}", args=args), query)
        assert answer.status_code == status, answer.content.decode()
        return answer if answer["Content-Type"] == "application/pdf" else answer.content.decode()

    return ask


@pytest.fixture
def post(client):
    def send(user, view, /, *args, **told):
        client.force_login(user)
        answer = client.post(reverse(f"referrals:{view}", args=args), told, follow=True)
        assert answer.status_code == 200, answer.content.decode()
        return answer.content.decode()

    return send


def test_a_need_on_pages_from_the_desk_to_its_result(who, centre, look, post):
    desk = who["desk"]
    assert "Keluhan" in post(desk, "new", **NEED)
    need = Need.objects.get()
    assert "Mbah Darmo" in look(desk, "desk")
    assert centre.name in look(desk, "refer", need.pk)
    assert "Puskesmas Parakan" in post(desk, "refer", need.pk, institution_id=centre.pk, **AGREED)
    sent = Referral.objects.get()
    for paper in ("letter", "slip"):
        assert look(desk, paper, sent.pk).content.startswith(b"%PDF")
    assert "1 rujukan menunggu" in look(who["answers"], "received")
    page = look(who["answers"], "answer", sent.pk)
    assert "Sesak napas." in page
    assert "71 tahun" not in page
    assert "<dt>Umur</dt>" not in page
    post(who["answers"], "answer", sent.pk, status="needs_more", said="Ada JKN?")
    post(desk, "give_more", sent.pk, said="JKN aktif.")
    post(who["answers"], "answer", sent.pk, status="served", said="Diberi obat.")
    assert "Saya sudah membaca" in look(desk, "referral", sent.pk)
    assert "Saya sudah membaca" not in post(desk, "read_result", sent.pk)
    assert "Terlayani" in look(desk, "need", need.pk)
    assert "Dijawab tepat waktu" in look(who["head"], "figures")


def test_consent_reply_escalation_and_readers_on_pages(who, centre, look, post):
    need = noted(who)
    sent = referred(who, need, centre)
    assert "hanya disampaikan bahwa seseorang" in look(who["desk"], "referral", sent.pk)
    post(who["desk"], "consent", sent.pk, **AGREED)
    assert "Dicabut" in post(who["desk"], "withdraw_consent", Consent.objects.get().pk, said="Berubah.")
    told = {"status": "refused", "said": "Penuh.", "letter": "445/1"}
    assert "445/1" in post(who["desk"], "reply", sent.pk, **told)
    assert "Provinsi" in post(who["desk"], "escalate", need.pk, said="Semua penuh.")
    other = noted(who, words="Rumah bocor.", sector="housing")
    post(who["desk"], "set_readers", other.pk, usernames=who["second"].username)
    assert "M•••" in look(who["second"], "desk")
    assert "siapa.saja" in post(who["desk"], "set_readers", other.pk, usernames="siapa.saja")
    post(who["desk"], "solve", other.pk, said="Diberi seng.")
    third = noted(who, words="Perlu beras.", sector="food")
    Need.objects.filter(pk=third.pk).update(due_on="2026-11-01")
    assert "1 diingatkan atau diusulkan naik." in post(who["desk"], "remind")
    assert "0 diingatkan atau diusulkan naik." in post(who["desk"], "remind")
    asked = Escalation.objects.get(need=third)
    assert "Naikkan" in look(who["desk"], "escalations")
    post(who["desk"], "decide_escalation", asked.pk, putusan="tetap", said="Beras datang besok.")
    assert "Beras datang besok." in look(who["auditor"], "escalations")
    post(who["desk"], "close", third.pk, said="Sudah dapat.")
    again = referred(who, noted(who, words="Batuk."), centre)
    assert "Ditarik" in post(who["desk"], "withdraw", again.pk, said="Tidak jadi.")


def test_the_directory_on_pages(who, look, post):
    told = {"name": "Bulog", "sectors": ["food"], "services": "Beras", "answerers": who["answers"].username}
    post(who["desk"], "new_institution", **told)
    place = Institution.objects.get()
    assert who["answers"].username in look(who["desk"], "institution", place.pk)
    post(who["desk"], "institution", place.pk, **{**told, "services": "Beras dan minyak"})
    assert "Beras dan minyak" in look(who["village"], "institutions", cari="minyak", sektor="food")
    file = SimpleUploadedFile("daftar.csv", b"nama,sektor,layanan\nPLN,energy,Listrik")
    assert "PLN" in post(who["desk"], "import_directory", file=file)
    assert "tutup" in post(who["desk"], "set_open", place.pk) + look(who["desk"], "institutions")


def test_the_page_of_a_person_tells_of_referrals_to_those_who_may_know(who, centre):
    person = registry.person(registry.family(VILLAGE), "Sumarni")
    for topic, words in (("", "Sakit."), ("hiv", "Obat.")):
        referred(who, noted(who, person_id=person.pk, topic=topic, words=words), centre)
    seen = {
        name: [one.title for one in panels.timeline_of("person", viewer=who[name], record=person)]
        for name in ("desk", "second", "answers")
    }
    assert [titles.count("Dirujuk ke Puskesmas Parakan") for titles in seen.values()] == [2, 1, 0]
    [panel] = [one for one in panels.panels_of("person", viewer=who["second"], record=person) if one.key == "referrals"]
    assert len(panel.context["rows"]) == 1


def test_everybody_finds_what_waits_for_them(who, centre):
    sent = referred(who, noted(who, by="asks"), centre)
    noted(who, words="Batuk.")
    menus = {
        name: [task.menu for task in waiting.tasks_of(viewer=who[name], today=DAY)] for name in ("desk", "answers")
    }
    assert menus == {"desk": ["referrals"], "answers": ["received"]}
    actions.answer(referral_id=sent.pk, status="accepted", said="", by=who["answers"], on=DAY)
    [task] = waiting.tasks_of(viewer=who["asks"], today=DAY)
    assert "Puskesmas Parakan" in task.title


def test_programs_walk_the_same_way(who, centre, client):
    def call(user, method, path, expected=200, /, **told):
        client.force_login(who[user])
        sent = {"data": json.dumps(told), "content_type": "application/json"} if method == "post" else {}
        answer = getattr(client, method)(f"/api/v1/{path}", **sent)
        assert answer.status_code == expected, answer.content.decode()
        return answer.json()

    assert len(call("desk", "get", "referrals/sectors")) == 9
    told = {"words": "Sesak.", "sector": "health", "called": "Darmo", "region_code": VILLAGE}
    need = call("desk", "post", "referrals/needs", 201, **told)["id"]
    place = call("desk", "get", "referrals/directory?words=parakan")["items"][0]["id"]
    consent = {"given_by": "Darmo", "parts": ["need"]}
    sent = call("desk", "post", f"referrals/needs/{need}/refer", 201, institution_id=place, consent=consent)["id"]
    [waits] = call("answers", "get", "referrals/received")
    assert [part["value"] for part in waits["parts"]] == ["Sesak."]
    call("other", "post", f"referrals/{sent}/answer", 404, status="accepted")
    call("answers", "post", f"referrals/{sent}/answer", status="served", said="Sembuh.")
    assert call("desk", "post", f"referrals/{sent}/read")["told_on"] == str(DAY)
    assert call("desk", "get", f"referrals/needs/{need}")["status"] == "solved"
    again = call("desk", "post", "referrals/needs", 201, **{**told, "words": "Lapar.", "sector": "food"})["id"]
    assert call("desk", "post", f"referrals/needs/{again}/escalations", 201, said="Habis.")["to_level"] == "province"
    assert call("desk", "get", "referral-escalations")["count"] == 1
    assert call("head", "get", "referral-figures")["needs"] == 2
    call("answers", "get", f"referrals/{sent}", 403)
    entry = {"name": "Bulog", "services": "Beras", "sectors": ["food"]}
    made = call("desk", "post", "referrals/directory", 201, **entry)["id"]
    told = call("desk", "post", f"referrals/directory/{made}", **{**entry, "services": "Beras dan minyak"})
    assert told["services"] == "Beras dan minyak"
    assert call("desk", "post", f"referrals/directory/{made}/close")["status"] == "closed"
    file = SimpleUploadedFile("daftar.csv", b"nama,sektor,layanan\nPLN,energy,Listrik")
    answer = client.post("/api/v1/referrals/directory-list", {"file": file})
    assert answer.json() == {"entries": 1}
    bare = call("desk", "post", f"referrals/needs/{again}/refer", 422, institution_id=place)
    assert "institution_id" in bare["fields"]
    call("desk", "post", f"referrals/needs/{again}/readers", readers=[])
    assert call("second", "get", "referrals/needs")["count"] == 1


def test_the_desk_from_the_keyboard(who, centre, tmp_path):
    def run(*words, by="desk"):
        told = CliRunner().invoke(cli.root(), ["referrals", *words, "--by", who[by].username], standalone_mode=False)
        assert told.exit_code == 0, (told.output, told.exception)
        return told.output

    given = ("--words", "Sesak.", "--sector", "health", "--called", "Darmo", "--region", VILLAGE)
    run("note", *given)
    need = Need.objects.get()
    path = tmp_path / "daftar.csv"
    path.write_text("nama,sektor,layanan\nPLN,energy,Listrik", encoding="utf-8")
    run("import", str(path))
    assert Institution.objects.filter(name="PLN").exists()
    run("refer", str(need.pk), "--to", str(centre.pk), "--agreed-by", "Darmo", "--parts", "name")
    sent = Referral.objects.get()
    run("answer", str(sent.pk), "--status", "refused", "--said", "Penuh.", by="answers")
    run("escalate", str(need.pk), "--said", "Penuh.")
    run("institution", "RSUD", "--sector", "health,food", "--services", "Rawat inap", by="province")
    number = str(Institution.objects.get(name="RSUD").pk)
    run("change-institution", number, "--services", "Rawat inap dan jalan", by="province")
    run("set-institution", number, "--close", by="province")
    changed = Institution.objects.get(name="RSUD")
    assert (changed.services, changed.sectors, changed.status) == ("Rawat inap dan jalan", ["health", "food"], "closed")
    run("set-institution", number, by="province")
    again = actions.refer(
        need_id=need.pk, institution_id=Institution.objects.get(name="RSUD").pk, by=who["desk"], on=DAY
    )
    run("consent", str(again.pk), "--agreed-by", "Darmo", "--parts", "name,need")
    run("withdraw-consent", str(again.consents.get().pk), "--said", "Berubah.")
    run("reply", str(again.pk), "--status", "needs_more", "--letter", "445/2", "--said", "JKN?")
    run("more", str(again.pk), "--said", "Aktif.")
    run("read", str(sent.pk))
    run("withdraw", str(again.pk), "--said", "Tidak jadi.")
    run("solve", str(need.pk), "--said", "Didatangi bidan.", by="province")
    for words in (("desk", "--json"), ("directory", "pln", "--json"), ("figures", "--json"), ("remind",)):
        run(*words)
    assert Need.objects.get().status == "solved"
