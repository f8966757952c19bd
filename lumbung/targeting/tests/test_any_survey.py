"""Any household survey teaches: its columns are understood, what knows the answer is set aside, figures are honest."""

import gzip
import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner
from django.conf import settings

from lumbung.site import cli
from lumbung.targeting import actions, cards, open_surveys
from lumbung.targeting.models import ModelVersion
from lumbung.targeting.proxy import blending, fitting, measuring
from lumbung.targeting.proxy.leaks import named_after_target
from lumbung.targeting.proxy.sample import AREA, GROUP, SPENDING, WEIGHT, sample
from lumbung.targeting.proxy.training import _only_in_file
from lumbung.targeting.tests import abroad, factories

REAL = Path(settings.BASE_DIR).parent / "shared" / "data" / "pmt" / "alatas_lengkap.csv.gz"
needs_the_survey = pytest.mark.skipif(not REAL.exists(), reason="the survey of Alatas et al. is not beside the project")
NAMED = {"target": "gasto_pc", "weight": "factor", "cluster": ["upm"]}


def written(folder, frame=None, name="hogares.csv", **options):
    file = folder / name
    (abroad.survey() if frame is None else frame).write_csv(file, **options)
    return file


def read(file, **changes):
    return open_surveys.read_any(file=file, **{**NAMED, **changes})


def aside(survey):
    return {one["column"]: one["why"] for one in survey.training["set_aside"]}


def test_what_knows_the_answer_is_set_aside_and_said(tmp_path):
    found = aside(read(written(tmp_path)))
    assert set(found) >= abroad.LEAKS
    assert found["log_pcexp"] == "same_as_target"


def test_a_poverty_flag_without_a_telling_name_is_found_out(tmp_path):
    frame = abroad.survey().rename({"es_pobre": "grupo", "quintil": "clase", "total": "h41", "gasto_alimentos": "h42"})
    found = aside(read(written(tmp_path, frame)))
    assert found["grupo"] == "cut_from_target"
    assert {"clase", "h41", "h42"} <= set(found)


def test_identifiers_constants_and_empty_columns_are_no_traits(tmp_path):
    found = aside(read(written(tmp_path)))
    assert (found["folio"], found["pais"], found["vacio"]) == ("identifier", "constant", "empty")


def test_words_become_yes_and_no_and_codes_for_no_answer_become_unknown(tmp_path):
    survey = read(written(tmp_path))
    assert {"roof: tin", "school: higher", "fridge: no"} <= set(survey.only_in_file) | {"fridge: si", "fridge: no"}
    assert survey.training["missing_codes"] == {"rooms": [99.0]}


def test_a_column_that_somebody_answers_for_is_kept(tmp_path):
    assert "gasto_alimentos" in read(written(tmp_path), keep=["gasto_alimentos"]).only_in_file


def test_money_and_its_logarithm_make_the_same_poor(tmp_path):
    plain = read(written(tmp_path))
    logs = read(written(tmp_path, abroad.survey().drop("gasto_pc"), "log.csv"), target="log_pcexp")
    assert (plain.training["target_scale"], logs.training["target_scale"]) == ("money", "logarithm")
    assert plain.frame[SPENDING].to_numpy() == pytest.approx(logs.frame[SPENDING].to_numpy(), rel=1e-6)


@pytest.mark.parametrize("form", ["csv", "semicolons", "csv.gz", "parquet", "xlsx", "utf-16"])
def test_every_usual_form_reads_alike(tmp_path, form):
    frame = abroad.survey()
    plain = read(written(tmp_path, frame))
    if form == "parquet":
        frame.write_parquet(tmp_path / "h.parquet")
        again = read(tmp_path / "h.parquet")
    elif form == "csv.gz":
        (tmp_path / "h.csv.gz").write_bytes(gzip.compress((tmp_path / "hogares.csv").read_bytes()))
        again = read(tmp_path / "h.csv.gz")
    elif form == "xlsx":
        frame.write_excel(tmp_path / "h.xlsx")
        again = read(tmp_path / "h.xlsx")
    elif form == "utf-16":
        (tmp_path / "h.csv").write_text(frame.write_csv(), encoding="utf-16")
        again = read(tmp_path / "h.csv")
    else:
        comma = {"separator": ";", "decimal_comma": True} if form == "semicolons" else {}
        again = read(written(tmp_path, frame, "h.csv", **comma))
    assert again.only_in_file == plain.only_in_file
    assert again.frame[SPENDING].to_numpy() == pytest.approx(plain.frame[SPENDING].to_numpy())


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"situation": ("es_pobre", {0: "no", 1: "si"})}, "cut_from_target"),
        ({"group": ("quintil", {1: "lowest", 2: "second", 3: "third", 4: "fourth", 5: "top"})}, "same_as_target"),
    ],
)
def test_what_knows_the_answer_in_words_is_found_out_too(tmp_path, columns, why):
    [(name, (source, words))] = columns.items()
    frame = abroad.survey().with_columns(pl.col(source).replace_strict(words).alias(name)).drop(abroad.LEAKS)
    assert aside(read(written(tmp_path, frame)))[name] == why


