"""The bars of matching hold on lists nobody has seen: made ones under many kinds of dirt, and those of others."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from django.conf import settings

from benchmarks import doubles
from lumbung.quality.linkage import evaluating, profiles, training
from lumbung.quality.linkage.evaluating import Figures

ON = date(2026, 11, 21)
SHARED = Path(settings.BASE_DIR).parent / "shared/data/linkage"
PERSONS = 1_500
PRECISION, RECALL, FEBRL = 0.99, 0.93, 0.98
DENSE = ("nobody twice", "one village")
"""Where hardly anybody is twice, or thousands share few names in one village, strangers outnumber the pairs."""


def tried(table: pl.DataFrame, truth: pl.DataFrame, folder: Path, model=None) -> Figures:
    table.write_csv(folder / "list.csv")
    truth.write_csv(folder / "truth.csv")
    return evaluating.evaluate(files=[folder / "list.csv"], truth=folder / "truth.csv", on=ON, model=model)


def shared(name: str) -> Path:
    if not (SHARED / name).exists():
        pytest.skip("the shared data folder is not beside the project")
    return SHARED / name


@pytest.mark.parametrize("regime", doubles.REGIMES)
def test_the_bars_hold_whatever_the_dirt(regime, tmp_path):
    table, truth = doubles.make(persons=PERSONS, seed=20261121, dirt=doubles.REGIMES[regime])
    figures = tried(table, truth, tmp_path)
    assert figures.precision >= PRECISION
    assert figures.recall >= RECALL
    assert regime in DENSE or figures.pairs_for_review <= figures.pairs_true


@pytest.mark.parametrize("persons", [20, 250])
def test_a_short_list_is_judged_as_well(persons, tmp_path):
    figures = tried(*doubles.make(persons=persons, seed=5), tmp_path)
    assert figures.precision >= PRECISION
    assert figures.recall >= RECALL


def test_what_is_learnt_from_some_people_holds_for_others(tmp_path):
    table, truth = doubles.make(persons=4_000, seed=3)
    here = truth["id_orang"].str.slice(-1).is_in(list("01234"))
    profile = profiles.all_profiles()["penduduk"]
    learnt = training.train(profile.prepare(table.filter(here)), profile=profile, version="half", told={})
    figures = tried(table.filter(~here), truth.filter(~here), tmp_path, learnt)
    assert figures.precision >= PRECISION
    assert figures.recall >= RECALL


def test_the_training_set_of_others_passes():
    list_, truth = shared("id_ganda_latih.csv.gz"), shared("id_ganda_latih_kebenaran.csv.gz")
    figures = evaluating.evaluate(files=[list_], truth=truth, on=ON)
    assert figures.precision >= PRECISION
    assert figures.recall >= RECALL
    assert figures.pairs_for_review < figures.pairs_true / 2


@pytest.mark.parametrize("names", [["febrl_dataset3"], ["febrl_dataset4a", "febrl_dataset4b"]], ids=" and ".join)
def test_the_sets_that_everybody_is_measured_by_pass(names):
    figures = evaluating.evaluate(files=[shared(f"{name}.csv.gz") for name in names], truth=None, on=ON)
    assert figures.f1 >= FEBRL
