"""From entering to the end of monitoring: days, services, contacts, reviews."""

import datetime as dt
from importlib import import_module

import pytest
from django.db import DatabaseError, transaction

from lumbung.cases import actions as cases
from lumbung.cases.models import Case, UrgentTask
from lumbung.cases.tests import factories as casework
from lumbung.childhood import actions, queries
from lumbung.childhood.models import ChildContact, QuarterReview, Start
from lumbung.childhood.tests import factories
from lumbung.childhood.tests.factories import DAY, NOON
from lumbung.core.wording import NoSuchChoice

pytestmark = pytest.mark.django_db


def later(days):
    return DAY + dt.timedelta(days=days)


def test_a_child_enters_on_an_ordinary_case_with_thirty_days_to_the_conference(who):
    start = factories.entered(who)
    assert (start.case.cluster, start.case.mode, start.case.sensitive) == ("anak", "family", False)
    assert (start.conference_due_on, start.until_on) == (later(30), dt.date(2032, 3, 13))
    assert factories.entered(who, start.person) == start
    assert list(queries.conferences_due(viewer=who["worker"], on=DAY)) == [start]
    factories.accepted(who, start)
    assert not queries.conferences_due(viewer=who["worker"], on=DAY).exists()


def test_twelve_enters_and_thirteen_does_not(who):
    factories.entered(who, factories.child("Dua Belas", dt.date(2013, 11, 10)))
    with pytest.raises(actions.NotForThem):
        factories.entered(who, factories.child("Tiga Belas", dt.date(2013, 11, 9)))
    with pytest.raises(actions.AgeNotKnown):
        factories.entered(who, factories.child("Tak Tercatat", None))
    grown = casework.person("Sari", birth_date=dt.date(1999, 1, 1), sex="P")
    with pytest.raises(actions.AgeNotKnown):
        factories.entered(who, grown)
    assert factories.entered(who, grown, pregnant=True).whom == "mother"


def test_a_risk_that_nobody_knows_changes_nothing(who):
    child = factories.child("Dua Belas", dt.date(2013, 11, 10))
    with pytest.raises(NoSuchChoice):
        factories.entered(who, child, risk="huge")
    assert not Start.objects.exists()
    start = factories.entered(who, child)
    with pytest.raises(NoSuchChoice):
        actions.note_needs(start_id=start.pk, needs=[], risk="huge", by=who["worker"], on=DAY)
    review = QuarterReview.objects.get(start=start)
    told = {"goals": "Sekolah.", "risk": "huge", "verdict": "go_on"}
    with pytest.raises(NoSuchChoice):
        actions.write_review(review_id=review.pk, **told, by=who["worker"], on=DAY)
    start.refresh_from_db()
    assert start.risk == "middle"


def test_a_child_stays_beyond_twelve_by_a_conference_only(who):
    start = factories.accepted(who, factories.entered(who, factories.child(born=dt.date(2013, 12, 1))))
    with pytest.raises(DatabaseError, match="case conference only"), transaction.atomic():
        Start.objects.filter(pk=start.pk).update(until_on=dt.date(2028, 1, 1))
    until = dt.date(2029, 11, 30)
    case = casework.conferred(who, start.case, question="review", outcome="extend", until=until)
    said = case.decisions.get(question="review")
    assert case.limit_on is None
    told = {"start_id": start.pk, "by": who["worker"], "on": DAY}
    assert actions.let_stay(decision_id=said.pk, **told).until_on == until
    too_long = casework.conferred(who, case, question="review", outcome="extend", until=until + dt.timedelta(days=1))
    with pytest.raises(actions.TooOldEvenSo):
        actions.let_stay(decision_id=too_long.decisions.latest("pk").pk, **told)
    with pytest.raises(actions.NoConferenceSaid):
        actions.let_stay(decision_id=case.decisions.get(question="intake").pk, **told)


def test_services_are_given_refused_and_given_after_all(who):
    start = factories.accepted(who, factories.entered(who))
    told = {"start_id": start.pk, "by": who["worker"], "on": later(5)}
    with pytest.raises(actions.NotDue):
        actions.note_service(service="back_to_school", status="given", giver="Dinas Pendidikan", **told)
    with pytest.raises(actions.NobodyGave):
        actions.note_service(service="feelings", status="given", **told)
    actions.note_needs(needs=["drop_out"], risk="high", **told)
    school = {"service": "back_to_school", "source": "APBD", **told}
    assert actions.note_service(status="refused", said="Belum mau.", **school).status == "refused"
    given = actions.note_service(status="given", giver="SDN 2 Kedu", **school)
    assert (given.status, given.giver, start.services.count()) == ("given", "SDN 2 Kedu", 1)
    assert actions.note_service(status="given", giver="SDN 2 Kedu", **school) == given
    states = {one.service: one.state for one in queries.services_due(viewer=who["worker"], on=later(5))}
    assert (states["back_to_school"], states["health_check"]) == ("given", "due")


