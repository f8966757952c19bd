"""Cells as people write them, and that the short road of plain columns reads what the long one reads."""

import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbung.quality.canonical import FIELDS, Kind
from lumbung.quality.cells import read_cells

COLUMN = {field.kind: name for name, field in FIELDS.items()}
STRANGE = "\u00a0odd\u00a0"


def read(kind, *texts):
    frame = pl.DataFrame({COLUMN[kind]: list(texts)}, schema={COLUMN[kind]: pl.String})
    return read_cells(frame)[COLUMN[kind]].to_list()


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.TEXT, "  Siti\u00a0 Aminah ", "Siti Aminah"),
        (Kind.TEXT, "-", None),
        (Kind.NUMBER, "3323.0141 0590-9003", "3323014105909003"),
        (Kind.PHONE, "+62 812-3456-789", "08123456789"),
        (Kind.PHONE, "8123456789", "08123456789"),
        (Kind.PHONE, "tidak ada", None),
        (Kind.REGION, "3323012001", "33.23.01.2001"),
        (Kind.REGION, "33.23", "33.23"),
        (Kind.REGION, "332", None),
        (Kind.PART, "1", "001"),
        (Kind.PART, "RT. 02", "002"),
        (Kind.SEX, "laki-laki", "L"),
        (Kind.SEX, "p", "P"),
        (Kind.SEX, "Pria", None),
        (Kind.DATE, "31-12-1990", dt.date(1990, 12, 31)),
        (Kind.DATE, "17 Agustus 1945", dt.date(1945, 8, 17)),
        (Kind.DATE, "32994", dt.date(1990, 5, 1)),
        (Kind.DATE, "1990-05-01 00:00:00", dt.date(1990, 5, 1)),
        (Kind.DATE, "29/02/1989", None),
        (Kind.CODE, "01", 1),
        (Kind.CODE, "1.0", 1),
        (Kind.CODE, "satu", None),
        (Kind.FLAG, "Ya", True),
        (Kind.FLAG, "2", False),
        (Kind.FLAG, "3", None),
    ],
)
def test_a_cell_is_read_as_people_write_it(kind, text, value):
    assert read(kind, text) == [value]


PLAIN = {
    Kind.TEXT: st.text("abc XYZ'.", max_size=8),
    Kind.NUMBER: st.text("0123456789", max_size=18),
    Kind.PHONE: st.from_regex(r"0\d{5,15}", fullmatch=True),
    Kind.REGION: st.from_regex(r"\d\d\.\d\d\.\d\d\.\d{3,5}", fullmatch=True),
    Kind.PART: st.from_regex(r"\d{1,4}", fullmatch=True),
    Kind.SEX: st.sampled_from(["L", "P", "X", "l"]),
    Kind.DATE: st.dates(dt.date(1, 1, 1), dt.date(2100, 1, 1)).map(str),
    Kind.CODE: st.integers(-99, 99999).map(str),
    Kind.COUNT: st.integers(-99, 99999).map(str),
    Kind.FLAG: st.sampled_from(["1", "2", "3", ""]),
}


@given(st.sampled_from(list(PLAIN)), st.data())
def test_both_roads_lead_to_the_same_value(kind, data):
    text = data.draw(PLAIN[kind])
    assert read(kind, text) == read(kind, text, STRANGE)[:1]
