"""Family forms on pages and by the API: saved block by block without script, answer by answer with it."""

import datetime as dt
import json

import pytest
from click.testing import CliRunner
from django.urls import reverse

from lumbung.core.models import AuditEvent
from lumbung.quality import actions
from lumbung.quality.family_forms import reading
from lumbung.quality.models import FamilyForm
from lumbung.quality.tests.test_family_forms import CHILD, FAMILY, HEAD, KK, NIK, SON, VILLAGE, filled
from lumbung.registry.models import Person
from lumbung.registry.tests import factories as registry
from lumbung.site import cli
from lumbung.staff.tests import factories as staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(areas):
    return staff.user("village_operator", VILLAGE)


@pytest.fixture
def desk(client, operator):
    client.force_login(operator)
    return client


def block(form, member, name):
    return reverse("quality:form_block", args=[form.pk, member, name])


def patched(desk, form, given, **fields):
    body = {"answers": given, **fields}
    return desk.patch(f"/api/v1/family-forms/{form.pk}/answers", body, content_type="application/json")


def test_without_script_a_family_is_registered_block_by_block(desk, operator):
    begun = desk.post("/formulir/", {})
    form = FamilyForm.objects.get()
    assert begun.url == block(form, 0, "tempat")
    saved = desk.post(begun.url, {"region_code": VILLAGE, "kk": KK, "seen": "1"})
    assert saved.url == block(form, 0, "rumah")
    desk.post(block(form, 1, "diri"), {**HEAD, "seen": "2"})
    assert "Siti Aminah" in desk.get(f"/formulir/{form.pk}/").content.decode()
    sending = desk.get(f"/formulir/{form.pk}/kirim")
    summary = sending.context["summary"]
    assert desk.post(f"/formulir/{form.pk}/kirim", {"summary": summary}).status_code == 303
    assert Person.objects.get().name == "Siti Aminah"
    assert "Terkirim ke registri" in desk.get(f"/formulir/{form.pk}/").content.decode()


def test_what_is_only_to_be_looked_at_keeps_nobody_on_the_page(desk, operator):
    form = actions.start_registration(by=operator)
    odd = {**HEAD, "birth_date": "31-07-1985"}
    here, following = block(form, 1, "diri"), block(form, 1, "sekolah")
    assert [desk.post(here, {**odd, "seen": str(seen)}).url for seen in (1, 2)] == [here, following]
    wrong = {**HEAD, "nik": "123"}
    assert {desk.post(here, {**wrong, "seen": str(seen)}).url for seen in (3, 4)} == {here}


def test_a_wrong_answer_is_kept_and_told(desk, operator):
    form = actions.start_registration(by=operator)
    saved = desk.post(block(form, 1, "diri"), {"nik": "123", "seen": "1"}, follow=True)
    page = saved.content.decode()
    assert "15 angka" in page or "16 angka" in page
    assert reading.filled(form=form, viewer=operator).of(1)["nik"] == "123"


@pytest.mark.parametrize("born", ["1990-05-01", "01-05-1990", "1 Mei 1990"])
def test_somebody_known_is_shown_while_typing_masked(desk, operator, born):
    family = registry.family(VILLAGE, kk="3323010101209777", head_name="Siti Aminah")
    registry.person(family, "Siti Aminah", nik="3323014105909777", birth_date=dt.date(1990, 5, 1))
    form = actions.start_registration(by=operator)
    answer = patched(desk, form, {"name": "Sitti Aminah", "birth_date": born}, member=1).json()
    assert [(one["kind"], one["name"], one["family_id"]) for one in answer["known"]] == [
        ("likely", "Siti Aminah", family.pk)
    ]
    page = desk.get(block(form, 1, "diri")).content.decode()
    assert "Mungkin sudah terdaftar" in page
    assert "3323014105909777" not in page


def test_nobody_beyond_reach_is_shown_by_name(desk, operator):
    family = registry.family("34.01.01.2001", head_name="Siti Aminah")
    registry.person(family, "Siti Aminah", nik=NIK, birth_date=dt.date(1990, 5, 1))
    form = actions.start_registration(by=operator)
    assert patched(desk, form, {"name": "Siti Aminah", "birth_date": "1990-05-01"}, member=1).json()["known"] == []
    [told] = patched(desk, form, {"nik": NIK}, member=1).json()["known"]
    assert (told["kind"], told["name"], told["url"], told["family_id"]) == ("elsewhere", "", "", None)


