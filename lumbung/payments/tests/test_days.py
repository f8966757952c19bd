"""The books of every day: kept once, and wrong the moment ledger, bank files and funds differ."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lumbung.core import bulk
from lumbung.core.actors import SYSTEM, acting
from lumbung.payments import actions
from lumbung.payments.models import DayBalance, DayCheck
from lumbung.payments.tests import factories
from lumbung.payments.tests.factories import ON, wishes

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
    assert (kept["cash"], kept["withdrawn"], sum(kept.values())) == (1_550_000, 250_000, 0)
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
