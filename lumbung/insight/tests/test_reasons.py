"""Why families are kept out, counted from the latest run."""

import pytest

from lumbung.insight import charts, queries
from lumbung.insight.tests import factories
from lumbung.programmes.models import Run, RunCount

pytestmark = pytest.mark.django_db

COUNTS = [("eligible", "", 900), ("refused", "", 350), ("refused", "poor_enough", 300), ("refused", "has_component", 3)]


@pytest.fixture
def _run():
    factories.areas()
    run = Run.objects.create(kind="pkh", on=factories.DAY, region_code=factories.REGENCY)
    for outcome, reason, families in COUNTS:
        RunCount.objects.create(
            run=run, region_code=f"{factories.REGENCY}.01.2001", outcome=outcome, reason=reason, families=families
        )
    Run.objects.filter(pk=run.pk).update(status="decided", manifest="sha256-x")


@pytest.mark.usefixtures("_run")
def test_the_chart_is_titled_with_the_most_frequent_reason():
    chart, ranks = charts.reasons(queries.picture(viewer=factories.viewer("regency_head")))
    assert chart.finding.startswith("Yang paling sering menahan PKH: Tidak terpenuhi: Desil 1 sampai")
    assert "350 belum memenuhi" in chart.about
    assert [rank.value for rank in ranks] == [300, 3]


@pytest.mark.usefixtures("_run")
def test_a_reason_of_three_families_is_not_told_to_a_treasurer():
    _chart, ranks = charts.reasons(queries.picture(viewer=factories.viewer("treasurer")))
    assert [rank.value for rank in ranks] == [300]


@pytest.mark.usefixtures("_run")
def test_a_village_counts_its_own_decisions_only():
    assert queries.picture(viewer=factories.viewer("village_operator", "33.23.02.2001")).decided is None
