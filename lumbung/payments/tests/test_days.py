"""The books of every day: kept once, and wrong the moment ledger, bank files and funds differ."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from lumbung.core import bulk
from lumbung.core.actors import SYSTEM, acting
from lumbung.payments import actions
from lumbung.payments.models import DayBalance, DayCheck
from lumbung.payments.tests import factories
from lumbung.payments.tests.factories import AT, ON, wishes

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return factories.staff()


def closed(day) -> DayCheck:
    with acting(SYSTEM):
        return actions.close_day(on=day)


def test_a_day_that_agrees_is_kept_with_what_lay_where(people):
    cards = factories.topped_up(people, 3)
    actions.withdraw(wishes=wishes(("t1", cards[0], 250_000)), on=ON, by=people["treasurer"])
    today = timezone.localdate()
    check = closed(today)
    assert check.agrees
    kept = {row.kind: row.balance for row in DayBalance.objects.filter(on=today)}
    assert (kept["cash"], kept["withdrawn"], sum(kept.values())) == (len(cards) * 600_000 - 250_000, 250_000, 0)
    assert closed(today).pk == check.pk


def test_a_quiet_day_keeps_the_balances_of_the_day_before(people):
    factories.topped_up(people, 1)
    today = timezone.localdate()
    closed(today)
    kept = DayCheck.objects.count()
    last = closed(today + timedelta(days=2))
    assert (DayCheck.objects.count() - kept, last.transfers, last.agrees) == (2, 0, True)
    per_day = {day: {} for day in (today, today + timedelta(days=2))}
    for row in DayBalance.objects.filter(on__in=per_day):
        per_day[row.on][row.kind] = row.balance
    assert per_day[today] == per_day[today + timedelta(days=2)] != {}


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        ("UPDATE payments_fund SET budget = budget + 7", "funds"),
        ("UPDATE payments_bankfile SET rows_ref = ''", "bank_files"),
        ("UPDATE payments_account SET balance = balance + 7 WHERE kind = 'cash'", "wallets"),
    ],
)
def test_a_difference_of_any_of_them_is_told(people, spoilt, told):
    factories.topped_up(people, 1)
    bulk.execute("SET CONSTRAINTS ALL IMMEDIATE")
    bulk.execute("ALTER TABLE payments_account DISABLE TRIGGER USER")
    bulk.execute(spoilt)
    check = closed(timezone.localdate())
    assert getattr(check, told) > 0
    assert not check.agrees


def test_nothing_is_booked_into_a_day_whose_books_are_closed(people):
    draft = factories.cycle(people, factories.entitled(factories.families(1)), factories.fund(people["treasurer"]))
    cycle = actions.submit_cycle(cycle_id=draft.pk, by=people["officer"], at=AT)
    closed(timezone.localdate() - timedelta(days=1))
    told = {"cycle_id": cycle.pk, "by": people["head"]}
    with pytest.raises(actions.BooksClosed, match="sudah ditutup"):
        actions.approve_cycle(**told, at=AT)
    with pytest.raises(DatabaseError, match="books of this day are closed"), transaction.atomic():
        bulk.execute(
            "INSERT INTO payments_transfer (debit_id, credit_id, amount, kind, reference, region_code, at)"
            " SELECT a.id, b.id, 1, 'uncommit', 'late', '33.23', now() - interval '1 day' FROM payments_account a,"
            " payments_account b WHERE a.kind = 'committed' AND b.kind = 'available'"
        )
    assert actions.approve_cycle(**told, at=timezone.now()).status == "released"
