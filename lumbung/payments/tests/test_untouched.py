"""Money that nobody takes is told after its days, and given back to the treasury by two persons."""

from datetime import UTC, date, datetime

import polars as pl
import pytest
from django.db import IntegrityError, transaction

from lumbung.payments import actions, queries
from lumbung.payments.models import Account, Line, TreasuryReturn, Untouched
from lumbung.payments.tests import factories

CAME = date(2026, 1, 10)
TOLD = date(2026, 3, 11)
BACK = date(2026, 4, 25)
AT = datetime(2026, 4, 25, 3, tzinfo=UTC)


@pytest.fixture
def people(db):
    return factories.staff()


def _paid(people, size):
    whom = factories.families(size)
    factories.cards(people["officer"])
    money = factories.fund(people["treasurer"])
    draft = factories.cycle(people, factories.entitled(whom), money)
    cycle = factories.released(people, draft)
    actions.write_files(cycle_id=cycle.pk, by=people["officer"])
    actions.simulate_answers(cycle_id=cycle.pk, on=CAME, by=people["officer"], settle=True)
    return money, Line.objects.filter(cycle=cycle, status="paid", card__isnull=False)


def _take(line, people, on):
    at = datetime(on.year, on.month, on.day, 3, tzinfo=UTC)
    wish = {"reference": f"take:{line.pk}", "card_id": line.card_id, "wallet": "cash", "amount": 50_000}
    wishes = pl.DataFrame([wish | {"place": "ATM", "happened_at": at}])
    return actions.withdraw(wishes=wishes, on=on, by=people["officer"])


@pytest.mark.parametrize("size", [20, 2_500])
def test_untouched_money_is_told_and_goes_back_by_two_persons(people, size):
    money, lines = _paid(people, size)
    count = lines.count()
    assert actions.look_for_untouched(on=date(2026, 3, 10), by=people["officer"]) == 0
    assert actions.look_for_untouched(on=TOLD, by=people["officer"]) == count
    assert actions.look_for_untouched(on=TOLD, by=people["officer"]) == 0
    told = actions.prepare_return(fund_id=money.pk, on=BACK, by=people["officer"], at=AT)
    assert (told.lines, told.total) == (count, count * 600_000)
    signers = [people["treasurer"], people["second_treasurer"]][: 1 if told.total < 10**9 else 2]
    signed = [actions.approve_return(return_id=told.pk, by=signer, at=AT) for signer in (*signers, signers[-1])]
    assert [one.status for one in signed[-2:]] == [TreasuryReturn.Status.RETURNED] * 2
    assert Line.objects.filter(status="expired").count() == count
    assert Account.objects.get(fund=money, kind="back").balance == told.total
    state = queries.fund_state(viewer=people["treasurer"], fund_id=money.pk)
    assert state.balances
    assert (state.to_treasury, state.expired) == (told.total, told.total)
    assert queries.reconciliation(viewer=people["officer"], cycle_id=lines.model.objects.first().cycle_id).agrees
    assert factories.books_balance()


def test_what_a_family_took_in_time_stays_with_it(people):
    money, lines = _paid(people, 20)
    early, late, *_others = lines
    assert _take(early, people, date(2026, 2, 1)).count("booked") == 1
    actions.look_for_untouched(on=TOLD, by=people["officer"])
    assert not Untouched.objects.filter(line=early).exists()
    told = actions.prepare_return(fund_id=money.pk, on=BACK, by=people["officer"], at=AT)
    assert _take(late, people, BACK).count("booked") == 1
    gone = actions.approve_return(return_id=told.pk, by=people["treasurer"], at=AT)
    assert gone.lines == told.lines - 1
    late.refresh_from_db()
    assert late.status == Line.Status.PAID
    assert Untouched.objects.get(line=late).touched_on == BACK


def test_nobody_returns_alone(people):
    money, _lines = _paid(people, 20)
    actions.look_for_untouched(on=TOLD, by=people["officer"])
    with pytest.raises(actions.NothingDue):
        actions.prepare_return(fund_id=money.pk, on=date(2026, 4, 24), by=people["officer"], at=AT)
    told = actions.prepare_return(fund_id=money.pk, on=BACK, by=people["officer"], at=AT)
    with pytest.raises(IntegrityError, match="return_approved_by_another"), transaction.atomic():
        TreasuryReturn.objects.filter(pk=told.pk).update(approved_by=people["officer"])


def test_a_list_that_is_given_up_frees_its_money(people):
    money, lines = _paid(people, 20)
    actions.look_for_untouched(on=TOLD, by=people["officer"])
    told = actions.prepare_return(fund_id=money.pk, on=BACK, by=people["officer"], at=AT)
    actions.cancel_return(return_id=told.pk, by=people["treasurer"])
    due = queries.due_by_fund(viewer=people["officer"], on=BACK)
    assert [row["lines"] for row in due] == [lines.count()]
