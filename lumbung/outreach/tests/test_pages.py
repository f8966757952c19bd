"""Pages, programs and commands of outreach lead to the same acts."""

import datetime as dt
import json
from typing import Any

import pytest
import typer
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from typer.testing import CliRunner

from lumbung.cases.tests import factories as cases
from lumbung.outreach import commands
from lumbung.outreach.models import (
    Cadre,
    Match,
    Outreach,
    ParentGroup,
    ServiceDay,
    Visit,
    VisitPhoto,
    Workshop,
    WorkshopMember,
)
from lumbung.outreach.tests import factories
from lumbung.outreach.tests.factories import VILLAGE
from lumbung.programmes.tests.factories import region
from lumbung.proposals.tests.factories import picture

pytestmark = pytest.mark.django_db
LISTS = ("persons", "find", "day", "map", "figures", "matches", "cadres", "new_cadre", "groups", "new_group",
         "workshops", "new_workshop", "service_days", "new_service_day")  # fmt: skip


def browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sent(client: Client, view: str, /, *args: Any, **told: Any) -> Any:
    """A form that does what it says: it leads on, and nothing is objected to."""
    answer = client.post(reverse(f"outreach:{view}", args=args), told, follow=True)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    assert [str(one) for one in answer.context["messages"] if one.level_tag == "error"] == []
    return answer


def test_a_worker_goes_the_whole_way_by_pages(who):
    client, today = browser(who["worker"]), timezone.localdate()
    person = cases.person("Sekar", sex="P")
    found = {"source": "village", "told": "Selalu di rumah."}
    answer = client.post(f"{reverse('outreach:find')}?orang={person.pk}", found)
    one = Outreach.objects.get()
    assert answer.headers["Location"] == f"/jangkauan/{one.pk}/"
    assert "/asesmen/" in sent(client, "home", one.pk, home="Dengan ibu.").redirect_chain[0][0]
    cadre = factories.trained_cadre(who)
    assert cadre.name in client.get(reverse("outreach:choose", args=[one.pk])).content.decode()
    sent(client, "choose", one.pk, kader=cadre.pk)
    sent(client, "schedule", one.pk, first_on=today, times=2, every_days=7)
    visit = Visit.objects.earliest("due_on")
    mine = browser(cadre.user)
    assert "Sekar" in mine.get(reverse("outreach:day")).content.decode()
    sent(mine, "visit", visit.pk, state="done", daily="2", note="Mandi sendiri.", seen="0")
    sent(mine, "add_photo", visit.pk, photo=SimpleUploadedFile("x.png", picture(), content_type="image/png"))
    assert mine.get(reverse("outreach:photo", args=[VisitPhoto.objects.get().pk])).status_code == 200
    sent(client, "plan", one.pk, wish="Mau membatik.", sides=["work"], until=today.replace(year=today.year + 1))
    sent(client, "new_workshop", name="Giri Kasih", region_code=VILLAGE, trades=["batik"])
    shop = Workshop.objects.get()
    sent(client, "ask_entry", one.pk, workshop=shop.pk, trade="batik", wish="Mau membatik.")
    member = WorkshopMember.objects.get()
    sent(browser(who["supervisor"]), "decide_entry", member.pk, agree="1", said="Diterima.")
    sent(client, "note_work_day", shop.pk, on=today, came=[member.pk])
    sent(client, "evaluate", one.pk, outcome="continue", said="Mulai berani.", daily="2")
    for name, args in (("person", one.pk), ("visit", visit.pk), ("cadre", cadre.pk), ("workshop", shop.pk)):
        assert client.get(reverse(f"outreach:{name}", args=[args])).status_code == 200
    assert "Didampingi Bu Tini" in client.get(reverse("cases:case", args=[one.case_id])).content.decode()


def test_groups_days_and_many_matches_by_pages(who):
    region(VILLAGE)
    client, today = browser(who["worker"]), timezone.localdate()
    one, cadre = factories.visited(who), factories.trained_cadre(who)
    sent(client, "matches")
    sent(client, "decide", pasangan=[Match.objects.get().pk], putusan="terima")
    sent(client, "new_group", name="Melati", place="Balai dusun", region_code=VILLAGE)
    group = ParentGroup.objects.get()
    sent(client, "join_group", group.pk, outreach=one.pk, name="Bu Warni", relation="Ibu")
    sent(client, "plan_meeting", group.pk, on=today, topic="Melatih mandi")
    meeting = group.meetings.get()
    sent(client, "meeting", meeting.pk, said="Saling bercerita.", came=[group.members.get().pk])
    sent(client, "new_service_day", on=today, place="Balai desa", region_code=VILLAGE, services=["check"])
    day = ServiceDay.objects.get()
    sent(client, "serve", day.pk, called="Bu Warni", services=["check"])
    sent(client, "close_day", day.pk, unnamed="3")
    sent(client, "plan_meeting", group.pk, on=today + dt.timedelta(days=7), topic="Uang saku")
    sent(client, "cancel_meeting", group.meetings.get(status="planned").pk, said="Balai dipakai.")
    sent(client, "leave_group", group.members.get().pk)
    assert not group.members.filter(until=None).exists()
    sent(client, "new_service_day", on=today, place="Pasar", region_code=VILLAGE, services=["check"])
    sent(client, "cancel_day", ServiceDay.objects.get(status="planned").pk, said="Hujan.")
    shop = factories.workshop(who)
    for state in ("closed", "open"):
        sent(client, "set_workshop", shop.pk, status=state)
        assert Workshop.objects.get().status == state
    sent(client, "set_cadre", cadre.pk, status="resting", said="Melahirkan.")
    sent(client, "train", cadre.pk, title="Lanjutan", hours=8, on=today)
    for name in LISTS:
        assert client.get(reverse(f"outreach:{name}")).status_code == 200, name
    for name, pk in (("group", group.pk), ("meeting", meeting.pk), ("service_day", day.pk)):
        assert client.get(reverse(f"outreach:{name}", args=[pk])).status_code == 200
    assert "1 orang · 0 kader · 1 sanggar" in client.get(f"{reverse('outreach:map')}?wilayah=33.23").content.decode()


