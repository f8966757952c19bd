"""Least squares finds the truth, and a village's answers never help to predict that village."""

import numpy as np
import polars as pl
import pytest

from lumbung.targeting.proxy import fitting, measuring
from lumbung.targeting.proxy.definition import Predictor
from lumbung.targeting.proxy.sample import AREA, GROUP, SPENDING, WEIGHT, sample
from lumbung.targeting.tests import factories

WORDS = {"id": "", "en": ""}


def number(name):
    return Predictor(name=name, kind="number", label=WORDS, how="", source="")


def learnt(frame, *names):
    marked = frame.with_columns(
        pl.col("spending").alias(SPENDING),
        pl.lit(1.0).alias(WEIGHT),
        pl.col("village").alias(GROUP),
        pl.col("area").alias(AREA),
    )
    return sample(tuple(number(name) for name in names), marked)


def test_the_truth_is_found():
    found = fitting.fit(learnt(factories.survey(village_effect=0.0), "brick", "motorcycle", "fridge"))
    assert found.coefficients == pytest.approx([0.3, 0.25, 0.2], abs=0.08)


def held_out(households, **options):
    found = measuring.out_of_village(households, fitting.fit, splits=5, seed=1, **options)
    return measuring.held_out(households, found.wrong or found.expected)


def test_no_village_stands_on_both_sides():
    households, seen = learnt(factories.survey(), "brick"), []

    def watched(part):
        seen.append(set(part.group))
        return fitting.fit(part)

    measuring.out_of_village(households, watched, splits=5, seed=1)
    everywhere = set(households.group)
    left_out = [everywhere - villages for villages in seen]
    assert set.union(*left_out) == everywhere
    assert sum(len(villages) for villages in left_out) == len(everywhere)


def test_a_predictor_that_only_knows_the_village_is_worth_nothing():
    """Village means of spending would shine if neighbours leaked into the training part."""
    frame = factories.survey(village_effect=1.0)
    places = frame["village"].unique().sort()
    village_names = [f"v{place}" for place in places]
    dummies = frame.with_columns(
        (pl.col("village") == place).cast(pl.Int8).alias(name)
        for place, name in zip(places, village_names, strict=True)
    )
    measured = held_out(learnt(dummies, *village_names))
    assert measured["r2"] < 0.05


def test_with_as_many_chosen_as_poor_the_errors_are_equal():
    actual = np.arange(100.0)
    measured = measuring.measures(actual, actual[::-1].copy(), np.ones(100))
    assert measured["shares"]["20"] == {"poor_missed": 1.0, "non_poor_reached": 0.25, "chosen_not_poor": 1.0}


def test_a_perfect_guess_misses_nobody():
    actual = np.random.default_rng(3).normal(size=200)
    measured = measuring.measures(actual, actual.copy(), np.ones(200))
    assert measured["r2"] == 1.0
    assert measured["shares"]["30"]["poor_missed"] == 0.0


def test_wrong_answers_make_it_worse_but_not_worthless():
    households = learnt(factories.survey(village_effect=0.0), "brick", "motorcycle", "fridge", "size")
    right, wrong = held_out(households), held_out(households, wrong_cells=0.147)
    assert 0 < wrong["r2"] < right["r2"]


def test_a_household_that_stands_for_two_counts_twice():
    frame = factories.survey()
    twice = learnt(pl.concat([frame, frame]), "brick", "size")
    once = learnt(frame, "brick", "size")
    assert fitting.fit(twice).coefficients == pytest.approx(fitting.fit(once).coefficients)


def test_an_area_nobody_visited_takes_its_province_else_nought():
    found = fitting.fit(learnt(factories.survey(), "brick"))
    effects = found.area_effects(np.array(["33.99", "91.01"]))
    assert list(effects) == [found.areas["33"], 0.0]
