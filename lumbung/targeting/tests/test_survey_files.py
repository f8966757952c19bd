"""A survey's file is read as it was sent, or refused with a sentence."""

import gzip

import polars as pl
import pytest
import xlsxwriter

from lumbung.targeting import survey_files
from lumbung.targeting.tests import abroad


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"PK\x03\x04" + bytes(99), id="no workbook after all"),
        pytest.param(b"<stata_dta>" + bytes(99), id="of another program"),
        pytest.param("a,b\n1,2\n".encode("utf-16")[:-1], id="half a letter"),
        pytest.param(gzip.compress(b"a,b\n1,2\n" * 999)[:40], id="cut short"),
        pytest.param(gzip.compress(b"a,b\n1,2\n" * 999)[:20] + b"\xff" * 60, id="damaged"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path, content):
    (tmp_path / "h.csv").write_bytes(content)
    with pytest.raises(survey_files.SurveyUnreadable):
        survey_files.table(tmp_path / "h.csv")


def test_a_heading_that_stands_twice_loses_no_column(tmp_path):
    (tmp_path / "h.csv").write_text(abroad.survey().write_csv().replace(",rooms,", ", roof ,", 1))
    told = survey_files.table(tmp_path / "h.csv")
    assert [name for name in told.columns if name.startswith("roof")] == ["roof", "roof_2"]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_decimal_comma_is_read_behind_any_other_mark(tmp_path, mark):
    frame = abroad.survey().select("upm", "gasto_pc")
    frame.write_csv(tmp_path / "h.csv", separator=mark, decimal_comma=True)
    assert survey_files.table(tmp_path / "h.csv")["gasto_pc"].to_list() == pytest.approx(frame["gasto_pc"].to_list())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (["$1,250.50", "$980", "-$2,000,000"], [1250.5, 980, -2_000_000]),
        (["Rp1.250.000,00", "Rp 950.000", "Rp. 12,5"], [1_250_000, 950_000, 12.5]),
        (["1.250", "950.5"], [1.25, 950.5]),
        (["07", "12"], ["07", "12"]),
        (["12 desa", "13"], ["12 desa", "13"]),
    ],
)
def test_amounts_are_numbers_however_they_are_written(tmp_path, written, meant):
    pl.DataFrame({"paid": written, "no": range(len(written))}).write_csv(tmp_path / "h.csv", separator="|")
    assert survey_files.table(tmp_path / "h.csv")["paid"].to_list() == meant


def test_of_a_workbook_the_sheet_with_most_answers_is_read(tmp_path):
    frame = abroad.survey().with_columns(upm=pl.lit("0012"))
    with xlsxwriter.Workbook(tmp_path / "h.xlsx") as book:
        pl.DataFrame({"about": ["a survey"]}).write_excel(book, worksheet="read me")
        frame.write_excel(book, worksheet="data")
    told = survey_files.table(tmp_path / "h.xlsx")
    assert (told.height, told["upm"][0], told["tam_hogar"].dtype) == (frame.height, "0012", pl.Int64)