def test_contacts_follow_the_risk_and_danger_is_urgent_the_same_day(who):
    start = factories.entered(who)
    first = start.contacts.get()
    assert first.due_on == later(14)
    told = {"by": who["worker"], "at": NOON, "on": later(14)}
    actions.note_contact(contact_id=first.pk, found="absent", said="Rumah kosong.", **told)
    second = start.contacts.get(on=None)
    assert second.due_on == later(17)
    actions.note_needs(start_id=start.pk, needs=[], risk="high", by=who["worker"], on=later(14))
    told = {"by": who["worker"], "at": NOON, "on": later(15), "said": "Sendirian sejak kemarin."}
    actions.note_contact(contact_id=second.pk, found="danger", **told)
    actions.note_contact(contact_id=second.pk, found="danger", **told)
    assert (start.contacts.get(on=None).due_on, start.contacts.count()) == (later(22), 3)
    assert UrgentTask.objects.get(case=start.case).cause == f"dreamstart:{second.pk}"
    assert list(queries.contacts_due(viewer=who["worker"], on=later(22))) == [start.contacts.get(on=None)]


def test_a_review_is_signed_by_another_and_the_next_quarter_begins(who):
    start = factories.entered(who)
    review = start.reviews.get()
    assert (review.quarter, review.due_on) == (1, dt.date(2027, 2, 9))
    with pytest.raises(actions.NotWritten):
        actions.sign_review(review_id=review.pk, by=who["supervisor"], on=DAY)
    told = {"review_id": review.pk, "goals": "Mulai sekolah.", "risk": "low", "verdict": "go_on", "on": DAY}
    actions.write_review(by=who["supervisor"], **told)
    with pytest.raises(actions.WriterSigns):
        actions.sign_review(review_id=review.pk, by=who["supervisor"], on=DAY)
    actions.return_review(review_id=review.pk, said="Tujuan mana?", by=who["supervisor"])
    actions.write_review(by=who["worker"], **told)
    actions.sign_review(review_id=review.pk, by=who["supervisor"], on=DAY)
    start.refresh_from_db()
    assert (start.risk, start.reviews.get(quarter=2).due_on) == ("low", dt.date(2027, 5, 9))
    with pytest.raises(DatabaseError, match="signed_by_another"), transaction.atomic():
        QuarterReview.objects.filter(pk=review.pk).update(signed_by=who["worker"])


def test_goals_are_reached_when_a_signed_review_says_so_and_somebody_still_looks_in(who):
    start = factories.entered(who)
    told = {"start_id": start.pk, "ending": "reached", "said": "Sehat dan sekolah.", "by": who["worker"]}
    with pytest.raises(actions.ReviewFirst):
        actions.end_start(on=DAY, **told)
    factories.reviewed(who, start, on=DAY, verdict="end")
    ended = actions.end_start(on=DAY, **told)
    assert (ended.status, ended.watched_until) == ("monitoring", dt.date(2027, 2, 9))
    assert actions.end_start(on=DAY, **told).ended_on == DAY
    contact = start.contacts.get()
    assert (contact.due_on, contact.channel) == (later(30), "call")
    closing = {"start_id": start.pk, "by": who["worker"]}
    with pytest.raises(actions.StillWatched):
        actions.close_start(on=dt.date(2027, 2, 8), **closing)
    assert actions.close_start(on=dt.date(2027, 2, 9), **closing).status == "ended"
    again = factories.entered(who, start.person, on=dt.date(2027, 6, 1))
    assert (again.before, again.case) == (start, start.case)


def test_a_start_that_becomes_secret_takes_everything_along(who):
    start = factories.entered(who)
    cases.set_secret(case_id=start.case_id, secret=True, said="Ancaman dari tetangga.", by=who["worker"])
    for model in (Start, ChildContact, QuarterReview):
        assert not model.objects.visible_to(who["colleague"]).exists()
        assert model.objects.visible_to(who["worker"]).exists()
    assert Case.objects.visible_to(who["colleague"]).count() == 0


def test_figures_count_what_was_owed_and_done(who):
    start = factories.accepted(who, factories.entered(who, risk="high"))
    actions.note_service(
        start_id=start.pk, service="home_interview", status="given", giver="Peksos", by=who["worker"], on=DAY
    )
    told = queries.figures(viewer=who["worker"], on=later(20))
    assert told.risks == {"high": 1}
    assert told.services["basic", "given"] == 1
    assert told.services["required", "due"] > 3
    assert told.conferences == {"in_time": 1, "waiting": 0, "late": 0}
    assert told.contacts == {"in_time": 0, "late": 0, "missed": 1}


def test_services_of_many_are_owed_whether_they_are_looked_at_together_or_a_few_at_a_time(who, monkeypatch):
    for name in ("Bagus", "Ayu", "Sinta"):
        start = factories.entered(who, factories.child(name))
        told = {"service": "home_interview", "status": "given", "giver": "Peksos", "by": who["worker"], "on": DAY}
        actions.note_service(start_id=start.pk, **told)
    together = queries.figures(viewer=who["worker"], on=later(20))
    assert together.services["basic", "given"] == 3
    for size in (1, 2, 3):
        monkeypatch.setattr(import_module("lumbung.childhood.queries.starts"), "TOGETHER", size)
        assert queries.figures(viewer=who["worker"], on=later(20)) == together
