"""Any decision is explained from its frozen row: conditions, facts, articles, arithmetic, people."""

import datetime as dt
import json

import pytest

from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.core.refusals import NotFound
from lumbung.programmes import actions, frozen, queries, telling
from lumbung.programmes.models import Run
from lumbung.programmes.tests.factories import GROWN_UP, PUPIL, TODAY, family, rank, region, user
from lumbung.targeting.models import Quota

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def temanggung():
    region("33.23.01.2001")


def decided(kind="pkh"):
    run = actions.start_run(kind=kind, on=TODAY, region_code="33.23", by=SYSTEM, queued=False)
    jobs.run(run.job_id)
    return Run.objects.get(pk=run.pk)


def told(one, run, viewer=SYSTEM):
    return telling.tell(queries.why(viewer=viewer, family_id=one.pk, run_id=run.pk))


def test_who_is_served_reads_the_sum_and_whom_it_is_for():
    served = told(family(), decided())
    assert served.outcome == "eligible"
    assert served.amount == 225000
    (part,) = served.parts
    assert part.figured == "Orang 1 · 1 × Rp900.000 setahun, 3 dari 12 bulan"
    assert "Rp900.000 setahun" in served.lead
    assert {one.mark for one in served.conditions} == {"ok"}


def test_who_is_refused_reads_first_what_was_not_met_and_where_it_is_written():
    refused = told(family(decile=7), decided())
    first = refused.conditions[0]
    assert (first.name, first.mark, first.words, first.facts) == ("poor_enough", "no", "Desil 1 sampai 4", "desil 7")
    assert "Inpres 4/2025" in first.law
    assert refused.amount is None
    assert refused.parts == []


def test_who_is_undetermined_reads_what_is_missing_and_that_it_is_no_refusal():
    open_ = told(family(GROWN_UP, {**PUPIL, "school_level": None}), decided())
    assert open_.outcome == "undetermined"
    assert "jenjang sekolah (Orang 1) belum diketahui" in open_.lead
    assert (open_.conditions[0].mark, open_.conditions[0].facts) == ("q", "jenjang sekolah (Orang 1) belum diketahui")
    assert "bukan penolakan" in open_.lead


def test_who_stands_beyond_the_quota_reads_their_place():
    Quota.objects.create(programme="pkh", region_code="33.23", year=2026, families=1, law="SK 1", set_on=TODAY)
    family(decile=1)
    beyond = told(family(decile=3), decided())
    assert (beyond.conditions[0].name, beyond.conditions[0].facts) == ("within_quota", "urutan 2 dari 1 tempat")
    assert beyond.amount is None


def test_the_explanation_stays_with_the_frozen_facts_when_the_registry_changes():
    one = family()
    run = decided()
    rank(one, 9)
    one.members.filter(birth_date=PUPIL["birth_date"]).update(school_status=3)
    assert told(one, run).amount == 225000


def test_a_family_outside_the_viewers_region_is_not_told_about():
    one = family()
    run = decided()
    for elsewhere in (user(region_code="33.24"), user("budi", region_code="33.23.02")):
        with pytest.raises(NotFound):
            queries.why(viewer=elsewhere, family_id=one.pk, run_id=run.pk)


def test_a_family_that_came_later_is_not_in_the_run():
    family()
    run = decided()
    with pytest.raises(queries.NotInRun):
        queries.why(viewer=SYSTEM, family_id=family().pk, run_id=run.pk)


def test_counts_are_those_of_the_viewers_region():
    region("33.23.02.2001")
    family(), family(region_code="33.23.02.2001"), family(region_code="33.23.02.2001", decile=9)
    run = decided()
    seen = queries.counts(viewer=user(region_code="33.23.02"), run=run)
    assert {(count["outcome"], count["reason"], count["families"]) for count in seen} == {
        ("eligible", "", 1),
        ("refused", "", 1),
        ("refused", "poor_enough", 1),
    }


def test_the_decided_families_are_those_of_the_viewers_region():
    family()
    mine = family(region_code="33.23.02.2001")
    run = decided()
    rows = queries.decided_families(viewer=user(region_code="33.23.02"), run=run).collect()
    assert rows["family_id"].to_list() == [mine.pk]


def test_the_newest_run_of_each_kind_speaks_for_a_family():
    one = family()
    decided("pkh")
    newest = [decided("pkh"), decided("sembako")]
    assert queries.latest_runs_of(viewer=SYSTEM, family=one) == newest


def test_the_first_quarter_of_2020_is_reckoned_month_by_month():
    one = family()
    run = actions.decide_families(kind="sembako", family_ids=[one.pk], on=dt.date(2020, 1, 10), by=SYSTEM)
    period = queries.law.Period.of("2020-Q1")
    found = telling.tell(queries.why(viewer=SYSTEM, family_id=one.pk, run_id=run.pk, period=period))
    assert [part.amount for part in found.parts] == [300000, 200000]
    assert found.amount == 500000


def test_a_rule_that_grew_since_explains_an_old_run_and_says_so():
    one = family()
    run = decided()
    older = frozen.text(run.key, frozen.FIGURES).partition("single_registration:")[0]
    frozen.freeze_text(run.key, frozen.FIGURES, older)
    frozen.freeze_text(run.key, frozen.MANIFEST, json.dumps({**frozen.manifest(run.key), "rule": "sha256-older"}))
    why = queries.why(viewer=SYSTEM, family_id=one.pk, run_id=run.pk)
    assert (why.same_rule, why.agrees) == (False, True)
    assert any("diubah setelah penetapan ini" in note for note in telling.tell(why).notes)
