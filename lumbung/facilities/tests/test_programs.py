"""Programs and the keyboard lead through the same actions as pages."""

import json

import pytest
from django.apps import apps
from django.utils import timezone
from typer import Typer
from typer.testing import CliRunner

from lumbung.facilities import actions, commands
from lumbung.facilities.models import Learner, Stay, Window
from lumbung.facilities.tests import factories
from lumbung.facilities.tests.factories import DAY

pytestmark = pytest.mark.django_db
GIRL = {"called": "Rani", "sex": "P", "age": 15, "reason": "Bertengkar di rumah.", "stay_type": "short"}


@pytest.fixture(autouse=True)
def the_ninth(monkeypatch):
    """Doors read the clock: it is the ninth of November, near midnight."""
    monkeypatch.setattr(timezone, "localdate", lambda at=None: timezone.localtime(at).date() if at else DAY)
    monkeypatch.setattr(timezone, "now", lambda: factories.NIGHT)


@pytest.fixture
def call(client, who):
    def ask(person, path, told=None, expect=200):
        client.force_login(who[person])
        path = f"/api/v1/facilities{path}"
        body = {"content_type": "application/json", "data": json.dumps(told)} if told is not None else None
        answer = client.post(path, **body) if body else client.get(path)
        assert answer.status_code == expect, answer.content
        return answer.json()

    return ask


def test_a_runaway_girl_is_admitted_at_night_by_program(call, house):
    made = call("carer", f"/{house.pk}/stays", {**GIRL, "secret": True}, 201)
    assert call("carer", f"/{house.pk}/stays", {**GIRL, "secret": True}, 201)["id"] == made["id"]
    assert made["due_on"] == "2027-02-09"
    assert call("second", "/stays")["items"] == []
    call("second", f"/stays/{made['id']}", expect=404)
    assert call("second", "")["items"][0]["taken"] == 1
    assert call("second", f"/{house.pk}/forecast")[0] == {"day": "2026-11-09", "free": 1}
    call("carer", f"/{house.pk}/stays", {**GIRL, "called": "Bagus", "sex": "L"}, 422)


def test_a_stay_by_program(call, house):
    stay = call("carer", f"/{house.pk}/stays", GIRL, 201)["id"]
    out = {"where": "Sekolah", "due_at": "2026-11-10T14:00:00+07:00"}
    call("carer", f"/stays/{stay}/leave", out, 201)
    assert call("carer", f"/stays/{stay}/return", {})["status"] == "inside"
    thing = call("carer", f"/stays/{stay}/belongings", {"what": "HP", "place": "Loker", "sign": "signature"}, 201)["id"]
    call("carer", f"/belongings/{thing}/return", {"sign": "signature"})
    call("carer", f"/{house.pk}/incidents", {"kind": "ill", "told": "Demam.", "done": "Obat.", "stay_id": stay}, 201)
    call("carer", f"/{house.pk}/meals", {"kind": "1", "eaten": 3}, 201)
    asked = call("carer", f"/stays/{stay}/extensions", {"said": "Belum aman."}, 201)["id"]
    call("head", f"/extensions/{asked}/agree", {}, 422)
    assert call("head", f"/extensions/{asked}/agree", {"conference": "KK/3/2026"})["status"] == "agreed"
    assert call("carer", f"/stays/{stay}/discharge", {"to": "family", "said": "Pulang."})["status"] == "left"
    line = call("carer", f"/{house.pk}/waiting", {**GIRL, "called": "Sari", "urgency": "2"}, 201)["id"]
    assert call("second", f"/{house.pk}/waiting")["items"][0]["id"] == line
    assert call("second", f"/waiting/{line}/admit", {})["status"] == "inside"


def test_rooms_courses_and_windows_by_program(call, house):
    room = call("carer", "/rooms")["items"][0]["id"]
    wish = {"title": "Tari", "people": 5, "begins_at": "2026-11-10T10:00:00+07:00"}
    booked = call("carer", f"/rooms/{room}/bookings", {**wish, "ends_at": "2026-11-10T11:00:00+07:00"}, 201)
    assert booked["begins_at"] == "2026-11-10T10:00:00+07:00"
    call("carer", f"/bookings/{booked['id']}/approve", {}, 403)
    assert call("second", f"/bookings/{booked['id']}/approve", {})["status"] == "approved"
    course = {"facility_id": house.pk, "name": "Barista", "skill": "Kopi", "hours": 2, "seats": 3}
    made = call("carer", "/courses", {**course, "starts_on": "2026-11-09", "ends_on": "2026-11-10"}, 201)["id"]
    learner = call("carer", f"/courses/{made}/learners", {"name": "Rani A."}, 201)["id"]
    call("carer", f"/learners/{learner}/hours", {"hours": 2})
    assert call("second", f"/learners/{learner}/certify", {})["number"]
    reading = {"facility_id": house.pk, "measure": "rain", "value": 1.5, "at": "2026-11-09T23:30:00+07:00"}
    assert call("officer", "/readings", [reading, reading]) == {"new": 1, "known": 1, "refused": {}}
    window = Window.objects.get().pk
    assert call("carer", f"/windows/{window}", {"is_open": True})["why"] == "hand"


