"""A year of care: two persons, no two services that exclude each other, a renewal in time, an objection answered."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from lumbung.core.refusals import NotAllowed
from lumbung.districts import actions, queries, rules
from lumbung.districts.actions.caring import AssessedAlready, CareYearRuns, ExcludedService, NoObjection, TooLate
from lumbung.districts.actions.common import SamePersonDecides
from lumbung.districts.models import CareDecision, Grant
from lumbung.districts.tests.factories import DAY, assessed, elder, granted

pytestmark = pytest.mark.django_db


def test_a_year_is_granted_by_a_second_person_and_the_same_again_is_the_same(who):
    of = elder()
    one = assessed(who, of)
    assert assessed(who, of) == one
    with pytest.raises(AssessedAlready):
        assessed(who, of, "meals")
    with pytest.raises(NotAllowed):
        actions.decide_care(decision_id=one.pk, grant=True, by=who["worker"], on=DAY)
    for _again in range(2):
        done = actions.decide_care(decision_id=one.pk, grant=True, by=who["supervisor"], on=DAY)
    assert (done.during.lower, done.during.upper) == (dt.date(2026, 11, 10), dt.date(2027, 11, 10))
    assert set(done.grants.values_list("service", flat=True)) == {"daily_help", "safety_check"}


def test_who_assessed_does_not_decide_whatever_else_they_may(who):
    of = elder()
    told = {"needs": ["care"], "level": "general", "services": ["meals"], "found": "Sakit.", "on": DAY}
    one = actions.assess_care(person_id=of.pk, by=who["supervisor"], **told)
    with pytest.raises(SamePersonDecides):
        actions.decide_care(decision_id=one.pk, grant=True, by=who["supervisor"], on=DAY)
    with pytest.raises(DatabaseError, match="care_decided_by_two_persons"), transaction.atomic():
        CareDecision.objects.filter(pk=one.pk).update(status="refused", said="x", decided_by=who["supervisor"])


def test_services_that_exclude_each_other_are_refused_by_name(who):
    with pytest.raises(ExcludedService) as refused:
        assessed(who, elder(), "daily_help", "home_nursing")
    assert "Bantuan sehari-hari di rumah" in str(refused.value.fields["services"])
    assert "Perawatan jangka panjang di rumah" in str(refused.value.fields["services"])


def test_the_database_keeps_them_apart_too(who):
    one = granted(who, elder(), "daily_help")
    told = {"region_code": one.region_code, "person": one.person, "decision": one}
    year = one.during
    with pytest.raises(DatabaseError, match="excludes service"), transaction.atomic():
        Grant.objects.create(**told, service="home_nursing", during=year)
    later = DateRange(year.upper, year.upper + dt.timedelta(days=9))
    Grant.objects.create(**told, service="home_nursing", during=later)
    Grant.objects.create(**told, service="linkage", during=year)


def test_a_year_is_renewed_when_it_is_near_its_end_and_follows_on_the_one_before(who):
    of = elder()
    first = granted(who, of)
    with pytest.raises(CareYearRuns):
        assessed(who, of, on=DAY + dt.timedelta(days=100))
    near = dt.date(2027, 9, 20)
    assert list(queries.due_for_renewal(viewer=who["worker"], on=near)) == [first]
    assert list(queries.due_for_renewal(viewer=who["worker"], on=DAY)) == []
    second = granted(who, of, "home_nursing", on=near)
    assert second.during.lower == first.during.upper
    assert list(queries.due_for_renewal(viewer=who["worker"], on=near)) == []


def test_an_objection_in_time_is_answered_by_another_and_may_open_a_new_look(who):
    of = elder()
    first = granted(who, of)
    told = {"decision_id": first.pk, "objection": "Jamnya kurang.", "told_by": "Anaknya"}
    limit = rules.working_days_after(DAY, 21)
    assert limit == dt.date(2026, 12, 8)
    with pytest.raises(TooLate):
        actions.object_to_care(**told, by=who["worker"], on=limit + dt.timedelta(days=1))
    assert actions.object_to_care(**told, by=who["worker"], on=limit).objected_on == limit
    assert list(queries.to_answer(viewer=who["supervisor"])) == [first]
    answer = {"decision_id": first.pk, "answer": "anew", "said": "Dilihat lagi.", "on": limit}
    with pytest.raises(SamePersonDecides):
        actions.answer_objection(**answer, by=who["supervisor"])
    other = CareDecision.objects.get(pk=first.pk)
    CareDecision.objects.filter(pk=first.pk).update(decided_by=who["officer"])
    assert actions.answer_objection(**answer, by=who["supervisor"]).answer == "anew"
    with pytest.raises(NoObjection):
        actions.answer_objection(**{**answer, "answer": "upheld"}, by=who["supervisor"])
    second = granted(who, of, "meals", on=limit)
    other.refresh_from_db()
    next_day = limit + dt.timedelta(days=1)
    assert (other.status, other.during.upper, second.during.lower) == ("ended", next_day, next_day)


def test_care_that_ends_early_frees_its_services(who):
    of = elder()
    one = granted(who, of, "daily_help")
    day = DAY + dt.timedelta(days=30)
    ended = actions.end_care(decision_id=one.pk, said="Pindah ke rumah anak.", by=who["supervisor"], on=day)
    assert (ended.status, ended.during.upper) == ("ended", day)
    assert granted(who, of, "home_nursing", on=day).status == "granted"
