"""People are found by how their name sounds or by their number, and only in one's own region."""

import datetime as dt

import pytest

from lumbung.core.refusals import NotFound
from lumbung.registry import queries
from lumbung.registry.models import Family
from lumbung.registry.tests import factories
from lumbung.staff.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def verifier():
    return User(username="v", name="V", role="regency_verifier", region_code="33.23")


@pytest.fixture
def stranger():
    return User(username="s", name="S", role="regency_verifier", region_code="33.24")


def found(viewer, text):
    return [person.name for person in queries.people_named(viewer=viewer, text=text)]


@pytest.mark.parametrize("text", ["Soemarni", "sumarni", "Hj. Sumarni", "SUMARNI, S.Pd", "sumarmi", "Sumarni Lestari"])
def test_a_name_is_found_as_it_sounds(verifier, text):
    factories.household("Sumarni", "Bayu Setiawan")
    assert found(verifier, text)[:1] == ["Sumarni"]


def test_the_likest_name_comes_first(verifier):
    factories.household("Siti Aminah", "Siti Rohmah", "Aminah")
    assert found(verifier, "Amina Siti")[0] == "Siti Aminah"


def test_nothing_like_it_is_nothing(verifier):
    factories.household("Sumarni")
    assert found(verifier, "Wagiyo") == []
    assert found(verifier, "-") == []


def test_a_number_finds_the_person_and_a_card_finds_everybody(verifier):
    family = factories.family(kk="3323010101809001", head_name="Sumarni")
    factories.person(family, "Sumarni", nik="3323014101809002")
    factories.person(family, "Bayu")
    by_nik = queries.people_with_number(viewer=verifier, number="3323014101809002")
    by_card = queries.people_with_number(viewer=verifier, number="3323010101809001")
    assert [one.name for one in by_nik] == ["Sumarni"]
    assert {one.name for one in by_card} == {"Sumarni", "Bayu"}
    assert queries.family_of_card(viewer=verifier, kk="3323-0101-0180-9001") == family


def test_another_region_is_not_found_in_any_way(stranger):
    family = factories.household("Sumarni", kk="3323010101809001")
    member = family.members.get()
    assert found(stranger, "Sumarni") == []
    assert not queries.people_with_number(viewer=stranger, number=member.nik)
    assert queries.families(viewer=stranger).count() == 0
    for ask in (
        lambda: queries.family(viewer=stranger, family_id=family.pk),
        lambda: queries.person(viewer=stranger, person_id=member.pk),
        lambda: queries.family_of_card(viewer=stranger, kk="3323010101809001"),
    ):
        with pytest.raises(NotFound):
            ask()


def test_a_list_is_narrowed_by_a_members_name(verifier):
    wanted, _other = factories.household("Sumarni", "Bayu"), factories.household("Tukiyem", "Laras")
    rows = queries.with_member_named(among=queries.families(viewer=verifier), text="Bajoe")
    assert list(rows) == [wanted]
    assert rows[0].size == 2


def test_a_closed_family_leaves_the_list_but_keeps_its_file(verifier):
    family = factories.household("Sumarni")
    Family.objects.filter(pk=family.pk).update(status="closed")
    assert not queries.families(viewer=verifier)
    assert queries.family(viewer=verifier, family_id=family.pk).status == "closed"


@pytest.mark.parametrize(
    ("born", "age"),
    [(dt.date(2000, 11, 20), 26), (dt.date(2000, 11, 21), 25), (dt.date(2000, 2, 29), 26), (None, None)],
)
def test_age_is_in_whole_years(born, age):
    assert queries.age_on(born=born, on=dt.date(2026, 11, 20)) == age
