"""The way of one person: found, visited, accompanied, into a workshop, and on their own."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from lumbung.cases.models import Assessment, Case, Plan
from lumbung.cases.tests import factories as cases
from lumbung.cases.tests import plan_factories
from lumbung.core.refusals import NotAllowed, NotFound
from lumbung.outreach import actions, queries
from lumbung.outreach.models import Outreach, Visit, VisitPhoto, WorkshopMember
from lumbung.outreach.tests import factories
from lumbung.outreach.tests.factories import DAY, NOON, VILLAGE
from lumbung.proposals.tests.factories import picture

pytestmark = pytest.mark.django_db
LATER = DAY + dt.timedelta(days=7)


def test_whoever_is_found_gets_a_case_in_the_community_once(who):
    cadre = factories.account()
    told = {"source": "cadre", "told": "Anak tetangga, tidak pernah keluar.", "called": "Ayu", "region_code": VILLAGE}
    first, again = (actions.find(by=cadre, on=DAY, **told) for _ in range(2))
    assert first == again
    assert (first.case.cluster, first.case.mode, first.status) == ("disabilitas", "community", "found")
    assert queries.persons(viewer=cadre).count() == 0
    assert queries.persons(viewer=who["worker"]).count() == 1


def test_a_case_that_runs_is_joined(who):
    person = cases.person("Sekar")
    case = cases.opened(who, of=person, cluster="disabilitas", ppks="disabilitas")
    told = {"source": "school", "told": "Tidak naik kelas.", "person_id": person.pk}
    assert actions.find(by=who["worker"], on=DAY, **told).case == case
    one = actions.find(by=who["worker"], on=DAY, **told)
    actions.visit_home(outreach_id=one.pk, home="Rumah bersih.", by=who["worker"], on=DAY, at=NOON)
    case.refresh_from_db()
    assert case.mode == Case.Mode.COMMUNITY
    assert Assessment.objects.get(case=case).moment == "baseline"


def test_who_it_is_is_named_later_and_once(who):
    told = {"source": "village", "told": "Tinggal di ujung dusun.", "called": "Mbak Ayu", "region_code": VILLAGE}
    one = actions.find(by=who["worker"], on=DAY, **told)
    person = cases.person("Ayu Lestari")
    named = actions.name_person(outreach_id=one.pk, person_id=person.pk, by=who["worker"])
    assert (named.case.person, named.case.called) == (person, "Ayu Lestari")
    with pytest.raises(cases.actions.AlreadyNamed):
        actions.name_person(outreach_id=one.pk, person_id=cases.person("Lain").pk, by=who["worker"])


def test_a_cadre_sees_those_matched_to_them_and_nobody_else(who):
    match = factories.matched(who)
    factories.visited(who, "Tetangga")
    visits = factories.planned(who, match)
    mine, other = match.cadre.user, factories.trained_cadre(who, "Bu Sri").user
    assert [one.case.called for one in queries.persons(viewer=mine)] == ["Sekar"]
    assert queries.day(viewer=mine, on=DAY).visits == visits[:1]
    assert [queries.persons(viewer=other).count(), queries.visits(viewer=other).count()] == [0, 0]
    assert queries.cadres(viewer=other).count() == 1
    with pytest.raises(NotFound):
        actions.note_visit(visit_id=visits[0].pk, state="done", by=other, at=NOON)


def test_a_visit_is_noted_answer_by_answer_and_nobodys_words_are_lost(who):
    match = factories.matched(who)
    first, second = factories.planned(who, match)
    cadre, worker = match.cadre.user, who["worker"]
    told = {"visit_id": first.pk, "at": NOON}
    noted = actions.note_visit(**told, by=cadre, seen=0, daily="2", note="Mandi sendiri.")
    assert (noted.status, noted.done_on, noted.version) == ("done", DAY, 1)
    assert actions.note_visit(**told, by=cadre, seen=0, note="Mandi sendiri.").version == 1
    with pytest.raises(actions.ChangedMeanwhile):
        actions.note_visit(**told, by=worker, seen=0, note="Lain.")
    with pytest.raises(actions.VisitToCome):
        actions.note_visit(visit_id=second.pk, by=cadre, at=NOON, state="missed")


def test_a_visit_is_moved_with_a_reason_and_missed_counts(who):
    match = factories.matched(who)
    first, _second = factories.planned(who, match)
    told = {"visit_id": first.pk, "to": DAY + dt.timedelta(days=1), "said": "Hujan deras.", "on": DAY}
    moved = actions.move_visit(**told, by=match.cadre.user)
    assert actions.move_visit(**told, by=match.cadre.user) == moved
    first.refresh_from_db()
    assert (first.status, Visit.objects.count()) == ("moved", 3)
    later = NOON + dt.timedelta(days=1)
    assert actions.note_visit(visit_id=moved.pk, state="missed", by=match.cadre.user, at=later).status == "missed"


def test_a_photo_is_kept_once_and_shown_to_who_may_see_the_visit(who):
    match = factories.matched(who)
    [visit, _later] = factories.planned(who, match)
    told = {"visit_id": visit.pk, "content": picture(), "by": match.cadre.user, "at": NOON}
    with pytest.raises(actions.NotOpenAnyMore):
        actions.add_photo(**told)
    actions.note_visit(visit_id=visit.pk, state="done", by=match.cadre.user, at=NOON)
    assert actions.add_photo(**told) == actions.add_photo(**told)
    assert queries.photos_of(viewer=factories.account(), visit_id=visit.pk).count() == 0
    assert VisitPhoto.objects.count() == 1


def test_the_plan_has_the_three_sides_and_waits_for_a_second_person(who):
    one = factories.visited(who)
    told = {"outreach_id": one.pk, "wish": "Saya mau bikin batik.", "sides": ["daily", "social", "work"]}
    made = actions.plan(**told, until=DAY + dt.timedelta(days=180), by=who["worker"], on=DAY)
    assert made == actions.plan(**told, until=DAY + dt.timedelta(days=180), by=who["worker"], on=DAY)
    assert made.status == Plan.Status.SUBMITTED
    assert list(made.goals.order_by("number").values_list("component", flat=True)) == ["care", "therapy", "vocation"]


def test_entry_into_a_workshop_is_decided_by_another_and_ends_at_its_places(who):
    shop = factories.workshop(who, places=1)
    one, other = factories.visited(who), factories.visited(who, "Dewi")
    told = {"workshop_id": shop.pk, "trade": "batik", "wish": "Saya mau bikin batik.", "by": who["worker"], "on": DAY}
    asked = actions.ask_entry(outreach_id=one.pk, **told)
    assert asked == actions.ask_entry(outreach_id=one.pk, **told)
    decided = {"member_id": asked.pk, "agree": True, "said": "Diterima.", "on": DAY}
    with pytest.raises(NotAllowed):
        actions.decide_entry(**decided, by=who["worker"])
    assert actions.decide_entry(**decided, by=who["supervisor"]) == actions.decide_entry(
        **decided, by=who["supervisor"]
    )
    second = actions.ask_entry(outreach_id=other.pk, **told)
    with pytest.raises(actions.WorkshopIsFull):
        actions.decide_entry(**decided | {"member_id": second.pk}, by=who["supervisor"])
    with pytest.raises(IntegrityError, match="is full"), transaction.atomic():
        WorkshopMember.objects.filter(pk=second.pk).update(
            status="member", decided_by=who["head"], decided_on=DAY, said="x"
        )
    assert [count for _shop, count in queries.gaps(viewer=who["worker"], on=DAY).full] == [1]
    actions.leave_workshop(member_id=asked.pk, to="own", said="Membuka usaha.", by=who["worker"], on=DAY)
    assert actions.decide_entry(**decided | {"member_id": second.pk}, by=who["supervisor"]).status == "member"


def test_a_supervisor_who_asked_does_not_decide_and_minutes_must_be_of_the_person(who):
    shop = factories.workshop(who)
    case = cases.discussed(who, cases.agreed(who, cases.opened(who, cluster="disabilitas", ppks="disabilitas")))
    one = actions.find(by=who["worker"], on=DAY, source="family", told="Ibunya datang.", person_id=case.person_id)
    told = {"workshop_id": shop.pk, "trade": "batik", "wish": "Mau bekerja.", "on": DAY}
    asked = actions.ask_entry(outreach_id=one.pk, **told, by=who["supervisor"])
    decided = {"member_id": asked.pk, "agree": True, "said": "Diterima.", "on": DAY}
    with pytest.raises(actions.AskerDecides):
        actions.decide_entry(**decided, by=who["supervisor"])
    with pytest.raises(actions.NotHeld):
        actions.decide_entry(**decided, conference_id=1, by=who["head"])
    cases.conferred(who, case)
    minutes = case.decisions.get().conference_id
    assert actions.decide_entry(**decided, conference_id=minutes, by=who["head"]).conference_id == minutes


def test_days_of_work_are_noted_once_for_everybody(who):
    shop = factories.workshop(who)
    first, second = (factories.member(who, factories.visited(who, name), shop) for name in ("Sekar", "Dewi"))
    told = {"workshop_id": shop.pk, "on": DAY, "by": who["worker"]}
    assert actions.note_work_day(**told, came=[first.pk, second.pk], pieces={first.pk: 2}) == 2
    assert actions.note_work_day(**told, came=[first.pk], pieces={first.pk: 3}) == 1
    assert list(first.days.values_list("came", "pieces")) == [(True, 3)]
    assert list(second.days.values_list("came", "pieces")) == [(False, 0)]


def test_parents_meet_and_what_was_talked_about_stays(who):
    one = factories.visited(who)
    group = actions.open_group(name="Melati", place="Balai dusun", region_code=VILLAGE, by=who["worker"], on=DAY)
    told = {"group_id": group.pk, "outreach_id": one.pk, "name": "Bu Warni", "relation": "Ibu"}
    member = actions.join_group(**told, by=who["worker"], on=DAY)
    assert member == actions.join_group(**told, by=who["worker"], on=DAY)
    meeting = actions.plan_meeting(group_id=group.pk, on=DAY, topic="Melatih mandi sendiri", by=who["worker"])
    held = {"meeting_id": meeting.pk, "said": "Ibu saling bercerita.", "by": who["worker"], "on": DAY}
    assert actions.hold_meeting(**held, came=[member.pk]) == actions.hold_meeting(**held, came=[])
    assert queries.came_to(viewer=who["worker"], meeting_id=meeting.pk) == {member.pk: False}
    later = actions.plan_meeting(group_id=group.pk, on=LATER, topic="Batik", by=who["worker"])
    with pytest.raises(actions.MeetingToCome):
        actions.hold_meeting(**held | {"meeting_id": later.pk}, came=[])


def test_a_mobile_day_counts_who_was_served_with_and_without_a_name(who):
    told = {"place": "Balai desa", "services": ["check", "papers"], "region_code": VILLAGE, "by": who["worker"]}
    day = actions.plan_day(on=DAY, **told)
    assert day == actions.plan_day(on=DAY, **told)
    given = {"day_id": day.pk, "called": "Bu Warni", "by": who["worker"], "on": DAY}
    actions.serve(**given, services=["check"])
    assert actions.serve(**given, services=["papers"]).services == ["check", "papers"]
    with pytest.raises(actions.NoService):
        actions.serve(**given, services=["therapy"])
    actions.close_day(day_id=day.pk, unnamed=7, by=who["worker"], on=DAY)
    assert queries.figures(viewer=who["worker"], since=DAY, until=DAY).served == 8


def test_nobody_is_left_alone_before_an_evaluation_and_the_case_goes_into_after_care(who):
    match = factories.matched(who, _in_monitoring(who))
    factories.planned(who, match)
    told = {"outreach_id": match.outreach_id, "by": who["worker"], "on": DAY}
    with pytest.raises(actions.NotReady):
        actions.go_on_alone(**told)
    actions.evaluate(outcome="ready", said="Membatik sendiri.", daily="3", social="2", work="3", **told)
    one = actions.go_on_alone(**told)
    assert (one.status, actions.go_on_alone(**told).pk) == ("aftercare", one.pk)
    match.refresh_from_db()
    assert (match.status, one.visits.filter(status="planned").count()) == ("ended", 0)
    assert one.case.contacts.count() == 3
    ended = actions.end(said="Bekerja di sanggar.", **told)
    assert (ended.status, Outreach.objects.get().left_on) == ("ended", DAY)


def test_independence_aid_comes_once_within_the_plans_budget(who):
    one = _in_monitoring(who, fund=plan_factories.fund())
    told = {"outreach_id": one.pk, "kind": "goods", "by": who["worker"]}
    first = actions.give_independence_aid(on=DAY, **told)
    assert (first.rupiah, first) == (2_000_000, actions.give_independence_aid(on=DAY, **told))
    with pytest.raises(actions.AlreadyGiven):
        actions.give_independence_aid(on=LATER, **told)


def _in_monitoring(who, fund=None):
    """A person whose case is followed after services under an approved plan."""
    case = cases.accepted(who, cluster="disabilitas", ppks="disabilitas")
    one = actions.find(by=who["worker"], on=DAY, source="family", told="Ibunya datang.", person_id=case.person_id)
    actions.visit_home(outreach_id=one.pk, home="Tinggal dengan ibu.", by=who["worker"], on=DAY, at=NOON)
    money = {"budget": 3_000_000, "fund_id": fund.pk} if fund else {}
    told = {"outreach_id": one.pk, "wish": "Mau bekerja.", "sides": ["work"], "until": DAY + dt.timedelta(days=90)}
    plan = actions.plan(**told, **money, by=who["worker"], on=DAY)
    cases.actions.approve_plan(plan_id=plan.pk, by=who["supervisor"], on=DAY)
    for step in ("plan", "implementation"):
        cases.actions.finish_step(case_id=case.pk, step=step, by=who["worker"], on=DAY)
    one.refresh_from_db()
    return one
