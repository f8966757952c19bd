"""From a wish to a harvest, and from a major to a start: seats, lines, and aid by the doors that exist."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from lumbung.cases.actions.aids import AboveTheBudget
from lumbung.cases.tests import factories as cases
from lumbung.cases.tests import plan_factories as plans
from lumbung.core.actors import acting
from lumbung.core.refusals import NotAllowed, NotFound
from lumbung.districts import actions, queries
from lumbung.districts.actions.common import NotByAList, SamePersonDecides
from lumbung.districts.actions.growing import AlreadyGiven, BadHarvest, FirstAVisit
from lumbung.districts.actions.starting import NothingToPay
from lumbung.districts.actions.teaching import NotALearner, OutsideTheDays
from lumbung.districts.models import Activity, Place, Presence, StartUp, Visit
from lumbung.districts.tests.factories import DAY, VILLAGE, cohort, elder, farming

pytestmark = pytest.mark.django_db


def joined(who, of, name):
    return actions.join_cohort(cohort_id=of.pk, person_id=cases.person(name).pk, by=who["worker"], on=DAY)


def needed(who, activity, what="Benih cabai", rupiah=75_000):
    return actions.note_need(activity_id=activity.pk, what=what, rupiah=rupiah, by=who["worker"])


def test_a_wish_asks_for_a_visit_and_nothing_is_given_before_it(who):
    of = elder()
    told = {"person_id": of.pk, "kind": "crops", "wish": "Ingin menanam cabai.", "by": who["worker"], "on": DAY}
    made = actions.wish_activity(**told)
    assert actions.wish_activity(**told) == made
    assert Visit.objects.get().reason == "consultation"
    need = needed(who, made)
    with pytest.raises(FirstAVisit):
        actions.ask_goods(need_id=need.pk, item="benih_sayur", by=who["worker"], on=DAY)


def test_what_is_given_by_the_plan_comes_from_its_fund_and_budget(who):
    of = elder()
    case = cases.accepted({**who, "head": cases.people()["head"]}, of=of)
    plan = plans.planned(who, case, fund_id=plans.fund().pk, budget=100_000)
    activity = farming(who, of)
    need = needed(who, activity)
    told = {"need_id": need.pk, "case_id": case.pk, "by": who["worker"], "on": DAY}
    with pytest.raises(AboveTheBudget):
        actions.give_by_plan(**told, rupiah=100_001)
    for _again in range(2):
        given = actions.give_by_plan(**told, rupiah=80_000)
    assert (given.aid.rupiah, given.aid.plan.fund) == (80_000, plan.fund)
    with pytest.raises(AlreadyGiven):
        actions.ask_goods(need_id=need.pk, item="benih_sayur", by=who["worker"], on=DAY)
    assert Activity.objects.get().status == "running"


def test_what_is_asked_from_the_store_goes_the_way_of_goods(who):
    need = needed(who, farming(who, elder()))
    for _again in range(2):
        asked = actions.ask_goods(need_id=need.pk, item="benih_sayur", by=who["worker"], on=DAY)
    assert (asked.request.kind, asked.request.item, asked.request.status) == ("usaha", "benih_sayur", "asked")


def test_who_has_a_secret_case_stands_on_no_list_of_the_store_or_the_treasury(who):
    of = elder()
    need = needed(who, farming(who, of))
    place = actions.join_cohort(cohort_id=cohort(who).pk, person_id=of.pk, by=who["worker"], on=DAY)
    cases.secret(who, of=of)
    with pytest.raises(NotByAList):
        actions.ask_goods(need_id=need.pk, item="benih_sayur", by=who["worker"], on=DAY)
    with pytest.raises(NotByAList):
        actions.ask_start_up(place_id=place.pk, kind="money", what="Modal", rupiah=5, by=who["worker"], on=DAY)


def test_a_harvest_is_noted_once_a_day_and_crop(who):
    activity = farming(who, elder())
    told = {"activity_id": activity.pk, "what": "Cabai", "unit": "kg", "by": who["worker"], "on": DAY}
    with pytest.raises(BadHarvest):
        actions.note_harvest(**told, amount=Decimal(0))
    with pytest.raises(actions.NotYet):
        actions.note_harvest(**told, amount=Decimal(1), today=DAY - dt.timedelta(days=1))
    first = actions.note_harvest(**told, amount=Decimal("4.5"), sold=90_000)
    assert actions.note_harvest(**told, amount=Decimal(9)) == first
    assert [one.amount for one in queries.harvests_of(viewer=who["worker"], activity_id=activity.pk)] == [
        Decimal("4.5")
    ]
    with pytest.raises(DatabaseError, match="append"), transaction.atomic():
        first.delete()


def test_a_cohort_has_no_more_learners_than_seats_and_who_leaves_makes_room(who):
    group = cohort(who, seats=1)
    first, second, third = (joined(who, group, name) for name in ("Ani", "Beni", "Citra"))
    assert [one.status for one in (first, second, third)] == ["learning", "waiting", "waiting"]
    with pytest.raises(DatabaseError, match="nobody_shares_a_seat"), transaction.atomic():
        Place.objects.filter(pk=third.pk).update(status="learning", seat=1)
    with pytest.raises(DatabaseError, match="has no seat"), transaction.atomic():
        Place.objects.filter(pk=third.pk).update(status="learning", seat=2)
    for _again in range(2):
        actions.leave_cohort(place_id=first.pk, said="Pindah rumah.", by=who["worker"])
    second.refresh_from_db()
    assert (second.status, second.seat) == ("learning", 1)


def test_attendance_is_of_those_who_learn_on_the_days_of_the_cohort(who):
    group = cohort(who, seats=2)
    one, other = joined(who, group, "Ani"), joined(who, group, "Beni")
    told = {"cohort_id": group.pk, "by": who["worker"]}
    with pytest.raises(OutsideTheDays):
        actions.note_attendance(**told, on=DAY - dt.timedelta(days=1), came=[one.pk])
    with pytest.raises(NotALearner):
        actions.note_attendance(**told, on=DAY, came=[10**9])
    with pytest.raises(actions.OutsideTheDays):
        actions.note_attendance(**told, on=DAY + dt.timedelta(days=1), today=DAY, came=[one.pk])
    for came in ([one.pk, other.pk], [one.pk]):
        assert actions.note_attendance(**told, on=DAY, came=came) == 2
    assert dict(Presence.objects.values_list("place", "came")) == {one.pk: True, other.pk: False}
    actions.name_mentor(place_id=one.pk, mentor=who["colleague"].username, by=who["worker"])
    for _again in range(2):
        actions.note_advice(place_id=one.pk, said="Adonan sudah rata.", by=who["colleague"], on=DAY)
    assert queries.advice_of(viewer=who["worker"], cohort_id=group.pk).count() == 1
    with pytest.raises(NotFound):
        actions.name_mentor(place_id=one.pk, mentor=who["officer"].username, by=who["worker"])


def test_start_up_money_needs_two_persons_and_goes_by_a_cycle(who):
    place = joined(who, cohort(who), "Ani")
    told = {"place_id": place.pk, "kind": "money", "what": "Modal bahan roti", "rupiah": 500_000}
    one = actions.ask_start_up(**told, by=who["supervisor"], on=DAY)
    assert actions.ask_start_up(**told, by=who["supervisor"], on=DAY) == one
    with pytest.raises(NotAllowed):
        actions.decide_start_up(start_up_id=one.pk, approve=True, by=who["worker"], on=DAY)
    with pytest.raises(SamePersonDecides):
        actions.decide_start_up(start_up_id=one.pk, approve=True, by=who["supervisor"], on=DAY)
    StartUp.objects.update(asked_by=who["worker"])
    actions.decide_start_up(start_up_id=one.pk, approve=True, by=who["supervisor"], on=DAY)
    fund = plans.fund()
    cycle = actions.pay_start_ups(fund_id=fund.pk, region_code=VILLAGE[:5], by=who["officer"], on=DAY)
    assert (cycle.status, cycle.payment_lines.get().amount) == ("draft", 500_000)
    with pytest.raises(NothingToPay):
        actions.pay_start_ups(fund_id=fund.pk, region_code=VILLAGE[:5], by=who["officer"], on=DAY)


def test_start_up_goods_become_a_request_to_the_store(who):
    place = joined(who, cohort(who), "Ani")
    told = {"place_id": place.pk, "kind": "goods", "what": "perlengkapan_dapur", "rupiah": 900_000}
    one = actions.ask_start_up(**told, by=who["worker"], on=DAY)
    done = actions.decide_start_up(start_up_id=one.pk, approve=True, by=who["supervisor"], on=DAY)
    assert (done.status, done.request.item, done.request.filed_by) == ("ordered", "perlengkapan_dapur", who["worker"])


def test_the_registry_hints_who_a_cohort_was_made_for(who):
    mother = cases.person("Ratih", marital=4)
    cases.person("Sari", marital=4)
    cases.registry.person(mother.family, "Anak", relation=3)
    blind = cases.person("Untung", d_sight=1)
    group = cohort(who, audience="single_parent")
    assert list(queries.who_may_fit(viewer=who["worker"], cohort=group, on=DAY)) == [mother]
    assert list(queries.who_may_fit(viewer=who["worker"], cohort=cohort(who), on=DAY)) == [blind]
    old = cases.person("Mbah Wiryo", birth_date=DAY.replace(year=DAY.year - 60))
    cases.person("Pak Slamet", birth_date=DAY.replace(year=DAY.year - 59))
    group = cohort(who, audience="elderly")
    assert list(queries.who_may_fit(viewer=who["worker"], cohort=group, on=DAY)) == [old]
    secret = {**who, "head": None}
    cases.secret(secret, of=blind)
    with acting(who["colleague"]):
        assert list(queries.who_may_fit(viewer=who["colleague"], cohort=cohort(who), on=DAY)) == []
    assert list(queries.who_may_fit(viewer=who["colleague"], cohort=cohort(who), on=DAY)) == []
