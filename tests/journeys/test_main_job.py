"""The main job, from a list of families to money on the card: the same promises at 10 and at 2,500 families."""

from dataclasses import asdict

import pytest
from django.db.models import Count, Sum

from lumbung.core import sealing
from lumbung.payments import queries as payments
from lumbung.payments.models import Account, Cycle, Line, Transfer
from lumbung.programmes.models import Run, RunCount
from lumbung.quality.models import DuplicatePair, ImportBatch
from lumbung.registry.models import Family, Person
from lumbung.site.demo import closing, files, journey
from lumbung.site.demo.steps import accounts, columns

SIZES = [10, 2500]
ENOUGH = 250


@pytest.mark.django_db
@pytest.mark.parametrize("families", SIZES)
def test_the_main_job_keeps_its_promises(a_demonstration, families):
    demo = a_demonstration(families)
    begun, *_rest = journey.travel(demo, quiet=True)
    assert not begun.was_done
    every_row_is_accounted_for(demo)
    every_family_is_decided_once()
    every_rupiah_is_in_its_place(demo)
    the_maker_is_never_the_checker()
    nobody_is_paid_twice()
    assert list(sealing.verify()) == []
    if families >= ENOUGH:
        every_screen_has_life()
    and_again_nothing_changes(demo)


def every_row_is_accounted_for(demo):
    """Every row of every file went in, was known already, or stayed out with its reason."""
    truth = files.read_truth(demo.folder)
    for batch in ImportBatch.objects.filter(status=ImportBatch.Status.IMPORTED).exclude(
        fingerprint__startswith="form-"
    ):
        taken = batch.people_new + batch.people_changed + batch.people_same
        if batch.file_name not in columns.SHEETS:
            assert batch.rows_read == truth.rows[batch.file_name]
        assert batch.rows_ready == taken
        assert batch.rows_read == batch.rows_ready + batch.rows_set_aside
    assert ImportBatch.objects.filter(status=ImportBatch.Status.UNDONE).count() == 1
    assert Family.objects.filter(status="active").count() <= demo.families
    assert Family.objects.filter(status="active").count() >= demo.families * 0.7


def every_family_is_decided_once():
    """A run says one thing about each active family: yes, not yet, or not known."""
    for run in Run.objects.all():
        outcomes = RunCount.objects.filter(run=run, reason="").aggregate(families=Sum("families"))
        assert run.status == Run.Status.DECIDED
        assert outcomes["families"] == run.families == Family.objects.filter(status="active").count()


def every_rupiah_is_in_its_place(demo):
    """paid + failed + returned + pending = sent, by the lines and by the ledger; the funds add up to their budgets."""
    officer = demo.person(accounts.OFFICER)
    for cycle in Cycle.objects.filter(status__in=Cycle.LEFT):
        table = payments.reconciliation(viewer=officer, cycle_id=cycle.pk)
        assert table.agrees
        assert table.total.adds_up
        assert table.total.sent.rupiah == cycle.total
    for fund in payments.funds(viewer=officer):
        assert payments.fund_state(viewer=officer, fund_id=fund.pk).balances
    assert Account.objects.aggregate(total=Sum("balance"))["total"] == 0
    assert not Transfer.objects.filter(amount__lte=0).exists()


def the_maker_is_never_the_checker():
    """Every act on a cycle has another person's name."""
    for cycle in Cycle.objects.exclude(status=Cycle.Status.DRAFT):
        signed = [cycle.submitted_by_id, cycle.approved_by_id, cycle.authorised_by_id, cycle.released_by_id]
        names = [name for name in signed if name]
        assert len(names) == len(set(names))


def nobody_is_paid_twice():
    """One line for each family, programme and period; another only after the first failed or came back."""
    lost = (Line.Status.CANCELLED, Line.Status.FAILED, Line.Status.RETURNED)
    lines = Line.objects.exclude(status__in=lost).values("family", "programme", "period")
    assert not lines.annotate(times=Count("pk")).filter(times__gt=1).exists()


def and_again_nothing_changes(demo):
    """The same call goes on where it was, which is at the end."""
    before = asdict(closing.figures(demo))
    assert [step for step in journey.travel(demo, quiet=True) if not step.was_done] == []
    assert asdict(closing.figures(demo)) == before


def every_screen_has_life():
    """With families enough there is something at each stage to look at."""
    statuses = {(cycle.programme, cycle.status) for cycle in Cycle.objects.all()}
    assert statuses == {
        ("pkh", "reconciled"),
        ("sembako", "reconciled"),
        ("sembako", "reconciling"),
        ("pkh", "submitted"),
    }
    assert DuplicatePair.objects.filter(status=DuplicatePair.Status.OPEN).exists()
    assert DuplicatePair.objects.exclude(status=DuplicatePair.Status.OPEN).exists()
    assert Person.objects.filter(status="active").count() > 700
