"""Pages, API and commands of plans and work lead through the same actions; the paper is a PDF."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone
from typer import Typer
from typer.testing import CliRunner

from lumbung.cases import commands
from lumbung.cases.models import Aid, Attendance, CaseMove, Goal, Plan, Progress, Session, Supervision
from lumbung.cases.tests import factories
from lumbung.cases.tests import plan_factories as plans

pytestmark = pytest.mark.django_db
GOAL = {**plans.FARMING, "until": "2027-05-08"}


@pytest.fixture(autouse=True)
def the_tenth_at_noon(monkeypatch):
    """Doors read the clock: it is noon on 10 November."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: plans.at(10, 12).date())
    monkeypatch.setattr(timezone, "now", lambda: plans.at(10, 12))


@pytest.fixture
def case(who):
    return factories.opened(who)


def test_an_elderly_man_who_wants_to_farm_by_the_pages(client, who, case):
    def look(name, page, *args, **query):
        client.force_login(who[name])
        answer = client.get(reverse(f"cases:{page}", args=args), query)
        assert answer.status_code == 200, page
        return answer

    def post(name, page, *args, **told):
        client.force_login(who[name])
        answer = client.post(reverse(f"cases:{page}", args=args), told)
        assert answer.status_code == 303, answer.content.decode()[-3000:]

    fund = plans.fund()
    assert "Susun rencana" in look("worker", "plan", case.pk).content.decode()
    told = {"wish": "Saya ingin bertani lagi.", "until": "2027-05-08", "budget": 500_000, "fund": fund.pk}
    post("worker", "draft_plan", case.pk, **told)
    plan = Plan.objects.get()
    look("worker", "add_goal", plan.pk)
    post("worker", "add_goal", plan.pk, **GOAL)
    post("worker", "submit_plan", plan.pk)
    assert "Setujui rencana" in look("supervisor", "plan", case.pk).content.decode()
    post("supervisor", "decide_plan", plan.pk, putusan="setuju")
    goal = Goal.objects.get()
    assert goal.aim in look("worker", "case", case.pk).content.decode()
    when = {"starts_at": "2026-11-10T09:00", "minutes": 60, "times": 2, "worker": who["worker"].pk, "place": "Kebun"}
    post("worker", "book", case.pk, title="Kunjungan penyuluh", kind="visit", goal=goal.pk, **when)
    session = Session.objects.earliest("starts_at")
    for page in ("week", "day", "loads", "results"):
        look("worker", page)
    look("worker", "session", session.pk)
    post("worker", "session", session.pk, **{f"c{case.pk}": "came"})
    look("worker", "note", session.pk, case.pk)
    post("worker", "note", session.pk, case.pk, state="came", note="Bibit ditanam.", seen=1)
    post("worker", "note_progress", goal.pk, **{f"g{goal.pk}-reached": "reached", f"g{goal.pk}-words": "Panen 12 kg."})
    post("worker", "give", case.pk, kind="goods", what="Bibit cabai", rupiah=150_000, goal=goal.pk)
    page = look("worker", "plan", case.pk).content.decode()
    for words in ("Panen 12 kg.", "Bibit ditanam.", "Bibit cabai", "Rp150.000", "Rp350.000"):
        assert words in page
    assert look("worker", "plan_paper", plan.pk).content.startswith(b"%PDF-")


def test_a_worker_falls_ill_by_the_pages(client, who, case):
    client.force_login(who["supervisor"])
    address = reverse("cases:worker", args=[who["worker"].pk])
    assert case.called in client.get(address).content.decode()
    client.post(address, {"words": "Perlu istirahat.", "again_on": ""})
    client.post(address, {"taker": who["colleague"].pk, "reason": "Sakit dua bulan."})
    assert Supervision.objects.count() == 1
    move = CaseMove.objects.get()
    client.force_login(who["colleague"])
    home = client.get("/").content.decode()
    assert "Anda menerima 1 kasus" in home
    assert case.called in client.get(reverse("cases:move", args=[move.pk])).content.decode()
    client.post(reverse("cases:read_move", args=[move.pk]))
    assert "Anda menerima" not in client.get("/").content.decode()


def test_results_as_a_sheet_hold_no_small_figure(client, who, case):
    client.force_login(who["supervisor"])
    told = {"sejak": "2026-11-01", "sampai": "2026-11-30", "format": "csv"}
    answer = client.get(reverse("cases:results"), told)
    assert "Menurut klaster,Lanjut usia,,,,,,,,," in b"".join(answer.streaming_content).decode()