def test_shares_of_spending_are_set_aside_and_shares_of_members_kept(tmp_path):
    random = np.random.default_rng(8)
    frame = abroad.survey().drop(abroad.LEAKS)
    spent = frame["gasto_pc"].log().to_numpy()
    first = np.clip(0.6 - 0.1 * (spent - spent.mean()) + random.normal(0, 0.05, len(spent)), 0.05, 0.95)
    second = (1 - first) * random.uniform(0.2, 0.8, len(spent))
    children = np.minimum(random.integers(0, 5, len(spent)), frame["tam_hogar"].to_numpy()) / frame["tam_hogar"]
    parts = frame.with_columns(w1=first, w2=second, w3=1 - first - second, share_children=pl.Series(children))
    found = aside(read(written(tmp_path, parts)))
    assert {name for name, why in found.items() if why == "share_of_spending"} == {"w1", "w2", "w3"}
    called = aside(read(written(tmp_path, parts.drop("w2").rename({"w1": "share_1"}))))
    assert {name for name, why in called.items() if why == "share_of_spending"} == {"share_1"}


@pytest.mark.parametrize(
    ("name", "leaks"),
    [("dépenses", True), ("Gastos_totales", True), ("sewage", False), ("e_learning", False), ("treated_water", False)],
)
def test_names_of_spending_are_known_in_other_languages_and_nothing_else_for_it(name, leaks):
    assert named_after_target(name) is leaks


def test_an_index_that_is_often_below_nought_keeps_its_order(tmp_path):
    frame = abroad.survey()
    index = frame.with_columns((pl.col("gasto_pc") - pl.col("gasto_pc").median()) * 100)
    survey = read(written(tmp_path, index))
    assert survey.training["target_scale"] == "index"
    order = np.argsort(frame["gasto_pc"].to_numpy(), kind="stable")
    assert (np.diff(survey.frame[SPENDING].to_numpy()[order]) >= 0).all()


def test_a_survey_with_few_villages_says_so(tmp_path):
    survey = read(written(tmp_path, abroad.survey(villages=12)))
    assert survey.training["warnings"] == ["few_clusters"]


def test_without_a_village_column_the_figures_are_called_too_good(tmp_path):
    assert read(written(tmp_path), cluster=[]).training["warnings"] == ["no_cluster"]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"target": "ingreso"}, open_surveys.NoSuchColumn),
        ({"weight": "peso"}, open_surveys.NoSuchColumn),
        ({"target": "school"}, open_surveys.NotANumber),
    ],
)
def test_a_wrong_column_is_refused_with_the_names_there_are(tmp_path, changes, refusal):
    with pytest.raises(refusal):
        read(written(tmp_path), **changes)


NOBODY, ALIKE = open_surveys.NobodyToLearnFrom, open_surveys.EverybodyAlike


@pytest.mark.parametrize(
    ("column", "value", "refusal"), [("factor", 0, NOBODY), ("gasto_pc", None, NOBODY), ("gasto_pc", 5.0, ALIKE)]
)
def test_where_nobody_is_poorer_nothing_is_learnt(tmp_path, column, value, refusal):
    with pytest.raises(refusal, match="gasto_pc"):
        read(written(tmp_path, abroad.survey().with_columns(pl.lit(value, dtype=pl.Float64).alias(column))))


def test_a_list_in_a_cell_is_no_answer(tmp_path):
    abroad.survey().with_columns(many=pl.concat_list("rooms", "tam_hogar")).write_parquet(tmp_path / "h.parquet")
    assert "many" not in read(tmp_path / "h.parquet").only_in_file


@pytest.mark.parametrize("moved", [8.5, 12.0])
def test_a_logarithm_or_an_index_below_nought_keeps_its_order(tmp_path, moved):
    frame = abroad.survey()
    below = frame.with_columns(pl.col("gasto_pc").log() - moved)
    survey = read(written(tmp_path, below))
    assert survey.training["target_scale"] == "logarithm"
    order = np.argsort(frame["gasto_pc"].to_numpy(), kind="stable")
    assert (np.diff(survey.frame[SPENDING].to_numpy()[order]) >= 0).all()


def test_a_survey_of_leaks_only_teaches_nothing(tmp_path):
    frame = abroad.survey().select("gasto_pc", "factor", "upm", "folio", "log_pcexp")
    with pytest.raises(open_surveys.NothingToLearnFrom, match="log_pcexp"):
        read(written(tmp_path, frame))


