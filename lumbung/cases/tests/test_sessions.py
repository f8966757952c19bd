"""Sessions: nobody is in two at once, a series and a group are one act, a note comes once however often it is sent."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from lumbung.cases import actions, queries
from lumbung.cases.models import Attendance, Session
from lumbung.cases.tests import factories
from lumbung.cases.tests import plan_factories as plans
from lumbung.core.actors import acting
from lumbung.core.refusals import NotFound
from lumbung.facilities import actions as facilities
from lumbung.facilities.models import Booking
from lumbung.facilities.tests import factories as houses

pytestmark = pytest.mark.django_db
at, booked = plans.at, plans.booked


@pytest.fixture
def case(who):
    return factories.opened(who)


def test_every_tuesday_for_eight_weeks_is_one_act_and_twice_the_same(who, case):
    goal = plans.planned(who, case).goals.get()
    series = booked(who, case, goal_id=goal.pk, times=8)
    assert [one.starts_at for one in series] == [at(10, 9) + dt.timedelta(weeks=n) for n in range(8)]
    assert booked(who, case, goal_id=goal.pk, times=8) == series
    assert Attendance.objects.filter(case=case, goal=goal).count() == 8


def test_no_worker_and_no_client_is_in_two_sessions_at_once(who, case):
    booked(who, case)
    other = factories.opened(who, of=factories.person("Darmi"))
    with pytest.raises(actions.WorkerBusy):
        booked(who, other, starts_at=at(10, 9) + dt.timedelta(minutes=30))
    with pytest.raises(actions.ClientBusy):
        actions.book(case_id=case.pk, title="Fisioterapi", starts_at=at(10, 9), minutes=30, by=who["colleague"])
    assert booked(who, other, starts_at=at(10, 10))
    first = Session.objects.earliest("pk")
    told = {"region_code": case.region_code, "kind": "group", "title": "Lain", "worker": first.worker}
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.create(**told, starts_at=first.starts_at, ends_at=first.ends_at)


def test_a_room_comes_along_with_its_sessions_and_leaves_with_them(who):
    secret = factories.secret(who)
    room = houses.cafe(houses.shelter(houses.people()))
    wish = actions.RoomWish(room.pk, at(9, 12))
    first, _second = booked(who, secret, times=2, room=wish)
    assert len(booked(who, secret, times=2, room=wish)) == Booking.objects.count() == 2
    assert {one.title for one in Booking.objects.all()} == {"Pertemuan layanan"}
    other = factories.opened(who, of=factories.person("Darmi"))
    with pytest.raises(facilities.RoomTaken), transaction.atomic():
        actions.book(case_id=other.pk, title="Lain", starts_at=at(10, 9), minutes=30, room=wish, by=who["colleague"])
    actions.cancel_session(session_id=first.pk, said="Sakit.", by=who["worker"])
    assert actions.book(case_id=other.pk, title="Lain", starts_at=at(10, 9), minutes=30, room=wish, by=who["colleague"])


def test_a_cancelled_hour_is_free_again(who, case):
    [session] = booked(who, case)
    for _twice in range(2):
        actions.cancel_session(session_id=session.pk, said="Sakit.", by=who["worker"])
    assert booked(who, case) != [session]


def test_twenty_people_are_booked_and_noted_in_one_act_each(who, django_assert_max_num_queries):
    cases = [factories.opened(who, of=factories.person(f"Warga {n}")) for n in range(20)]
    told = {"title": "Terapi kelompok", "starts_at": at(10, 9), "minutes": 90, "by": who["worker"]}
    with django_assert_max_num_queries(60):
        [session] = actions.book_group(case_ids=[case.pk for case in cases], **told)
    assert actions.book_group(case_ids=[case.pk for case in cases], **told) == [session]
    came = {case.pk: "came" if n else "absent" for n, case in enumerate(cases)}
    with django_assert_max_num_queries(15):
        assert actions.note_group(session_id=session.pk, states_of=came, by=who["worker"], at=at(10, 11)) == 20
    assert actions.note_group(session_id=session.pk, states_of=came, by=who["worker"], at=at(10, 11)) == 0
    session.refresh_from_db()
    assert session.status == "held"
    with pytest.raises(actions.BadSession):
        actions.book_group(case_ids=range(21), **told)


def test_a_group_tells_outsiders_nothing_of_a_secret_member(who):
    cases = [factories.opened(who), factories.secret(who, of=factories.person("Wati"))]
    told = {"title": "Kelas menjahit", "starts_at": at(10, 9), "minutes": 60, "by": who["worker"]}
    [group] = actions.book_group(case_ids=[case.pk for case in cases], **told)
    [single] = booked(who, cases[1], starts_at=at(11, 9))
    with acting(who["colleague"]):
        assert set(Session.objects.values_list("pk", flat=True)) == {group.pk}
        seen = queries.attendances_of(viewer=who["colleague"], session_id=group.pk)
        assert [one.case_id for one in seen] == [cases[0].pk]
    with pytest.raises(NotFound):
        queries.session(viewer=who["colleague"], session_id=single.pk)


def test_a_note_sent_twice_is_one_and_nobody_writes_over_anothers(who, case):
    [session] = booked(who, case)
    told = {"session_id": session.pk, "case_id": case.pk, "at": at(10, 10)}
    with pytest.raises(actions.SessionToCome):
        actions.note_attendance(**{**told, "at": at(10, 8)}, state="came", by=who["worker"])
    first = actions.note_attendance(**told, state="came", note="Tenang hari ini.", by=who["worker"])
    again = actions.note_attendance(**told, state="came", note="Tenang hari ini.", by=who["worker"], seen=0)
    assert first.version == again.version == 1
    with pytest.raises(actions.ChangedMeanwhile):
        actions.note_attendance(**told, note="Gelisah.", by=who["colleague"], seen=0)
    assert actions.note_attendance(**told, note="Gelisah.", by=who["colleague"], seen=1).version == 2
