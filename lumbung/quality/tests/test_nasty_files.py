"""Whatever a village sends is counted right: rows read, rows that may go in, what stays out, what is said, by code."""

import datetime as dt
import json
from contextlib import suppress

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lumbung.quality.inspection import open_any
from lumbung.quality.reading import json_rows, json_text
from lumbung.quality.reading.refusals import BrokenJson, FileRefused
from lumbung.quality.tests import nasty
from lumbung.quality.tests.nasty import HEADINGS, at, people, sheet, table, text, workbook, written


def told(path, folder):
    """Rows read, rows ready, errors and warnings by code."""
    report = nasty.look(path, folder)
    return report.rows_read, report.rows_ready, report.counts("error"), report.counts("warning")


@pytest.mark.parametrize("mark", [";", ",", "\t", "|", "^", "~", ":", "#", "!", "\x1f"])
def test_any_delimiter(tmp_path, mark):
    assert told(written(tmp_path, table(mark)), tmp_path) == (8, 8, {}, {})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
def test_any_encoding(tmp_path, encoding):
    content = table(nama={3: "Désiré"}).encode(encoding)
    assert told(written(tmp_path, content, "berkas.txt"), tmp_path) == (8, 8, {}, {})


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_ending_and_a_hint_of_the_delimiter(tmp_path, end):
    assert told(written(tmp_path, ("sep=;\n" + table()).replace("\n", end)), tmp_path) == (8, 8, {}, {})


BLANK = [""] * len(HEADINGS)
END = [
    ["Jumlah", "8 orang", *BLANK[2:]],
    BLANK,
    [*BLANK[:6], "Temanggung, 12 Mei 2026", *BLANK[7:]],
    [*BLANK[:6], "Kepala Desa Wonotirto", *BLANK[7:]],
    [*BLANK[:6], "SUPARMAN", *BLANK[7:]],
]


def test_totals_and_signatures_are_left_out_and_said(tmp_path):
    path = written(tmp_path, text([HEADINGS, *people(), BLANK, *END]))
    assert told(path, tmp_path) == (8, 8, {}, {"line_left_out": 4})


def test_totals_and_signatures_shorter_than_the_table_too(tmp_path):
    path = written(tmp_path, table() + "Jumlah;8\nMengetahui\nKepala Desa\n\nSUPARMAN\nNIP. 196501011990031001\n")
    assert told(path, tmp_path) == (8, 8, {}, {"line_left_out": 5})


def test_headings_again_on_every_page(tmp_path):
    first, second = people()[:4], people()[4:]
    pages = [["DATA WARGA", *BLANK[1:]], HEADINGS, *first, ["Halaman 1", *BLANK[1:]], HEADINGS, *second]
    assert told(written(tmp_path, text(pages)), tmp_path) == (8, 8, {}, {"line_left_out": 1})


def test_a_person_with_hardly_a_cell_is_set_aside_and_never_dropped(tmp_path):
    path = written(tmp_path, text([HEADINGS, *people(), ["", "", "Sumarni", *BLANK[3:]]]))
    read, ready, errors, _warnings = told(path, tmp_path)
    assert (read, ready, errors) == (9, 8, {"required_missing": 1})


def test_rows_of_another_width(tmp_path):
    path = written(tmp_path, table() + "a;b\n" + text([[*people()[0], "x", "y"]]))
    assert told(path, tmp_path) == (10, 8, {"cell_count": 2}, {})


def test_blank_cells_at_the_end_of_every_row_do_no_harm(tmp_path):
    rows = [[*row, "", ""] for row in people()]
    rows[2][-1] = "sesuatu"
    assert told(written(tmp_path, text([HEADINGS, *rows])), tmp_path) == (8, 7, {"cell_count": 1}, {})


NIK = [row[HEADINGS.index("nik")] for row in people()]


def test_numbers_that_a_spreadsheet_damaged_are_set_aside(tmp_path):
    damaged = {0: "3,32301E+15", 1: "3.32301E+15", 2: f"{NIK[2]}.0", 3: f'="{NIK[3]}"', 4: f"'{NIK[4]}"}
    path = written(tmp_path, table(nik=damaged))
    assert told(path, tmp_path) == (8, 5, {"number_spoiled_by_sheet": 3}, {})


def test_a_column_whose_last_digits_became_zero_is_set_aside_as_a_whole(tmp_path):
    path = written(tmp_path, table(nik={number: nik[:15] + "0" for number, nik in enumerate(NIK)}))
    read, ready, errors, _warnings = told(path, tmp_path)
    assert (read, ready, errors["number_last_digit_lost"]) == (8, 0, 8)


