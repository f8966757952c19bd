"""Which sheets of a workbook are read: hidden ones only by choice, through the page, the API and the command."""

import json

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from typer import Typer
from typer.testing import CliRunner

from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.quality import actions, commands
from lumbung.quality.models import ImportBatch
from lumbung.quality.reading.refusals import NoSheets, NoSuchSheet
from lumbung.quality.tests.factories import file_of, person
from lumbung.registry.models import Person
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.usefixtures("areas")


@pytest.fixture
def book(tmp_path):
    """A sheet of two people, another of one, a hidden one of three, and one that holds no table."""
    path = tmp_path / "desa.xlsx"
    with xlsxwriter.Workbook(path) as made:
        for name, people in (("RW 1", [0, 1]), ("RW 2", [4]), ("Lama", [8, 9, 10])):
            sheet = made.add_worksheet(name)
            for line, row in enumerate([list(person(0)), *(list(person(number).values()) for number in people)]):
                sheet.write_row(line, 0, row)
        made.get_worksheet_by_name("Lama").hide()
        made.add_worksheet("Catatan").write("A1", "catatan rapat")
    return path


@pytest.fixture
def verifier(client):
    made = user("regency_verifier", "33.23")
    client.force_login(made)
    return made


def looked_at(path, sheets=()):
    batch = actions.preview_file(path=path, name=path.name, by=SYSTEM, sheets=sheets, queued=False)
    jobs.run(batch.job_id)
    batch.refresh_from_db()
    return batch


@pytest.mark.parametrize(("sheets", "rows"), [([], 3), (["RW 2"], 1), (["Lama"], 3), (["Lama", "RW 1"], 5)])
def test_the_visible_sheets_are_read_or_those_that_were_chosen(book, sheets, rows):
    batch = looked_at(book, sheets)
    assert batch.rows_ready == rows
    assert ("sheet_hidden" in batch.found["warning"]) == ("Lama" not in sheets)
    assert {sheet["name"]: sheet["visible"] for sheet in batch.sheets}["Lama"] is False


def test_a_chosen_sheet_without_a_table_is_told(book):
    assert looked_at(book, ["RW 1", "Catatan"]).found["warning"]["sheet_not_read"] == 1


def test_a_sheet_that_is_not_there_and_a_file_without_sheets_are_refused(book, tmp_path):
    with pytest.raises(NoSuchSheet, match="RW 9.*RW 1, RW 2, Lama, Catatan"):
        looked_at(book, ["RW 9"])
    with pytest.raises(NoSheets):
        looked_at(file_of(tmp_path, person(0)), ["RW 1"])


def test_another_sheet_of_a_file_that_is_in_goes_in_later(book):
    for sheet, people in ((["RW 1"], 2), (["Lama"], 5)):
        batch = looked_at(book, sheet)
        jobs.run(actions.import_file(batch_id=batch.pk, by=SYSTEM, queued=False).job_id)
        assert Person.objects.count() == people
    with pytest.raises(actions.AlreadyImported):
        looked_at(book, ["Lama"])


def test_on_the_page_sheets_are_ticked_and_the_file_is_looked_at_again(book, client, verifier):
    client.post(reverse("quality:batches"), {"file": SimpleUploadedFile("desa.xlsx", book.read_bytes())})
    batch = ImportBatch.objects.get()
    jobs.run(batch.job_id)
    address = reverse("quality:batch", args=[batch.pk])
    shown = client.get(address).content.decode()
    assert "(tersembunyi)" in shown
    assert shown.count(" checked>") == 2
    client.post(reverse("quality:sheets", args=[batch.pk]), {"sheet": ["Lama"]})
    batch.refresh_from_db()
    jobs.run(batch.job_id)
    assert "3 baris: 3 siap" in client.get(address).content.decode()
    client.post(reverse("quality:take_in", args=[batch.pk]))
    batch.refresh_from_db()
    jobs.run(batch.job_id)
    with pytest.raises(actions.SheetsSettled):
        actions.choose_sheets(batch_id=batch.pk, sheets=["RW 1"], by=verifier)


def test_where_people_stand_on_hidden_sheets_only_the_page_asks_which(tmp_path, client, verifier):
    path = tmp_path / "desa.xlsx"
    with xlsxwriter.Workbook(path) as made:
        made.add_worksheet("Sampul").write("A1", "Data desa")
        for name in ("Data, lama", "Arsip"):
            sheet = made.add_worksheet(name)
            for line, row in enumerate([list(person(0)), list(person(0).values())]):
                sheet.write_row(line, 0, row)
            sheet.hide()
    asked = client.post(reverse("quality:batches"), {"file": SimpleUploadedFile("desa.xlsx", path.read_bytes())})
    assert asked.status_code == 422
    assert 'name="sheet" value="Data, lama"' in asked.content.decode()
    sent = {"file": SimpleUploadedFile("desa.xlsx", path.read_bytes()), "sheet": ["Data, lama"]}
    assert client.post(reverse("quality:batches"), sent).status_code == 303
    assert ImportBatch.objects.get().sheets_chosen == ["Data, lama"]


def test_choosing_no_sheet_changes_nothing(book, client, verifier):
    batch = looked_at(book)
    with pytest.raises(actions.NoSheetChosen):
        actions.choose_sheets(batch_id=batch.pk, sheets=[], by=SYSTEM)
    assert looked_at(book).rows_ready == 3


def test_a_program_names_the_sheets_when_it_brings_the_file_and_afterwards(book, client, verifier):
    file = SimpleUploadedFile("desa.xlsx", book.read_bytes())
    told = client.post("/api/v1/imports", {"file": file, "sheet": ["RW 1", "Lama"]}).json()
    assert (told["sheets_chosen"], [sheet["read"] for sheet in told["sheets"]]) == (
        ["Lama", "RW 1"],
        [True, False, True, False],
    )
    jobs.run(ImportBatch.objects.get().job_id)
    address = f"/api/v1/imports/{told['id']}"
    strange = client.post(f"{address}/sheets", {"sheets": ["RW 9"]}, content_type="application/json")
    assert strange.status_code == 422
    again = client.post(f"{address}/sheets", {"sheets": ["RW 2"]}, content_type="application/json")
    assert (again.status_code, again.json()["sheets_chosen"]) == (200, ["RW 2"])
    jobs.run(ImportBatch.objects.get().job_id)
    assert client.get(address).json()["rows_ready"] == 1


def test_the_command_takes_the_sheets_that_are_named(book):
    root = Typer()
    commands.register(root)
    done = CliRunner().invoke(root, ["import", "--preview", str(book), "--sheet", "Lama", "--sheet", "RW 2", "--json"])
    told = json.loads(done.stdout)
    assert (told["rows_read"], [sheet["read"] for sheet in told["files"][0]["sheets"]]) == (
        4,
        [False, True, True, False],
    )
    assert not ImportBatch.objects.exists()
