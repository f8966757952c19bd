"""A printed population book becomes one table: what labels say goes to the people below them, and to nobody else."""

import polars as pl
import pytest
import xlsxwriter

from lumbung.quality.reading.opening import open_table

HEADINGS = ["NO", "NIK", "NAMA LENGKAP", "JK", "SHDK"]
PLACE = {"PROVINSI": "JAWA TENGAH", "KABUPATEN": "TEMANGGUNG", "KECAMATAN": "BULU", "DESA": "WONOTIRTO"}
SIGNED = [[], ["", "", "", "Mengetahui,"], ["", "", "", "Kepala Desa Wonotirto"], ["", "", "", "( SUPARMAN )"]]


def card(family):
    return f"332301010101900{family}"


def member(family, number):
    return [str(number), f"33230141019090{family}{number}", f"Orang {number}", "P", "ANAK"]


def in_one_cell(label, value):
    return [f"{label} : {value}"]


def in_three_cells(label, value):
    return [label, ":", value]


def far_to_the_right(label, value):
    return [f"{label} :", "", "", value]


def book(way, *, families=3):
    """Every family under its own labels, the headings again, a signature at the end."""
    for family in range(1, families + 1):
        yield from (way(label, value) for label, value in PLACE.items())
        yield way("NO. KK", card(family))
        if family == 1:
            yield way("ALAMAT", "KRAJAN, RT:001, RW:002, Kodepos:56254")
        yield HEADINGS
        yield from (member(family, number) for number in (1, 2))
    yield from SIGNED


def read(folder, lines, *, as_text=False):
    path = folder / "buku.xlsx"
    if as_text:
        path.write_text("\n".join(";".join([*line, *[""] * (5 - len(line))]) for line in lines))
    else:
        with xlsxwriter.Workbook(path) as workbook:
            sheet = workbook.add_worksheet()
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)
    table = open_table(path, name="buku", choose=lambda _headings: None, likely=_likely, known="")
    return table, pl.concat(table.chunks())


def _likely(headings):
    return len({"NIK", "NAMA LENGKAP", "SHDK"} & set(headings))


@pytest.mark.parametrize("as_text", [False, True])
@pytest.mark.parametrize("way", [in_one_cell, in_three_cells, far_to_the_right])
def test_every_family_keeps_its_own_card_and_address(tmp_path, way, as_text):
    table, people = read(tmp_path, book(way), as_text=as_text)
    assert people["No. KK"].to_list() == [card(family) for family in (1, 1, 2, 2, 3, 3)]
    assert people["Alamat"].to_list() == ["KRAJAN", "KRAJAN", None, None, None, None]
    assert people["RT/RW"].to_list()[:3] == ["001/002", "001/002", None]
    assert set(people["Desa"]) == {"WONOTIRTO"}
    assert set(table.remarks["code"]) == {"line_left_out"}


def test_labels_once_at_the_top_of_a_page_name_the_columns_of_values_below(tmp_path):
    lines = [
        HEADINGS,
        ["No. KK :", "", "Nama Kepala Keluarga :", "Alamat :"],
        [card(1), "", "SITI", "DESA X RT/RW : 002/000 DUSUN : KRAJAN"],
        member(1, 1),
        [card(2), "", "BUDI", "DESA X RT/RW : 003/001 DUSUN : -"],
        member(2, 1),
    ]
    _table, people = read(tmp_path, lines)
    assert people.select("No. KK", "Nama KK", "Alamat", "RT/RW", "Dusun").rows() == [
        (card(1), "SITI", "DESA X", "002/000", "KRAJAN"),
        (card(2), "BUDI", "DESA X", "003/001", None),
    ]


def test_a_page_in_the_middle_of_a_family_does_not_end_it(tmp_path):
    lines = [in_one_cell("NO. KK", card(1)), HEADINGS, member(1, 1), [], ["BUKU INDUK"], HEADINGS, member(1, 2)]
    _table, people = read(tmp_path, lines)
    assert people["No. KK"].to_list() == [card(1), card(1)]


def test_rows_keep_the_numbers_of_the_sheet(tmp_path):
    _table, people = read(tmp_path, book(in_one_cell, families=2))
    assert people["row"].to_list() == [8, 9, 16, 17]
