"""The picture of a region: who is counted, who may see it, and what is withheld."""

import pytest

from lumbung.core.refusals import NotFound
from lumbung.insight import charts, queries
from lumbung.insight.tests import factories
from lumbung.payments import actions
from lumbung.payments.banks import simulated
from lumbung.payments.models import Cycle, Line
from lumbung.payments.tests import factories as payments

pytestmark = pytest.mark.django_db


@pytest.fixture
def regency():
    """Twenty families, four in each district; the first ten in decile 1, the rest in decile 7; fifteen are paid."""
    factories.areas()
    families = payments.families(20)
    factories.ranked(families, {place: 1 if place < 10 else 7 for place in range(19)})
    people = payments.staff()
    money = payments.fund(people["treasurer"])
    payments.cycle(people, payments.entitled(families.head(15)), money)
    return people


def test_a_head_sees_every_district_with_its_divisor(regency):
    picture = queries.picture(viewer=regency["head"])
    assert [area.name for area in picture.areas] == list(factories.DISTRICTS.values())
    assert {(area.families, area.poor, area.poor_per_hundred) for area in picture.areas} == {(4, 2, 50)}
    assert (picture.total("families"), picture.total("ranked"), picture.total("reached")) == (20, 19, 10)


def test_nobody_sees_a_region_beyond_their_reach(regency):
    with pytest.raises(NotFound):
        queries.picture(viewer=regency["head"], region_code="33.24")


def test_a_village_sees_its_own_lines_though_the_cycle_is_the_regency_s(regency):
    operator = factories.viewer("village_operator", "33.23.01.2001")
    picture = queries.picture(viewer=operator)
    assert picture.chain.lines == 2
    assert picture.total("families") == 2


def test_the_nation_starts_where_the_families_are(regency):
    assert queries.picture(viewer=factories.viewer("auditor", "")).region_code == factories.REGENCY


def test_small_counts_are_withheld_from_somebody_who_may_not_open_the_people(regency):
    picture = queries.picture(viewer=regency["treasurer"])
    assert [area.families for area in picture.areas] == [None] * 5
    assert picture.deciles[1] == 10
    assert queries.picture(viewer=regency["head"]).areas[0].families == 4


def test_every_rupiah_of_the_period_is_in_one_place(regency):
    chain = queries.picture(viewer=regency["head"]).chain
    assert chain.paid_amount + chain.back_amount + chain.waiting_amount == chain.amount == 15 * 600_000
    assert (chain.waiting, Line.objects.count()) == (15, 15)


def test_who_is_paid_again_is_counted_once(regency, monkeypatch):
    monkeypatch.setattr(simulated, "_FATES", ((500, "failed", "AM04"),))
    cycle = payments.released(regency, Cycle.objects.get())
    actions.write_files(cycle_id=cycle.pk, by=regency["officer"])
    actions.simulate_answers(cycle_id=cycle.pk, on=payments.ON, by=regency["officer"], settle=True)
    before = queries.picture(viewer=regency["head"])
    lost = Line.objects.filter(status="failed").count()
    assert before.chain.back == lost > 0
    actions.prepare_follow_up(cycle_id=cycle.pk, by=regency["officer"])
    after = queries.picture(viewer=regency["head"])
    assert (after.chain.lines, after.chain.back, after.chain.waiting) == (15, 0, lost)
    assert after.total("reached") == before.total("reached") == 10
    assert after.deciles == before.deciles


def test_the_map_and_the_chart_are_titled_with_what_they_show(regency):
    picture = queries.picture(viewer=regency["head"])
    chart, ranks = charts.poverty_map(picture)
    assert chart.finding == "Di Bansari 50 dari 100 keluarga ada di desil 1–4, di Parakan 50"
    assert len(ranks) == 5
    assert charts.recipients_by_decile(picture).finding == "67 dari 100 penerima PKH ada di desil 1–4"


def test_a_region_without_anything_says_so_instead_of_dividing_by_nothing():
    picture = queries.picture(viewer=factories.viewer("regency_head"))
    assert charts.poverty_map(picture) is None
    assert charts.money(picture) is None
    assert {figure.detail for figure in charts.figures(picture)} == {"Belum ada datanya."}