def test_the_api_keeps_every_answer_and_counts_those_that_are_asked(desk, operator):
    form = actions.start_registration(by=operator)
    answer = patched(desk, form, {"relation": "1", "sex": "L", "pregnant": "1"}, member=1).json()
    assert answer["version"] == 1
    assert answer["answered"] == 2
    assert sorted(answer["kept"]) == ["pregnant", "relation", "sex"]


def test_two_people_on_one_answer_are_told_of_each_other(desk, operator, client):
    form = actions.start_registration(by=operator)
    patched(desk, form, {"name": "Siti"}, member=1, seen=0)
    client.force_login(staff.user("village_operator", VILLAGE))
    answer = client.post(block(form, 1, "diri"), {"name": "Sari", "seen": "0"})
    assert answer.status_code == 409
    assert "belum disimpan" in answer.content.decode()


def test_a_visit_begins_on_the_family_and_shows_old_and_new(desk, operator):
    family = registry.household("Siti Aminah", kk=KK)
    assert "Kunjungi keluarga ini" in desk.get(f"/keluarga/{family.pk}/").content.decode()
    begun = desk.post(f"/keluarga/{family.pk}/kunjungan")
    form = FamilyForm.objects.get()
    assert begun.url == f"/formulir/{form.pk}/"
    actions.save_answers(
        form_id=form.pk, member=0, answers={"floor": "8"}, seen=9, by=operator, at=dt.datetime.now(dt.UTC)
    )
    page = desk.get(f"/formulir/{form.pk}/kirim").content.decode()
    assert "Lama" in page
    assert "Tanah" in page
    assert KK not in desk.get(block(form, 0, "tempat")).content.decode()


def test_the_whole_way_by_the_api(desk, operator):
    begun = desk.post("/api/v1/family-forms", {"region_code": VILLAGE}, content_type="application/json")
    form = FamilyForm.objects.get(pk=begun.json()["id"])
    patched(desk, form, FAMILY)
    patched(desk, form, HEAD, member=1)
    more = desk.post(f"/api/v1/family-forms/{form.pk}/members").json()
    assert more["members"] == [1, 2]
    refused = desk.post(f"/api/v1/family-forms/{form.pk}/send")
    assert refused.status_code == 422
    assert "2.nik" in refused.json()["fields"]
    patched(desk, form, SON, member=2)
    assert desk.post(f"/api/v1/family-forms/{form.pk}/send").json()["people_new"] == 2
    assert Person.objects.filter(name="Budi").exists()
    assert CHILD not in desk.get("/api/v1/family-forms").content.decode()


def test_looking_at_a_form_writes_nothing(desk, operator):
    form = filled(operator)
    before = AuditEvent.objects.count()
    for address in (f"/formulir/{form.pk}/", block(form, 1, "diri"), f"/formulir/{form.pk}/kirim", "/formulir/"):
        assert desk.get(address).status_code == 200
    assert AuditEvent.objects.count() == before


def test_a_stranger_finds_no_form(client, operator, desk):
    form = filled(operator)
    client.force_login(staff.user("village_operator", "33.23.01.2002"))
    assert client.get(f"/formulir/{form.pk}/").status_code == 404
    assert patched(client, form, {"kk": KK}).status_code == 404


def test_commands_list_forms_without_answers_and_clear_old_ones_out(operator):
    form = filled(operator)
    runner, lumbung = CliRunner(), cli.root()
    listed = runner.invoke(lumbung, ["forms", "list", "--json"])
    assert [one["pk"] for one in json.loads(listed.stdout)["forms"]] == [form.pk]
    assert NIK not in listed.stdout
    long_after = (dt.date.today() + dt.timedelta(days=40)).isoformat()
    purged = runner.invoke(lumbung, ["forms", "purge", "--on", long_after, "--json"])
    assert json.loads(purged.stdout) == {"purged": 1, "days_kept": 30}