DAYS = {
    "1990-01-01": {},
    "1 Januari 1990": {},
    "1 Djan 1990": {},
    "01/01/1990 00:00": {},
    "32874": {},
    "01.01.1990": {},
    "01-01-90": {"birth_century_from_nik": 1},
    "31/02/1990": {"birth_date_unreadable": 1},
    "00/00/0000": {"birth_date_unreadable": 1},
    "01/31/1990": {"birth_date_unreadable": 1},
    "02-01-90": {"birth_year_of_two_digits": 1},
}


@pytest.mark.parametrize(("day", "found"), DAYS.items())
def test_a_birth_date_as_people_write_it(tmp_path, day, found):
    _read, ready, errors, warnings = told(written(tmp_path, table(tgl_lahir={0: day})), tmp_path)
    assert {**errors, **warnings} == found
    assert ready == 8 - bool(errors)


@pytest.mark.parametrize(
    ("phone", "found"),
    [("081234567890", {}), ("81234567890", {"phone_lost_zero": 1}), ("8,12346E+11", {"phone_left_out": 1})],
)
def test_a_phone_that_lost_its_zero_is_marked(tmp_path, phone, found):
    path = written(tmp_path, table(no_hp=dict.fromkeys(range(8), "") | {1: phone}))
    assert told(path, tmp_path) == (8, 8, {}, found)


def test_hidden_rows_columns_and_sheets_are_said_and_hidden_sheets_not_read(tmp_path):
    def fill(book):
        shown = sheet(book)
        shown.set_row(3, None, None, {"hidden": True})
        shown.set_column(3, 3, None, None, {"hidden": True})
        sheet(book, "Lama").hide()

    said = {"row_hidden": 1, "column_hidden": 1, "sheet_hidden": 1}
    assert told(workbook(tmp_path, fill), tmp_path) == (8, 8, {}, said)


def test_sheets_with_the_same_headings_are_one_file_and_another_table_is_said(tmp_path):
    def fill(book):
        book.add_worksheet("Petunjuk").write(0, 0, "Isi lembar Data.")
        sheet(book)
        second = book.add_worksheet("RT 2")
        second.write_row(0, 0, HEADINGS)
        second.write_row(1, 0, people(9)[8])
        other = book.add_worksheet("Lain")
        other.write_row(0, 0, ["no_kk", "nik", "nama", "tgl_lahir", "catatan"])
        other.write_row(1, 0, people()[0][:5])

    read, ready, errors, warnings = told(workbook(tmp_path, fill), tmp_path)
    assert (read, ready, errors, warnings["sheet_not_read"]) == (9, 9, {}, 1)


def test_a_formula_counts_with_its_answer_and_one_without_is_set_aside(tmp_path):
    def fill(book):
        made = sheet(book)
        made.write_formula(at("nama", 2), '=UPPER("siti")', None, "SITI")
        made.write_formula(at("nama", 3), "=1/0", None, "#DIV/0!")

    found = ({"formula_without_value": 1}, {"formula_cell": 1})
    assert told(workbook(tmp_path, fill), tmp_path) == (8, 7, *found)
    assert told(nasty.never_worked_out(tmp_path, "nama"), tmp_path) == (8, 7, {"formula_without_value": 1}, {})


def test_number_cells_are_trusted_only_where_no_digit_can_be_lost(tmp_path):
    def fill(book):
        made = sheet(book)
        made.write_number(at("nik", 2), int(NIK[0]))
        made.write_number(at("nik", 3), int(NIK[1][:15] + "0"))
        made.write_number(at("no_kk", 4), 3.3230101010e15)

    said = ({"number_spoiled_by_sheet": 2}, {"number_in_number_cell": 1})
    assert told(workbook(tmp_path, fill), tmp_path) == (8, 6, *said)


def test_a_card_number_merged_over_its_family_counts_for_everybody(tmp_path):
    def fill(book):
        made = sheet(book)
        for first in (1, 5):
            made.merge_range(first, 0, first + 3, 0, people()[first - 1][0])

    assert told(workbook(tmp_path, fill), tmp_path) == (8, 8, {}, {})


