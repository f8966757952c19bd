"""Two records of one person become one, with every link, and two again."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from lumbung.core import bulk
from lumbung.core.actors import SYSTEM
from lumbung.core.refusals import NotAllowed, NotFound
from lumbung.registry import actions, queries
from lumbung.registry.models import Family, Merge, MergeChange, PastMembership, Person
from lumbung.registry.tests import factories
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 21)
OTHER_VILLAGE = "33.23.01.2002"


def rows():
    """Everything in the registry as it stands."""
    tables = ("registry_person", "registry_family", "registry_pastmembership", "registry_dwelling")
    return {table: bulk.rows(f"SELECT to_jsonb(t) FROM {table} t ORDER BY id") for table in tables}


def two(**fields):
    """One person in two families, each with another member."""
    a = factories.household("Slamet Riyadi", "Sumarni")
    b = factories.household("Sumarno", "Soemarni", region_code=OTHER_VILLAGE)
    first, second = a.members.get(name="Sumarni"), b.members.get(name="Soemarni")
    Person.objects.filter(pk=second.pk).update(**fields)
    return first, Person.objects.get(pk=second.pk)


def merge(survivor, absorbed, **told):
    told = {"reason": "KTP sama", "by": SYSTEM, "on": ON} | told
    return actions.merge_people(survivor_id=survivor.pk, absorbed_id=absorbed.pk, **told)


def test_the_absorbed_record_points_to_the_survivor_and_keeps_its_place():
    first, second = two()
    done = merge(first, second)
    second.refresh_from_db()
    assert (done.status, done.region_code) == ("done", "33.23.01")
    assert (second.status, second.merged_into_id, second.family.status) == ("merged", first.pk, "active")
    assert queries.absorbed_by(viewer=SYSTEM, record=first) == [second]


def test_what_is_known_stands_before_what_is_unknown():
    first, second = two(birth_place="Temanggung", mother_name="Sukinem", mother_key="sukinem")
    merge(first, second)
    first.refresh_from_db()
    assert (first.birth_place, first.mother_name, first.mother_key) == ("Temanggung", "Sukinem", "sukinem")


def test_each_field_is_chosen_from_one_of_the_two():
    first, second = two(birth_place="Temanggung")
    merge(first, second, choices={"name": second.pk, "birth_place": first.pk})
    first.refresh_from_db()
    assert (first.name, first.name_keys, first.birth_place) == ("Soemarni", second.name_keys, "")


def test_the_birth_date_that_the_number_confirms_is_proposed():
    first, second = two(birth_date="1980-01-02", sex="P")
    number = "3323014201809001"
    Person.objects.filter(pk=first.pk).update(nik=number, birth_date="1980-01-12", sex="P")
    told = queries.choices_between(survivor=Person.objects.get(pk=first.pk), absorbed=second, on=ON)
    assert {one.name: one.proposed for one in told}["birth_date"] == second.pk


def test_one_s_own_family_is_proposed_before_the_parents():
    first, second = two(relation=2)
    merge(first, second)
    first.refresh_from_db()
    past = PastMembership.objects.get(person=first)
    assert (first.family_id, first.relation, first.region_code) == (second.family_id, 2, OTHER_VILLAGE)
    assert (past.since, past.until, past.region_code) == (factories.DAY, ON, factories.VILLAGE)


def test_a_family_of_which_nobody_is_left_goes_with_its_person():
    first, second = two()
    Person.objects.filter(family=second.family).exclude(pk=second.pk).update(status="moved")
    merge(first, second)
    second.family.refresh_from_db()
    assert (second.family.status, second.family.merged_into_id) == ("merged", first.family_id)


@pytest.mark.parametrize("choice", ["family", "name", "nothing"])
def test_taken_back_every_row_is_what_it_was(choice):
    first, second = two(birth_place="Temanggung", relation=2 if choice == "family" else 3)
    Person.objects.filter(family=second.family).exclude(pk=second.pk).update(status="dead")
    before = rows()
    done = merge(first, second, choices={choice: second.pk} if choice == "name" else None)
    assert rows() != before
    actions.take_back_merge(merge_id=done.pk, why="Ternyata kembar", by=SYSTEM)
    assert rows() == before
    assert Merge.objects.get(pk=done.pk).status == "taken_back"


def test_what_somebody_changed_since_stays_when_a_merge_is_taken_back():
    first, second = two(birth_place="Temanggung")
    done = merge(first, second, choices={"name": second.pk})
    Person.objects.filter(pk=first.pk).update(birth_place="Magelang")
    actions.take_back_merge(merge_id=done.pk, why="Ternyata kembar", by=SYSTEM)
    first.refresh_from_db()
    assert (first.birth_place, first.name) == ("Magelang", "Sumarni")


def test_a_chain_points_to_the_last_and_is_taken_back_from_its_end():
    first, second = two()
    third = factories.person(factories.household("Tukiman"), "Sumarni")
    before = rows()
    inner = merge(second, third)
    middle = rows()
    outer = merge(first, second)
    assert {Person.objects.get(pk=one.pk).merged_into_id for one in (second, third)} == {first.pk}
    with pytest.raises(actions.LaterMerge):
        actions.take_back_merge(merge_id=inner.pk, why="Salah", by=SYSTEM)
    actions.take_back_merge(merge_id=outer.pk, why="Salah", by=SYSTEM)
    assert rows() == middle
    actions.take_back_merge(merge_id=inner.pk, why="Salah", by=SYSTEM)
    assert rows() == before


def test_the_same_merge_twice_merges_once_and_is_taken_back_once():
    first, second = two()
    done = merge(first, second)
    assert merge(first, second) == done
    changes = MergeChange.objects.count()
    actions.take_back_merge(merge_id=done.pk, why="Salah", by=SYSTEM)
    actions.take_back_merge(merge_id=done.pk, why="Salah", by=SYSTEM)
    assert (Merge.objects.count(), MergeChange.objects.count()) == (1, changes)


def test_a_merged_record_is_not_merged_again():
    first, second = two()
    third = factories.person(first.family, "Sumarni", relation=3)
    merge(first, second)
    with pytest.raises(actions.AlreadyMerged):
        merge(third, second, one_card_reason="x")
    with pytest.raises(actions.AlreadyMerged):
        merge(second, third)


def test_after_taking_back_the_two_may_be_merged_again():
    first, second = two()
    done = merge(first, second)
    actions.take_back_merge(merge_id=done.pk, why="Salah", by=SYSTEM)
    assert merge(first, second).pk != done.pk


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_merge_and_its_taking_back_need_a_reason(reason):
    first, second = two()
    with pytest.raises(actions.SayWhyMerged):
        merge(first, second, reason=reason)
    done = merge(first, second)
    with pytest.raises(actions.SayWhyMerged):
        actions.take_back_merge(merge_id=done.pk, why=reason, by=SYSTEM)


def test_members_of_one_card_need_a_reason_of_their_own_and_a_second_person():
    family = factories.household("Slamet", "Dwi Lestari", "Dwi Lestari")
    first, twin = family.members.filter(name="Dwi Lestari")
    verifier, second = user("regency_verifier"), user("regency_verifier")
    with pytest.raises(actions.SayWhyOneCard):
        merge(first, twin, by=verifier)
    proposed = merge(first, twin, by=verifier, one_card_reason="Kartu lama dan baru disatukan saat pendataan")
    twin.refresh_from_db()
    assert (proposed.status, proposed.because, twin.status) == ("proposed", ["one_card"], "active")
    with pytest.raises(actions.SamePersonMerges):
        actions.approve_merge(merge_id=proposed.pk, by=verifier, on=ON)
    actions.approve_merge(merge_id=proposed.pk, by=second, on=ON)
    twin.refresh_from_db()
    assert twin.status == "merged"


def test_the_database_itself_refuses_one_hand_for_both():
    family = factories.household("Slamet", "Dwi Lestari", "Dwi Lestari")
    first, twin = family.members.filter(name="Dwi Lestari")
    verifier = user("regency_verifier")
    proposed = merge(first, twin, by=verifier, one_card_reason="Tercatat dua kali")
    for changed in ({"status": "done"}, {"status": "done", "decided_by": verifier}, {"one_card_reason": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Merge.objects.filter(pk=proposed.pk).update(**changed)


def test_a_refused_merge_changes_nothing_and_leaves_the_way_open():
    family = factories.household("Slamet", "Dwi Lestari", "Dwi Lestari")
    first, twin = family.members.filter(name="Dwi Lestari")
    before = rows()
    proposed = merge(first, twin, by=user("village_operator", factories.VILLAGE), one_card_reason="Tercatat dua kali")
    actions.refuse_merge(merge_id=proposed.pk, why="Anak kembar", by=user("regency_verifier"))
    assert rows() == before
    assert merge(twin, first, one_card_reason="Tercatat dua kali").pk != proposed.pk


def test_nobody_merges_what_they_do_not_reach():
    first, second = two()
    village = user("village_operator", factories.VILLAGE)
    with pytest.raises(NotFound):
        merge(first, second, by=village)
    with pytest.raises(NotFound):
        merge(first, second, by=user("regency_verifier", "33.24"))
    with pytest.raises(NotAllowed):
        merge(first, second, by=user("auditor", ""))


def test_what_hangs_on_a_record_beyond_reach_keeps_it_from_being_merged():
    first, second = two()
    here = factories.person(factories.household("Tukiman"), "Sumarni")
    merge(first, second)
    village = user("village_operator", factories.VILLAGE)
    with pytest.raises(actions.BeyondReach):
        merge(here, first, by=village)
    with pytest.raises(NotFound):
        actions.take_back_merge(merge_id=Merge.objects.get().pk, why="Salah", by=village)


def test_a_family_that_is_only_numbers_of_dead_people_is_left_alone():
    first, second = two()
    Person.objects.filter(pk=second.pk).update(status="dead")
    Family.objects.filter(pk=second.family_id).update(status="closed")
    second.refresh_from_db()
    before = rows()
    done = merge(first, second)
    second.family.refresh_from_db()
    assert second.family.status == "closed"
    actions.take_back_merge(merge_id=done.pk, why="Salah", by=SYSTEM)
    assert rows() == before
