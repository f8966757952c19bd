"""The made-up regency: nobody real, everybody different, the same for the same seed."""

from datetime import date

import polars as pl
import pytest

from lumbung.site.demo import own
from lumbung.site.demo.population import COUNTED_ON, people
from lumbung.site.demo.tests.areas import temanggung


@pytest.fixture(scope="module")
def drawn() -> pl.DataFrame:
    return pl.concat(people(places=temanggung(), families=2500, seed=7))


def test_the_same_seed_gives_the_same_people(drawn):
    again = pl.concat(people(places=temanggung(), families=2500, seed=7))
    other = pl.concat(people(places=temanggung(), families=2500, seed=8))
    assert again.equals(drawn)
    assert not other.equals(drawn)


@pytest.mark.parametrize("families", [1, 10, 250])
def test_there_are_exactly_as_many_families_as_asked(families):
    drawn = pl.concat(people(places=temanggung(), families=families, seed=3))
    assert drawn["id_keluarga"].n_unique() == families


def test_every_number_is_unique_and_belongs_to_nobody(drawn):
    cards = drawn.unique("id_keluarga")["no_kk"]
    for numbers in (drawn["nik"], cards):
        assert numbers.n_unique() == len(numbers)
        assert numbers.str.contains(r"^\d{12}9\d{3}$").all()
    assert drawn["no_hp"].drop_nulls().str.contains(r"^08000\d{7}$").all()


def test_a_woman_carries_day_plus_forty_in_her_number(drawn):
    day = drawn["nik"].str.slice(6, 2).cast(pl.Int64)
    women = drawn["jk"] == "P"
    assert day.filter(women).is_between(41, 71).all()
    assert day.filter(~women).is_between(1, 31).all()


def test_nearly_every_number_tells_the_birth_date(drawn):
    told = drawn["nik"].str.slice(8, 4) == drawn["tgl_lahir"].dt.strftime("%m%y")
    assert 0.98 < told.mean() < 1


def test_every_family_has_one_head_who_comes_first(drawn):
    families = drawn.group_by("id_keluarga", maintain_order=True).agg(
        heads=(pl.col("hubungan") == 1).sum(), first=pl.col("hubungan").first()
    )
    assert families["heads"].unique().to_list() == [1]
    assert families["first"].unique().to_list() == [1]


def test_families_look_like_those_of_a_javanese_regency(drawn):
    sizes = drawn.group_by("id_keluarga").len()["len"]
    assert 3.0 < sizes.mean() < 3.6
    assert sizes.max() <= 10
    one_word = ~drawn["nama"].str.contains(" ", literal=True)
    assert 0.3 < one_word.mean() < 0.6


def test_ages_agree_with_birth_dates(drawn):
    assert drawn["tgl_lahir"].max() < COUNTED_ON
    assert drawn["tgl_lahir"].min() > date(1920, 1, 1)
    years = (pl.lit(COUNTED_ON) - pl.col("tgl_lahir")).dt.total_days() / 365.2425
    assert drawn.select((years - pl.col("umur")).is_between(-1.0, 1.6).all()).item()


def test_children_go_to_school_at_the_level_of_their_age(drawn):
    pupils = drawn.filter(pl.col("umur").is_between(8, 11))
    assert (pupils["status_sekolah"] == 2).mean() > 0.95
    assert set(pupils.filter(pl.col("status_sekolah") == 2)["jenjang"]) == {3, 4}


def test_the_poor_live_in_poorer_houses_and_have_more_children(drawn):
    homes = drawn.group_by("id_keluarga").agg(
        pl.col("welfare", "luas_lantai", "mobil", "lantai").first(), children=(pl.col("hubungan") == 3).sum()
    )
    poor, rich = homes.filter(pl.col("welfare") < -1), homes.filter(pl.col("welfare") > 1)
    assert poor["luas_lantai"].mean() < rich["luas_lantai"].mean()
    assert (poor["mobil"] == 1).mean() < (rich["mobil"] == 1).mean()
    assert poor["children"].mean() > rich["children"].mean()
    assert (poor["lantai"] == 8).mean() > 0.1


def test_only_women_of_childbearing_age_are_asked_about_pregnancy(drawn):
    asked = drawn.filter(pl.col("hamil").is_not_null())
    assert asked["jk"].unique().to_list() == ["P"]
    assert (asked["umur"].min(), asked["umur"].max()) == (10, 54)
    assert asked.filter(pl.col("hamil") == 1)["umur"].min() >= 17
    assert 0 < (asked["hamil"] == 1).mean() < 0.06


def test_the_layout_has_its_columns_in_the_agreed_order(drawn):
    written = own.as_text(drawn)
    assert tuple(written.columns) == own.COLUMNS
    assert len(own.COLUMNS) == 71
    assert set(written.dtypes) == {pl.String}
