"""A person is found by what somebody half remembers: a misspelt or partial name, a village, a year, the last digits."""

import datetime as dt

import polars as pl
import pytest
from django.db import connection

from lumbung.core.actors import SYSTEM, acting
from lumbung.core.refusals import NotAllowed
from lumbung.regions import rules as regions
from lumbung.regions.models import Region
from lumbung.registry import queries
from lumbung.registry.search import Known
from lumbung.registry.tests import factories
from lumbung.staff.models import User
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.django_db
WORDS = ("Aminah", "Dewi", "Endang", "Fitri", "Gunawan", "Hartono", "Indah", "Joko", "Kartika", "Lestari", "Mulyono")


def found(text, viewer=SYSTEM, **known):
    return [one.name for one in queries.people_named(viewer=viewer, text=text, known=Known(**known))]


@pytest.mark.parametrize(
    "text",
    ["Siti Nurhaliza", "siti noerhalisa", "Nurhalizah", "Siti Nurhalisa", "Siti Nurhaliz", "Nurhaliza Siti Wati"],
)
def test_misspelt_partial_and_turned_round(text):
    factories.household("Siti Nurhaliza", "Siti Aminah", "Bambang")
    assert found(text)[0] == "Siti Nurhaliza"


def test_a_name_written_exactly_so_comes_before_those_that_are_longer():
    factories.household("Aminah Sri Wahyuni", "Sri Aminah", "Sri Aminah Dewi")
    assert found("Sri Aminah")[0] == "Sri Aminah"


def test_among_many_of_one_name_the_village_and_the_year_decide():
    factories.household(*["Siti Aminah"] * 3)
    other = factories.family("33.23.02.2001")
    factories.person(other, "Siti Aminah", birth_date=dt.date(1980, 12, 31))
    factories.person(other, "Siti Aminah", birth_date=dt.date(1981, 1, 1))
    assert len(found("Siti Aminah")) == 5
    assert len(found("Siti Aminah", areas=("33.23.02.2001",))) == 2
    assert len(found("Siti Amina", birth_year=1980)) == 1
    assert found("Siti Aminah", areas=(factories.VILLAGE,), birth_year=1980) == []


def test_the_last_digits_of_the_nik_decide():
    family = factories.household("Bayu")
    factories.person(family, "Bayu", nik="3323014101809111")
    [one] = queries.people_named(viewer=SYSTEM, text="Baju", known=Known(digits="01809111"))
    assert one.nik == "3323014101809111"


def test_the_fifth_word_finds_nobody_alone_but_the_whole_name_does():
    factories.household("Andi Bayu Citra Dewi Endang")
    assert found("Endang") == []
    assert found("Endang Dewi Citra Bayu Andi") == ["Andi Bayu Citra Dewi Endang"]


def test_within_a_village_and_in_the_nation_the_same_person_is_found():
    factories.household("Siti Nurhaliza", "Bambang Sutrisno")
    operator = User(username="w", name="W", role="village_operator", region_code=factories.VILLAGE)
    with acting(operator):
        for text in ("Nurhaliz", "Siti Nurhalisaa", "Sutrisna Bambang"):
            assert found(text, viewer=operator) == found(text) != []


def test_more_than_enough_of_one_name_do_not_hide_the_one_with_these_last_digits():
    family = factories.household(*["Siti Aminah"] * 60)
    factories.person(family, "Siti Aminah", nik="3323014101809111")
    [one] = queries.people_named(viewer=SYSTEM, text="Siti Aminah", known=Known(digits="01809111"))
    assert one.nik == "3323014101809111"


def test_the_year_of_birth_decides_along_a_walk_too():
    family = factories.family()
    factories.person(family, "Siti Nurhaliza Wati", birth_date=dt.date(1980, 5, 1))
    factories.person(family, "Siti Nurhaliza Dewi", birth_date=dt.date(1990, 5, 1))
    assert found("Nurhaliza", birth_year=1980) == ["Siti Nurhaliza Wati"]


def test_a_list_of_people_is_told_by_as_many_questions_to_the_database_however_many_it_holds(
    django_assert_max_num_queries,
):
    factories.household(*["Siti Aminah"] * 40)
    with django_assert_max_num_queries(8):
        told = [
            (one.family.head_name, one.village, one.nik) for one in queries.people_named(viewer=SYSTEM, text="Aminah")
        ]
    assert len(told) == 40


def test_a_closed_record_is_not_found():
    factories.person(factories.family(), "Sumarni", status="merged")
    assert found("Sumarni") == []


def test_a_word_is_looked_up_by_its_index_behind_the_wall():
    factories.household(*(f"{first} {second}" for first in ("Siti", "Bayu", "Rina") for second in WORDS))
    verifier = User(username="v", name="V", role="regency_verifier", region_code="33.23")
    with acting(verifier), connection.cursor() as cursor:
        cursor.execute("ANALYZE registry_person")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM registry_person WHERE name_keys[1] IN ('amina', 'amini')"
            " AND region_code >= '33.23' AND region_code < '33.23/'"
        )
        plan = " ".join(line for (line,) in cursor.fetchall())
    assert "person_word_0" in plan
    assert "Index Cond: ((name_keys[1] = ANY" in plan


def test_an_area_is_named_by_its_code_or_its_name():
    key = pl.select(regions.name_key(pl.lit("Sukamaju"))).item()
    Region.objects.create(code="33.23.01.2001", name="Sukamaju", path="Sukamaju", name_key=key, level=4)
    factories.household("Siti Aminah")
    assert [one.name for one in queries.sought(viewer=SYSTEM, text="Amina", area="sukamaju")] == ["Siti Aminah"]
    assert [one.name for one in queries.sought(viewer=SYSTEM, text="Amina", area="33.23")] == ["Siti Aminah"]
    assert queries.sought(viewer=SYSTEM, text="Amina", area="33.24") == []
    with pytest.raises(queries.UnknownArea):
        queries.sought(viewer=SYSTEM, text="Amina", area="Nirgendwo")
    with pytest.raises(queries.NotANumber):
        queries.sought(viewer=SYSTEM, text="332301")


def test_who_sees_no_register_searches_none():
    factories.household("Siti Aminah")
    for text in ("Siti Aminah", "3323014105909003"):
        with pytest.raises(NotAllowed):
            queries.sought(viewer=user("cadre", factories.VILLAGE), text=text)
