"""Training to decile: two persons, one current score, the same number alone and among thousands."""

import datetime as dt

import pytest
from django.db import Error, IntegrityError, transaction

from lumbung.core import bulk, jobs
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.models import Job
from lumbung.core.refusals import NotAllowed
from lumbung.targeting import actions, queries
from lumbung.targeting.models import ModelVersion, Quota, Ranking, Score
from lumbung.targeting.proxy import deciles
from lumbung.targeting.tests import factories

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY
REGENCY = "33.23"


@pytest.fixture
def version(tmp_path):
    return factories.active_version(tmp_path)


def rank(by=SYSTEM, region_code=REGENCY, on=TODAY):
    job = actions.score_region(region_code=region_code, on=on, by=by, queued=False)
    return jobs.run(job.pk)


def test_the_trainer_does_not_activate(tmp_path):
    file, mapping = factories.survey_file(tmp_path)
    ratna = factories.user("ratna")
    trained = actions.train(file=file, mapping=mapping, by=ratna, on=TODAY)
    with pytest.raises(actions.TrainerActivates):
        actions.activate(version_id=trained.pk, by=ratna, on=TODAY)


def test_the_database_refuses_the_trainer_too(version):
    with pytest.raises(IntegrityError), transaction.atomic():
        ModelVersion.objects.filter(pk=version.pk).update(activated_by=version.trained_by)


def test_the_system_does_not_activate(tmp_path):
    file, mapping = factories.survey_file(tmp_path)
    trained = actions.train(file=file, mapping=mapping, by=SYSTEM, on=TODAY)
    with pytest.raises(actions.NobodyActivates):
        actions.activate(version_id=trained.pk, by=SYSTEM, on=TODAY)


def test_a_new_version_retires_the_old_one(version, tmp_path):
    file, mapping = factories.survey_file(tmp_path)
    second = actions.train(file=file, mapping=mapping, by=version.trained_by, on=TODAY)
    actions.activate(version_id=second.pk, by=version.activated_by, on=TODAY)
    version.refresh_from_db()
    assert (version.status, second.number) == (ModelVersion.Status.RETIRED, 2)


def test_a_retired_version_does_not_come_back(version):
    ModelVersion.objects.filter(pk=version.pk).update(status="retired")
    with pytest.raises(Error), transaction.atomic():
        ModelVersion.objects.filter(pk=version.pk).update(status="active")


def test_without_a_version_in_use_nothing_is_scored():
    with pytest.raises(actions.NoActiveVersion):
        actions.score_region(region_code=REGENCY, on=TODAY, by=SYSTEM)


@pytest.mark.parametrize("count", [10, 250, 2500])
def test_a_family_alone_and_among_many_gets_the_same_score_and_deciles(version, count):
    ids = factories.families(count)
    rank()
    together = queries.deciles(region_code=REGENCY).sort("family_id").drop("scored_on")
    actions.score_families(family_ids=ids, on=TODAY, by=SYSTEM)
    alone = queries.deciles(family_ids=ids).sort("family_id").drop("scored_on")
    assert together.height == count
    assert alone.equals(together)


def test_one_by_one_is_the_same_as_together(version):
    ids = factories.families(40)
    rank()
    together = queries.deciles(region_code=REGENCY).sort("family_id")
    for family_id in ids:
        actions.score_families(family_ids=[family_id], on=TODAY, by=SYSTEM)
    assert queries.deciles(region_code=REGENCY).sort("family_id").equals(together)


def test_scoring_again_keeps_history_and_one_current_score(version):
    family = factories.family()
    rank()
    rank(on=TODAY + dt.timedelta(days=90))
    assert [score.current for score in queries.past_scores(viewer=SYSTEM, family_id=family.pk)] == [True, False]


def test_too_many_unknown_facts_leave_the_decile_unknown(version):
    family = factories.family(wall=None, motorcycle=None, fridge=None, diploma=None)
    factories.family()
    rank()
    score = queries.current_score(viewer=SYSTEM, family_id=family.pk)
    assert (score.score, score.decile_national, score.decile_local) == (None, None, None)


def test_a_poorer_house_is_never_in_a_higher_decile(version):
    poor = factories.family(wall=4, motorcycle=0, fridge=0, diploma=23)
    rich = factories.family(wall=1, motorcycle=1, fridge=1)
    rank()
    first, second = (queries.current_score(viewer=SYSTEM, family_id=one.pk) for one in (poor, rich))
    assert (first.rank_local, second.rank_local) == (1, 2)
    assert first.decile_national <= second.decile_national


def test_a_family_that_left_has_no_current_score(version):
    family = factories.family()
    factories.family()
    rank()
    family.status = "closed"
    family.save()
    rank()
    assert queries.current_score(viewer=SYSTEM, family_id=family.pk) is None


def test_a_family_that_moved_is_scored_where_it_lives_now(version):
    family = factories.family(region_code="33.24.01.2001")
    rank(region_code="33.24")
    for table in ("registry_family", "registry_dwelling", "registry_person"):
        bulk.execute(f"UPDATE {table} SET region_code = '33.23.01.2001'")
    rank(by=factories.user("sari", region_code=REGENCY))
    assert queries.current_score(viewer=SYSTEM, family_id=family.pk).region_code == "33.23.01.2001"


