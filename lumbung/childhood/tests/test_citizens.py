"""Anybody who sees a child in danger tells of it without an account, and learns of nobody by it."""

import datetime as dt
from uuid import uuid4

import pytest
from django.test import Client

from lumbung.childhood import actions, queries
from lumbung.childhood.models import AbuseReport, CitizenSender
from lumbung.childhood.tests import factories
from lumbung.childhood.tests.factories import NOON
from lumbung.core.reach import Reach, narrow_connection
from lumbung.programmes.tests import factories as places
from lumbung.staff.models import User

pytestmark = pytest.mark.django_db
ADDRESS, OPEN_API = "/lapor-kekerasan-anak/", "/api/v1/child-reports"
SEEN = {
    "called": "Anak baju merah", "age": "7", "region_code": factories.VILLAGE[:5], "where": "Belakang pasar",
    "happened": "Dipukul dengan kayu.", "kinds": ["physical"], "danger": "yes", "suspect_is_guardian": "unknown",
}  # fmt: skip


@pytest.fixture(autouse=True)
def somewhere(who):
    """The village of the tests and all that it lies in."""
    places.region(factories.VILLAGE)


def told(**more):
    given = {"happened": "Dipukul.", "kinds": ["physical"], "called": "Anak baju merah", **more}
    return actions.Told(**{"region_code": factories.VILLAGE[:5], **given})


def test_somebody_without_an_account_tells_of_a_child_and_learns_that_it_was_received(who):
    client = Client(enforce_csrf_checks=False)
    page = client.get(ADDRESS)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "<script" not in page.content.decode().split("<main")[1]
    key = str(uuid4())
    for _again in range(2):
        answer = client.post(ADDRESS, {**SEEN, "request_key": key}, follow=True)
        assert "Laporan diterima" in answer.content.decode()
        assert "Anak baju merah" not in answer.content.decode()
    narrow_connection(Reach.national())
    report = AbuseReport.objects.get()
    assert (report.taken_by, report.person, report.case.sensitive) == (None, None, True)
    assert report.happened == "Dipukul dengan kayu. (Belakang pasar)"
    assert report.decide_by - report.received_at == dt.timedelta(hours=1)
    assert report.case.supervisor == who["supervisor"]
    client.force_login(who["supervisor"])
    assert "laporan warga tanpa akun" in client.get(f"/dreamstart/laporan/{report.pk}/").content.decode()
    assert "warga" in [act.who for act in queries.acts_of(viewer=who["supervisor"], report=report)][0]


@pytest.mark.parametrize("wrong", [{"region_code": "33"}, {"region_code": "99.99"}, {"called": ""}, {"kinds": []}])
def test_what_is_missing_is_said_and_nothing_is_kept(who, wrong):
    answer = Client().post(ADDRESS, {**SEEN, "request_key": str(uuid4()), **wrong})
    assert answer.status_code == 422
    narrow_connection(Reach.national())
    assert not AbuseReport.objects.exists()


def test_a_child_of_the_registry_is_never_named_by_it(who):
    with pytest.raises(actions.NowhereNamed):
        actions.take_from_citizen(told=told(person_id=factories.child().pk), at=NOON, request_key=uuid4())


def test_so_many_come_from_a_regency_in_an_hour_and_the_same_again_is_none_more(who):
    keys = [uuid4() for _one in range(20)]
    for key in (*keys, keys[0]):
        actions.take_from_citizen(told=told(), at=NOON, request_key=key)
    with pytest.raises(actions.TooManyReports):
        actions.take_from_citizen(told=told(), at=NOON, request_key=uuid4())
    later = NOON + dt.timedelta(hours=1)
    assert actions.take_from_citizen(told=told(), at=later, request_key=uuid4()).decide_by > later


def test_a_program_tells_of_a_child_without_an_account_by_the_same_door(who):
    body = {**SEEN, "age": 7, "request_key": str(uuid4())}
    answers = [Client().post(OPEN_API, body, content_type="application/json") for _again in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert set(answers[0].json()) == {"received", "received_at", "decide_by"}
    narrow_connection(Reach.national())
    assert AbuseReport.objects.get().happened == "Dipukul dengan kayu. (Belakang pasar)"
    for wrong in ({"region_code": "33"}, {"called": ""}, {"kinds": []}, {"age": -1}, {"happened": "x" * 9000}):
        again = {**body, "request_key": str(uuid4()), **wrong}
        assert Client().post(OPEN_API, again, content_type="application/json").status_code == 422, wrong
    assert Client().get(OPEN_API).status_code == 405
    assert AbuseReport.objects.count() == 1


def test_one_connection_cannot_close_the_door_for_the_others(who):
    def sent(address, **more):
        client = Client(REMOTE_ADDR=address)
        return client.post(ADDRESS, {**SEEN, "request_key": str(uuid4()), **more}).status_code

    assert [sent("203.0.113.7") for _one in range(6)] == [303] * 5 + [429]
    assert sent("203.0.113.8") == 303
    narrow_connection(Reach.national())
    assert sorted(CitizenSender.objects.values_list("reports", flat=True)) == [1, 5]
    kept = "".join(str(value) for row in CitizenSender.objects.values() for value in row.values())
    assert "203.0.113" not in kept


def test_who_sent_is_known_for_the_hour_and_no_longer(who):
    mark = uuid4()
    for key in (uuid4() for _one in range(5)):
        actions.take_from_citizen(told=told(), at=NOON, request_key=key, sender=mark)
        actions.take_from_citizen(told=told(), at=NOON, request_key=key, sender=mark)
    with pytest.raises(actions.TooManyReports):
        actions.take_from_citizen(told=told(), at=NOON, request_key=uuid4(), sender=mark)
    assert actions.forget_senders(at=NOON + dt.timedelta(minutes=59)) == 0
    assert actions.forget_senders(at=NOON + dt.timedelta(minutes=60)) == 1
    assert not CitizenSender.objects.exists()


def test_where_no_team_is_yet_people_are_sent_to_the_telephone(who):
    User.objects.filter(role="case_supervisor").update(is_active=False)
    answer = Client().post(ADDRESS, {**SEEN, "request_key": str(uuid4())})
    assert answer.status_code == 409
    assert "SAPA 129" in answer.content.decode().split("<form")[1]
    assert "administrator" not in answer.content.decode()
