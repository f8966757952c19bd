"""Rows come as text with the number a spreadsheet would show, whatever stands above, between and inside them."""

import polars as pl
import pytest
import xlsxwriter

from lumbung.quality.reading import refusals
from lumbung.quality.reading.opening import open_table


def choose(headings):
    return "people" if {"nik", "nama"} <= {heading.lower() for heading in headings} else None


def read(path, size=20_000):
    table = open_table(path, name=path.name, choose=choose, known="people")
    return table, pl.concat(table.chunks(size=size))


def csv(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "people.csv"
    path.write_bytes(text.encode(encoding))
    return path


def workbook(tmp_path, fill):
    path = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(path) as book:
        fill(book)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_stays_text_in_every_encoding(tmp_path, encoding):
    _table, rows = read(csv(tmp_path, "nik;nama\n0012;Désiré\n", encoding))
    assert rows.to_dicts() == [{"row": 2, "nik": "0012", "nama": "Désiré"}]


def test_title_lines_blank_rows_and_repeated_headings_are_left_out_and_rows_keep_their_numbers(tmp_path):
    _table, rows = read(csv(tmp_path, "Data desa;\n;\nnik;nama\n1;A\n\n;\nnik;nama\n2;B\n"))
    assert rows.select("row", "nik").rows() == [(4, "1"), (8, "2")]


def test_a_line_break_inside_quotes_stays_inside_its_row(tmp_path):
    _table, rows = read(csv(tmp_path, 'nik;nama\n1;"A\nB"\n2;C\n'))
    assert rows.select("row", "nama").rows() == [(2, "A\nB"), (3, "C")]


def test_a_row_with_other_cells_than_the_header_is_kept_apart(tmp_path):
    table, rows = read(csv(tmp_path, "nik;nama\n1;A\n2\n3;C;x\n4;D\n"))
    assert rows["row"].to_list() == [2, 5]
    assert table.misfits == [(3, "2"), (4, "3;C;x")]


def test_row_numbers_hold_over_many_chunks(tmp_path):
    lines = [f"{number};N" if number % 997 else f"{number}" for number in range(2, 50_000)]
    _table, rows = read(csv(tmp_path, "nik;nama\n" + "\n".join(lines) + "\n"), size=7_000)
    assert (rows["row"].cast(pl.String) == rows["nik"]).all()


@pytest.mark.parametrize("before", [0, 100, 400_000])
@pytest.mark.parametrize("after", [3, 2_000_000])
def test_a_quote_that_never_closes_is_refused(tmp_path, before, after):
    body = "nik;nama\n" + "2;B\n" * before + '1;"A\n' + "2;B\n" * after
    with pytest.raises(refusals.BrokenText):
        read(csv(tmp_path, body))


def test_two_columns_of_one_name_are_refused(tmp_path):
    with pytest.raises(refusals.TwoColumnsOneName):
        read(csv(tmp_path, "nik;nama;nik\n1;A;2\n"))


def test_an_unknown_header_is_refused_with_the_layouts_that_are_known(tmp_path):
    with pytest.raises(refusals.NoKnownHeader, match="people"):
        read(csv(tmp_path, "a;b\n1;2\n"))


def test_a_sheet_that_begins_lower_and_further_right_keeps_its_row_numbers(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(3, 2, ["nik", "nama"])
        sheet.write_row(6, 2, ["0012", "A"])

    _table, rows = read(workbook(tmp_path, fill))
    assert rows.to_dicts() == [{"row": 7, "nik": "0012", "nama": "A"}]


def test_a_number_that_a_sheet_wore_down_is_shown_as_the_sheet_shows_it(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 1, ["nik", "nama"])
        sheet.write_number(1, 1, 3323014105909000)
        sheet.write_string(2, 1, "3323014105909000")
        sheet.write_number(3, 1, 3323014105909003)
        sheet.write_number(4, 1, 12)

    table, rows = read(workbook(tmp_path, fill))
    assert rows["nik"].to_list() == ["3.32301E+15", "3323014105909000", "3323014105909003", "12"]
    assert table.remarks.rows() == [(4, "nik", "number_in_number_cell")]


def test_the_sheet_with_the_header_is_found_and_hidden_ones_are_reported(tmp_path):
    def fill(book):
        book.add_worksheet("Ringkasan").write(0, 0, "jumlah")
        hidden = book.add_worksheet("Lama")
        hidden.write_row(0, 0, ["nik", "nama"])
        hidden.hide()
        book.add_worksheet("Data").write_row(0, 0, ["nik", "nama"])
        book.get_worksheet_by_name("Data").write_row(1, 0, ["1", "A"])

    table, rows = read(workbook(tmp_path, fill))
    assert (table.sheet, table.source.hidden, rows["nik"].to_list()) == ("Data", ("Lama",), ["1"])
