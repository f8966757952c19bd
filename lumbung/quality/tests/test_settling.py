"""The NIK settles a century and a sex, and nothing that it does not say."""

import datetime as dt

import pytest

from lumbung.quality.cells import read_cells
from lumbung.quality.settling import settled
from lumbung.quality.tests.factories import TODAY, people


def one(column, **cells):
    return settled(read_cells(people(cells)), on=TODAY)[column].item()


@pytest.mark.parametrize(
    ("nik", "written", "others", "born"),
    [
        ("3323014105909003", "01-05-90", {}, dt.date(1990, 5, 1)),
        ("3323014105199003", "1 Mei 19", {"relation": "3", "marital": "1"}, dt.date(2019, 5, 1)),
        ("3323014105199003", "1 Mei 19", {"relation": "6", "marital": "4"}, dt.date(1919, 5, 1)),
        ("3323014105909003", "02-05-90", {}, None),
        ("3323014105919003", "01-05-90", {}, None),
        ("12", "01-05-90", {}, None),
        ("3323014105909003", "01-05-1985", {}, dt.date(1985, 5, 1)),
    ],
)
def test_a_century_is_settled_by_a_nik_of_the_same_day_alone(nik, written, others, born):
    assert one("birth_date", nik=nik, birth_date=written, **others) == born


@pytest.mark.parametrize(
    ("nik", "written", "sex"),
    [("3323014105909003", "", "P"), ("3323010105909003", "", "L"), ("12", "", None), ("3323014105909003", "L", "L")],
)
def test_a_sex_is_read_from_the_nik_only_where_none_is_written(nik, written, sex):
    assert one("sex", nik=nik, sex=written) == sex
