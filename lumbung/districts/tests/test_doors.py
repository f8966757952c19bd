"""Pages, papers, API and commands lead through the same actions; each person finds what waits for them."""

import json

import pytest
import typer
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from typer.testing import CliRunner

from lumbung.cases.tests import factories as cases
from lumbung.core import panels, waiting
from lumbung.core.actors import acting
from lumbung.districts import actions, commands
from lumbung.districts.models import Activity, Alert, Call, CareDecision, Harvest, Major, Place, StartUp, Visit
from lumbung.districts.tests import weather
from lumbung.districts.tests.factories import DAY, NOON, VILLAGE, cohort, elder, farming, granted, hot

pytestmark = pytest.mark.django_db
NEEDS = {"needs": ["housework"], "level": "general", "services": ["daily_help"], "found": "Tinggal sendiri."}


@pytest.fixture(autouse=True)
def the_ninth(monkeypatch):
    """Doors read the clock: it is noon on the ninth of November."""
    monkeypatch.setattr(timezone, "localdate", lambda at=None: timezone.localtime(at).date() if at else DAY)
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def look(client):
    def ask(user, name, *args, **query):
        client.force_login(user)
        answer = client.get(reverse(f"districts:{name}", args=args), query)
        assert answer.status_code == 200
        return answer if answer["Content-Type"] != "text/html; charset=utf-8" else answer.content.decode()

    return ask


@pytest.fixture
def post(client):
    def send(user, view, /, *args, status=200, **told):
        client.force_login(user)
        answer = client.post(reverse(f"districts:{view}", args=args), told, follow=True)
        assert answer.status_code == status, answer.content.decode()
        return answer.content.decode()

    return send


@pytest.fixture
def call_api(client):
    def send(user, path, **told):
        client.force_login(user)
        answer = client.post(
            f"/api/v1/districts/{path}", json.dumps(told, default=str), content_type="application/json"
        )
        assert answer.status_code in (200, 201), answer.content.decode()
        return answer.json()

    return send


def test_a_care_year_on_pages_from_the_assessment_to_the_objection(who, look, post):
    of = elder()
    worker, supervisor = who["worker"], who["supervisor"]
    clash = {**NEEDS, "services": ["daily_help", "home_nursing"]}
    assert "tidak bisa diberikan bersama" in post(worker, "assess", of.pk, status=422, **clash)
    assert "Menunggu keputusan" in post(worker, "assess", of.pk, **NEEDS)
    one = CareDecision.objects.get()
    assert any("Putuskan layanan" in task.title for task in waiting.tasks_of(viewer=supervisor, today=DAY))
    assert "Tulis dalam satu kalimat" in post(supervisor, "decide", one.pk, putusan="tolak")
    assert "Diberikan" in post(supervisor, "decide", one.pk, putusan="beri")
    assert look(worker, "letter", one.pk).content.startswith(b"%PDF")
    assert "Jamnya kurang" in post(worker, "object", one.pk, objection="Jamnya kurang.", told_by="Anaknya")
    CareDecision.objects.update(decided_by=who["officer"])
    assert "Keputusan tetap" in post(supervisor, "answer", one.pk, answer="upheld", said="Sudah cukup.")
    assert "Dihentikan" in post(supervisor, "end_care", one.pk, said="Pindah.")
    assert "Mbah Karto" in look(worker, "decisions")