def test_a_cadre_takes_papers_along(who, tmp_path):
    region(VILLAGE)
    match = factories.matched(who)
    factories.planned(who, match)
    mine, worker = browser(match.cadre.user), browser(who["worker"])
    sheet, letter = (
        reverse("outreach:visit_sheet", args=[match.outreach_id]),
        reverse("outreach:assignment", args=[match.cadre_id]),
    )
    for client in (mine, worker):
        for path in (sheet, letter, f"/api/v1/outreach/{match.outreach_id}/visit-sheet",
                     f"/api/v1/cadres/{match.cadre_id}/assignment"):  # fmt: skip
            assert client.get(path).content.startswith(b"%PDF"), path
    assert sheet in mine.get(reverse("outreach:person", args=[match.outreach_id])).content.decode()
    stranger = browser(factories.trained_cadre(who, "Bu Sri").user)
    assert [stranger.get(path).status_code for path in (sheet, letter)] == [404, 404]
    app = typer.Typer()
    commands.register(app)
    told = ["outreach", "print", "--to", str(tmp_path / "surat.pdf"), "--by", who["worker"].username]
    assert CliRunner().invoke(app, [*told, "--cadre", str(match.cadre_id)]).exit_code == 0
    assert (tmp_path / "surat.pdf").read_bytes().startswith(b"%PDF")
    assert CliRunner().invoke(app, told).exit_code != 0


def test_what_is_wrong_is_said_and_nothing_is_done(who):
    client = browser(who["worker"])
    assert client.post(reverse("outreach:find"), {"source": "x"}).status_code == 422
    one = factories.found(who)
    answer = client.post(reverse("outreach:schedule", args=[one.pk]), {"times": 3}, follow=True)
    assert [one.level_tag for one in answer.context["messages"]] == ["error", "error"]
    assert client.post(reverse("outreach:home", args=[one.pk]), {"home": "x", "latitude": "9"}).status_code == 422


def test_a_form_on_a_weak_line_sends_answer_by_answer(who):
    match = factories.matched(who)
    [visit, _later] = factories.planned(who, match)
    Visit.objects.filter(pk=visit.pk).update(due_on=timezone.localdate())
    client = browser(match.cadre.user)
    for answers in ({"daily": "3"}, {"note": "Senang."}, {"note": "Senang."}):
        told = {"member": match.outreach_id, "seen": 0, "answers": answers}
        path = reverse("api:save_visit", args=[visit.pk])
        answer = client.patch(path, json.dumps(told), content_type="application/json")
        assert (answer.status_code, set(answer.json())) == (200, {"version", "said", "conflicts", "known"})
    visit.refresh_from_db()
    assert (visit.daily, visit.note, visit.version) == ("3", "Senang.", 2)


def test_the_same_from_the_keyboard(who):
    app, runner, by = typer.Typer(), CliRunner(), ["--by", who["worker"].username]
    commands.register(app)

    def run(*words: Any) -> str:
        done = runner.invoke(app, ["outreach", *map(str, words), *by])
        assert done.exit_code == 0, done.output
        return done.output

    run("find", "--source", "family", "--told", "Ibunya datang.", "--called", "Ayu", "--region", VILLAGE)
    one = Outreach.objects.get()
    run("home", one.pk, "--told", "Dengan nenek.")
    run("cadre", cases.person("Bu Tini", sex="P").pk)
    run("train", Cadre.objects.get().pk, "--title", "Kader")
    run("propose")
    run("decide", Match.objects.get().pk)
    run("schedule", one.pk, "--first", timezone.localdate(), "--times", 1)
    run("visit", Visit.objects.get().pk, "--daily", 2)
    run("workshop", "Giri Kasih", "--trades", "batik", "--region", VILLAGE)
    run("enter", one.pk, "--workshop", Workshop.objects.get().pk, "--trade", "batik", "--wish", "Mau.")
    assert "served" in run("list", "--json")
    assert json.loads(run("figures"))["done"] == 1
    assert json.loads(run("gaps", "--json"))["untrained"] == []
