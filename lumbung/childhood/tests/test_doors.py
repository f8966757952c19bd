"""Pages, programs and commands come to the same acts; what a browser is shown, it forgets."""

import json
import re
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from lumbung.childhood import actions
from lumbung.childhood.models import AbuseReport, Candidate, CourtPrint, Start
from lumbung.childhood.tests import factories
from lumbung.childhood.tests.factories import DAY, REGENCY, VILLAGE
from lumbung.proposals.tests import factories as proposals
from lumbung.site import cli

pytestmark = pytest.mark.django_db


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def told(**more) -> dict:
    return {
        "happened": "Lebam di punggung.", "kinds": ["physical"], "danger": "yes", "suspect_is_guardian": "no",
        "request_key": str(uuid4()), **more,
    }  # fmt: skip


def test_a_shopkeeper_reports_a_child_on_a_page_and_is_told_nothing_more(who):
    keeper = browser(proposals.somebody("shop_operator", VILLAGE))
    page = keeper.get("/dreamstart/lapor/")
    assert page.headers["Cache-Control"] == "no-store"
    assert 'type="date"' not in page.content.decode()
    missing = keeper.post("/dreamstart/lapor/", told(kinds=[]))
    assert missing.status_code == 422
    sent = told(called="Dimas", region_code=VILLAGE)
    answers = [keeper.post("/dreamstart/lapor/", sent) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [reverse("home")] * 2
    report = AbuseReport.objects.get()
    assert keeper.get(f"/dreamstart/laporan/{report.pk}/").status_code == 403
    assert browser(who["worker"]).get(f"/dreamstart/laporan/{report.pk}/").status_code == 404
    seen = browser(who["supervisor"]).get(f"/dreamstart/laporan/{report.pk}/").content.decode()
    assert "Lebam di punggung." in seen
    assert "tersisa 59 menit" in seen


def test_the_team_decides_refers_and_prints_on_one_page(who, tmp_path):
    report = factories.reported(who)
    team = browser(who["supervisor"])
    at = f"/dreamstart/laporan/{report.pk}"
    team.post(f"{at}/putusan", {"risk": "high", "decision": "safe_place", "said": "Dijemput malam ini."})
    police = {"sector": "police", "place": "Polres", "child": "yes", "guardian": "not_asked", "said": "Lebam."}
    team.post(f"{at}/rujukan", police)
    page = team.get(f"{at}/").content.decode()
    assert "Polres" in page
    assert "diputuskan dalam" in page
    printed = team.post(f"{at}/garis-waktu", {"why": "PN Temanggung"})
    assert printed.content.startswith(b"%PDF")
    assert CourtPrint.objects.get().acts == 3
    file = tmp_path / "garis.pdf"
    ran = run(who["supervisor"], "timeline", str(report.pk), str(file), "--why", "Jaksa")
    assert file.read_bytes().startswith(b"%PDF")
    assert ran.strip() == CourtPrint.objects.latest("pk").ref


def test_a_list_is_made_asked_and_entered_by_pages(who):
    mother = factories.mother()
    worker = browser(who["worker"])
    made = worker.post("/dreamstart/penemuan/", {"region_code": REGENCY})
    assert mother.name in worker.get(made.headers["Location"]).content.decode()
    one = Candidate.objects.get()
    operator = browser(who["operator"])
    operator.post(f"/dreamstart/calon/{one.pk}/", {"answer": "willing", "said": "Mau ikut."})
    assert "Mau ikut." in operator.get(f"/dreamstart/calon/{one.pk}/").content.decode()
    entered = worker.post(f"/dreamstart/masuk/?orang={mother.pk}", {"need": "Hamil tua.", "risk": "middle"})
    assert entered.headers["Location"] == f"/dreamstart/{Start.objects.get().pk}/"
    assert "30 hari lagi" in worker.get(entered.headers["Location"]).content.decode()
    assert operator.get(entered.headers["Location"]).status_code == 403


def test_figures_are_drawn(who):
    factories.entered(who, risk="high")
    page = browser(who["worker"]).get("/dreamstart/angka/").content.decode()
    assert "Risiko tinggi" in page
    assert page.count("<svg") >= 2
    api = browser(who["worker"]).get("/api/v1/dreamstart/figures").json()
    assert api["risks"] == {"high": 1}


def test_programs_read_and_write_a_start(who):
    start = factories.entered(who)
    client = browser(who["worker"])

    def call(path, **given):
        return client.post(f"/api/v1/dreamstart/{path}", json.dumps(given), content_type="application/json")

    assert call("starts", person_id=start.person_id, need="Lagi.").json()["id"] == start.pk
    fresh = call("starts", person_id=factories.mother().pk, need="Hamil tua.").json()
    assert fresh["region_code"] == Start.objects.get(pk=fresh["id"]).region_code != ""
    assert call(f"starts/{start.pk}/needs", needs=["delay"], risk="low").json()["needs"] == ["delay"]
    owed = client.get(f"/api/v1/dreamstart/starts/{start.pk}/services").json()
    assert {one["service"] for one in owed} == {"home_interview", "goals_together"}
    assert (
        call(f"starts/{start.pk}/services", service="home_interview", status="given", giver="Peksos").status_code == 201
    )
    [contact] = client.get(f"/api/v1/dreamstart/starts/{start.pk}/contacts").json()
    assert call(f"contacts/{contact['id']}", found="worry").status_code == 422
    [review] = client.get(f"/api/v1/dreamstart/starts/{start.pk}/reviews").json()
    assert call(f"reviews/{review['id']}/sign").status_code == 403
    assert call(f"reviews/{review['id']}/return", said="Tujuan mana?").status_code == 403


def run(user, *typed) -> str:
    ran = CliRunner().invoke(cli.root(), ["dreamstart", *typed, "--by", user.username])
    assert ran.exit_code == 0, ran.output
    return ran.output


def test_commands_come_to_the_same_acts(who):
    mother = factories.mother()
    run(who["worker"], "discover", "--region", REGENCY, "--on", str(DAY))
    [one] = json.loads(run(who["worker"], "candidates", "--json"))
    run(who["operator"], "answer", str(one["id"]), "--answer", "willing", "--on", str(DAY))
    run(who["worker"], "enter", str(mother.pk), "--need", "Hamil.", "--on", str(DAY))
    [start] = json.loads(run(who["worker"], "list", "--json"))
    number = str(start["id"])
    run(who["worker"], "serve", number, "--service", "home_interview", "--giver", "Peksos", "--on", str(DAY))
    owed = json.loads(run(who["worker"], "services", number, "--on", str(DAY), "--json"))
    assert {one["service"]: one["state"] for one in owed} == {"home_interview": "given", "goals_together": "due"}
    [due] = json.loads(run(who["worker"], "due", "--on", "2026-11-24", "--json"))[:1]
    run(who["worker"], "contact", str(due["number"]), "--found", "well", "--on", "2026-11-23")
    said = run(who["operator"], "report", "--happened", "Dipukul.", "--kind", "physical", "--called", "Rani")
    assert re.search(r"pukul \d\d\.\d\d", said)
    assert json.loads(run(who["worker"], "reports")) == []
    [seen] = json.loads(run(who["supervisor"], "reports"))
    assert seen["status"] == "open"
    agreed = ("--child", "yes", "--guardian", "yes")
    run(who["supervisor"], "tell", str(seen["id"]), "--sector", "legal", "--place", "LBH", "--said", "Dugaan.", *agreed)


def test_the_supervisor_is_told_when_the_hour_is_over(who):
    factories.reported(who)
    page = browser(who["supervisor"]).get("/").content.decode()
    assert "Terlambat: putuskan keselamatan seorang anak" in page
    assert "keselamatan seorang anak" not in browser(who["worker"]).get("/").content.decode()


def test_the_page_of_a_person_offers_the_ways_in_and_nothing_of_reports(who):
    start = factories.entered(who)
    actions.take_report(
        told=actions.Told(happened="Dipukul.", kinds=["physical"], person_id=start.person_id), by=who["operator"],
        at=factories.NOON,
    )  # fmt: skip
    page = browser(who["colleague"]).get(f"/orang/{start.person_id}/").content.decode()
    assert f"/dreamstart/{start.pk}/" in page
    assert f"/dreamstart/lapor/?orang={start.person_id}" in page
    report = AbuseReport.objects.get()
    link = f"/dreamstart/laporan/{report.pk}/"
    assert link not in page
    assert "Dipukul." not in page
    assert (
        "/dreamstart/laporan/"
        in browser(who["supervisor"]).get(f"/kasus/{AbuseReport.objects.get().case_id}/").content.decode()
    )