def test_the_same_by_programs_and_a_note_that_comes_in_pieces(client, who, case):
    def call(name, path, told=None, *, status=201, method="post"):
        client.force_login(who[name])
        if told is None and method == "post":
            answer = client.get(f"/api/v1/{path}")
        else:
            answer = getattr(client, method)(f"/api/v1/{path}", told, content_type="application/json")
        assert answer.status_code == status, answer.content
        return answer.json()

    plan = call("worker", f"cases/{case.pk}/plans", {"wish": "Bertani.", "until": "2027-05-08"})["id"]
    goal = call("worker", f"case-plans/{plan}/goals", GOAL)["id"]
    call("worker", f"case-plans/{plan}/submit", {}, status=200)
    call("worker", f"case-plans/{plan}/approve", {}, status=403)
    assert call("supervisor", f"case-plans/{plan}/approve", {}, status=200)["status"] == "approved"
    told = {"title": "Konseling", "starts_at": "2026-11-10T09:00:00+07:00", "times": 2, "goal_id": goal}
    first, _second = call("worker", f"cases/{case.pk}/sessions", told)
    notes = f"case-sessions/{first['id']}/notes"
    for piece in ({"state": "came"}, {"note": "Tenang"}, {"note": "Tenang hari ini."}, {"note": "Tenang hari ini."}):
        saved = call("worker", notes, {"member": case.pk, "answers": piece}, status=200, method="patch")
    assert saved["version"] == 3
    assert Attendance.objects.get(session=first["id"]).note == "Tenang hari ini."
    call("worker", f"case-goals/{goal}/progress", {"reached": "partly", "words": "Mulai."})
    for path in ("case-sessions?since=2026-11-09", "case-day?on=2026-11-10", "case-loads", "case-moves"):
        assert call("worker", path, status=200) is not None
    assert call("worker", "case-results?since=2026-11-01&until=2026-11-30", status=200)["whole"]["reached"] is None
    told = {"taker_id": who["colleague"].pk, "reason": "Sakit."}
    assert call("supervisor", f"case-workers/{who['worker'].pk}/hand-over", told)["cases"] == 1


def test_the_same_from_the_keyboard(who, case):
    root = Typer()
    commands.register(root)

    def run(name, *arguments, ok=True):
        done = CliRunner().invoke(root, [*map(str, arguments), "--by", who[name].username])
        assert (done.exit_code == 0) is ok, done.output
        return done.stdout

    fund = plans.fund()
    words = ("--wish", "Bertani.", "--until", "2027-05-08", "--budget", 200_000, "--fund", fund.pk)
    plan = json.loads(run("worker", "plan", "draft", case.pk, *words, "--json"))["id"]
    aim = ("--aim", "Menanam cabai", "--measure", "10 kg", "--who", "Pak Karto", "--until", "2027-05-08")
    run("worker", "plan", "goal", plan, "--component", "vocation", "--therapy", "livelihood", *aim)
    run("worker", "plan", "act", "submit", plan)
    run("worker", "plan", "act", "approve", plan, ok=False)
    run("supervisor", "plan", "act", "approve", plan)
    assert "Menanam cabai" in run("worker", "plan", "show", plan, "--json")
    run("worker", "plan", "progress", Goal.objects.get().pk, "reached", "--words", "Panen.")
    run("worker", "plan", "give", case.pk, "--what", "Bibit", "--rupiah", 100_000)
    made = json.loads(
        run("worker", "session", "book", case.pk, "--title", "Konseling", "--at", "2026-11-10T09:00", "--json")
    )
    run("worker", "session", "note", made[0]["id"], case.pk, "came", "--words", "Tenang.")
    run("supervisor", "caseload", "supervise", who["worker"].username, "--words", "Istirahat.")
    run("supervisor", "caseload", "hand-over", who["worker"].username, who["colleague"].username, "--reason", "Sakit.")
    run("colleague", "caseload", "read", CaseMove.objects.get().pk)
    run("supervisor", "caseload", "results", "--since", "2026-11-01", "--json")
    for words in (("session", "list"), ("caseload", "list"), ("caseload", "day")):
        run("colleague", *words, "--json")
    assert (Progress.objects.count(), Aid.objects.count()) == (1, 1)
