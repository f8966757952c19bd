"""Scores: one number whoever asks, unknown is not no, and the sentence says what moved it."""

import polars as pl
import pytest

from lumbung.targeting.proxy import formula as formulas
from lumbung.targeting.proxy.definition import definition

MODEL = definition("demo_pmt")


def formula(**changes):
    parts = (
        formulas.Part("wall_brick", "yes_no", (0.3,), mean=0.15, weight=0.15),
        formulas.Part("log_size", "number", (-0.5,), mean=-0.6, weight=0.2),
        formulas.Part("head_school", "levels", (0.0, 0.1, 0.2, 0.4), mean=0.15, weight=0.1),
    )
    values = {
        "model": "demo_pmt", "release": 1, "definition": "sha256-x", "intercept": 6.0, "parts": parts,
        "areas": {"33": -0.1, "33.23": 0.05}, "minimum_known": 0.7, "cut_points": (1,) * 9, "only_in_file": (),
        "trained": "2026-11-21", "training": {}, "metrics": {}, "versions": {},
    }  # fmt: skip
    return formulas.Formula(**{**values, **changes})


def features(**changes):
    row = {"family_id": 1, "region_code": "33.23.01.2001", "wall_brick": True, "log_size": 1.0, "head_school": 2}
    types = {"wall_brick": pl.Boolean, "log_size": pl.Float64, "head_school": pl.Int32}
    return pl.DataFrame([{**row, **changes}], schema_overrides=types)


def scored(**changes):
    return formulas.score(formula(), features(**changes)).row(0, named=True)


def test_the_score_is_the_sum_of_what_each_trait_adds():
    assert scored()["score"] == round((6.0 + 0.3 - 0.5 + 0.2 + 0.05) * 1_000_000)


@pytest.mark.parametrize(
    ("code", "effect"), [("33.23.01.2001", 50_000), ("33.24.01.2001", -100_000), ("91.01.01.2001", 0)]
)
def test_the_area_is_the_regency_else_the_province_else_nothing(code, effect):
    assert scored(region_code=code)["score"] == 6_000_000 + effect


def test_a_small_gap_is_bridged_by_the_mean_of_the_survey():
    assert scored(head_school=None) == {**scored(), "score": 5_999_999 + 1, "known": 778}


def test_too_large_a_gap_leaves_the_score_unknown():
    assert scored(wall_brick=None, head_school=None)["score"] is None


def test_an_unknown_level_is_unknown_not_the_lowest():
    assert scored(head_school=9)["score"] == scored(head_school=None)["score"]


def test_reasons_move_from_the_mean_and_the_unknown_has_none():
    moves = formulas.reasons(formula(), MODEL, features(head_school=None)).row(0, named=True)
    assert moves["wall_brick"] == pytest.approx(0.15)
    assert moves["head_school"] is None


@pytest.mark.parametrize(
    ("name", "value", "language", "words"),
    [
        ("wall_brick", False, "id", "Dinding rumah bukan tembok"),
        ("motorcycle", True, "en", "Owns a motorcycle"),
        ("head_school", 0, "id", "Ijazah kepala keluarga: tanpa ijazah"),
        ("head_age", 0.42, "id", "Umur kepala keluarga 42 tahun"),
        ("log_size", 1.3862943611, "id", "Anggota keluarga 4 orang"),
    ],
)
def test_a_trait_is_told_in_words(name, value, language, words):
    predictor = next(one for one in MODEL.predictors if one.name == name)
    assert predictor.words(value, language) == words


def test_every_predictor_says_how_and_where_from_in_both_languages():
    for predictor in MODEL.predictors:
        assert predictor.how, predictor.name
        assert predictor.source, predictor.name
        assert set(predictor.label) == {"id", "en"}