def test_dates_of_a_sheet_are_days(tmp_path):
    def fill(book):
        made, day = sheet(book), book.add_format({"num_format": "[$-421]dd mmmm yyyy"})
        made.write_datetime(at("tgl_lahir", 2), dt.datetime(1990, 1, 1), day)
        made.write_number(at("tgl_lahir", 3), 32874)

    assert told(workbook(tmp_path, fill), tmp_path) == (8, 8, {}, {})


def test_a_line_of_labels_and_one_of_column_numbers_are_no_people(tmp_path):
    labels = ["Kolom " + chr(65 + number) for number in range(len(HEADINGS))]
    numbers = [f"({number})" for number in range(1, len(HEADINGS) + 1)]
    path = written(tmp_path, text([["DATA", *BLANK[1:]], BLANK, HEADINGS, labels, numbers, *people()]))
    assert told(path, tmp_path) == (8, 8, {}, {})


@pytest.mark.parametrize("shape", ["list", "lines", "inside", "numbers", "families", "rows", "columns"])
def test_json_in_any_shape(tmp_path, shape):
    records = nasty.frame().to_dicts()
    by_card = [{"no_kk": card, "anggota": [one for one in records if one["no_kk"] == card]} for card in
               dict.fromkeys(one["no_kk"] for one in records)]  # fmt: skip
    content = {
        "list": json.dumps(records),
        "lines": "\n".join(map(json.dumps, records)),
        "inside": json.dumps({"desa": "Wonotirto", "data": records}),
        "numbers": json.dumps([{**one, "nik": int(one["nik"]), "hubungan": int(one["hubungan"])} for one in records]),
        "families": json.dumps(by_card),
        "rows": json.dumps([list(records[0]), *(list(one.values()) for one in records)]),
        "columns": json.dumps({name: [one[name] for one in records] for name in records[0]}),
    }[shape]
    assert told(written(tmp_path, content, "berkas.json"), tmp_path) == (8, 8, {}, {})


@pytest.mark.parametrize("shape", ["list", "inside", "deep", "rows inside"])
def test_a_long_list_is_read_one_record_after_the_other(tmp_path, monkeypatch, shape):
    monkeypatch.setattr(json_text, "MEGABYTE", 50)
    monkeypatch.setattr(json_rows, "MAX_BYTES", 10)
    records = nasty.frame().to_dicts()
    around = {"desa": "Wonotirto", "jumlah": 12345678, "petugas": [{"nama": "Siti"}], "catatan": ["a", "b"]}
    content = {
        "list": records,
        "inside": {**around, "data": records, "akhir": None},
        "deep": {"meta": {"halaman": 1}, "hasil": {"data": records}},
        "rows inside": {"desa": "Wonotirto", "data": [list(records[0]), *(list(one.values()) for one in records)]},
    }[shape]
    text = json.dumps(content, indent=2)
    assert told(written(tmp_path, text, "berkas.json"), tmp_path) == (8, 8, {}, {})
    for broken in (text[:-9], text + "x", text.replace('",', '" x,', 1), text.replace('": "', '" "', 1)):
        with pytest.raises(BrokenJson):
            told(written(tmp_path, broken, "berkas.json"), tmp_path)


@pytest.mark.parametrize("dtype", [pl.String, pl.Int64, pl.Float64])
def test_parquet_of_any_type(tmp_path, dtype):
    path = tmp_path / "berkas.parquet"
    days = nasty.frame().with_columns(pl.col("tgl_lahir").str.to_date())
    days.with_columns(pl.col("nik", "no_kk").cast(pl.Int64).cast(dtype)).write_parquet(path)
    assert told(path, tmp_path) == (8, 8, {}, {})


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_to_its_bytes_makes_a_file_crash(tmp_path, data):
    kind = data.draw(st.sampled_from(["csv", "xlsx", "json", "parquet"]))
    whole = _bytes_of(kind, tmp_path)
    at_, length = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(0, 40))
    damaged = whole[:at_] + data.draw(st.binary(max_size=12)) + whole[at_ + length :]
    rows = 0
    with suppress(FileRefused):
        rows = sum(frame.height for frame in open_any(written(tmp_path, damaged, "rusak"), name="rusak").chunks())
    assert rows <= len(people()) + 12


def _bytes_of(kind, folder):
    if kind == "csv":
        return table().encode()
    if kind == "json":
        return json.dumps(nasty.frame().to_dicts()).encode()
    path = folder / f"utuh.{kind}"
    if not path.exists():
        nasty.frame().write_parquet(path) if kind == "parquet" else workbook(folder, sheet).rename(path)
    return path.read_bytes()