def test_a_province_is_ranked_regency_by_regency(version):
    factories.family(region_code="33.23.01.2001")
    factories.family(region_code="33.24.01.2001")
    job = rank(region_code="33")
    assert (job.status, job.done) == (Job.Status.FINISHED, 2)
    assert list(Ranking.objects.order_by("pk").values_list("region_code", flat=True)) == ["33.23", "33.24"]


def test_a_killed_job_goes_on_at_the_next_regency(version):
    factories.family(region_code="33.23.01.2001")
    factories.family(region_code="33.24.01.2001")
    job = actions.score_region(region_code="33", on=TODAY, by=SYSTEM, queued=False)
    jobs._one_chunk(job.pk)
    jobs.run(job.pk)
    assert Ranking.objects.count() == 2
    assert Score.objects.count() == 2


def test_whoever_only_looks_neither_trains_nor_scores_nor_sets_quotas(version, tmp_path):
    wati = factories.user("wati", role="facilitator")
    file, mapping = factories.survey_file(tmp_path)
    with pytest.raises(NotAllowed):
        actions.train(file=file, mapping=mapping, by=wati, on=TODAY)
    with pytest.raises(NotAllowed):
        actions.score_region(region_code=REGENCY, on=TODAY, by=wati)
    with pytest.raises(NotAllowed):
        actions.set_quota(programme="pkh", region_code=REGENCY, year=2026, families=1, law="x", by=wati, on=TODAY)


def test_a_village_is_too_small_to_rank(version):
    with pytest.raises(actions.RegionTooSmall):
        actions.score_region(region_code="33.23.01.2001", on=TODAY, by=SYSTEM)


def test_nobody_ranks_outside_their_region(version):
    factories.family()
    sari = factories.user("sari", region_code="33.24")
    for region_code in (REGENCY, "33", ""):
        with pytest.raises(actions.OutsideReach):
            actions.score_region(region_code=region_code, on=TODAY, by=sari)


def test_scores_of_another_region_do_not_exist(version):
    family = factories.family()
    rank()
    sari = factories.user("sari", region_code="33.24")
    assert queries.current_score(viewer=sari, family_id=family.pk) is None
    with acting(sari):
        assert queries.deciles().is_empty()


@pytest.mark.parametrize("change", ["score = 1", "decile_national = 1", "region_code = '33.23.02'"])
def test_a_score_is_never_changed(version, change):
    factories.family()
    rank()
    with pytest.raises(Error), transaction.atomic():
        bulk.execute(f"UPDATE targeting_score SET {change}")


def test_a_superseded_score_does_not_come_back(version):
    factories.family()
    rank()
    rank()
    with pytest.raises(Error), transaction.atomic():
        bulk.execute("UPDATE targeting_score SET current = true WHERE NOT current")


def test_a_decile_altered_behind_the_triggers_is_found(version):
    factories.family()
    rank()
    assert queries.altered_rankings(viewer=SYSTEM) == []
    bulk.execute("SET CONSTRAINTS ALL IMMEDIATE")
    bulk.execute("ALTER TABLE targeting_score DISABLE TRIGGER USER")
    bulk.execute("UPDATE targeting_score SET decile_national = 1 + decile_national % 10")
    bulk.execute("ALTER TABLE targeting_score ENABLE TRIGGER USER")
    assert len(queries.altered_rankings(viewer=SYSTEM)) == 1


def test_national_deciles_can_be_read_against_the_registry(version):
    factories.families(100)
    rank()
    actions.refer_to_registry(on=TODAY, by=SYSTEM)
    rank()
    found = queries.deciles(region_code=REGENCY)
    assert found["decile_national"].equals(found["decile_local"], check_names=False)


@pytest.mark.parametrize("count", [10, 37, 250])
def test_cut_points_by_steps_are_those_of_all_scores_at_once(version, count):
    factories.families(count)
    rank()
    scores = queries.deciles(region_code=REGENCY)["score"]
    steps = queries.histogram(version=version)
    assert tuple(queries.exact_cut_points(version=version, steps=steps)) == deciles.cut_points(scores.drop_nulls())


def test_reasons_are_told_in_words(version):
    family = factories.family(wall=4, motorcycle=1)
    rank()
    reasons = queries.standing(score=queries.current_score(viewer=SYSTEM, family_id=family.pk)).reasons
    told = {reason.words("id"): reason.move for reason in reasons}
    assert told["Dinding rumah bukan tembok"] < 0 < told["Punya sepeda motor"]


def test_a_quota_replaces_the_former_and_the_audit_keeps_it():
    set_ = {"programme": "pkh", "region_code": REGENCY, "year": 2026, "law": "Kep. 1/2026", "by": SYSTEM, "on": TODAY}
    actions.set_quota(families=100, **set_)
    actions.set_quota(families=90, **set_)
    assert queries.quota_for(kind="pkh", year=2026, region_code=REGENCY) == 90
    assert Quota.objects.count() == 1


def test_a_quota_outside_ones_region_is_refused():
    sari = factories.user("sari", region_code="33.24")
    with pytest.raises(actions.OutsideReach):
        actions.set_quota(programme="pkh", region_code=REGENCY, year=2026, families=1, law="x", by=sari, on=TODAY)


def test_no_quota_is_not_a_quota_of_nought():
    assert queries.quota_for(kind="pkh", year=2026, region_code=REGENCY) is None