def test_a_warning_on_pages_from_the_file_to_the_last_call(who, look, post):
    worker, supervisor = who["worker"], who["supervisor"]
    elder()
    told = {"hazard": "heat", "measure": "36,2", "regions": VILLAGE, "headline": "Panas."}
    assert "1 orang perlu ditelepon" in post(supervisor, "alerts", **told)
    assert "0 dari 1 orang terjangkau" in look(worker, "alert", Alert.objects.get().pk)
    assert "di bawah ambang" in post(supervisor, "alerts", **{**told, "hazard": "cold", "measure": "22"})
    file = SimpleUploadedFile("cap.xml", weather.heat())
    assert "Suhu panas ekstrem" in post(supervisor, "read_alert", file=file)
    wrong = SimpleUploadedFile("cap.xml", weather.heat(head="<!DOCTYPE alert>"))
    assert "DOCTYPE" in post(supervisor, "read_alert", file=wrong)
    call = Call.objects.first()
    assert "Mbah Karto" in look(worker, "calls")
    post(worker, "call", call.pk, status=422, seen="0", result="")
    post(worker, "call", call.pk, seen="0", result="ill", said="Pusing.")
    visit = Visit.objects.get()
    assert "Sudah dikunjungi" in post(worker, "visit", visit.pk, result="helped", said="Diantar ke puskesmas.")
    post(worker, "escalate")
    assert "Dicabut" in post(supervisor, "cancel_alert", Alert.objects.first().pk)
    assert "Mbah Karto" in look(worker, "visits")
    assert "1 dari" in look(supervisor, "overview")


def test_living_on_pages_from_the_wish_to_the_harvest(who, look, post):
    worker, of = who["worker"], elder()
    assert "Menunggu kunjungan" in post(worker, "wish", of.pk, kind="crops", wish="Ingin menanam cabai.")
    activity = Activity.objects.get()
    post(worker, "visit", activity.visits.get().pk, result="needs", said="Perlu benih.")
    post(worker, "need", activity.pk, what="Benih cabai", rupiah="75000")
    need = activity.needs.get()
    assert "Rp75.000" in look(worker, "activity", activity.pk)
    assert "Permintaan barang" in post(worker, "ask_goods", need.pk, item="benih_sayur")
    crop = {"on": "2026-11-09", "what": "Cabai", "amount": "4,5", "unit": "kg", "sold": "90000"}
    assert "4,5 kg" in post(worker, "harvest", activity.pk, **crop)
    assert "Berhenti" in post(worker, "end_activity", activity.pk, said="Musim hujan.")
    with acting(worker):
        titles = [entry.title for entry in panels.timeline_of("person", viewer=worker, record=of)]
    assert "Panen: Cabai" in titles


def test_a_cohort_on_pages_from_the_major_to_the_start(who, look, post):
    worker = who["worker"]
    post(worker, "new_major", kind="enterprise", audience="elderly", name="Menjahit")
    major = Major.objects.get()
    days = {"starts_on": "2026-11-09", "ends_on": "2027-01-09"}
    post(worker, "cohorts", major_id=major.pk, name="Angkatan 1", seats="1", **days)
    group, of = major.cohorts.get(), elder()
    assert "Daftarkan Mbah Karto" in look(worker, "cohort", group.pk)
    post(worker, "join", group.pk, person_id=of.pk)
    place = Place.objects.get()
    post(worker, "attendance", group.pk, on="2026-11-09", came=[place.pk])
    for act, told in (("mentor", {"mentor": who["colleague"].username}), ("nasihat", {"said": "Jahitan lurus."})):
        post(worker, "place_act", place.pk, act, **told)
    post(worker, "place_act", place.pk, "bantuan", kind="money", what="Kain", rupiah="300000")
    assert "Jahitan lurus" in look(who["supervisor"], "place", place.pk)
    post(who["supervisor"], "decide_start_up", StartUp.objects.get().pk, putusan="beri")
    assert "1 bantuan awal menunggu dibayar" in look(who["officer"], "cohorts")
    assert "hadir 1 dari 1 hari" in post(worker, "place_act", place.pk, "selesai")


