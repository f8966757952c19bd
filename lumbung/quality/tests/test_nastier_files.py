"""Files that came out of broken copies, joined exports and careless programs: read right, or refused for the reason."""

import polars as pl
import pytest
import xlsxwriter

from lumbung.quality.inspection import open_any
from lumbung.quality.mapping import proposing
from lumbung.quality.reading import refusals
from lumbung.quality.tests import nasty
from lumbung.quality.tests.nasty import HEADINGS, people, table, text, written
from lumbung.quality.tests.test_nasty_files import told


def names_in(folder):
    """Names that would go in."""
    return pl.concat([pl.read_parquet(file) for file in sorted(folder.glob("looked/people-*"))])["name"]


def joined_exports():
    first, second = text([HEADINGS, *people()[:4]]), text([HEADINGS, *people()[4:]])
    return f"\ufeff{first}\ufeff{second}"


@pytest.mark.parametrize(
    "content",
    [
        joined_exports(),
        table().replace("\n", "\r\n", 3).replace("\n", "\r", 2),
        table().encode("utf-32"),
        "# ekspor SIKS\n# tanggal 2026\n" + table(),
        "DAFTAR WARGA, DESA WONOTIRTO, TAHUN 2026\nDicetak: 1 Mei 2026, jam 08.00\n\n" + table(","),
        table().replace("nik;", "\u00a0NIK ;"),
        table().rstrip("\n"),
        table().replace("33.23.01.2001", "33.23.01.2001."),
        table().replace("33.23.01.2001", "3323012001.0"),
        table().replace("33.23.01.2001", "33-23-01-2001"),
        table().replace("33.23.01.2001", "３３２３０１２００１"),
    ],
)
def test_every_person_is_read_as_written(tmp_path, content):
    assert told(written(tmp_path, content), tmp_path) == (8, 8, {}, {})
    assert names_in(tmp_path).to_list() == [row[HEADINGS.index("nama")] for row in people()]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (table().encode()[:300] + b"\x00" + table().encode()[300:], refusals.BrokenText),
        (table().encode() + b"\x00" * 512, refusals.BrokenText),
        (bytes(range(256)) * 40, refusals.NotATable),
        (b"\x00" * 4_000, refusals.NotATable),
        ("   \n \t\n", refusals.EmptyFile),
        (text([HEADINGS, [""] * len(HEADINGS)]), refusals.NoRows),
    ],
)
def test_a_broken_copy_is_refused_for_what_it_is(tmp_path, content, refusal):
    with pytest.raises(refusal):
        told(written(tmp_path, content), tmp_path)


@pytest.mark.parametrize(
    ("digits", "ready"),
    [
        ("３３２３０１４１０１９０９００１", 8),
        ("٣٣٢٣٠١٤١٠١٩٠٩٠٠١", 7),
        ("332301410190900l", 7),
        ("NIK 3323014101909001", 7),
    ],
)
def test_digits_of_other_scripts_are_read_or_set_aside(tmp_path, digits, ready):
    assert told(written(tmp_path, table(nik={0: digits})), tmp_path)[1] == ready


def test_control_characters_are_no_part_of_a_name(tmp_path):
    told(written(tmp_path, table(nama={0: "SITI\x07 NUR\x1b", 1: "SRI\x0bAYU"})), tmp_path)
    assert names_in(tmp_path).to_list()[:2] == ["SITI NUR", "SRI AYU"]


def test_columns_of_one_name_with_different_cells_are_never_certain(tmp_path):
    cells = [[row[0], row[1], row[2], row[5], *row[3:5], *row[6:]] for row in people()]
    heads = ["Nomor KK", "NIK", "Nama", "Nama", "Jenis Kelamin", "Tanggal Lahir", "SHDK", "Kode Desa", "Lantai"]
    opened = open_any(written(tmp_path, text([heads, *cells])), name="berkas.csv")
    assert opened.columns[2:4] == ("Nama", "Nama (2)")
    proposal = proposing.propose(opened.sample())
    assert "name" not in proposal.certain.columns.values()
    frame = opened.sample()
    read = proposal.mapping.canonical(frame, places=nasty.QUESTION.places, village="")
    assert read["name"].to_list() == frame["Nama"].to_list()


def test_a_table_on_a_hidden_sheet_alone_is_told(tmp_path):
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Depan").write("A1", "Pengantar")
        nasty.sheet(book, "Data").hide()

    with pytest.raises(refusals.OnlyHiddenSheets, match="Data"):
        told(nasty.workbook(tmp_path, fill), tmp_path)


def test_cells_far_from_the_table_cost_nothing(tmp_path):
    def fill(book: xlsxwriter.Workbook) -> None:
        made = nasty.sheet(book)
        made.write(0, 16_383, "x")
        made.write(2, 16_383, "x")
        made.write(1_048_575, 0, "Catatan: arsip")

    assert told(nasty.workbook(tmp_path, fill), tmp_path) == (8, 8, {}, {"line_left_out": 1})


def test_a_word_that_comes_late_in_a_file_is_among_the_words(tmp_path):
    rows = people(900, hubungan={850: "MANTU LELAKI"})
    named = ["Nomor KK", "NIK", "Nama Lengkap", "Jenis Kelamin", "Tanggal Lahir", "Nama Ibu", "SHDK", "Kode Desa", "L"]
    opened = open_any(written(tmp_path, text([named, *rows])), name="berkas.csv")
    assert "MANTU LELAKI" not in opened.sample(rows=400)["SHDK"]
    assert "MANTU LELAKI" in opened.sample(rows=400, among=300_000)["SHDK"]
