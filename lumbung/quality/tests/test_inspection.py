"""Looking at a file: the same findings for one row and for many, in bounded memory, and no file breaks it."""

from pathlib import Path

import polars as pl
import pytest
from django.conf import settings

from lumbung.core.reach import Reach
from lumbung.quality import inspection
from lumbung.quality.inspection import Inspection, Question, common_area, look_at
from lumbung.quality.reading.refusals import FileRefused
from lumbung.quality.tests.factories import PLACES, TODAY, file_of, person

SHARED = Path(settings.BASE_DIR).parent / "shared/data"
FIXTURES = sorted(path for path in (SHARED / "import_fixtures").rglob("*") if path.suffix in {".xlsx", ".csv", ".gz"})
QUESTION = Question(PLACES, Reach.national(), "", TODAY)
BAD = [
    {},
    {"nik": "12"},
    {"jk": "X"},
    {"tgl_lahir": "2026-02-31"},
    {"atap": "77"},
    {"no_hp": "8123456789"},
]


def report(path, folder):
    looked = Inspection(path, name=path.name, question=QUESTION, folder=folder)
    for _rows in looked:
        pass
    return looked.report()


@pytest.mark.parametrize("size", [1, 2, 7])
def test_chunks_of_any_size_find_the_same(tmp_path, monkeypatch, size):
    path = file_of(tmp_path, *(person(number, **BAD[number % len(BAD)]) for number in range(24)))
    whole = report(path, tmp_path / "whole").findings
    monkeypatch.setattr(inspection, "ROWS_PER_CHUNK", size)
    assert report(path, tmp_path / "parts").findings.equals(whole)


def test_one_row_from_a_form_is_judged_as_a_file_judges_it(tmp_path):
    rows = [person(number * 4, **changes) for number, changes in enumerate(BAD)]
    raw = pl.DataFrame(rows).with_row_index("row", offset=2).with_columns(pl.col("row").cast(pl.Int64))
    whole = look_at(raw, layout="own", question=QUESTION).findings
    single = pl.concat(look_at(raw[at], layout="own", question=QUESTION).findings for at in range(raw.height))
    assert single.sort(single.columns).equals(whole.sort(whole.columns))


def test_errors_and_warnings_are_counted_by_row(tmp_path):
    counted = report(file_of(tmp_path, person(0, nik="12", nama=""), person(1, atap="9", lantai="99")), tmp_path)
    assert (counted.rows_read, counted.rows_ready, counted.rows_warned) == (2, 1, 1)
    assert counted.counts("error") == {"number_wrong_length": 1, "required_missing": 1}
    assert counted.counts("warning")["code_left_out"] == 1


@pytest.mark.parametrize(
    ("codes", "area"),
    [
        ({"33.23.01.2001"}, "33.23.01.2001"),
        ({"33.23.01.2001", "33.23.01.2002"}, "33.23.01"),
        ({"33.23.01.2001", "33.23.02.2001"}, "33.23"),
        ({"33.23.01.2001", "33.24.01.2001"}, "33"),
        ({"33.23.01.2001", "34.01.01.2001"}, "0"),
        (set(), ""),
    ],
)
def test_the_smallest_area_that_holds_everybody(codes, area):
    assert common_area(codes) == area


@pytest.mark.parametrize("path", FIXTURES or [None], ids=lambda path: path.name if path else "absent")
def test_a_file_of_another_system_is_read_or_refused_with_a_sentence(path, tmp_path):
    if path is None:
        pytest.skip("the shared data folder is not beside the project")
    try:
        said = str(report(path, tmp_path).rows_read)
    except FileRefused as refused:
        said = str(refused)
    assert said.isdecimal() or path.name in said
