"""Deciles on both sides of every edge; equals are never divided."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbung.targeting.proxy import deciles

CUTS = (10, 20, 30, 40, 50, 60, 70, 80, 90)


def placed(scores, cuts=CUTS):
    frame = pl.DataFrame({"score": pl.Series(scores, dtype=pl.Int64)})
    return frame.select(deciles.decile(pl.col("score"), cuts)).to_series().to_list()


@pytest.mark.parametrize("decile", range(1, 10))
def test_a_family_on_the_edge_is_inside_and_one_above_is_not(decile):
    cut = CUTS[decile - 1]
    assert placed([cut - 1, cut, cut + 1]) == [decile, decile, decile + 1]


def test_an_unknown_score_has_no_decile():
    assert placed([None, 5]) == [None, 1]


def test_without_cut_points_nobody_has_a_decile():
    assert placed([5], ()) == [None]


def test_ten_families_fill_ten_deciles():
    scores = pl.Series(range(10))
    assert placed(scores, deciles.cut_points(scores)) == list(range(1, 11))


def test_weights_count_as_families():
    scores, weights = pl.Series([1, 2]), pl.Series([9.0, 1.0])
    assert deciles.cut_points(scores, weights) == (1,) * 9


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=80))
def test_equals_share_a_decile_and_none_is_fuller_than_its_tenth_but_for_equals(scores):
    found = placed(scores, deciles.cut_points(pl.Series(scores)))
    by_score = dict(zip(scores, found, strict=True))
    assert [by_score[score] for score in scores] == found
    assert sorted(by_score, key=lambda score: (by_score[score], score)) == sorted(by_score)
    for decile in set(found):
        highest = max(score for score in by_score if by_score[score] == decile)
        assert sum(score < highest for score in scores) <= len(scores) * decile / 10


def test_rank_shares_the_better_place():
    frame = pl.DataFrame({"score": [30, 10, None, 10]})
    assert frame.select(deciles.rank(pl.col("score"))).to_series().to_list() == [3, 1, None, 1]
