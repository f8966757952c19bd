"""What a NIK says, and that a column and a single number say the same."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from lumbung.registry import identity

TODAY = date(2026, 11, 20)
DISTRICTS = frozenset({"33.23.04", "91.01.01"})


def test_a_mans_number_says_district_day_and_sex():
    said = identity.parts_of("3323041708879001", on=TODAY)
    assert said == identity.Parts("ok", "33.23.04", date(1987, 8, 17), "L", 9001)


def test_a_womans_day_is_written_forty_higher():
    said = identity.parts_of("3323045708879001", on=TODAY)
    assert (said.born, said.sex) == (date(1987, 8, 17), "P")


@pytest.mark.parametrize(("year", "born"), [("26", date(2026, 11, 20)), ("27", date(1927, 11, 20))])
def test_nobody_is_born_after_today(year, born):
    assert identity.parts_of(f"3323042011{year}9001", on=TODAY).born == born


def test_a_leap_day_exists_only_in_leap_years():
    assert identity.parts_of("3323042902009001", on=TODAY).born == date(2000, 2, 29)
    assert identity.parts_of("3323042902019001", on=TODAY).born is None


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("3323041708879001", "ok"),
        (" 33.23.04-170887-9001 ", "ok"),
        ("'3323041708879001", "ok"),
        ("", "empty"),
        ("  ", "empty"),
        ("3.32304E+15", "spoiled_by_sheet"),
        ("3,32304e+15", "spoiled_by_sheet"),
        ("3323041708879001.0", "spoiled_by_sheet"),
        ("332304170887900", "wrong_length"),
        ("33230417088790011", "wrong_length"),
        ("332304170887900l", "not_a_number"),
        ("0000000000000000", "not_a_number"),
    ],
)
def test_how_a_number_is_written(written, form):
    assert identity.parts_of(written, on=TODAY).form == form


def test_a_number_that_disagrees_gives_hints_and_is_not_refused():
    told = identity.hints(
        pl.Series(["3323041708879001", "9999995708879001", "3323043102879001", None]),
        birth_date=pl.Series([date(1987, 8, 17), date(1988, 8, 17), date(1987, 2, 3), date(1987, 8, 17)]),
        sex=pl.Series(["L", "L", None, "L"]),
        districts=DISTRICTS,
        on=TODAY,
    )
    assert told.rows() == [(False, False, False), (True, True, True), (False, True, None), (None, None, None)]


def test_a_retired_district_is_not_strange():
    told = identity.hints(
        pl.Series(["9101011708879001"]),
        birth_date=pl.Series([None], dtype=pl.Date),
        sex=pl.Series([None], dtype=pl.String),
        districts=DISTRICTS,
        on=TODAY,
    )
    assert told["strange_district"].item() is False


@given(
    some.lists(
        some.one_of(some.none(), some.from_regex(r"[0-9]{15,17}", fullmatch=True), some.text(max_size=20)), max_size=20
    )
)
def test_a_column_and_a_single_number_say_the_same(numbers):
    column = identity.parts(pl.Series(numbers, dtype=pl.String), on=TODAY).rows(named=True)
    assert column == [vars(identity.parts_of(number, on=TODAY)) for number in numbers]