def test_programs_do_the_same(who, call_api):
    worker, supervisor, of = who["worker"], who["supervisor"], elder()
    one = call_api(worker, "decisions", person_id=of.pk, **NEEDS)
    assert call_api(supervisor, f"decisions/{one['id']}/decide", grant=True)["status"] == "granted"
    call_api(worker, f"decisions/{one['id']}/objection", objection="Kurang.", told_by="Anak")
    watched = call_api(worker, "watches", person_id=of.pk, risk=3, why="Sendiri.")
    assert call_api(worker, f"watches/{watched['id']}/end")["until"] == str(DAY)
    actions.watch(person_id=of.pk, risk=3, why="Sendiri.", by=worker, on=DAY)
    assert [call_api(worker, "contacts/plan")["count"] for _twice in range(2)] == [2, 0]
    assert set(call_api(worker, "life-events").values()) == {0}
    told = {"hazard": "heat", "regions": [VILLAGE], "measure": 361, "headline": "Panas."}
    assert call_api(supervisor, "warnings", **told)["status"] == "active"
    [call] = Call.objects.filter(kind="welfare")
    assert call_api(worker, f"calls/{call.pk}", seen=0, result="well")["status"] == "reached"
    group = cohort(who)
    place = call_api(worker, f"cohorts/{group.pk}/places", person_id=of.pk)
    asked = call_api(worker, f"places/{place['id']}/start-up", kind="money", what="Kain", rupiah=5)
    assert call_api(supervisor, f"start-ups/{asked['id']}/decide", approve=True)["status"] == "approved"


def test_what_the_night_does_is_done_at_once_from_the_pages(who, look, post):
    worker, of = who["worker"], elder()
    actions.watch(person_id=of.pk, risk=3, why="Sendiri.", by=worker, on=DAY)
    for made in (2, 0):
        page = post(worker, "plan_contacts")
        assert "1 orang ditelepon" in page
        assert f"{made} telepon dan kunjungan disusun." in page
        assert "0 kunjungan baru." in post(worker, "life_events")
    assert (Call.objects.count(), Visit.objects.count()) == (1, 1)


def test_the_keyboard_does_the_same(who, tmp_path):
    worker, of = who["worker"].username, elder()
    supervisor = who["supervisor"].username

    told = typer.Typer()
    commands.register(told)

    def run(*words):
        answer = CliRunner().invoke(told, ["district", *(str(word) for word in words)])
        assert answer.exit_code == 0, answer.output
        return answer.output

    run("assess", of.pk, "--needs", "care", "--services", "meals", "--found", "Sakit", "--by", worker)
    run("decide", CareDecision.objects.get().pk, "--by", supervisor)
    run("watch", of.pk, "--risk", 3, "--why", "Sendiri", "--by", worker)
    assert "2" in run("plan", "--by", worker)
    run("call", Call.objects.get().pk, "well", "--seen", 0, "--by", worker)
    (tmp_path / "cap.xml").write_bytes(weather.heat())
    run("read-warning", tmp_path / "cap.xml", "--by", supervisor)
    assert json.loads(run("warnings", "--by", worker, "--json"))[0]["asked"] == 1
    run("wish", of.pk, "--wish", "Ingin menanam cabai", "--by", worker)
    run("visit", Visit.objects.get(reason="consultation").pk, "well", "--by", worker)
    run("harvest", Activity.objects.get().pk, "Cabai", "--amount", "4.5", "--by", worker)
    assert Harvest.objects.get().unit == "kg"
    run("cohort", cohort(who).major_id, "Angkatan 2", "--seats", 5, "--since", DAY, "--until", DAY, "--by", worker)
    assert json.loads(run("figures", "--by", worker))["calls"] == 2


def test_no_page_names_somebody_whose_secret_case_the_viewer_may_not_know_of(who, look, client):
    of = elder("Mawar")
    granted(who, of)
    activity = farming(who, of)
    place = actions.join_cohort(cohort_id=cohort(who).pk, person_id=of.pk, by=who["worker"], on=DAY)
    alert = hot(who)
    pages = (
        *(("calls",), ("visits",), ("decisions",), ("activities",), ("overview",)),
        *(("alert", alert.pk), ("cohort", place.cohort_id)),
    )
    assert ["Mawar" in look(who["colleague"], *page) for page in pages].count(True) == len(pages) - 1
    cases.secret(who, of=of)
    assert not any("Mawar" in look(who["colleague"], *page) for page in pages)
    for name, pk in (("activity", activity.pk), ("place", place.pk)):
        assert client.get(reverse(f"districts:{name}", args=[pk])).status_code == 404
    assert "Mawar" in look(who["worker"], "calls")
