"""What cadres get: for months with visits, through a payment cycle, never twice."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from lumbung.cases.tests import plan_factories
from lumbung.outreach import actions, rules
from lumbung.outreach.models import Allowance
from lumbung.outreach.tests import factories
from lumbung.outreach.tests.factories import DAY, NOON
from lumbung.payments import actions as payments
from lumbung.payments.models import Line

pytestmark = pytest.mark.django_db
MONTH, AFTER = dt.date(2026, 11, 1), dt.date(2026, 12, 2)


@pytest.fixture
def visit(who):
    """A visit that was made in November."""
    match = factories.matched(who)
    [first, _second] = factories.planned(who, match)
    return actions.note_visit(visit_id=first.pk, state="done", by=match.cadre.user, at=NOON)


@pytest.fixture
def paying(who, visit):
    """What it takes to pay November."""
    return {"fund_id": plan_factories.fund().pk, "region_code": factories.REGENCY, "by": who["officer"]}


def test_a_month_is_worth_its_amount_or_its_visits():
    both = rules.in_force(DAY)
    assert [rules.allowance(visits, both) for visits in (0, 1, 9)] == [0, 100_000, 100_000]
    by_visit = type("P", (), {"allowance": {"monthly": 0, "per_visit": 25_000}})
    assert [rules.allowance(visits, by_visit) for visits in (0, 1, 4)] == [0, 25_000, 100_000]


def test_a_month_becomes_one_draft_cycle_and_no_second_one(who, visit, paying):
    with pytest.raises(actions.MonthNotOver):
        actions.pay_allowances(month=MONTH, on=dt.date(2026, 11, 30), **paying)
    cycle = actions.pay_allowances(month=MONTH, on=AFTER, **paying)
    line = Line.objects.get(cycle=cycle)
    assert (cycle.status, line.amount, line.family) == ("draft", 100_000, visit.cadre.person.family)
    with pytest.raises(actions.NothingToPay):
        actions.pay_allowances(month=MONTH, on=AFTER, **paying)
    with pytest.raises(DatabaseError, match="is in cycle"), transaction.atomic():
        Allowance.objects.update(cycle=None)


def test_what_was_in_a_cancelled_cycle_waits_again(who, visit, paying):
    first = actions.pay_allowances(month=MONTH, on=AFTER, **paying)
    payments.cancel_cycle(cycle_id=first.pk, reason="Salah dana.", by=who["officer"], at=NOON)
    second = actions.pay_allowances(month=MONTH, on=AFTER, **paying)
    assert second != first
    assert Allowance.objects.get().cycle == second


def test_a_month_without_a_visit_is_worth_nothing(who, paying):
    with pytest.raises(actions.NothingToPay):
        actions.pay_allowances(month=dt.date(2026, 10, 1), on=AFTER, **paying)
