"""From decisions to money lists: whoever qualified is due their share of the period, once."""

import datetime as dt

import pytest

from lumbung import law
from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.payments.models import Line
from lumbung.payments.tests import factories as payments
from lumbung.programmes import actions, queries
from lumbung.programmes.models import Run
from lumbung.programmes.tests.factories import TODAY, family, rank, region

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def temanggung():
    region("33.23.01.2001")


@pytest.fixture
def treasurer():
    return payments.person("bendahara", "treasurer")


def decided(kind="pkh", on=TODAY):
    run = actions.start_run(kind=kind, on=on, region_code="33.23", by=SYSTEM, queued=False)
    jobs.run(run.job_id)
    return Run.objects.get(pk=run.pk)


def prepared(run, fund, period="2026-Q1"):
    return actions.prepare_cycle(run_id=run.pk, period=period, fund_id=fund.pk, by=SYSTEM)


def test_each_family_that_qualified_has_a_line_with_its_share(treasurer):
    served, _refused = family(), family(decile=9)
    cycle = prepared(decided(), payments.fund(treasurer))
    assert list(Line.objects.values_list("cycle", "family", "amount")) == [(cycle.pk, served.pk, 225000)]
    assert cycle.wallet == "cash"
    assert queries.lined(viewer=SYSTEM, cycle_id=cycle.pk) == {"lines": 1, "total": 225000}


def test_sembako_pays_the_month_into_the_food_wallet(treasurer):
    family(), family()
    cycle = prepared(decided("sembako"), payments.fund(treasurer), "2026-02")
    assert cycle.wallet == "food"
    assert queries.lined(viewer=SYSTEM, cycle_id=cycle.pk) == {"lines": 2, "total": 400000}


def test_preparing_twice_gives_the_same_cycle(treasurer):
    family()
    run, fund = decided(), payments.fund(treasurer)
    assert prepared(run, fund) == prepared(run, fund)
    assert Line.objects.count() == 1


def test_who_was_let_go_by_a_later_run_is_not_paid(treasurer):
    gone, stays = family(), family()
    run = decided()
    rank(gone, 9)
    decided()
    prepared(run, payments.fund(treasurer))
    assert list(Line.objects.values_list("family", flat=True)) == [stays.pk]


def test_a_run_that_found_nobody_pays_nobody(treasurer):
    family(decile=9)
    with pytest.raises(actions.NothingToPay):
        prepared(decided(), payments.fund(treasurer))


def test_a_period_written_otherwise_is_refused(treasurer):
    family()
    with pytest.raises(actions.UnknownPeriod):
        prepared(decided(), payments.fund(treasurer), "triwulan 1")


def test_a_run_pays_a_later_period_by_whom_it_counted_and_what_the_law_gives_then(treasurer):
    """Since 2024 a component counts that a run of 2023 did not know: it has counted nobody there."""
    served = family()
    run = decided(on=dt.date(2023, 7, 1))
    prepared(run, payments.fund(treasurer), period="2024-Q1")
    assert list(Line.objects.values_list("family", "amount")) == [(served.pk, 225_000)]
    why = queries.why(viewer=SYSTEM, run_id=run.pk, family_id=served.pk, period=law.Period.of("2024-Q1"))
    assert (why.explanation.amount, [part.name for part in why.explanation.reckonings[0].parts]) == (225_000, ["sd"])
