"""The files of the made-up regency can be read back as the layouts they claim to be."""

import fastexcel
import polars as pl
import pytest

from lumbung.quality.inspection import open_any
from lumbung.site.demo import bdt, files, own, survey
from lumbung.site.demo.tests.areas import temanggung


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    files.write_files(folder, places=temanggung(), families=250, seed=5)
    return folder


def sheet(path) -> pl.DataFrame:
    return fastexcel.read_excel(path).load_sheet(0, dtypes="string").to_polars()


def test_every_family_is_in_exactly_one_file(folder):
    truth = files.read_truth(folder)
    assert sum(truth.families.values()) == 250
    assert min(truth.families[name] for name in (files.CSV, files.SHEET, files.BDT)) >= 1


def test_the_csv_is_the_own_layout(folder):
    rows = pl.read_csv(folder / files.CSV, infer_schema=False)
    assert tuple(rows.columns) == own.COLUMNS
    assert rows.height == files.read_truth(folder).rows[files.CSV]


def test_the_sheet_keeps_sixteen_digits(folder):
    rows = sheet(folder / files.SHEET)
    assert tuple(rows.columns) == own.COLUMNS
    assert rows["nik"].str.contains(r"^\d{16}$").all()


def test_the_bdt_workbook_has_101_columns_and_a_second_row_of_numbers(folder):
    rows = sheet(folder / files.BDT)
    assert tuple(rows.columns) == bdt.COLUMNS
    assert (rows.width, len(set(bdt.COLUMNS))) == (101, 101)
    assert rows.row(0)[:3] == ("KOLOM", "2", None)
    people = rows.slice(1)
    households = people.unique("ID rumah tangga (2)")
    assert households["ruta_6 (1)"].n_unique() == households.height
    assert people["ruta_6 (1)"].str.contains(r"^[0-9A-Z]{6}$").all()
    assert people["ID rumah tangga (2)"].str.contains(r"^\d{18}$").all()
    assert people["Umur anggota rumah tangga (tahun)"].cast(pl.Int64).is_between(0, 100).all()


def test_yes_and_no_alternate_between_two_pairs_in_the_bdt_workbook(folder):
    people = sheet(folder / files.BDT).slice(1)
    assert set(people["Kepemilikan tabung gas 5,5kg (33)"]) <= {"1", "2"}
    assert set(people["Kepemilikan lemari es (34)"]) <= {"3", "4"}


def test_the_book_is_read_as_one_table_of_its_families(folder):
    book = open_any(folder / files.BOOK, name=files.BOOK)
    people = pl.concat(book.chunks())
    assert people["No. KK"].n_unique() == files.IN_THE_BOOK
    assert people["NIK"].str.contains(r"^\d{16}$").all()
    assert people["Desa"].n_unique() == 1


def test_the_survey_names_nobody(folder):
    rows = pl.read_csv(folder / files.SURVEY, infer_schema=False)
    assert tuple(rows.columns) == survey.COLUMNS
    assert not {"nik", "no_kk", "nama", "no_hp", "alamat"} & set(rows.columns)
    assert rows["konsumsi"].cast(pl.Int64).median() > 300_000


def test_no_truth_means_no_whole_set(tmp_path):
    assert files.read_truth(tmp_path) is None
