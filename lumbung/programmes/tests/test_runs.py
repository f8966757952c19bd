"""A run decides everybody once, freezes what it rests on, and enrols by it."""

import datetime as dt

import polars as pl
import pytest

from lumbung.core import jobs, states
from lumbung.core.actors import SYSTEM
from lumbung.core.refusals import NotAllowed
from lumbung.programmes import actions, facts, frozen
from lumbung.programmes.models import Enrolment, Run, RunCount
from lumbung.programmes.tests.factories import GROWN_UP, PUPIL, TODAY, TODDLER, family, rank, region, user
from lumbung.proposals.models import Mark, Proposal
from lumbung.quality.models import DuplicatePair
from lumbung.targeting.models import Quota

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def temanggung():
    region("33.23.01.2001")
    region("33.24.01.2001")


def decided(kind="pkh", region_code="33.23", on=TODAY, by=SYSTEM):
    run = actions.start_run(kind=kind, on=on, region_code=region_code, by=by, queued=False)
    jobs.run(run.job_id)
    return Run.objects.get(pk=run.pk)


def decisions(run, *columns):
    frame = frozen.scan(run.key, sorted(run.frozen), frozen.DECISIONS).collect()
    return {row[0]: row[1:] for row in frame.select("family_id", *columns).rows()}


def test_a_run_decides_every_family_and_tells_how_many_of_each():
    poor, rich, unknown = family(), family(decile=9), family(decile=None)
    run = decided()
    assert decisions(run, "eligible", "entitlement") == {
        poor.pk: (True, 900000),
        rich.pk: (False, None),
        unknown.pk: (None, None),
    }
    counts = set(RunCount.objects.values_list("outcome", "reason", "families", "entitlement"))
    assert counts == {
        ("eligible", "", 1, 900000),
        ("refused", "", 1, 0),
        ("refused", "poor_enough", 1, 0),
        ("undetermined", "", 1, 0),
        ("undetermined", "decile", 1, 0),
    }


def test_who_qualifies_is_enrolled_and_nobody_else():
    poor, _rich = family(), family(decile=9)
    run = decided()
    assert list(Enrolment.objects.values_list("family", "kind", "since", "run")) == [(poor.pk, "pkh", TODAY, run.pk)]


def test_who_no_longer_qualifies_is_let_go_with_the_reason():
    poor = family()
    decided()
    rank(poor, 9)
    later = decided(on=TODAY + dt.timedelta(days=30))
    left = Enrolment.objects.get()
    assert (left.status, left.until, left.ended_by, left.ended_because) == ("ended", later.on, later, "poor_enough")


def test_who_becomes_undetermined_is_not_let_go():
    poor = family()
    decided()
    poor.members.filter(birth_date=PUPIL["birth_date"]).update(school_level=None)
    decided(on=TODAY + dt.timedelta(days=30))
    assert Enrolment.objects.get().status == "active"


def test_a_family_that_is_no_longer_registered_is_let_go():
    poor, _other = family(), family()
    decided()
    poor.status = "closed"
    poor.save()
    decided(on=TODAY + dt.timedelta(days=30))
    assert Enrolment.objects.get(family=poor).ended_because == "no_longer_registered"


def test_deciding_twice_enrols_once():
    family()
    decided()
    decided()
    assert Enrolment.objects.count() == 1


def test_who_may_be_registered_twice_waits_until_that_is_decided():
    one, other, third = family(), family(region_code="33.24.01.2001"), family()
    a, b = sorted([one.members.first(), other.members.first()], key=lambda person: person.pk)
    pair = DuplicatePair.objects.create(region_code="33", a=a, b=b, kind="same_nik")
    by = user(region_code="33.23")
    assert decisions(decided(by=by), "condition.no_open_duplicate") == {one.pk: (False,), third.pk: (True,)}
    states.move(pair, DuplicatePair.Status.DIFFERENT)
    assert decisions(decided(by=by), "eligible") == {one.pk: (True,), third.pk: (True,)}


@pytest.mark.parametrize(("kind", "reason"), [("resigned", "not_resigned"), ("unfit", "not_judged_unfit")])
def test_a_mark_ends_the_enrolment_at_the_next_run_and_a_reactivation_opens_it_again(kind, reason):
    one = family()
    decided()
    proposal = Proposal.objects.create(
        region_code=one.region_code, family=one, kind="resignation", channel="citizen", told_by="Sumarni",
        statement="Sudah cukup.", filed_on=TODAY, due_on=TODAY, step_since=TODAY,
    )  # fmt: skip
    told = {"region_code": one.region_code, "family": one, "kind": kind, "proposal": proposal}
    mark = Mark.objects.create(programme="pkh", since=TODAY + dt.timedelta(days=1), **told)
    Mark.objects.create(programme="sembako", since=TODAY, **told)
    decided()
    assert Enrolment.objects.get().status == "active"
    decided(on=TODAY + dt.timedelta(days=1))
    assert Enrolment.objects.get().ended_because == reason
    Mark.objects.filter(pk=mark.pk).update(until=TODAY + dt.timedelta(days=2), ended_by=proposal)
    decided(on=TODAY + dt.timedelta(days=2))
    assert Enrolment.objects.filter(status="active").count() == 1


