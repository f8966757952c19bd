"""The end of a fund: open lines are told, two persons close it, and nothing leaves it afterwards."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from lumbung.payments import actions, queries
from lumbung.payments.banks import simulated
from lumbung.payments.models import Account, Fund, Line, Transfer
from lumbung.payments.tests import factories

DAY = date(2026, 11, 5)


@pytest.fixture
def people(db):
    return factories.staff()


def _closed(people, money):
    actions.ask_to_close(fund_id=money.pk, by=people["treasurer"], at=factories.AT)
    return actions.close_fund(fund_id=money.pk, by=people["second_treasurer"], at=factories.AT)


def test_open_lines_are_told_and_hold_the_fund_open(people):
    money = factories.fund(people["treasurer"])
    draft = factories.cycle(people, factories.entitled(factories.families(10)), money)
    cycle = factories.released(people, draft)
    told = queries.still_open(fund_id=money.pk)
    assert [(one.cycle_id, one.lines, one.rupiah) for one in told] == [(cycle.pk, 10, 6_000_000)]
    with pytest.raises(actions.OpenLines, match=r"10 baris senilai Rp6\.000\.000"):
        actions.ask_to_close(fund_id=money.pk, by=people["treasurer"], at=factories.AT)


def test_two_persons_close_and_the_remainder_goes_back(people):
    money = factories.fund(people["treasurer"], budget=5_000_000)
    actions.ask_to_close(fund_id=money.pk, by=people["treasurer"], at=factories.AT)
    with pytest.raises(actions.SamePersonCloses):
        actions.close_fund(fund_id=money.pk, by=people["treasurer"], at=factories.AT)
    with pytest.raises(IntegrityError, match="fund_closed_by_another"), transaction.atomic():
        Fund.objects.filter(pk=money.pk).update(closed_by=people["treasurer"], closed_at=factories.AT)
    closed = actions.close_fund(fund_id=money.pk, by=people["second_treasurer"], at=factories.AT)
    assert closed == actions.close_fund(fund_id=money.pk, by=people["second_treasurer"], at=factories.AT)
    state = queries.fund_state(viewer=people["treasurer"], fund_id=money.pk)
    assert (state.available, state.to_treasury, state.balances) == (0, 5_000_000, True)


def test_nothing_leaves_a_closed_fund(people):
    money = factories.fund(people["treasurer"])
    draft = factories.cycle(people, factories.entitled(factories.families(10)), money)
    _closed(people, money)
    with pytest.raises(actions.FundClosed):
        actions.submit_cycle(cycle_id=draft.pk, by=people["officer"], at=factories.AT)
    places = {place.kind: place for place in Account.objects.filter(fund=money)}
    with pytest.raises(DatabaseError, match="closed fund"), transaction.atomic():
        Transfer.objects.create(
            debit=places["back"],
            credit=places["available"],
            amount=1,
            kind="commit",
            reference="x",
            region_code="33.23",
        )


def test_what_comes_back_to_a_closed_fund_goes_on_to_the_treasury(people, monkeypatch, tmp_path):
    monkeypatch.setattr(simulated, "_FATES", ())
    whom = factories.families(10)
    factories.cards(people["officer"])
    money = factories.fund(people["treasurer"], budget=6_000_000)
    cycle = factories.released(people, factories.cycle(people, factories.entitled(whom), money))
    actions.write_files(cycle_id=cycle.pk, by=people["officer"])
    actions.simulate_answers(cycle_id=cycle.pk, on=DAY, by=people["officer"])
    actions.reconcile_cycle(cycle_id=cycle.pk, by=people["officer"], at=factories.AT)
    _closed(people, money)
    monkeypatch.setattr(simulated, "_FATES", ((1000, "returned", "AC06"),))
    actions.simulate_answers(cycle_id=cycle.pk, on=date(2026, 12, 30), by=people["officer"])
    back = Line.objects.filter(cycle=cycle, status="returned").count()
    assert back == 10
    assert Account.objects.get(fund=money, kind="back").balance == 6_000_000
    assert factories.books_balance()


def test_the_request_can_be_taken_back(people):
    money = factories.fund(people["treasurer"])
    actions.ask_to_close(fund_id=money.pk, by=people["treasurer"], at=factories.AT)
    assert actions.keep_open(fund_id=money.pk, by=people["second_treasurer"]).status == Fund.Status.OPEN


def test_budgets_are_told_by_source_and_year(people):
    factories.fund(people["treasurer"], budget=100)
    factories.fund(people["treasurer"], budget=50, name="Dana kedua")
    [told] = queries.budgets(viewer=people["treasurer"])
    assert (told.source, told.fiscal_year, told.funds, told.budget, told.available) == ("APBN", 2026, 2, 150, 150)
