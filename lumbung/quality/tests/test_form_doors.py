"""A family form by the API and at the terminal: begun, answered, placed, sent, thrown away."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lumbung.quality.models import FamilyForm
from lumbung.quality.tests.test_commands import run, told
from lumbung.quality.tests.test_family_forms import FAMILY, HEAD, KK, NIK, VILLAGE
from lumbung.registry.models import Access, Person
from lumbung.registry.tests import factories as registry
from lumbung.staff.tests import factories as staff

pytestmark = pytest.mark.django_db
PHOTO = b"\xff\xd8\xff\xe0house"


@pytest.fixture
def operator(areas):
    return staff.user("village_operator", VILLAGE)


@pytest.fixture
def by(operator):
    return ("--by", operator.username)


def typed(answers):
    return [f"{name}={answer}" for name, answer in answers.items()]


def test_a_family_is_registered_from_the_keyboard(by):
    form = told("forms", "begin", *by)["pk"]
    told("forms", "save", form, *typed(FAMILY), *by)
    refused = run("forms", "send", form, *by)
    assert refused.exit_code == 1
    assert "1.nik" in refused.stderr
    assert told("forms", "show", form, *by)["may_send"] is False
    saved = told("forms", "save", form, *typed(HEAD), "--member", 1, *by)
    assert "nik" in saved["kept"]
    shown = run("forms", "show", form, *by).output
    assert NIK not in shown
    assert KK not in shown
    assert told("forms", "add-member", form, *by)["member"] == 2
    assert told("forms", "remove-member", form, 2, *by)["members"] == [1]
    assert told("forms", "send", form, *by)["people_new"] == 1
    assert Person.objects.get().name == "Siti Aminah"


def test_a_visit_is_found_again_noted_and_thrown_away(operator, by):
    family = registry.household("Siti")
    form = told("forms", "begin", "--family", family.pk, *by)["pk"]
    assert told("forms", "begin", "--family", family.pk, *by)["pk"] == form
    assert Access.objects.filter(user=operator, record_id=family.pk).count() == 2
    assert told("forms", "discard", form, *by)["status"] == "discarded"
    assert run("forms", "send", form, *by).exit_code == 1


def test_a_visit_is_somebodys(areas):
    refused = run("forms", "begin", "--family", registry.household("Siti").pk)
    assert (refused.exit_code, "--by" in refused.stderr) == (1, True)
    assert not FamilyForm.objects.exists()


def test_what_somebody_else_answered_meanwhile_stays(by):
    other = staff.user("village_operator", VILLAGE)
    form = told("forms", "begin", *by)["pk"]
    run("forms", "save", form, "floor=6", *by)
    late = run("forms", "save", form, "floor=8", "--by", other.username, "--json")
    assert (late.exit_code, json.loads(late.stdout)["conflicts"][0]["field"]) == (1, "floor")
    version = told("forms", "show", form, *by)["version"]
    assert told("forms", "save", form, "floor=8", "--seen", version, "--by", other.username)["conflicts"] == []


def test_an_answer_is_not_repeated_when_it_is_written_wrong(by):
    form = told("forms", "begin", *by)["pk"]
    refused = run("forms", "save", form, NIK, *by)
    assert (refused.exit_code, NIK in refused.output) == (1, False)


def test_place_and_photo_by_the_terminal(by, tmp_path):
    form = told("forms", "begin", *by)["pk"]
    picture = tmp_path / "rumah.jpg"
    picture.write_bytes(PHOTO)
    where = ("--latitude", "−7,31667", "--longitude", "110.175")
    placed = told("forms", "place", form, *where, "--photo", picture, *by)
    assert (placed["latitude"], placed["longitude"], placed["has_photo"]) == (-7.31667, 110.175, True)
    wrong = run("forms", "place", form, "--latitude", "-97", "--longitude", "110", *by)
    assert (wrong.exit_code, "koordinat" in wrong.stderr) == (1, True)


def test_place_and_photo_by_the_api(client, operator, by):
    form = told("forms", "begin", *by)["pk"]
    address = f"/api/v1/family-forms/{form}/place"
    client.force_login(operator)
    placed = client.post(address, {"latitude": "-7,31667", "longitude": "110.175"})
    assert (placed.status_code, placed.json()["latitude"], placed.json()["has_photo"]) == (200, "-7.31667", False)
    seen = client.post(address, {"photo": SimpleUploadedFile("rumah.jpg", PHOTO)}).json()
    assert (seen["latitude"], seen["has_photo"]) == ("-7.31667", True)
    assert client.post(address, {"photo": SimpleUploadedFile("rumah.pdf", b"%PDF-1.7")}).status_code == 422
    client.force_login(staff.user("village_operator", "33.23.01.2002"))
    assert client.post(address, {"latitude": "-7", "longitude": "110"}).status_code == 404
