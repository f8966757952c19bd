"""From a list of families to money on the card and back, the same at every size."""

from datetime import date
from types import SimpleNamespace

import pytest

from lumbung.core import files
from lumbung.payments import actions, queries, rules
from lumbung.payments.banks import simulated
from lumbung.payments.models import Account, BankFile, Cycle, Line
from lumbung.payments.tests import factories

DAY = date(2026, 11, 5)


@pytest.fixture
def people(db):
    return factories.staff()


@pytest.mark.parametrize("size", [10, 250, 2_500])
def test_every_rupiah_has_its_place_at_every_size(people, size):
    whom = factories.families(size)
    factories.cards(people["officer"])
    money = factories.fund(people["treasurer"])
    draft = factories.cycle(people, factories.entitled(whom), money)
    cycle = factories.released(people, draft)
    assert cycle.total == size * 600_000
    actions.write_files(cycle_id=cycle.pk, by=people["officer"])
    actions.simulate_answers(cycle_id=cycle.pk, on=DAY, by=people["officer"])
    actions.simulate_answers(cycle_id=cycle.pk, on=DAY, by=people["officer"], settle=True)
    table = queries.reconciliation(viewer=people["officer"], cycle_id=cycle.pk)
    assert table.agrees
    assert table.total.sent == queries.Amount(size, size * 600_000)
    assert table.total.pending.lines == 0
    cycle = actions.reconcile_cycle(cycle_id=cycle.pk, by=people["officer"], at=factories.AT)
    assert cycle.status == Cycle.Status.RECONCILED
    assert factories.books_balance()


@pytest.mark.parametrize("size", [20, 2_500])
def test_a_statement_that_comes_before_its_report_ends_in_the_same_books(people, tmp_path, size):
    whom = factories.families(size)
    factories.cards(people["officer"])
    draft = factories.cycle(people, factories.entitled(whom), factories.fund(people["treasurer"]))
    cycle = factories.released(people, draft)
    for order in actions.write_files(cycle_id=cycle.pk, by=people["officer"]):
        told = simulated.answer(
            files.path(order.ref), tmp_path, bank=order.channel, message_id=order.message_id, on=DAY, settle=True
        )
        for path in reversed(told):
            answer = actions.receive_answer(path=path, name=path.name, by=people["officer"])
            actions.book_answer(file_id=answer.pk, by=people["officer"])
    table = queries.reconciliation(viewer=people["officer"], cycle_id=cycle.pk)
    assert table.agrees
    assert (table.total.sent.lines, table.total.pending.lines) == (size, 0)
    assert factories.books_balance()


@pytest.fixture
def released(people, monkeypatch):
    often = ((150, "failed", "AC04"), (300, "returned", "AC06"), (400, "silent", ""))
    monkeypatch.setattr(simulated, "_FATES", often)
    whom = factories.families(400)
    factories.cards(people["officer"])
    money = factories.fund(people["treasurer"])
    return factories.released(people, factories.cycle(people, factories.entitled(whom), money))


def test_files_go_to_every_bank_that_serves_and_to_the_post(people, released):
    written = actions.write_files(cycle_id=released.pk, by=people["officer"])
    assert {file.channel for file in written} > {"bri", "pos"}
    assert sum(file.lines for file in written) == released.lines
    assert sum(file.total for file in written) == released.total


def test_files_written_again_are_the_same(people, released):
    first = [file.ref for file in actions.write_files(cycle_id=released.pk, by=people["officer"])]
    again = [file.ref for file in actions.write_files(cycle_id=released.pk, by=people["officer"])]
    assert first == again


def test_a_file_is_split_at_the_set_number_of_lines(people, released, monkeypatch):
    monkeypatch.setattr(rules, "in_force", lambda _day: SimpleNamespace(lines_per_file=60))
    written = actions.write_files(cycle_id=released.pk, by=people["officer"])
    assert all(file.lines <= 60 for file in written)
    assert sum(file.lines for file in written) == released.lines
    assert len({file.message_id for file in written}) == len(written)


def test_the_same_answer_twice_changes_nothing(people, released):
    actions.write_files(cycle_id=released.pk, by=people["officer"])
    first = actions.simulate_answers(cycle_id=released.pk, on=DAY, by=people["officer"])
    before = queries.reconciliation(viewer=people["officer"], cycle_id=released.pk)
    again = actions.simulate_answers(cycle_id=released.pk, on=DAY, by=people["officer"])
    assert [file.pk for file in first] == [file.pk for file in again]
    assert queries.reconciliation(viewer=people["officer"], cycle_id=released.pk) == before
    assert factories.books_balance()


def test_money_lands_in_the_wallet_and_a_return_takes_it_back(people, released):
    actions.write_files(cycle_id=released.pk, by=people["officer"])
    actions.simulate_answers(cycle_id=released.pk, on=DAY, by=people["officer"], settle=True)
    returned = Line.objects.filter(status=Line.Status.RETURNED, card__isnull=False)
    paid = Line.objects.filter(status=Line.Status.PAID, card__isnull=False)
    assert returned.exists()
    assert paid.exists()
    assert Account.objects.get(card=returned[0].card_id, kind="cash").balance == 0
    assert Account.objects.get(card=paid[0].card_id, kind="cash").balance == 600_000


def test_a_cycle_with_unreported_lines_is_not_closed(people, released):
    actions.write_files(cycle_id=released.pk, by=people["officer"])
    actions.simulate_answers(cycle_id=released.pk, on=DAY, by=people["officer"])
    pending = queries.reconciliation(viewer=people["officer"], cycle_id=released.pk).total.pending.lines
    assert pending > 0
    with pytest.raises(actions.NotYetReconciled, match=str(pending)):
        actions.reconcile_cycle(cycle_id=released.pk, by=people["officer"], at=factories.AT)


def test_failures_are_told_by_cause_with_what_is_done(people, released):
    actions.write_files(cycle_id=released.pk, by=people["officer"])
    actions.simulate_answers(cycle_id=released.pk, on=DAY, by=people["officer"])
    causes = queries.failures(viewer=people["officer"], cycle_id=released.pk)
    table = queries.reconciliation(viewer=people["officer"], cycle_id=released.pk).total
    assert sum(cause.amount.lines for cause in causes) == table.failed.lines + table.returned.lines
    assert all(str(cause.act) for cause in causes)


def test_files_wait_for_the_release(people):
    whom = factories.families(10)
    money = factories.fund(people["treasurer"])
    draft = factories.cycle(people, factories.entitled(whom), money)
    with pytest.raises(actions.NothingReleased):
        actions.write_files(cycle_id=draft.pk, by=people["officer"])
    assert not BankFile.objects.exists()
