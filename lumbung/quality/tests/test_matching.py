"""The registry is searched area by area; who may be one person comes to the queue, and nobody is merged."""

from datetime import date

import pytest

from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job
from lumbung.core.refusals import NotAllowed
from lumbung.quality import actions, matching_queries, queries
from lumbung.quality.linkage.limits import Limits
from lumbung.quality.models import DuplicatePair, MatchingModel
from lumbung.registry.models import Person
from lumbung.registry.tests import factories as registered
from lumbung.staff.tests.factories import user

pytestmark = pytest.mark.usefixtures("areas")
ON = date(2026, 11, 21)
NIK, VILLAGE, NEXT_VILLAGE = "3323014105909003", "33.23.01.2001", "33.23.01.2002"


def person(village=VILLAGE, family=None, **changes):
    facts = {"name": "Sumiati Rahayu", "birth_date": "1990-05-01", "mother_name": "Tukinem", "sex": "P", **changes}
    return registered.person(family or registered.family(village), **facts)


def searched(region="33.23", by=SYSTEM):
    job = actions.find_probable_duplicates(region_code=region, on=ON, by=by, queued=False)
    jobs.run(job.pk)
    return list(DuplicatePair.objects.order_by("pk"))


def test_one_person_in_two_villages_under_two_spellings_comes_to_the_queue():
    a, b = (
        person(nik=NIK),
        person(NEXT_VILLAGE, nik="3323014105909008", name="SOEMIATI RAHAJOE", birth_date="1990-01-05"),
    )
    (pair,) = searched()
    assert (pair.a_id, pair.b_id, pair.kind, pair.region_code, pair.status) == (
        a.pk, b.pk, "probable", "33.23.01", "open",
    )  # fmt: skip
    assert pair.probability > 0.5
    assert pair.probability == round(pair.probability, 6)
    assert pair.model_version == matching_queries.matching_in_use().version


def test_a_pair_says_what_speaks_for_it_and_nothing_of_the_people():
    person(nik=NIK), person(NEXT_VILLAGE, nik=NIK[:-1] + "8")
    (pair,) = searched()
    told = {one["field"]: one["level"] for one in pair.weights}
    assert (told["name"], told["birth_date"], told["nik"], told["village"]) == ("same", "same", "serial", "district")
    assert set(pair.weights[0]) == {"field", "level", "weight"}
    assert pair.hold == "twins"


ELSEWHERE, OTHER_PROVINCE = "33.08.01.2001", "35.07.01.2001"


@pytest.mark.parametrize(
    ("village", "changes", "seen_by"),
    [
        (ELSEWHERE, {"name": "SOEMIATI RAHAJOE"}, "33"),
        (OTHER_PROVINCE, {"mother_name": "", "mother_key": ""}, "0"),
        (OTHER_PROVINCE, {"birth_date": "1990-07-01"}, "0"),
    ],
    ids=["old spelling", "mother unknown", "a stand-in day"],
)
def test_a_mover_is_found_across_regencies_and_only_who_reaches_both_sees_it(village, changes, seen_by):
    one = person(nik=NIK, mother_key="tukinem")
    other = person(village, nik="", **{"mother_key": "tukinem"} | changes)
    for at, name in enumerate(("Bejo Santoso", "Wagiman", "Painem", "Tri Handayani", "Slamet Riyadi", "Ngatini")):
        person(name=name, birth_date=f"{1950 + 6 * at}-0{at + 1}-1{at}", mother_name="", mother_key="")
    (pair,) = searched(region="")
    assert (pair.a_id, pair.b_id) == (one.pk, other.pk)
    assert (pair.region_code, pair.kind) == (seen_by, "probable")
    assert not queries.pairs(viewer=user("regency_verifier", "33.23")).exists()
    assert queries.pairs(viewer=user("programme_officer", "")).get() == pair


def test_strangers_of_one_common_name_in_two_regencies_make_no_pair():
    person(name="Siti"), person(ELSEWHERE, name="Siti", birth_date="1991-05-01", mother_name="Painem")
    assert searched(region="") == []


