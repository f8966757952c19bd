"""Every planted error is there, counted, and nothing else is wrong."""

import polars as pl
import pytest

from lumbung.site.demo.errors import KINDS, plant
from lumbung.site.demo.own import as_text
from lumbung.site.demo.population import people
from lumbung.site.demo.tests.areas import temanggung


@pytest.fixture(scope="module")
def clean() -> pl.DataFrame:
    return as_text(pl.concat(people(places=temanggung(), families=2500, seed=7)))


@pytest.fixture(scope="module")
def dirty(clean):
    return plant(clean, seed=7)


def test_every_kind_of_error_is_planted_at_least_once(dirty):
    _, truth = dirty
    assert set(truth.rows) == set(KINDS)
    assert min(truth.rows.values()) >= 1


def test_the_truth_counts_what_is_in_the_rows(dirty):
    rows, truth = dirty
    assert (rows["nik"].str.len_chars() == 15).sum() == truth.rows["nik_too_short"]
    assert rows["nik"].str.contains("E+15", literal=True).sum() == truth.rows["nik_damaged_by_excel"]
    assert (rows["tgl_lahir"] == "2019-02-30").sum() == truth.rows["date_that_does_not_exist"]
    assert rows["no_kk"].is_null().sum() == truth.rows["card_missing"]
    assert (rows["kode_wilayah"] == "33.23.99.2099").sum() == truth.rows["village_unknown"]


def test_a_repeated_row_stands_right_below_the_first(dirty):
    rows, truth = dirty
    pairs = sum(a == b for a, b in zip(rows.iter_rows(), rows.slice(1).iter_rows(), strict=False))
    assert pairs == truth.rows["row_twice"]


def test_one_person_in_two_families_keeps_the_number(dirty):
    rows, truth = dirty
    families = rows.group_by("nik").agg(pl.col("id_keluarga").n_unique())
    assert (families["id_keluarga"] > 1).sum() == truth.rows["person_in_two_families"]


def test_one_person_under_two_numbers_has_one_name_birth_and_mother(clean, dirty):
    rows, truth = dirty
    same = ["nama", "tgl_lahir", "nama_ibu"]
    twice = rows.group_by(same).agg(pl.col("nik").n_unique()).filter(pl.col("nik") > 1).height
    by_chance = clean.group_by(same).agg(pl.col("nik").n_unique()).filter(pl.col("nik") > 1).height
    assert twice - by_chance == truth.rows["person_under_two_numbers"]


def test_nobody_is_copied_into_a_family_with_another_error(dirty):
    rows, _ = dirty
    copies = rows.filter(pl.col("nik").is_duplicated(), hubungan="8").unique("id_keluarga")
    bad = rows.filter(pl.col("no_kk").is_null() | (pl.col("kode_wilayah") == "33.23.99.2099"))
    assert not set(copies["id_keluarga"]) & set(bad["id_keluarga"])


def test_families_stay_together_and_nobody_is_lost(clean, dirty):
    rows, truth = dirty
    added = sum(truth.rows[kind] for kind in ("row_twice", "person_in_two_families", "person_under_two_numbers"))
    assert rows.height == clean.height + added
    assert rows["id_keluarga"].rle().struct.field("value").n_unique() == clean["id_keluarga"].n_unique()


def test_ten_families_still_get_some_errors():
    few = as_text(pl.concat(people(places=temanggung(), families=10, seed=1)))
    _, truth = plant(few, seed=1)
    assert 0 < sum(truth.rows.values()) < few.height
