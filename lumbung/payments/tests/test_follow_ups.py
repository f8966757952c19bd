"""What failed is paid again, once: a line names the line it replaces."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from lumbung.core.actors import acting
from lumbung.payments import actions, queries
from lumbung.payments.banks import simulated
from lumbung.payments.models import AccountCheck, Cycle, Line
from lumbung.payments.tests import factories

DAY = date(2026, 11, 5)
OFTEN = ((200, "failed", "AC04"), (350, "failed", "AM04"), (450, "returned", "AC06"))


def _answered(people, size, monkeypatch):
    monkeypatch.setattr(simulated, "_FATES", OFTEN)
    whom = factories.families(size)
    factories.cards(people["officer"])
    draft = factories.cycle(people, factories.entitled(whom), factories.fund(people["treasurer"]))
    return _paid(people, factories.released(people, draft))


def _paid(people, cycle):
    actions.write_files(cycle_id=cycle.pk, by=people["officer"])
    actions.simulate_answers(cycle_id=cycle.pk, on=DAY, by=people["officer"], settle=True)
    return cycle


@pytest.mark.django_db
@pytest.mark.parametrize("size", [20, 2_500])
def test_a_follow_up_pays_each_failure_once_and_the_books_agree(size, monkeypatch):
    people = factories.staff()
    cycle = _answered(people, size, monkeypatch)
    lost = Line.objects.filter(cycle=cycle, status__in=["failed", "returned"])
    follow_up = actions.prepare_follow_up(cycle_id=cycle.pk, by=people["officer"])
    assert actions.prepare_follow_up(cycle_id=cycle.pk, by=people["officer"]) == follow_up
    assert set(follow_up.payment_lines.values_list("replaces", flat=True)) == set(lost.values_list("pk", flat=True))
    monkeypatch.setattr(simulated, "_FATES", ())
    _paid(people, factories.released(people, follow_up))
    with pytest.raises(actions.NothingToFollow):
        actions.prepare_follow_up(cycle_id=cycle.pk, by=people["officer"])
    paid = Line.objects.filter(programme="pkh", status="paid")
    assert paid.count() == paid.values("family").distinct().count() == size
    assert queries.reconciliation(viewer=people["officer"], cycle_id=follow_up.pk).agrees
    assert factories.books_balance()


@pytest.mark.django_db
def test_a_fault_of_the_account_sends_the_follow_up_by_the_post(monkeypatch):
    people = factories.staff()
    cycle = _answered(people, 60, monkeypatch)
    follow_up = actions.prepare_follow_up(cycle_id=cycle.pk, by=people["officer"])
    lines = follow_up.payment_lines.filter(replaces__card__isnull=False)
    assert set(lines.filter(replaces__reason="AC04").values_list("channel", flat=True)) == {"pos"}
    assert "pos" not in lines.filter(replaces__reason="AM04").values_list("channel", flat=True)
    assert AccountCheck.objects.filter(result="failed", repaired_on=None).exists()


@pytest.mark.django_db
def test_the_funnel_counts_a_family_once_before_and_after_its_follow_up_is_fixed(monkeypatch):
    people = factories.staff()
    cycle = _answered(people, 40, monkeypatch)
    asked = {"viewer": people["officer"], "programme": "pkh", "since": factories.PERIOD[0]}
    follow_up = actions.prepare_follow_up(cycle_id=cycle.pk, by=people["officer"])
    assert queries.funnel(**asked).total.lines == 40
    actions.submit_cycle(cycle_id=follow_up.pk, by=people["officer"], at=factories.AT)
    assert queries.funnel(**asked).total.lines == 40


@pytest.mark.django_db
def test_the_database_follows_no_line_twice_and_none_that_was_paid(monkeypatch):
    people = factories.staff()
    cycle = _answered(people, 40, monkeypatch)
    follow_up = actions.prepare_follow_up(cycle_id=cycle.pk, by=people["officer"])
    known = follow_up.payment_lines.first()
    copied = {"cycle": follow_up, "family_id": known.family_id, "programme": "pkh", "period": known.period}
    copied |= {"region_code": known.region_code, "recipient": "x", "amount": known.amount, "channel": "pos"}
    with pytest.raises(IntegrityError, match="a_line_is_followed_once"), transaction.atomic():
        Line.objects.create(end_to_end_id="again", replaces=known.replaces, **copied)
    paid = Line.objects.filter(cycle=cycle, status="paid").first()
    with pytest.raises(DatabaseError, match="failed or came back"), transaction.atomic():
        Line.objects.create(end_to_end_id="paid", replaces=paid, **(copied | {"family_id": paid.family_id}))


@pytest.mark.django_db(transaction=True)
def test_many_who_ask_at_once_get_one_follow_up(monkeypatch):
    people = factories.staff()
    with acting(people["officer"]):
        cycle = _answered(people, 20, monkeypatch)

    def ask(_number):
        try:
            with acting(people["officer"]):
                return actions.prepare_follow_up(cycle_id=cycle.pk, by=people["officer"]).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as together:
        made = set(together.map(ask, range(12)))
    with acting(people["officer"]):
        assert Cycle.objects.filter(follows=cycle).count() == len(made) == 1
        lost = Line.objects.filter(cycle=cycle, status__in=["failed", "returned"]).count()
        assert Line.objects.filter(replaces__isnull=False).count() == lost
