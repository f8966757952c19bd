"""Money and merges: who was paid needs two people, one card stays in use, nothing in the books moves."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from lumbung.core.actors import SYSTEM
from lumbung.payments import actions
from lumbung.payments.models import Card, Line, Transfer
from lumbung.payments.tests import factories
from lumbung.registry import actions as registry
from lumbung.registry.models import Family, Merge, Person
from lumbung.registry.tests import factories as people
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 21)


@pytest.fixture
def staff():
    return factories.staff()


@pytest.fixture
def two_cards(staff):
    """One household under two cards, in a regency with others, each with an active KKS."""
    first = people.household("Slamet Riyadi", "Sumarni")
    second = people.household("Slamet Riadi", "Soemarni")
    factories.cards(staff["officer"])
    return first, second


def pay(staff, *families, **told):
    money = factories.fund(staff["treasurer"])
    whom = factories.pl.DataFrame({"family_id": [family.pk for family in families]})
    return factories.cycle(staff, factories.entitled(whom), money, **told)


def merge(first, second, by=SYSTEM):
    members = zip(first.members.order_by("pk"), second.members.order_by("pk"), strict=True)
    same = [(kept.pk, taken.pk) for kept, taken in members]
    told = {"survivor_id": first.pk, "absorbed_id": second.pk, "reason": "Kartu lama", "by": by, "on": DAY}
    return registry.merge_families(same_people=same, **told)


def test_where_nobody_was_paid_one_person_is_enough(two_cards):
    assert merge(*two_cards).status == "done"


@pytest.mark.parametrize("paid", [0, 1])
def test_where_one_of_the_two_was_paid_a_second_person_agrees(two_cards, staff, paid):
    factories.released(staff, pay(staff, two_cards[paid]))
    maker, checker = user("village_operator", people.VILLAGE), user("regency_verifier")
    merge_ = merge(*two_cards, by=maker)
    assert (merge_.status, merge_.because) == ("proposed", ["paid"])
    with pytest.raises(registry.SamePersonMerges):
        registry.approve_merge(merge_id=merge_.pk, by=SYSTEM, on=DAY)
    assert registry.approve_merge(merge_id=merge_.pk, by=checker, on=DAY).status == "done"


@pytest.mark.parametrize("of", ["families", "people"])
def test_the_database_itself_wants_two_people_where_money_was_paid(two_cards, staff, of):
    factories.released(staff, pay(staff, two_cards[1]))
    told = {"region_code": people.VILLAGE, "reason": "langsung ke basis data", "status": "done"}
    kept, taken = two_cards if of == "families" else [family.members.get(relation=1) for family in two_cards]
    sides = (
        {"family": kept, "absorbed_family": taken} if of == "families" else {"person": kept, "absorbed_person": taken}
    )
    with pytest.raises(DatabaseError, match="a second person agrees"), transaction.atomic():
        Merge.objects.create(kind="family" if of == "families" else "person", **sides, **told)


def test_a_proposal_does_not_lose_its_second_person(two_cards, staff):
    factories.released(staff, pay(staff, two_cards[0]))
    waiting = merge(*two_cards)
    with pytest.raises(DatabaseError, match="a second person agrees"), transaction.atomic():
        Merge.objects.filter(pk=waiting.pk).update(second_person=False, status="done")


def test_two_people_of_paid_families_need_a_second_person_as_well(two_cards, staff):
    first, second = two_cards
    factories.released(staff, pay(staff, second))
    kept, taken = first.members.get(name="Sumarni"), second.members.get(name="Soemarni")
    told = {"survivor_id": kept.pk, "absorbed_id": taken.pk, "reason": "KTP sama", "on": DAY}
    assert registry.merge_people(by=user("regency_verifier"), **told).status == "proposed"


def test_a_family_whose_money_is_on_its_way_is_not_merged_away(two_cards, staff):
    first, second = two_cards
    cycle = pay(staff, second)
    with pytest.raises(actions.MoneyOnItsWay):
        merge(first, second, by=user("village_operator", people.VILLAGE))
    actions.cancel_cycle(cycle_id=cycle.pk, reason="Data ganda", by=staff["officer"], at=factories.AT)
    assert merge(first, second).status == "done"


def test_the_family_that_stays_may_have_money_on_its_way(two_cards, staff):
    first, second = two_cards
    pay(staff, first)
    assert merge(first, second).status == "done"


def test_one_of_two_cards_stays_in_use_until_the_merge_is_taken_back(two_cards):
    first, second = two_cards
    done = merge(first, second)
    assert [Card.objects.get(family=one).status for one in two_cards] == ["active", "blocked"]
    registry.take_back_merge(merge_id=done.pk, why="Dua keluarga", by=SYSTEM)
    assert [Card.objects.get(family=one).status for one in two_cards] == ["active", "active"]


def test_a_card_closed_meanwhile_stays_closed(two_cards):
    done = merge(*two_cards)
    Card.objects.filter(family=two_cards[1]).update(status="closed")
    registry.take_back_merge(merge_id=done.pk, why="Dua keluarga", by=SYSTEM)
    assert Card.objects.get(family=two_cards[1]).status == "closed"


def test_a_card_handed_over_late_is_not_activated_for_a_family_that_counts_no_more(two_cards, staff):
    third = people.household("Slamet", "Sumarni")
    factories.opened(staff["officer"])
    merge(two_cards[0], third)
    actions.deliver_simulated_cards(region_code=factories.REGENCY, on=DAY, by=staff["officer"])
    assert Card.objects.get(family=third).status == "handed"


def test_nothing_in_the_books_moves(two_cards, staff):
    factories.released(staff, pay(staff, *two_cards))
    before = list(Line.objects.order_by("pk").values()), list(Transfer.objects.order_by("pk").values())
    done = merge(*two_cards, by=user("regency_verifier"))
    registry.approve_merge(merge_id=done.pk, by=user("regency_head"), on=DAY)
    assert (list(Line.objects.order_by("pk").values()), list(Transfer.objects.order_by("pk").values())) == before
    assert factories.books_balance()


def test_the_members_of_the_other_card_move_over_and_back(two_cards):
    first, second = two_cards
    baby = people.person(second, "Bayu", relation=3)
    kept = [(first.members.get(relation=1).pk, second.members.get(relation=1).pk)]
    told = {"survivor_id": first.pk, "absorbed_id": second.pk, "reason": "Kartu lama", "by": SYSTEM, "on": DAY}
    done = registry.merge_families(same_people=kept, **told)
    names = sorted(Person.objects.filter(family=first, status="active").values_list("name", flat=True))
    assert names == ["Bayu", "Slamet Riyadi", "Soemarni", "Sumarni"]
    assert list(baby.past_memberships.values_list("family", flat=True)) == [second.pk]
    registry.take_back_merge(merge_id=done.pk, why="Dua keluarga", by=SYSTEM)
    baby.refresh_from_db()
    assert (baby.family_id, baby.past_memberships.count(), Family.objects.get(pk=second.pk).status) == (
        second.pk,
        0,
        "active",
    )


def test_two_families_without_a_common_person_are_two(two_cards):
    first, second = two_cards
    told = {"survivor_id": first.pk, "absorbed_id": second.pk, "reason": "Kartu lama", "by": SYSTEM, "on": DAY}
    stranger = people.household("Tukiman").members.get().pk
    for pairs in ([], [(stranger, second.members.first().pk)], [(first.members.first().pk, stranger)]):
        with pytest.raises(registry.NotOneFamily):
            registry.merge_families(same_people=pairs, **told)


def test_the_card_number_of_the_other_may_stay(two_cards):
    first, second = two_cards
    number, old = second.kk, first.kk
    told = {"survivor_id": first.pk, "absorbed_id": second.pk, "reason": "Kartu baru", "by": SYSTEM, "on": DAY}
    same = [(first.members.first().pk, second.members.first().pk)]
    done = registry.merge_families(same_people=same, choices={"kk": second.pk}, **told)
    first.refresh_from_db()
    assert first.kk == number
    registry.take_back_merge(merge_id=done.pk, why="Dua keluarga", by=SYSTEM)
    first.refresh_from_db()
    assert (first.kk, Family.objects.get(pk=second.pk).status) == (old, "active")
