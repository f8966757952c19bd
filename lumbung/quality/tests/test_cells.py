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
        (Kind.SEX, "Pria", "L"),
        (Kind.SEX, "Lk", "L"),
        (Kind.SEX, "Pr.", "P"),
        (Kind.DATE, "31-12-1990", dt.date(1990, 12, 31)),
        (Kind.DATE, "17 Agustus 1945", dt.date(1945, 8, 17)),
        (Kind.DATE, "32994", dt.date(1990, 5, 1)),
        (Kind.DATE, "1990-05-01 00:00:00", dt.date(1990, 5, 1)),
        (Kind.DATE, "29/02/1989", None),
        (Kind.DATE, "05/31/1990", None),
        (Kind.DATE, "00-00-1950", None),
        (Kind.DATE, "1 Djuli 1950", dt.date(1950, 7, 1)),
        (Kind.DATE, "3 Nop 1988", dt.date(1988, 11, 3)),
        (Kind.DATE, "07-Peb-1971", dt.date(1971, 2, 7)),
        (Kind.DATE, "Jum'at, 17 Agustus 1945", dt.date(1945, 8, 17)),
        (Kind.DATE, "1990/5/1", dt.date(1990, 5, 1)),
        (Kind.DATE, "1/5/1990", dt.date(1990, 5, 1)),
        (Kind.DATE, "1990-05-01T00:00:00.000Z", dt.date(1990, 5, 1)),
        (Kind.DATE, "01/05/1990 0:00", dt.date(1990, 5, 1)),
        (Kind.DATE, "01051990", dt.date(1990, 5, 1)),
        (Kind.DATE, "19900501", dt.date(1990, 5, 1)),
        (Kind.DATE, "32994.0", dt.date(1990, 5, 1)),
        (Kind.DATE, "01-05-90", None),
        (Kind.NUMBER, '="3323014105909003"', "3323014105909003"),
        (Kind.NUMBER, "\u200b3323014105909003\ufeff", "3323014105909003"),
        (Kind.PHONE, "08123456789 / 0813999888", "08123456789"),
        (Kind.PHONE, "8,12346E+11", None),
        (Kind.PART, "1.0", "001"),
        (Kind.COUNT, "Rp1.250.000,00", 1_250_000),
        (Kind.COUNT, "1,250", 1_250),
        (Kind.COUNT, "36 m²", 36),
        (Kind.COUNT, "36,5", None),
        (Kind.COUNT, "2 ekor", 2),
        (Kind.FLAG, "TRUE", True),
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
