"""Pages of imports and duplicates, as a person at a desk meets them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lumbung.core import jobs
from lumbung.quality import actions
from lumbung.quality.models import DuplicatePair, ImportBatch, SetAsideRow
from lumbung.quality.tests.factories import file_of, look, person, take_in
from lumbung.registry.models import Person
from lumbung.registry.tests import factories as registered
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.usefixtures("areas")


@pytest.fixture
def verifier(client):
    made = user("regency_verifier", "33.23")
    client.force_login(made)
    return made


def upload(client, content, name="keluarga.csv", **fields):
    return client.post(reverse("quality:batches"), {"file": SimpleUploadedFile(name, content), **fields})


def page(client, name, *args, **query):
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def one_file(tmp_path, *rows):
    return file_of(tmp_path, *rows).read_bytes()


def test_a_file_is_reviewed_before_it_goes_in(client, verifier, tmp_path):
    answer = upload(client, one_file(tmp_path, person(0), person(1, nik="123")))
    batch = ImportBatch.objects.get()
    assert (answer.status_code, answer.url) == (303, reverse("quality:batch", args=[batch.pk]))
    jobs.run(batch.job_id)
    shown = page(client, "quality:batch", batch.pk)
    assert "2 baris: 1 siap" in shown
    assert "Nomor ini tidak 16 angka." in shown
    assert "Masukkan 1 baris" in shown
    assert not Person.objects.exists()
    client.post(reverse("quality:take_in", args=[batch.pk]))
    batch.refresh_from_db()
    jobs.run(batch.job_id)
    assert Person.objects.count() == 1
    assert "Kembalikan impor ini" in page(client, "quality:batch", batch.pk)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "kosong"), (b"<html><table>", "halaman web"), (b"a;b\n1;2\n", "Susunan kolom")],
)
def test_a_file_that_cannot_be_read_comes_back_with_what_to_do(client, verifier, content, sentence):
    answer = upload(client, content)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_a_village_outside_the_own_area_is_not_taken(client, verifier, tmp_path):
    answer = upload(client, one_file(tmp_path, person(0)), village="34.01.01.2001")
    assert (answer.status_code, ImportBatch.objects.count()) == (422, 0)


def test_progress_is_shown_while_a_file_is_looked_at(client, verifier, tmp_path):
    upload(client, one_file(tmp_path, person(0)))
    batch = ImportBatch.objects.get()
    assert "hx-get" in page(client, "quality:batch", batch.pk)
    jobs.run(batch.job_id)
    answer = client.get(reverse("quality:progress", args=[batch.pk]))
    assert answer["HX-Refresh"] == "true"


def test_set_aside_rows_are_taken_along_with_reason_and_cells_and_without_formulas(client, verifier, tmp_path):
    batch = take_in(file_of(tmp_path, person(0), person(1, nik="123", nama="=HYPERLINK(1)")))
    sheet = client.get(reverse("quality:set_aside", args=[batch.pk]), {"format": "csv"})
    text = b"".join(sheet.streaming_content).decode()
    assert "number_wrong_length" in text
    assert "This number does not have 16 digits." in text
    assert "'=HYPERLINK(1)" in text
    assert client.get(reverse("quality:set_aside", args=[batch.pk])).status_code == 200


def test_the_corrected_sheet_goes_in_as_it_is(client, verifier, tmp_path):
    batch = take_in(file_of(tmp_path, person(0), person(1, nik="123")))
    sheet = client.get(reverse("quality:set_aside", args=[batch.pk]), {"format": "csv"})
    fixed = b"".join(sheet.streaming_content).decode().replace(",123,", f",{person(1)['nik']},")
    path = tmp_path / "diperbaiki.csv"
    path.write_text(fixed)
    assert take_in(path).people_new == 1


def test_a_row_is_corrected_in_place(client, verifier, tmp_path):
    batch = take_in(file_of(tmp_path, person(0), person(1, nik="123")))
    address = reverse("quality:correct", args=[batch.pk, 3])
    form = client.get(address).context["form"]
    assert form.headings[0] == "nik"
    cells = {name: field.initial for name, field in form.fields.items()}
    assert client.post(address, cells).status_code == 422
    assert client.post(address, {**cells, "cell0": person(1)["nik"]}).status_code == 303
    assert SetAsideRow.objects.get().corrected_by == verifier


def test_findings_are_listed_and_filtered(client, verifier, tmp_path):
    batch = take_in(file_of(tmp_path, person(0, atap="9"), person(1, nik="123")))
    everything = page(client, "quality:findings", batch.pk).split("<tbody", 1)[1]
    some = page(client, "quality:findings", batch.pk, kode="code_left_out").split("<tbody", 1)[1]
    assert ("Jenis atap" in everything, "Jenis atap" in some) == (True, True)
    assert ("tidak 16 angka" in everything, "tidak 16 angka" in some) == (True, False)


def test_an_import_is_given_back_by_who_may(client, verifier, tmp_path):
    batch = take_in(file_of(tmp_path, person(0)))
    client.post(reverse("quality:undo", args=[batch.pk]))
    assert not Person.objects.exists()
    client.force_login(user("village_operator", "33.23"))
    assert client.post(reverse("quality:undo", args=[batch.pk])).status_code == 403


def test_somebody_from_another_area_finds_nothing(client, tmp_path):
    batch = take_in(file_of(tmp_path, person(0), person(1, nik="123")))
    for code in ("33.23.01.2001", "33.23.01.2001"):
        registered.person(registered.family(code), nik="3323014105909777")
    actions.find_exact_duplicates()
    pair = DuplicatePair.objects.get()
    client.force_login(user("regency_verifier", "34.01"))
    assert batch.file_name not in page(client, "quality:batches")
    for name in ("batch", "progress", "findings", "set_aside"):
        assert client.get(reverse(f"quality:{name}", args=[batch.pk])).status_code == 404
    assert client.get(reverse("quality:correct", args=[batch.pk, 3])).status_code == 404
    assert client.get(reverse("quality:pair", args=[pair.pk])).status_code == 404
    for name in ("take_in", "cancel", "undo"):
        assert client.post(reverse(f"quality:{name}", args=[batch.pk])).status_code == 404


def test_two_records_stand_side_by_side_and_somebody_decides(client, verifier):
    for code in ("33.23.01.2001", "33.23.01.2002"):
        registered.person(registered.family(code), "Wati", nik="3323014105909777")
    actions.find_exact_duplicates()
    pair = DuplicatePair.objects.get()
    assert "Wati" in page(client, "quality:duplicates")
    shown = page(client, "quality:pair", pair.pk)
    assert "Wonotirto" in shown
    assert "3323014105909777" not in shown
    address = reverse("quality:pair", args=[pair.pk])
    assert client.post(address, {"decision": "same", "why": ""}).status_code == 422
    assert client.post(address, {"decision": "different", "why": "Kembar"}).status_code == 303
    assert "Diputuskan" in page(client, "quality:pair", pair.pk)


def test_what_waits_is_told_on_the_home_page(client, verifier, tmp_path):
    look(file_of(tmp_path, person(0)), by=verifier)
    assert "Putuskan berkas keluarga.csv" in client.get("/").content.decode()


def test_a_family_tells_which_file_it_came_from(client, verifier, tmp_path):
    take_in(file_of(tmp_path, person(0)))
    shown = page(client, "registry:family", Person.objects.get().family_id)
    assert "Dicatat dari berkas keluarga.csv" in shown


def test_an_uploaded_workbook_is_read(client, verifier, tmp_path):
    batch = take_in(file_of(tmp_path, person(0), person(1, nik="123")))
    sheet = client.get(reverse("quality:set_aside", args=[batch.pk]), {"format": "xlsx"})
    body = io.BytesIO(b"".join(sheet.streaming_content))
    assert upload(client, body.getvalue(), "perbaikan.xlsx").status_code == 303
