"""Supervision: what two people agreed on, who does it until when, seen by the worker, due in the workload."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from lumbung.cases import actions, queries
from lumbung.cases.models import Agreed, Supervision
from lumbung.cases.tests import factories
from lumbung.cases.tests.factories import DAY
from lumbung.core import waiting
from lumbung.core.refusals import NotFound

pytestmark = pytest.mark.django_db
WEEK = DAY + dt.timedelta(days=7)


def supervised(who, *points):
    agreed = [actions.Point(what, who[name].pk, until) for what, name, until in points]
    told = {"worker_id": who["worker"].pk, "words": "Catatan perlu lebih singkat.", "points": agreed}
    return actions.note_supervision(**told, by=who["supervisor"], on=DAY)


def test_agreed_points_have_one_of_the_two_and_a_day(who):
    supervised(who, ("Catatan hari itu juga", "worker", WEEK), ("Mencari pelatihan", "supervisor", WEEK))
    supervised(who, ("Catatan hari itu juga", "worker", WEEK))
    assert Agreed.objects.count() == 2
    for point in (("Lain", "head", WEEK), ("Lain", "worker", DAY - dt.timedelta(days=1))):
        with pytest.raises(actions.BadPoint):
            supervised(who, point)


def test_the_worker_sees_it_and_it_is_never_rewritten(who):
    made = supervised(who)
    with pytest.raises(NotFound):
        actions.see_supervision(supervision_id=made.pk, by=who["supervisor"], on=DAY)
    assert [one.title for one in waiting.tasks_of(viewer=who["worker"], today=DAY)] == ["Baca catatan supervisi"]
    actions.see_supervision(supervision_id=made.pk, by=who["worker"], on=DAY)
    assert actions.see_supervision(supervision_id=made.pk, by=who["worker"], on=WEEK).seen_on == DAY
    with pytest.raises(DatabaseError), transaction.atomic():
        Supervision.objects.update(words="Lain.")


def test_points_that_are_due_stand_in_the_workload_of_these_two_until_they_are_done(who):
    factories.opened(who)
    made = supervised(who, ("Catatan hari itu juga", "worker", WEEK))
    late = {"on": WEEK + dt.timedelta(days=1)}
    assert [one.agreed for one in queries.caseloads(viewer=who["supervisor"], **late)] == [1]
    assert [one.agreed for one in queries.caseloads(viewer=who["head"], **late)] == [0]
    point = made.points.get()
    with pytest.raises(NotFound):
        actions.finish_point(point_id=point.pk, said="Sudah.", by=who["colleague"], on=WEEK)
    actions.finish_point(point_id=point.pk, said="Sudah.", by=who["worker"], on=WEEK)
    assert not queries.points_due(viewer=who["worker"], until=late["on"]).exists()


def test_by_page_and_program(who, client):
    client.force_login(who["supervisor"])
    page = f"/kasus/beban/{who['worker'].pk}/"
    told = {"words": "Beban berat.", "what_1": "Bagi kasus", "who_1": who["supervisor"].pk}
    assert client.post(page, told).status_code == 422
    assert client.post(page, {**told, "until_1": "2030-01-01"}).status_code == 303
    client.force_login(who["worker"])
    assert "Bagi kasus" in client.get(page).content.decode()
    one = Supervision.objects.get()
    assert client.post(f"/api/v1/case-supervisions/{one.pk}/seen").json()["points"][0]["what"] == "Bagi kasus"
    client.force_login(who["supervisor"])
    client.post(f"/kasus/supervisi/kesepakatan/{one.points.get().pk}", {"said": "Dua kasus pindah."})
    assert "Dua kasus pindah." in client.get(page).content.decode()


def test_a_hand_over_tells_outsiders_of_no_secret_case_not_even_by_its_count(who, client):
    factories.secret(who)
    told = {"giver_id": who["worker"].pk, "taker_id": who["colleague"].pk, "reason": "Sakit.", "on": DAY}
    alone = actions.hand_over_cases(**told, by=who["worker"], at=factories.NOON)
    assert list(queries.moves(viewer=who["head"])) == []
    factories.opened(who, by="worker", of=factories.person("Darmi"))
    actions.hand_over_cases(**{**told, "reason": "Masih sakit."}, by=who["worker"], at=factories.NOON)
    [seen] = queries.moves(viewer=who["head"])
    assert (seen.known, seen.pk > alone.pk) == (1, True)
    assert {one.known for one in queries.moves(viewer=who["colleague"])} == {1}
