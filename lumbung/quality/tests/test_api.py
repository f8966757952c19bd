"""The same doors for programs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lumbung.core import jobs
from lumbung.quality import actions
from lumbung.quality.models import DuplicatePair, ImportBatch
from lumbung.quality.tests.factories import file_of, person
from lumbung.registry.models import Person
from lumbung.registry.tests import factories as registered
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.usefixtures("areas")
ROOT = "/api/v1"


@pytest.fixture
def verifier(client):
    made = user("regency_verifier", "33.23")
    client.force_login(made)
    return made


def brought(client, tmp_path, *rows):
    file = SimpleUploadedFile("keluarga.csv", file_of(tmp_path, *rows).read_bytes())
    answer = client.post(f"{ROOT}/imports", {"file": file})
    assert answer.status_code == 201
    jobs.run(ImportBatch.objects.get().job_id)
    return f"{ROOT}/imports/{answer.json()['id']}"


def test_a_file_is_brought_read_and_taken_in(client, verifier, tmp_path):
    address = brought(client, tmp_path, person(0), person(1, nik="123"))
    assert client.get(address).json()["rows_set_aside"] == 1
    found = client.get(f"{address}/findings").json()
    assert (found[0]["row"], found[0]["column"], found[0]["code"]) == (3, "nik", "number_wrong_length")
    assert client.post(f"{address}/import").json()["status"] == "importing"
    jobs.run(ImportBatch.objects.get().job_id)
    corrected = client.put(
        f"{address}/set-aside/3", {"cells": {"nik": person(1)["nik"]}}, content_type="application/json"
    )
    assert (corrected.status_code, Person.objects.count()) == (200, 2)


def test_a_refused_file_is_a_problem_document(client, verifier):
    answer = client.post(f"{ROOT}/imports", {"file": SimpleUploadedFile("x.pdf", b"%PDF-1.7")})
    assert (answer.status_code, answer.json()["code"]) == (422, "not_a_table")
    assert answer["Content-Type"].startswith("application/problem+json")


def test_a_row_that_is_still_wrong_names_its_fields(client, verifier, tmp_path):
    address = brought(client, tmp_path, person(0), person(1, nik="123"))
    client.post(f"{address}/import")
    jobs.run(ImportBatch.objects.get().job_id)
    answer = client.put(f"{address}/set-aside/3", {"cells": {"nik": "12"}}, content_type="application/json")
    assert (answer.status_code, list(answer.json()["fields"])) == (422, ["NIK"])


def test_somebody_from_another_area_finds_nothing(client, verifier, tmp_path):
    address = brought(client, tmp_path, person(0))
    client.force_login(user("regency_verifier", "34.01"))
    assert client.get(f"{ROOT}/imports").json() == []
    assert client.get(address).status_code == 404
    assert client.get(f"{address}/findings").status_code == 404
    for act in ("import", "cancel", "undo"):
        assert client.post(f"{address}/{act}").status_code == 404


def test_a_pair_is_decided_over_the_api(client, verifier):
    for code in ("33.23.01.2001", "33.23.01.2002"):
        registered.person(registered.family(code), "Wati", nik="3323014105909777")
    actions.find_exact_duplicates()
    told = client.get(f"{ROOT}/duplicates").json()
    assert told[0]["a"]["nik"] == "••••9777"
    answer = client.post(
        f"{ROOT}/duplicates/{told[0]['id']}/decision",
        {"decision": "same", "why": "KTP sama"},
        content_type="application/json",
    )
    assert (answer.status_code, DuplicatePair.objects.get().status) == (200, "same_person")
