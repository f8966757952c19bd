"""Sheets are read in pieces: whatever program wrote the XML, and wherever a piece ends, the cells are the same."""

import zipfile

import polars as pl
import pytest
import xlsxwriter

from lumbung.quality.reading import pieces, refusals
from lumbung.quality.reading.number_formats import NumberFormats
from lumbung.quality.reading.sheet_cells import CellReader, column_at, letters_of
from lumbung.quality.reading.workbook import WorkbookTable

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
BOOK = f"""<workbook {MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">%s
<sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>"""
RELATIONS = '<R><Relationship Id="r1" Target="worksheets/sheet1.xml"/></R>'
STYLES = f'<styleSheet {MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'


def book(folder, sheet, *, words="", properties="", styles=STYLES):
    path = folder / "people.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", BOOK % properties)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr("xl/styles.xml", styles)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        if words:
            archive.writestr("xl/sharedStrings.xml", words)
    return path


def rows(path, *, width=2, size=1_000, sheet="Data", header_row=0):
    table = WorkbookTable(path, path.name)
    found = pl.concat(table.chunks(sheet=sheet, header_row=header_row, width=width, size=size))
    return [row[1:] for row in found.sort("row").rows()], table


def sheet(lines, prefix=""):
    colon = f"{prefix}:" if prefix else ""
    name = f":{prefix}" if prefix else ""
    space = MAIN.replace("xmlns", f"xmlns{name}")
    return f"<{colon}worksheet {space}><{colon}sheetData>{lines}</{colon}sheetData></{colon}worksheet>"


@pytest.mark.parametrize(
    "line",
    [
        '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" s="1"><v>33000</v></c></row>',
        '<row r="1"><c t="str" r="A1"><v>a</v></c><c s="1" r="B1"><v>33000</v></c></row>',
        "<row><c t='str'><v>a</v></c><c s='1'><v>33000</v></c></row>",
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" s="1"><v>33000.0</v></c></row>',
        '<row r="1"><!-- a --><c r="A1" t="str"><v><![CDATA[a]]></v></c><c r="B1" s="1"><v>33000</v></c></row>',
        '<row r="1">\n <c r="A1" t="str">\n<v>a</v>\n</c>\n<c\n r="B1" s="1">\n<v>33000</v>\n</c>\n</row>',
        '<row r="1"><c r="A1" t="str"><f>LOWER("A")</f><v>a</v></c><c r="B1" s="1"><v>3.3E4</v></c></row>',
    ],
)
def test_a_row_says_the_same_however_a_program_writes_it(tmp_path, line):
    assert rows(book(tmp_path, sheet(line)))[0] == [("a", "1990-05-07")]


def test_element_names_may_have_a_prefix(tmp_path):
    line = '<x:row r="1"><x:c r="A1" t="str"><x:v>a</x:v></x:c><x:c r="B1"><x:v>7</x:v></x:c></x:row>'
    assert rows(book(tmp_path, sheet(line, "x")))[0] == [("a", "7")]


@pytest.mark.parametrize("comment", ["", "<!-- made by hand -->"])
def test_shared_words_of_several_runs_are_joined_and_their_sound_left_out(tmp_path, comment):
    items = "<si><t>A &amp; B</t></si><si/><si><r><t>Si</t></r><r><rPr/><t xml:space='preserve'>ti </t></r></si>"
    items += "<si><t>Sri</t><rPh sb='0' eb='1'><t>SURI</t></rPh></si><si><t>x_x000D_y</t></si>"
    cells = "".join(f'<row r="{at + 1}"><c r="A{at + 1}" t="s"><v>{at}</v></c></row>' for at in range(5))
    path = book(tmp_path, sheet(cells), words=f"<sst {MAIN}>{comment}{items}</sst>")
    assert [first for (first,) in rows(path, width=1)[0]] == ["A & B", None, "Siti ", "Sri", "x\ry"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("3323014105909000", "3.32301E+15"),
        ("3.3230141059090003E15", "3.32301E+15"),
        ("3323014105909001", "3323014105909001"),
        ("12.0", "12"),
        ("0.5", "0.5"),
        ("1250000", "1250000"),
    ],
)
def test_a_number_is_shown_as_the_sheet_shows_it(tmp_path, written, shown):
    line = f'<row r="1"><c r="A1"><v>{written}</v></c><c r="B1"/></row>'
    assert rows(book(tmp_path, sheet(line)))[0] == [(shown, None)]


@pytest.mark.parametrize(("system", "day"), [("", "1990-05-07"), ('<workbookPr date1904="1"/>', "1994-05-08")])
def test_days_count_from_the_year_of_the_workbook(tmp_path, system, day):
    line = '<row r="1"><c r="A1" s="1"><v>33000</v></c><c r="B1"><v>1</v></c></row>'
    assert rows(book(tmp_path, sheet(line), properties=system))[0] == [(day, "1")]


def test_wherever_a_piece_ends_the_rows_are_the_same(tmp_path, monkeypatch):
    path = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(path) as made:
        data = made.add_worksheet("Data")
        for row in range(300):
            data.write_row(row, 1, [f"nama {row}", row, None, f"<{row}&>"])
        data.merge_range(10, 1, 200, 1, "bersama")
        data.set_row(20, None, None, {"hidden": True})
    whole, _table = rows(path, width=4)
    monkeypatch.setattr(pieces, "BLOCK_BYTES", 700)
    cut, table = rows(path, width=4, size=7)
    assert cut == whole
    assert {row[0] for row in whole[10:201]} == {"bersama"}
    assert whole[9] == ("nama 9", "9", None, "<9&>")
    assert table.marks("Data").noted[-1].schema["row"] == pl.Int64


@pytest.mark.parametrize(
    "broken",
    [
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>x</v></c></row>',
        '<row r="1"><c r="A1"><v>\xff</v></c></row>'.encode("latin-1"),
    ],
)
def test_cells_that_point_nowhere_are_a_broken_workbook(tmp_path, broken):
    with pytest.raises(refusals.BrokenWorkbook):
        rows(book(tmp_path, sheet(broken) if isinstance(broken, str) else b"<worksheet>" + broken))


def test_a_row_that_never_ends_is_a_broken_workbook(tmp_path, monkeypatch):
    monkeypatch.setattr(pieces, "LONGEST", 100_000)
    endless = '<row r="1">' + '<c r="A1"><v>1</v></c>' * 30_000
    with pytest.raises(refusals.BrokenWorkbook):
        rows(book(tmp_path, sheet(endless)))


def test_a_formula_is_noted_once_worked_out_and_shown_as_unanswered_before(tmp_path):
    line = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1/0</f></c><c r="C1" t="e"><v>#REF!</v></c></row>'
    reader = CellReader(pl.Series([], dtype=pl.String), NumberFormats(frozenset()))
    cells = reader.read(line)
    assert cells.frame["text"].to_list() == ["2", "#RUMUS!", "#RUMUS!"]
    assert cells.noted.rows() == [(1, 0, "formula_cell")]


@pytest.mark.parametrize("at", [0, 25, 26, 701, 702, 16_383])
def test_columns_have_letters(at):
    assert column_at(letters_of(at)) == at
