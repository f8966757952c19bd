"""Killed work: a cycle and its answers go on where they were, nothing lost and nothing doubled."""

from datetime import date
from pathlib import Path

import pytest

from lumbung.core import bulk, files
from lumbung.core.models import Job
from lumbung.payments import actions, queries
from lumbung.payments.banks import simulated
from lumbung.payments.models import BankFile, Cycle, Transfer
from lumbung.payments.tests import factories
from tests.killing import NAME, kill_when, lumbung

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
SIZE, ACEH = 7_000, "11.06"


@pytest.fixture
def people():
    return factories.staff(ACEH)


@pytest.fixture
def draft(people) -> Cycle:
    whom = factories.families(SIZE, region=ACEH)
    factories.cards(people["officer"], region=ACEH)
    money = factories.fund(people["treasurer"], region=ACEH)
    return factories.cycle(people, factories.entitled(whom), money, region_code=ACEH)


def at_work() -> bool:
    """Whether the command is inside a transaction that has begun to write."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s AND backend_xid IS NOT NULL"
    return bulk.rows(asked, [NAME]) != [(0,)]


def test_a_submission_killed_in_the_middle_is_done_once_when_called_again(people, draft):
    arguments = ("cycle", "submit", str(draft.pk), "--by", "siti")
    kill_when(*arguments, condition=at_work)
    assert lumbung(*arguments).returncode == 0
    assert Cycle.objects.get(pk=draft.pk).status == Cycle.Status.SUBMITTED
    assert Transfer.objects.filter(kind="commit").count() == 1
    assert factories.books_balance()


def test_files_of_a_cycle_killed_in_the_middle_are_written_once_and_whole(people, draft):
    cycle = factories.released(people, draft)
    kill_when("cycle", "files", str(cycle.pk), condition=BankFile.objects.exists)
    begun = set(BankFile.objects.values_list("message_id", "ref"))
    assert lumbung("cycle", "files", str(cycle.pk)).returncode == 0
    written = BankFile.objects.filter(direction="out")
    assert begun <= set(written.values_list("message_id", "ref"))
    assert sum(file.lines for file in written) == SIZE
    assert sum(file.total for file in written) == cycle.total


def test_reconciliation_killed_in_the_middle_loses_and_doubles_nothing(people, draft, tmp_path):
    cycle = factories.released(people, draft)
    actions.write_files(cycle_id=cycle.pk, by=people["officer"])
    report = report_of_the_bank(cycle, tmp_path)
    arguments = ("cycle", "read", str(report), "--by", "siti")
    kill_when(*arguments, condition=lambda: Job.objects.filter(kind="payments.book_answer", done__gt=0).exists())
    assert 0 < Transfer.objects.filter(kind="paid").count() < SIZE * 9 // 10
    assert lumbung(*arguments).returncode == 0
    answer = BankFile.objects.get(direction="in")
    assert answer.status == BankFile.Status.BOOKED
    assert answer.paid + answer.failed == answer.lines
    assert queries.reconciliation(viewer=people["officer"], cycle_id=cycle.pk).agrees
    assert factories.books_balance()


def report_of_the_bank(cycle: Cycle, folder: Path) -> Path:
    order = BankFile.objects.get(cycle=cycle, channel="bsi")
    told = simulated.answer(
        files.path(order.ref), folder, bank="bsi", message_id=order.message_id, on=date(2026, 11, 5), settle=True
    )
    return told[0]
