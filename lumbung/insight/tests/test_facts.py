"""Shares and what is withheld."""

import pytest

from lumbung.insight import facts
from lumbung.regions import layouts


@pytest.mark.parametrize(
    ("part", "whole", "expected"), [(31_793, 40_244, 79), (1, 200, 1), (0, 5, 0), (3, 0, None), (None, 5, None)]
)
def test_of_a_hundred_is_rounded_half_up_and_never_divided_by_nothing(part, whole, expected):
    assert facts.per_hundred(part, whole) == expected


@pytest.mark.parametrize(("count", "outside"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_one_to_four_people_are_not_told_to_somebody_who_may_not_open_them(count, outside):
    assert facts.withheld(count, opens_people=False) == outside
    assert facts.withheld(count, opens_people=True) == count


def test_the_districts_of_temanggung_lie_roughly_where_they_are():
    names = [name for line in layouts.TEMANGGUNG for name in line.split() if name != layouts.EMPTY]
    assert len(names) == len(set(names)) == 20
    assert layouts.places("33.23", ["Tretep", "Pringsurat"]) == [(0, 0), (3, 5)]


def test_an_area_nobody_has_placed_fills_rows():
    assert layouts.places("11.01", ["a", "b", "c"]) == [(0, 0), (1, 0), (0, 1)]