def test_whoever_shares_a_name_and_a_stand_in_day_with_too_many_is_not_compared(monkeypatch):
    monkeypatch.setattr(matching_queries, "SO_MANY_ALIKE", 1)
    person(nik=NIK), person(ELSEWHERE)
    assert searched(region="") == []


def test_spans_of_births_hold_no_more_people_than_are_compared_at_once(monkeypatch):
    monkeypatch.setattr(matching_queries, "LARGEST_SPAN", 2)
    for year in (1950, 1951, 1952, 1952, 1960):
        person(birth_date=f"{year}-05-01")
    spans = matching_queries.spans_to_match(region_code="")
    assert spans == [(1950, 1951, 2), (1952, 1952, 2), (1960, 1960, 1)]
    assert matching_queries.spans_to_match(region_code="33.23") == []


def test_members_of_one_card_are_held():
    family = registered.family(VILLAGE)
    person(family=family, nik=NIK), person(family=family)
    assert [pair.hold for pair in searched()] == ["same_card"]


def test_searching_again_doubles_nothing_and_reopens_nothing():
    person(nik=NIK), person(NEXT_VILLAGE)
    (pair,) = searched()
    actions.decide_duplicate(pair_id=pair.pk, decision="different", why="Dua orang", by=SYSTEM, on=ON)
    (again,) = searched()
    assert (again.pk, again.status) == (pair.pk, "different")


def test_different_people_make_no_pair():
    person(nik=NIK), person(name="Bejo Santoso", birth_date="1962-11-30", mother_name="Painem", sex="L")
    assert searched() == []


def test_a_killed_search_goes_on_behind_the_last_area(monkeypatch):
    monkeypatch.setattr(matching_queries, "LARGEST_AREA", 1)
    person(nik=NIK), person(NEXT_VILLAGE), person("33.23.02.2001"), person("33.23.02.2001")
    job = actions.find_probable_duplicates(region_code="33.23", on=ON, by=SYSTEM, queued=False)
    assert actions.match_step(job=job) is False
    job.save()
    assert job.cursor["place"] == 1
    done = jobs.run(job.pk)
    assert (done.status, done.done, done.total) == (Job.Status.FINISHED, 4, 4)
    assert DuplicatePair.objects.count() == 2


@pytest.mark.parametrize(("allowed", "merged"), [(False, 0), (True, 1)])
def test_nobody_is_merged_by_the_registry_itself_before_a_decree_allows_it(allowed, merged, monkeypatch):
    limits = Limits(merge_from=0.5, review_from=0.2, merge_without_person=allowed)
    monkeypatch.setattr("lumbung.quality.linkage.profiles.registri.LIMITS", limits)
    person(nik=NIK), person(nik=NIK), person("33.23.02.2001", name="Bejo", sex="L", birth_date="1971-02-03")
    searched()
    assert Person.objects.filter(status="merged").count() == merged


def test_only_who_may_and_only_within_reach():
    person(nik=NIK)
    with pytest.raises(NotAllowed):
        searched(by=user("village_operator"))
    with pytest.raises(actions.OutsideReach):
        searched(region="33.08", by=user("regency_verifier"))


def test_hardly_anybody_twice_teaches_nothing():
    person(nik=NIK), person(NEXT_VILLAGE)
    with pytest.raises(actions.TooFewPairs):
        actions.train_matching(region_code="", on=ON, by=SYSTEM)


def test_another_person_than_the_trainer_puts_a_model_into_use():
    trainer, other = user("programme_officer", ""), user("programme_officer", "")
    definition = {**matching_queries.definitions.as_definition(matching_queries.matching_in_use()), "version": "R1"}
    MatchingModel.objects.create(number=1, definition=definition, records=9, trained_on=ON, trained_by=trainer)
    with pytest.raises(actions.TrainerActivates):
        actions.activate_matching(number=1, by=trainer, on=ON)
    actions.activate_matching(number=1, by=other, on=ON)
    assert matching_queries.matching_in_use().version == "R1"


def test_the_dump_of_a_pair_holds_no_identity_number():
    person(nik=NIK), person(NEXT_VILLAGE, nik=NIK)
    (pair,) = searched()
    assert NIK not in str(pair.weights)
    assert Person.objects.filter(status="merged").count() == 0
