"""Pages, API and commands lead through the same actions; each person finds what waits for them."""

import base64
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from typer import Typer
from typer.testing import CliRunner

from lumbung.core import panels, waiting
from lumbung.in_kind import commands
from lumbung.in_kind.models import Correction, FollowUp, Lot, Request
from lumbung.in_kind.tests import factories
from lumbung.proposals.tests import factories as proposals
from lumbung.registry.tests import factories as registry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_ninth(monkeypatch):
    """Doors read the clock: it is 9 November."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: factories.DAY)


@pytest.fixture
def look(client):
    def ask(user, name, *args, **query):
        client.force_login(user)
        answer = client.get(reverse(f"in_kind:{name}", args=args), query)
        assert answer.status_code == 200
        return answer.content.decode()

    return ask


@pytest.fixture
def post(client):
    def send(user, name, *args, asked="", **told):
        client.force_login(user)
        answer = client.post(reverse(f"in_kind:{name}", args=args) + asked, told, follow=True)
        assert answer.status_code == 200, answer.content.decode()
        return answer.content.decode()

    return send


def file_of(text, name="kiriman.csv"):
    return SimpleUploadedFile(name, text.encode())


def test_the_whole_way_on_pages(look, post, who):
    factories.registry.household("Tetangga")
    family = factories.registry.household("Sumarni")
    person = family.members.get()
    told = {"item": "kursi_roda", "told_by": "Ketua RT", "statement": "Lumpuh."}
    post(who["operator"], "new", family.pk, asked=f"?jenis=alat_bantu&orang={person.pk}", **told)
    asked = Request.objects.get()
    photo = SimpleUploadedFile("x.png", proposals.picture(), content_type="image/png")
    post(who["facilitator"], "add_evidence", asked.pk, kind="need", file=photo)
    assert "Lebar pinggul saat duduk" in look(who["facilitator"], "assess", asked.pk)
    post(who["facilitator"], "assess", asked.pk, **factories.SEATED)
    assert "Menunggu keputusan Anda" in look(who["head"], "requests")
    post(who["head"], "decide", permintaan=asked.pk, putusan="approve")
    goods = "barang,ukuran,pemasok,nomor_seri,jumlah\nkursi_roda,400,CV Roda,A1,1\n"
    into = {"kind": "alat_bantu", "region_code": "33.23", "store": "Gudang"}
    post(who["storekeeper"], "import_stock", file=file_of(goods), **into)
    assert "Sumarni" in look(who["officer"], "waiting_list", "alat_bantu")
    assert "1 permintaan mendapat barangnya" in post(who["officer"], "allot", "alat_bantu", wilayah="33.23")
    for step in ("measured", "adjusted", "pressure_checked", "user_trained"):
        post(who["facilitator"], "note_step", asked.pk, step=step)
    given = {"receiver": "Sumarni", "relation": "self", "sign": "typed"}
    assert "perlu saksi" in _refused(post, who, asked, given)
    post(who["facilitator"], "hand_over", asked.pk, witness="Ketua RT", **given)
    minutes = look(who["facilitator"], "minutes", asked.pk)
    assert "A1" in minutes
    assert "Ketua RT" in minutes
    visit = FollowUp.objects.earliest("due_on")
    post(who["facilitator"], "note_visit", visit.pk, outcome="used")
    assert "Dipakai" in look(who["head"], "request", asked.pk)


def _refused(post, who, asked, given):
    try:
        return post(who["facilitator"], "hand_over", asked.pk, **given)
    except AssertionError as answer:
        return str(answer)


def test_a_correction_on_pages_needs_two_people(look, post, who):
    lot = factories.stocked(who, "kruk", quantity=5)
    post(who["storekeeper"], "ask_correction", lot.pk, difference="-1", reason="Patah.")
    asked = Correction.objects.get()
    assert "Setujui koreksi" in look(who["head"], "stock")
    post(who["head"], "decide_correction", asked.pk, putusan="setuju")
    assert "Koreksi, berkurang" in look(who["storekeeper"], "lot", lot.pk)
    assert Lot.objects.get().on_hand == 4


def test_family_and_person_show_their_goods_and_what_waits_is_told(who):
    request = factories.assessed(who)
    for kind, record in (("family", request.family), ("person", request.person)):
        shown = {one.key: one for one in panels.panels_of(kind, viewer=who["operator"], record=record)}
        assert len(shown["in_kind"].context["rows"]) == 1
        assert panels.timeline_of(kind, viewer=who["operator"], record=record)
    titles = [one.title for one in waiting.tasks_of(viewer=who["head"], today=factories.DAY)]
    assert "Putuskan 1 permintaan barang" in titles


def test_the_whole_way_by_program(client, who):
    def call(person, path, told=None, expect=200):
        client.force_login(who[person])
        path = f"/api/v1/in-kind/{path}"
        body = {"content_type": "application/json", "data": json.dumps(told)} if told is not None else None
        answer = client.post(path, **body) if body else client.get(path)
        assert answer.status_code == expect, answer.content
        return answer.json()

    person = registry.household("Sumarni").members.get()
    told = {"kind": "alat_bantu", "item": "kruk", "family_id": person.family_id, "person_id": person.pk}
    asked = call("operator", "requests", {**told, "told_by": "RT", "statement": "Kaki lemah."}, 201)["id"]
    assert call("operator", "requests", {**told, "item": "perahu", "told_by": "RT", "statement": "x"}, 422)
    client.force_login(who["facilitator"])
    photo = {"kind": "need", "file": SimpleUploadedFile("x.png", proposals.picture())}
    assert client.post(f"/api/v1/in-kind/requests/{asked}/evidence", photo).status_code == 201
    call("facilitator", f"requests/{asked}/assessment", {"answers": factories.WALKING})
    assert call("head", "decisions/approve", {"request_ids": [asked]}) == [asked]
    goods = {"region_code": "33.23", "store": "Gudang", "kind": "alat_bantu", "item": "kruk", "supplier": "CV"}
    lot = call("storekeeper", "stock", {**goods, "quantity": 3, "note": "SJ-9"}, 201)["id"]
    assert call("officer", "kinds/alat_bantu/waiting-list")["items"][0]["place"] == 1
    assert call("officer", "kinds/alat_bantu/allot", {"region_code": "33.23"}) == {"done": [asked], "waiting": 0}
    for step in ("measured", "adjusted", "user_trained"):
        call("facilitator", f"requests/{asked}/steps", {"step": step})
    signed = {"receiver": "Sumarni", "relation": "self", "sign": "signature"}
    assert call("facilitator", f"requests/{asked}/handover", signed)["status"] == "handed"
    visit = FollowUp.objects.earliest("due_on")
    assert call("facilitator", f"visits/{visit.pk}", {"outcome": "broken"}, 422)["fields"]
    correction = call("storekeeper", f"stock/{lot}/corrections", {"difference": 1, "reason": "Terhitung."}, 201)["id"]
    assert call("head", f"corrections/{correction}/agree", {})["status"] == "agreed"


def test_the_whole_way_from_the_keyboard(who, tmp_path):
    root = Typer()
    commands.register(root)

    def run(person, *arguments, ok=True):
        by = ["--by", who[person].username] if person else []
        done = CliRunner().invoke(root, ["in-kind", *map(str, arguments), *by])
        assert (done.exit_code == 0) is ok, done.output
        return done.stdout

    photo, goods = tmp_path / "x.png", tmp_path / "kiriman.csv"
    photo.write_bytes(proposals.picture())
    goods.write_text("barang,pemasok,jumlah\nkruk,CV,2\n")
    person = registry.household("Sumarni").members.get()
    words = ("--told-by", "RT", "--statement", "Kaki lemah.", "--kind", "alat_bantu", "--item", "kruk")
    asked = json.loads(run("operator", "file", person.family_id, "--person", person.pk, *words, "--json"))["id"]
    run("facilitator", "photo", asked, photo)
    answers = [part for name, value in factories.WALKING.items() for part in ("--answer", f"{name}={value}")]
    run("facilitator", "assess", asked, *answers)
    assert json.loads(run("head", "show", asked, "--json"))["eligible"] is True
    run("head", "act", "approve", asked)
    into = ("--region", "33.23", "--store", "Gudang")
    assert "1 baris" in run("storekeeper", "import", goods, "--kind", "alat_bantu", *into)
    assert json.loads(run("officer", "waiting", "alat_bantu", "--json"))[0]["request_id"] == asked
    assert json.loads(run("officer", "allot", "alat_bantu", "--region", "33.23", "--json"))["done"] == [asked]
    for step in ("measured", "adjusted", "user_trained"):
        run("facilitator", "fit", asked, step)
    run("facilitator", "hand-over", asked, "--receiver", "Sumarni", "--sign", "thumb", ok=False)
    run("facilitator", "hand-over", asked, "--receiver", "Sumarni", "--sign", "thumb", "--witness", "RT")
    visit = FollowUp.objects.earliest("due_on").pk
    run("facilitator", "visit", visit, "used")
    lot = json.loads(run("storekeeper", "stock", "--json"))[0]["id"]
    run("storekeeper", "correct", lot, "--difference", "-1", "--reason", "Patah.")
    run("storekeeper", "agree", Correction.objects.get().pk, ok=False)
    assert "Disetujui" in run("head", "agree", Correction.objects.get().pk)
    for command in ("kinds", "list", "visits"):
        run(None, command, "--json")


def test_a_signature_drawn_on_the_screen_needs_no_witness_and_is_printed(look, post, who):
    asked = factories.fitted(who, factories.allotted(who))
    drawn = f"data:image/png;base64,{base64.b64encode(proposals.picture()).decode()}"
    assert "core/sign.js" in look(who["facilitator"], "hand_over", asked.pk)
    post(who["facilitator"], "hand_over", asked.pk, receiver="Sumarni", relation="self", sign="thumb", drawn=drawn)
    [kept] = asked.evidence.filter(kind="signature")
    assert reverse("in_kind:evidence", args=[kept.pk]) in look(who["facilitator"], "minutes", asked.pk)
    asked.refresh_from_db()
    assert (asked.status, asked.handover.sign) == ("handed", "drawn")
