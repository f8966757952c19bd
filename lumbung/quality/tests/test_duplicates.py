"""Exact duplicates come to a queue, where only people who reach both records decide."""

import pytest

from lumbung.core.actors import SYSTEM
from lumbung.quality import actions, queries
from lumbung.quality.models import DuplicatePair
from lumbung.quality.tests.factories import file_of, person, take_in
from lumbung.registry.models import Person
from lumbung.registry.tests import factories as registered
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.usefixtures("areas")
NIK = "3323014105909003"


def two(first="33.23.01.2001", second="33.23.01.2001", **fields):
    return [registered.person(registered.family(code), **fields) for code in (first, second)]


def found():
    actions.find_exact_duplicates()
    return [(pair.a_id, pair.b_id, pair.kind, pair.region_code) for pair in DuplicatePair.objects.all()]


def test_the_same_nik_in_two_families_is_a_pair_and_found_once():
    a, b = two(nik=NIK)
    assert found() == found() == [(a.pk, b.pk, "same_nik", "33.23.01.2001")]


@pytest.mark.parametrize(
    ("changes", "is_pair"),
    [({}, True), ({"name_key": "sari"}, False), ({"birth_date": "1990-05-02"}, False), ({"mother_key": "tuti"}, False)],
)
def test_the_same_name_birth_date_and_mother_is_a_pair_and_two_of_them_are_not(changes, is_pair):
    same = {"name": "Wati", "birth_date": "1990-05-01", "mother_key": "sumirah"}
    _one, other = two(**same)
    Person.objects.filter(pk=other.pk).update(**changes)
    assert bool(found()) == is_pair


def test_an_unknown_mother_makes_no_pair():
    two(name="Wati", birth_date="1990-05-01", mother_key="")
    assert found() == []


@pytest.mark.parametrize(
    ("second", "area"), [("33.23.01.2002", "33.23.01"), ("34.01.01.2001", "0"), ("33.23.01.2001", "33.23.01.2001")]
)
def test_a_pair_belongs_to_the_smallest_area_that_holds_both(second, area):
    two(second=second, nik=NIK)
    assert found()[0][3] == area


def test_only_who_reaches_both_sees_the_pair():
    two(second="33.23.01.2002", nik=NIK)
    found()
    assert not queries.pairs_waiting(viewer=user("village_operator", "33.23.01.2001")).exists()
    assert queries.pairs_waiting(viewer=user("regency_verifier", "33.23")).exists()


def test_the_same_person_closes_the_younger_record_and_its_empty_family():
    a, b = two(nik=NIK)
    found()
    actions.decide_duplicate(pair_id=DuplicatePair.objects.get().pk, same_person=True, why="KTP sama", by=SYSTEM)
    b.refresh_from_db()
    assert (b.status, b.family.status, Person.objects.get(pk=a.pk).status) == ("merged", "merged", "active")


def test_different_people_both_stay_and_are_not_asked_about_again():
    two(nik=NIK)
    found()
    actions.decide_duplicate(pair_id=DuplicatePair.objects.get().pk, same_person=False, why="Kembar", by=SYSTEM)
    found()
    assert DuplicatePair.objects.get().status == "different"
    assert not Person.objects.filter(status="merged").exists()


def test_a_decision_needs_a_reason_and_is_made_once():
    two(nik=NIK)
    found()
    pair = DuplicatePair.objects.get().pk
    with pytest.raises(actions.SayWhy):
        actions.decide_duplicate(pair_id=pair, same_person=True, why=" ", by=SYSTEM)
    actions.decide_duplicate(pair_id=pair, same_person=False, why="Kembar", by=SYSTEM)
    with pytest.raises(actions.AlreadyDecided):
        actions.decide_duplicate(pair_id=pair, same_person=True, why="x", by=SYSTEM)


def test_an_import_finds_its_own_duplicates(tmp_path):
    nik = person(0)["nik"]
    batch = take_in(file_of(tmp_path, person(0), person(4, nik=nik)))
    assert batch.found["warning"]["nik_twice_in_file"] == 2
    assert DuplicatePair.objects.get().kind == "same_nik"
