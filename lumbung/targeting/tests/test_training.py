"""Training: the same file gives the same bytes; files that can't teach are refused with a sentence."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest
from django.conf import settings

from lumbung.targeting import actions, survey_files, surveys
from lumbung.targeting.proxy import definition as models
from lumbung.targeting.proxy import training
from lumbung.targeting.proxy.formula import Formula
from lumbung.targeting.tests import factories

REAL = Path(settings.BASE_DIR).parent / "shared" / "data" / "pmt" / "alatas_lengkap.csv.gz"
MODEL = models.definition("demo_pmt")
needs_the_survey = pytest.mark.skipif(not REAL.exists(), reason="the survey of Alatas et al. is not beside the project")


def train(file, mapping=None, splits=5):
    read = surveys.read_survey(file=file, definition=MODEL, mapping=mapping)
    return training.train(
        MODEL, read.frame, on=factories.TODAY, training=read.training, only_in_file=read.only_in_file, splits=splits
    )


def test_the_same_survey_gives_the_same_bytes(tmp_path):
    file, mapping = factories.survey_file(tmp_path)
    assert train(file, mapping).as_json() == train(file, mapping).as_json()


def test_one_changed_answer_changes_the_fingerprint(tmp_path):
    before = train(*factories.survey_file(tmp_path)).fingerprint
    changed = factories.survey().with_columns(pl.col("spending").shift(1).fill_null(700.0))
    assert train(*factories.survey_file(tmp_path, changed)).fingerprint != before


def test_a_formula_survives_its_file(tmp_path):
    formula = train(*factories.survey_file(tmp_path))
    assert Formula.from_json(formula.as_json()) == formula


def test_gaps_are_bridged_and_hopeless_rows_left_out(tmp_path):
    gaps = (
        factories.survey()
        .with_row_index()
        .with_columns(
            pl.when(pl.col("index") % 10 == 0).then(None).otherwise(pl.col("fridge")).alias("fridge"),
            pl.when(pl.col("index") == 5).then(None).otherwise(pl.col("spending")).alias("spending"),
        )
    )
    formula = train(*factories.survey_file(tmp_path, gaps.drop("index")))
    assert formula.training["rows"] - formula.training["used"] == 1


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(survey_files.SurveyMissing, match="tidak-ada.csv"):
        train(tmp_path / "tidak-ada.csv")


def test_a_file_that_no_mapping_knows_is_refused(tmp_path):
    (tmp_path / "lain.csv").write_text("a,b\n1,2\n")
    with pytest.raises(surveys.NoMappingFits):
        train(tmp_path / "lain.csv")


def test_a_column_that_the_file_lacks_is_named(tmp_path):
    file, mapping = factories.survey_file(tmp_path, factories.survey().drop("brick"))
    with pytest.raises(surveys.ColumnMissing, match="wall_brick: brick"):
        train(file, mapping)


def test_a_level_that_the_model_does_not_know_is_named(tmp_path):
    file, mapping = factories.survey_file(tmp_path, factories.survey().with_columns(school=pl.lit(7)))
    with pytest.raises(surveys.LevelUnknown, match="head_school"):
        train(file, mapping)


NOTHING_SAID = ["", "name: x", "- a", "{a: [", "name: x\nconsumption: spending\ngroup: [village]\n"]


@pytest.mark.parametrize("content", NOTHING_SAID)
def test_a_mapping_that_says_nothing_is_refused(tmp_path, content):
    file, mapping = factories.survey_file(tmp_path)
    Path(mapping).write_text(content)
    with pytest.raises(surveys.MappingUnusable):
        train(file, mapping)


def test_a_file_that_is_no_table_is_refused(tmp_path):
    (tmp_path / "x.parquet").write_bytes(b"\x00\x01")
    with pytest.raises(survey_files.SurveyUnreadable):
        train(tmp_path / "x.parquet")


@pytest.mark.django_db
def test_too_few_households_are_refused_with_their_number(tmp_path):
    file, mapping = factories.survey_file(tmp_path, factories.survey().head(40))
    with pytest.raises(actions.TooLittleToLearn, match="40 keluarga"):
        actions.train(file=file, mapping=mapping, by=factories.user("ratna"), on=dt.date(2026, 1, 1))


@needs_the_survey
def test_on_the_real_survey_the_model_beats_the_published_predictors():
    ours, published = train(REAL, splits=20), train(REAL, "alatas_2012_all", splits=20)
    assert ours.metrics["held_out"]["r2"] > published.metrics["held_out"]["r2"] > 0.44
    missed = ours.metrics["held_out"]["shares"]["30"]["poor_missed"]
    assert missed < published.metrics["held_out"]["shares"]["30"]["poor_missed"]


@needs_the_survey
def test_the_real_survey_finds_its_mapping_by_itself():
    assert surveys.read_survey(file=REAL, definition=MODEL).mapping == "alatas_2012"


@needs_the_survey
def test_what_the_registry_does_not_know_is_noted():
    assert {"radio", "credit"} <= set(train(REAL, "alatas_2012_all").only_in_file)