def _last(model):
    return apps.get_model("facilities", model).objects.latest("pk").pk


def test_the_whole_way_from_the_keyboard(who):
    root = Typer()
    commands.register(root)

    def run(person, *arguments, group="facilities", ok=True):
        by = ["--by", who[person].username] if person else []
        done = CliRunner().invoke(root, [group, *map(str, arguments), *by])
        assert (done.exit_code == 0) is ok, done.output
        return done.stdout

    run("head", "open", "Rumah Melati", "--kind", "shelter", "--region", "33.23", "--sex", "P")
    house = json.loads(run("carer", "list", "--json"))[0]["id"]
    run("head", "room", house, "Anggrek", "--beds", "1", "--area", "14")
    run("head", "room", house, "Kafe", "--kind", "cafe", "--seats", "8", "--bookable", "--window")
    who_came = ("--called", "Rani", "--sex", "P", "--age", "15", "--reason", "Malam ini.", "--type", "short")
    stay = json.loads(run("carer", "admit", house, *who_came, "--json"))["id"]
    run("carer", "admit", house, *who_came[2:], "--called", "Sari", ok=False)
    run("carer", "wait", house, *who_came[2:], "--called", "Sari", "--urgency", "2")
    line = json.loads(run("carer", "waiting", house, "--json"))[0]["id"]
    assert json.loads(run("carer", "forecast", house, "--json"))[0]["free"] == 0
    run("carer", "out", stay, "--where", "Sekolah", "--due", "2026-11-10T14:00:00")
    run("carer", "back", stay)
    run("carer", "keep", stay, "Telepon", "--place", "Loker 1")
    run("carer", "return", _last("Belonging"))
    run("carer", "incident", house, "ill", "--told", "Demam.", "--done", "Obat.", "--stay", stay)
    run("carer", "meal", house, "1", "4")
    run("carer", "extend", stay, "--said", "Belum aman.")
    run("head", "decide", _last("Extension"), ok=False)
    run("head", "decide", _last("Extension"), "--conference", "KK/1/2026")
    run("carer", "discharge", stay, "--to", "family", "--said", "Pulang.")
    run("carer", "place", line)
    assert len(json.loads(run("carer", "stays", "--json"))) == 2
    room = _last("Room")
    times = ("--begins", "2026-11-10T10:00:00", "--ends", "2026-11-10T11:00:00")
    run("carer", "book", room, "--title", "Tari", "--people", "4", *times)
    run("carer", "approve", _last("Booking"), ok=False)
    run("second", "approve", _last("Booking"))
    assert json.loads(run("carer", "bookings", "--json"))[0]["status"] == "approved"
    days = ("--starts", "2026-11-09", "--ends", "2026-11-10")
    run("carer", "course", house, "Barista", "--skill", "Kopi", "--hours", "2", "--seats", "2", *days)
    run("carer", "join", _last("Course"), "Rani A.")
    run("second", "certify", _last("Learner"), "--hours", "2")
    run(None, "check", Learner.objects.get().number)
    run("carer", "window", Window.objects.get().pk, "open", group="climate")
    assert "Kafe" in run("carer", "show", house, group="climate")


def test_a_house_is_changed_moved_in_and_closed_by_programs_and_the_keyboard(who, client):
    root = Typer()
    commands.register(root)

    def run(*arguments):
        done = CliRunner().invoke(root, ["facilities", *map(str, arguments), "--by", who["head"].username])
        assert done.exit_code == 0, done.output
        return done.stdout

    def send(path, method="post", **told):
        answer = getattr(client, method)(f"/api/v1/facilities/{path}", told, content_type="application/json")
        assert answer.status_code < 300, answer.content.decode()
        return answer.json()

    house = factories.shelter(who)
    stay = factories.admitted(who, house)
    client.force_login(who["head"])
    assert send(house.pk, method="patch", staff=3)["age_to"] == 24
    room = send(f"{house.pk}/rooms", name="Dahlia", beds=["1"])["id"]
    assert send(f"rooms/{room}/beds", labels=["1", "2"])["new"] == 1
    free = [one["id"] for one in client.get(f"/api/v1/facilities/{house.pk}/beds").json() if not one["taken"]]
    run("bed", free[0], "--broken")
    send(f"beds/{free[0]}", in_use=True)
    assert "Dahlia 2" in run("beds", house.pk)
    client.force_login(who["carer"])
    send(f"stays/{stay.pk}/bed", bed_id=free[-1])
    send(f"stays/{stay.pk}/readers", readers=[])
    assert Stay.objects.get().readers == [who["carer"].pk]
    actions.discharge(stay_id=stay.pk, to="family", said="Pulang.", by=who["carer"], at=factories.hour(23, 50))
    assert "ditutup" in run("close", house.pk)