def as_sample(survey):
    return sample(tuple(_only_in_file(name) for name in survey.only_in_file), survey.frame)


@pytest.mark.parametrize("engine", ["blend", "boosted"])
def test_nothing_is_learnt_where_nothing_is_to_be_learnt(tmp_path, engine):
    """Answers dealt out at random: an honest figure is the share left to chance."""
    random = np.random.default_rng(3)
    frame = abroad.survey().drop(abroad.LEAKS).with_columns(gasto_pc=pl.Series(np.exp(random.normal(8, 0.5, 720))))
    households = as_sample(read(written(tmp_path, frame)))
    learn = blending.engine_of(engine, quota=0.3, seed=1)
    found = measuring.out_of_village(households, learn, splits=5, seed=1)
    card = measuring.card(households, found.expected, quota=0.3, groups={})
    assert card["poor_missed"] == pytest.approx(0.7, abs=0.08)


def test_a_blend_misses_no_more_than_least_squares(tmp_path):
    households = as_sample(read(written(tmp_path, abroad.survey(villages=120))))
    missed = {}
    for engine in ("linear", "blend"):
        learn = blending.engine_of(engine, quota=0.3, seed=1)
        found = measuring.out_of_village(households, learn, splits=10, seed=1)
        missed[engine] = measuring.card(households, found.expected, quota=0.3, groups={})["poor_missed"]
    assert missed["blend"] <= missed["linear"] + 0.02


@pytest.mark.django_db
def test_the_command_prints_the_three_figures(tmp_path):
    file = written(tmp_path)
    asked = ["train", str(file), "--target", "gasto_pc", "--weight", "factor", "--cluster", "upm", "--quota", "0.3"]
    answer = CliRunner().invoke(cli.root(), ["targeting", *asked, "--splits", "5", "--json"])
    told = json.loads(answer.stdout)
    assert 0 < told["missed_poor"] < 0.5
    assert told["reached_nonpoor"] == pytest.approx(told["missed_poor"] * 3 / 7, abs=0.01)
    assert 0.4 < told["r2"] < 0.9
    assert {line["column"] for line in told["set_aside"]} >= abroad.LEAKS


@pytest.mark.django_db
def test_such_a_version_is_told_and_never_activated(tmp_path):
    trained = actions.train_any(
        file=written(tmp_path), by=factories.user("ratna"), on=factories.TODAY, splits=5, **NAMED
    )
    with pytest.raises(actions.NotComputable):
        actions.activate(version_id=trained.pk, by=factories.user("budi"), on=factories.TODAY)
    titles = {group["title"] for group in cards.groups(trained)}
    assert len(titles) == 3
    assert any("log_pcexp" in sentence for sentence in cards.sentences(trained))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "refusal"), [({"quota": 0.0}, "QuotaOutOfRange"), ({"engine": "x"}, "UnknownEngine")]
)
def test_what_can_not_be_asked_is_refused(tmp_path, change, refusal):
    with pytest.raises(getattr(actions, refusal)):
        actions.train_any(file=written(tmp_path), by=factories.user("ratna"), on=factories.TODAY, **NAMED, **change)
    assert not ModelVersion.objects.exists()


def test_trees_hear_a_part_of_a_large_survey_drawn_by_lot_and_all_of_a_small_one():
    heard = blending._heard(50_000, 1)
    assert (len(np.unique(heard)), heard.max() < 50_000) == (blending.MOST_FOR_TREES, True)
    assert len(blending._heard(5_000, 1)) == 5_000


@needs_the_survey
@pytest.mark.slow
def test_on_the_real_survey_less_than_380_in_a_thousand_poor_are_missed():
    survey = open_surveys.read_any(file=REAL, target="consumption", cluster=["ea"])
    households = as_sample(survey)
    for seed in range(3):
        learn = blending.engine_of("blend", quota=0.3, seed=seed)
        found = measuring.out_of_village(households, learn, splits=5, seed=seed)
        card = measuring.card(households, found.expected, quota=0.3, groups={})
        assert card["poor_missed"] < 0.380


@needs_the_survey
def test_of_the_real_survey_every_form_of_spending_is_set_aside():
    found = aside(open_surveys.read_any(file=REAL, target="consumption", cluster=["ea"]))
    assert {"consumption_ae", "food", "nonfood", "nonstaple", "rank", "treated", "hhid"} <= set(found)


def test_least_squares_reads_a_survey_without_areas(tmp_path):
    survey = read(written(tmp_path, abroad.survey().drop("region")))
    assert survey.frame[AREA].unique().to_list() == [""]
    assert {GROUP, WEIGHT} <= set(survey.frame.columns)
    assert fitting.fit(as_sample(survey)).areas == {"": 0.0}
