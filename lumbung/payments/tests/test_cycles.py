"""Cycles: one line per family, programme and period; a list is taken whole or not at all."""

import uuid
from datetime import date

import polars as pl
import pytest
from django.db import IntegrityError, transaction

from lumbung.payments import actions
from lumbung.payments.models import Card, Cycle, Line
from lumbung.payments.tests import factories

OCTOBER, NOVEMBER = (date(2026, 10, 1), date(2026, 11, 1)), (date(2026, 11, 1), date(2026, 12, 1))


@pytest.fixture
def people(db):
    return factories.staff()


@pytest.fixture
def money(people):
    return factories.fund(people["treasurer"])


@pytest.fixture
def whom():
    return factories.families(10)


def test_the_same_source_gives_the_same_cycle(people, money, whom):
    first = factories.cycle(people, factories.entitled(whom), money)
    again = factories.cycle(people, factories.entitled(whom), money)
    assert first.pk == again.pk
    assert Line.objects.count() == 10


@pytest.mark.parametrize(
    ("told", "refused"),
    [
        ({"period": factories.PERIOD}, True),
        ({"period": NOVEMBER}, True),
        ({"period": (date(2027, 1, 1), date(2027, 4, 1))}, False),
        ({"programme": "sembako"}, False),
        ({"region_code": "33.23.01"}, True),
        ({"region_code": "33"}, True),
        ({"region_code": "33.24"}, False),
    ],
)
def test_cycles_of_a_programme_do_not_overlap_in_time_and_region(people, money, whom, told, refused):
    people["officer"].region_code = ""
    factories.cycle(people, factories.entitled(whom), money)
    another = {"source": "run:2"} | told
    nobody = factories.entitled(whom.clear())
    if refused:
        with pytest.raises(actions.CyclesOverlap, match="PKH"):
            factories.cycle(people, nobody, money, **another)
    else:
        assert factories.cycle(people, nobody, money, **another).status == Cycle.Status.DRAFT


def test_a_family_has_one_line_per_programme_and_period_in_the_database(people, money, whom):
    cycle = factories.cycle(people, factories.entitled(whom), money)
    line = cycle.payment_lines.first()
    line.pk, line.end_to_end_id = None, "LB-other"
    with pytest.raises(IntegrityError, match="one_line_per_family"), transaction.atomic():
        line.save(force_insert=True)


@pytest.mark.parametrize("amount", [0, -1, None])
def test_an_amount_that_is_not_above_zero_is_refused(people, money, whom, amount):
    with pytest.raises(actions.BadEntitlements, match="10 baris"):
        factories.cycle(people, factories.entitled(whom).with_columns(amount=pl.lit(amount, dtype=pl.Int64)), money)


def test_a_family_twice_in_the_list_is_refused(people, money, whom):
    with pytest.raises(actions.BadEntitlements, match="2 baris"):
        factories.cycle(people, factories.entitled(pl.concat([whom, whom[:1]])), money)


def test_families_outside_the_region_refuse_the_whole_list(people, money, whom):
    outside = factories.families(1, region="33.24")
    with pytest.raises(actions.FamiliesOutside, match="1 keluarga"):
        factories.cycle(people, factories.entitled(pl.concat([whom, outside])), money)
    assert not Line.objects.exists()


def test_a_changed_amount_for_a_known_line_is_refused(people, money, whom):
    cycle = factories.cycle(people, factories.entitled(whom), money)
    with pytest.raises(actions.AlreadyLined):
        actions.add_lines(cycle_id=cycle.pk, entitlements=factories.entitled(whom, 1), by=people["officer"])


def test_a_list_may_come_in_parts(people, money, whom):
    cycle = factories.cycle(people, factories.entitled(whom[:4]), money)
    assert actions.add_lines(cycle_id=cycle.pk, entitlements=factories.entitled(whom), by=people["officer"]) == 6


def test_a_cycle_can_be_made_again_after_it_was_cancelled(people, money, whom):
    first = factories.cycle(people, factories.entitled(whom), money)
    actions.cancel_cycle(cycle_id=first.pk, reason="Salah bulan", by=people["officer"], at=factories.AT)
    second = factories.cycle(people, factories.entitled(whom), money)
    assert second.pk != first.pk
    assert second.payment_lines.count() == 10


def test_families_with_an_active_card_are_paid_by_its_bank_and_others_by_the_post(people, money, whom):
    opened = factories.cards(people["officer"])
    Card.objects.filter(family_id=whom["family_id"][0]).update(status="closed")
    cycle = factories.cycle(people, factories.entitled(whom), money)
    by_card = cycle.payment_lines.exclude(channel="pos")
    assert by_card.count() == opened - 1
    assert all(line.channel == line.card.bank for line in by_card)


def test_the_collective_opening_twice_gives_no_second_card(people, whom):
    first = factories.cards(people["officer"])
    assert first > 0
    assert factories.cards(people["officer"]) == 0
    card = Card.objects.first()
    card.pk, card.number_index, card.account_index = None, uuid.UUID(int=1), uuid.UUID(int=2)
    card.public_number = "ANOTHER"
    with pytest.raises(IntegrityError, match="one_open_card"), transaction.atomic():
        card.save(force_insert=True)


def test_card_and_account_numbers_lie_encrypted(people, whom):
    factories.cards(people["officer"])
    card = Card.objects.first()
    [(number, account)] = factories.bulk.rows("SELECT number, account_number FROM payments_card ORDER BY id LIMIT 1")
    assert card.number not in number
    assert card.account_number not in account