def test_a_run_frozen_before_there_were_marks_is_still_explained():
    frame = pl.DataFrame({"family_id": [1], "decile": [2]})
    assert facts.completed(frame).row(0, named=True) == {
        "family_id": 1, "decile": 2, "resigned": False, "judged_unfit": False, "has_left": False,
    }  # fmt: skip


def test_a_quota_serves_the_poorest_first_and_says_so_to_the_others():
    first, second, third = family(decile=3), family(decile=1, score=50), family(decile=1, score=40)
    Quota.objects.create(programme="pkh", region_code="33.23", year=2026, families=2, law="SK 1", set_on=TODAY)
    run = decided()
    served = decisions(run, "eligible", "quota_rank", "condition.within_quota")
    assert served == {first.pk: (False, 3, False), second.pk: (True, 2, True), third.pk: (True, 1, True)}
    assert RunCount.objects.get(reason="within_quota").families == 1


def test_a_family_decided_alone_leaves_the_places_of_others_to_them():
    Quota.objects.create(programme="pkh", region_code="33.23", year=2026, families=1, law="SK 1", set_on=TODAY)
    first = family(decile=3)
    decided()
    late = family(decile=1)
    run = actions.decide_families(kind="pkh", family_ids=[late.pk], on=TODAY, by=SYSTEM)
    assert decisions(run, "eligible", "quota_places") == {late.pk: (False, 0)}
    assert list(Enrolment.objects.values_list("family", flat=True)) == [first.pk]


def test_families_decided_one_by_one_and_together_are_stored_alike():
    made = [family(decile=place % 6 + 1) for place in range(8)] + [family(GROWN_UP, TODDLER), family(decile=None)]
    alone = [actions.decide_families(kind="pkh", family_ids=[one.pk], on=TODAY, by=SYSTEM) for one in made]
    single = pl.concat([frozen.scan(run.key, ["33.23"], frozen.DECISIONS).collect() for run in alone]).sort("family_id")
    enrolled = set(Enrolment.objects.values_list("family", "since", "status"))
    Enrolment.objects.all().delete()
    together = frozen.scan(decided().key, ["33.23"], frozen.DECISIONS).collect()
    assert single.equals(together)
    assert set(Enrolment.objects.values_list("family", "since", "status")) == enrolled


def test_the_same_facts_give_the_same_manifest():
    family()
    assert decided().manifest == decided().manifest


def test_a_decision_changed_on_disk_shows():
    family()
    run = decided()
    assert frozen.altered(run.key, run.manifest) == []
    path = frozen.partition(run.key, "33.23") / "decisions.parquet"
    pl.read_parquet(path).with_columns(entitlement=pl.lit(9_000_000)).write_parquet(path)
    assert frozen.altered(run.key, run.manifest) == ["regency=33.23/decisions.parquet"]


def test_a_run_over_a_province_decides_each_regency_in_its_own_folder():
    family()
    family(region_code="33.24.01.2001")
    run = decided(region_code="33")
    assert sorted(run.frozen) == ["33.23", "33.24"]
    assert run.families == 2


def test_the_same_call_goes_on_with_an_unfinished_run():
    family()
    begun = actions.start_run(kind="pkh", on=TODAY, region_code="33.23", by=SYSTEM, queued=False)
    again = actions.start_run(kind="pkh", on=TODAY, region_code="33.23", by=SYSTEM, queued=False)
    assert begun == again
    with pytest.raises(actions.OtherRunOpen):
        actions.start_run(kind="pkh", on=dt.date(2026, 2, 1), region_code="33.23", by=SYSTEM, queued=False)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"kind": "pkhx"}, actions.UnknownKind),
        ({"region_code": "99.99"}, actions.UnknownRegion),
        ({"on": dt.date(1999, 1, 1)}, actions.NoFigureThatDay),
        ({"region_code": "33.24"}, actions.NobodyThere),
    ],
)
def test_a_run_that_cannot_be_made_is_refused_in_a_sentence(change, refusal):
    wanted = {"kind": "pkh", "on": TODAY, "region_code": "33.23", **change}
    with pytest.raises(refusal) as told:
        actions.start_run(**wanted, by=SYSTEM)
    assert str(told.value)


def test_nobody_runs_a_programme_outside_their_region_or_role():
    family()
    with pytest.raises(NotAllowed):
        decided(by=user(region_code="33.24"))
    with pytest.raises(NotAllowed):
        decided(by=user("siti", role="treasurer"))
