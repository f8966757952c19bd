"""The way of a case: no step is left out without a signature, and a conference binds what it is asked."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from lumbung.cases import actions, queries
from lumbung.cases.models import Case, CaseStep, Consent, Decision
from lumbung.cases.tests import factories
from lumbung.cases.tests.factories import DAY
from lumbung.core import waiting
from lumbung.core.refusals import NotAllowed, NotFound
from lumbung.staff import actions as staff

pytestmark = pytest.mark.django_db


def refused(match: str, **fields: object):
    """The database says no to a bulk update of cases."""
    with pytest.raises(DatabaseError, match=match), transaction.atomic():
        Case.objects.update(**fields)


def test_a_step_is_left_out_only_with_another_persons_signature(who):
    case = factories.agreed(who, factories.opened(who))
    refused("neither done nor left out", status="conference")
    told = {"case_id": case.pk, "step": "assessment", "reason": "Sudah ada.", "on": DAY}
    with pytest.raises(NotAllowed):
        actions.skip_step(by=who["worker"], **told)
    with pytest.raises(Exception, match="signed_by_another"), transaction.atomic():
        CaseStep.objects.filter(status="open").update(status="skipped", done_on=DAY)
    for _twice in range(2):
        assert actions.skip_step(by=who["supervisor"], **told).status == "conference"
    step = CaseStep.objects.get(kind="assessment")
    assert (step.status, step.signed_by, step.skip_reason) == ("skipped", who["supervisor"], "Sudah ada.")
    with pytest.raises(actions.NotSkipped):
        actions.skip_step(**{**told, "step": "conference"}, by=who["supervisor"])


def test_each_step_has_its_days_and_its_owner(who):
    case = factories.opened(who)
    step = CaseStep.objects.get()
    assert (step.kind, step.due_on - DAY, step.owner) == ("access", dt.timedelta(days=5), who["worker"])
    actions.assign_worker(case_id=case.pk, user_id=who["colleague"].pk, by=who["supervisor"], on=DAY)
    step.refresh_from_db()
    assert step.owner == who["colleague"]


def test_nobody_is_cared_for_without_agreement(who):
    case = actions.finish_step(case_id=factories.opened(who).pk, step="access", by=who["worker"], on=DAY)
    going = {"case_id": case.pk, "step": "approach", "by": who["worker"], "on": DAY}
    with pytest.raises(actions.NotAgreed):
        actions.finish_step(**going)
    thumb = actions.Agreement(given_by="Sumarni", relation="self", scopes=["service"], sign="thumb")
    with pytest.raises(actions.WitnessMissing):
        actions.record_consent(case_id=case.pk, agreement=thumb, by=who["worker"], on=DAY)
    spoken = actions.Agreement("Sumarni", "self", ["service"], "verbal", "Bidan Tri", "Alamat ibu", "Suami")
    for _twice in range(2):
        consent = actions.record_consent(case_id=case.pk, agreement=spoken, by=who["worker"], on=DAY)
    assert Consent.objects.get() == consent
    actions.withdraw_consent(consent_id=consent.pk, said="Takut.", by=who["worker"], on=DAY)
    with pytest.raises(actions.NotAgreed):
        actions.finish_step(**going)


def test_no_intake_no_longer_stay_and_no_ending_without_a_conference(who):
    inside = {"mode": "residential", "mode_reason": "Tidak ada keluarga yang bisa merawat."}
    case = factories.discussed(who, factories.agreed(who, factories.opened(who, **inside)))
    CaseStep.objects.filter(status="open").update(status="done", done_on=DAY, done_by=who["worker"])
    refused("no decision", status="plan")
    CaseStep.objects.filter(kind="conference").delete()
    actions.stepping.open_step(case, "conference", owner=who["worker"], on=DAY)
    case = factories.conferred(who, case)
    assert (case.status, case.accepted_on, case.limit_on) == ("plan", DAY, dt.date(2027, 5, 9))
    refused("extended by a conference only", limit_on=dt.date(2027, 6, 9))
    refused("extended by a conference only", limit_on=None)
    with pytest.raises(actions.ConferenceFirst):
        factories.onward(who, case, "plan>termination")
    case = factories.conferred(who, case, question="extension", outcome="extend", until=dt.date(2027, 8, 9))
    assert case.limit_on == dt.date(2027, 8, 9)
    case = factories.onward(
        who, factories.conferred(who, case, question="termination", outcome="end"), "plan>termination"
    )
    with pytest.raises(actions.NoSuchOutcome):
        actions.end_case(case_id=case.pk, outcome="happy", said="Pulang.", by=who["worker"], on=DAY)
    case = actions.end_case(case_id=case.pk, outcome="reunified", said="Pulang.", by=who["worker"], on=DAY)
    assert (case.status, case.ending, case.closed_on) == ("ended", "reunified", DAY)


def test_a_centre_comes_last_and_says_why(who):
    with pytest.raises(actions.ResidentialSaysWhy):
        factories.opened(who, mode="residential")
    factories.opened(who)
    with pytest.raises(DatabaseError, match="residential_care_says_why"), transaction.atomic():
        Case.objects.update(mode="residential")


def test_minutes_are_of_three_decide_everything_and_are_never_rewritten(who):
    case = factories.discussed(who, factories.agreed(who, factories.opened(who)))
    meeting = actions.plan_conference(region_code="33.23", on=DAY, place="Aula", by=who["head"])
    asked = {"conference_id": meeting.pk, "case_id": case.pk, "question": "intake", "on": DAY}
    line = actions.put_case(by=who["worker"], **asked)
    closing = {"conference_id": meeting.pk, "by": who["head"], "on": DAY}
    with pytest.raises(actions.TooFewSeated):
        actions.close_minutes(**closing)
    for name in ("dr. Ratna", "Bu Endah"):
        actions.add_attendant(conference_id=meeting.pk, name=name, function="Dokter", by=who["head"], on=DAY)
    with pytest.raises(actions.NotAllDecided):
        actions.close_minutes(**closing)
    with pytest.raises(actions.NoAnswer):
        actions.decide(decision_id=line.pk, outcome="extend", said="Ya.", by=who["head"])
    with pytest.raises(NotAllowed):
        actions.decide(decision_id=line.pk, outcome="accept", said="Ya.", by=who["supervisor"])
    actions.decide(decision_id=line.pk, outcome="not", said="Cukup dibantu keluarga.", by=who["head"])
    for _twice in range(2):
        actions.close_minutes(**closing)
    case.refresh_from_db()
    assert (case.status, case.said) == ("refused", "Cukup dibantu keluarga.")
    with pytest.raises(DatabaseError, match="minutes of conference"), transaction.atomic():
        Decision.objects.update(outcome="accept")


def test_a_wave_takes_as_many_as_it_has_places_and_calls_them_once(who):
    told = {"region_code": "33.23", "centre": "Sentra Kartini", "course": "Menjahit", "year": 2026, "number": 2}
    wave = actions.open_wave(**told, places=1, starts_on=DAY, by=who["head"])
    one, two = (factories.discussed(who, factories.agreed(who, factories.opened(who))) for _case in range(2))
    assert factories.conferred(who, one, question="wave", wave_id=wave.pk).status == "plan"
    with pytest.raises(actions.WaveIsFull):
        factories.conferred(who, two, question="wave", wave_id=wave.pk)
    calling = {"wave_id": wave.pk, "by": who["head"], "on": DAY}
    assert len(actions.call_up(**calling)) == 1
    assert actions.call_up(**calling) == []


def test_nobody_works_on_their_own_family_or_another_regencys_case(who):
    case = factories.opened(who)
    with pytest.raises(NotFound):
        actions.finish_step(case_id=case.pk, step="access", by=factories.people("33.24")["worker"], on=DAY)
    staff.declare_number(user=who["colleague"], kind="relative", nik=case.person.nik, on=DAY)
    with pytest.raises(actions.OwnFamily):
        actions.finish_step(case_id=case.pk, step="access", by=who["colleague"], on=DAY)


def test_an_urgent_task_is_of_the_same_day_and_once_for_its_cause(who):
    case = factories.opened(who)
    late = dt.datetime(2026, 11, 9, 15, 30, tzinfo=dt.UTC)
    for _twice in range(2):
        told = {"case": case, "cause": "assessment:1:self_harm", "title": "Hubungi hari ini.", "at": late}
        task = actions.open_urgent_task(by=who["worker"], **told)
    assert (task.due_at - late, task.owner) == (
        dt.timedelta(minutes=89, seconds=59, microseconds=999999),
        who["worker"],
    )
    assert list(queries.urgent_tasks(viewer=who["worker"])) == [task]
    for _twice in range(2):
        actions.finish_urgent_task(task_id=task.pk, said="Sudah ditemani.", by=who["worker"], at=late)
    assert not queries.urgent_tasks(viewer=who["worker"]).exists()


def test_an_urgent_task_waits_for_its_owner_and_once_it_is_over_for_the_supervisor_as_well(who, monkeypatch):
    case = factories.opened(who)
    told = {"case": case, "cause": "assessment:1:self_harm", "title": "Hubungi hari ini."}
    task = actions.open_urgent_task(by=who["worker"], at=timezone.now(), **told)

    def waits_for(name):
        found = waiting.tasks_of(viewer=who[name], today=timezone.localdate())
        return [one.context for one in found if one.title == task.title]

    assert (waits_for("worker"), waits_for("supervisor")) == ([str(case)], [])
    monkeypatch.setattr(timezone, "now", lambda: task.due_at + dt.timedelta(minutes=1))
    assert (waits_for("supervisor"), waits_for("colleague")) == ([f"{case} · {who['worker']}"], [])


def test_a_wave_named_with_another_question_is_not_dropped_in_silence(who):
    told = {"region_code": "33.23", "centre": "Sentra Kartini", "course": "Menjahit", "year": 2026, "number": 2}
    wave = actions.open_wave(**told, places=1, starts_on=DAY, by=who["head"])
    case = factories.discussed(who, factories.agreed(who, factories.opened(who)))
    with pytest.raises(actions.WaveNotAsked):
        factories.conferred(who, case, question="intake", wave_id=wave.pk)
    assert not Decision.objects.filter(case=case).exists()
