"""The wall: nobody outside the team reads a secret case, whatever way they come; the team and broken glass do."""

import pytest
from django.utils import timezone

from lumbung.cases import actions, queries
from lumbung.cases.models import Case, CaseStep, Key, Member
from lumbung.cases.tests import factories
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.models import AuditEvent
from lumbung.core.refusals import NotAllowed, NotFound

pytestmark = pytest.mark.django_db


def test_a_secret_case_is_read_by_its_team_only(who):
    case = factories.secret(who)
    for name in ("worker", "supervisor"):
        assert queries.case(viewer=who[name], case_id=case.pk).called == "Sumarni"
    for name in ("colleague", "head"):
        with pytest.raises(NotFound):
            queries.case(viewer=who[name], case_id=case.pk)


def test_the_database_itself_hides_it_and_everything_about_it(who):
    case = factories.secret(who)
    ordinary = factories.opened(who)
    with acting(who["colleague"]):
        assert list(Case.objects.values_list("pk", flat=True)) == [ordinary.pk]
        assert set(CaseStep.objects.values_list("case_id", flat=True)) == {ordinary.pk}
        assert set(Member.objects.values_list("case_id", flat=True)) == {ordinary.pk}
        assert not Key.objects.exists()
        assert not AuditEvent.objects.filter(table_name__startswith="cases_").exists()
    with acting(who["worker"]):
        assert set(Case.objects.values_list("pk", flat=True)) == {case.pk, ordinary.pk}


def test_who_refers_somebody_in_secret_sees_nothing_of_it_afterwards(who):
    with acting(who["operator"]):
        case = factories.secret(who, by="operator")
        assert not Case.objects.exists()
    assert (case.sensitive, case.worker, case.supervisor) == (True, None, who["supervisor"])
    with acting(who["supervisor"]):
        assert Case.objects.get() == case


def test_a_case_that_becomes_secret_takes_its_rows_along(who):
    case = factories.opened(who)
    Case.objects.filter(pk=case.pk).update(sensitive=True)
    assert set(CaseStep.objects.values_list("sensitive", flat=True)) == {True}
    with acting(who["colleague"]):
        assert not CaseStep.objects.exists()


def test_a_second_referral_betrays_nothing_and_reaches_the_team(who):
    case = factories.secret(who)
    told = {"cluster": "tuna_sosial", "ppks": "gelandangan", "need": "Tidur di terminal."}
    again = {"person_id": case.person_id, "by": who["operator"], "on": factories.DAY}
    assert actions.open_case(**again, **{**told, "ppks": "korban_kekerasan", "need": "Dipukul."}) == case
    assert actions.open_case(**again, **told).sensitive is False
    assert queries.urgent_tasks(viewer=who["worker"]).last().title.endswith("Tidur di terminal.")
    assert not queries.urgent_tasks(viewer=who["colleague"]).exists()


def test_broken_glass_shows_it_for_hours_tells_the_team_and_is_judged(who):
    case = factories.secret(who)
    now = timezone.now()
    told = {"case_id": case.pk, "reason": "Korban datang ke UGD malam ini.", "by": who["colleague"], "at": now}
    for _twice in range(2):
        glass = actions.break_glass(**told)
    with acting(who["colleague"]):
        assert queries.case(viewer=who["colleague"], case_id=case.pk) == case
    assert [one.pk for one in queries.openings(viewer=who["supervisor"])] == [glass.pk]
    with pytest.raises(NotAllowed):
        actions.review_glass(glass_id=glass.pk, verdict="right", by=who["worker"], on=factories.DAY)
    actions.review_glass(glass_id=glass.pk, verdict="wrong", by=who["supervisor"], on=factories.DAY)
    with acting(who["colleague"]):
        assert not Case.objects.exists()
    with pytest.raises(NotFound):
        actions.break_glass(**{**told, "case_id": case.pk + 1})


def test_who_broke_the_glass_makes_nobody_a_reader_for_longer(who):
    case = factories.secret(who)
    colleague = who["colleague"]
    actions.break_glass(case_id=case.pk, reason="Korban di UGD.", by=colleague, at=timezone.now())
    with acting(colleague):
        with pytest.raises(actions.NotOfTheTeam):
            actions.add_member(case_id=case.pk, user_id=colleague.pk, by=colleague, on=factories.DAY)
        with pytest.raises(actions.NotOfTheTeam):
            actions.set_secret(case_id=case.pk, secret=True, said="Tetap rahasia.", by=colleague)
    actions.add_member(case_id=case.pk, user_id=colleague.pk, by=who["worker"], on=factories.DAY)
    actions.add_member(case_id=case.pk, user_id=who["head"].pk, by=colleague, on=factories.DAY)


def test_who_sits_in_its_conference_knows_it_until_the_minutes_are_closed(who):
    case = factories.discussed(who, factories.agreed(who, factories.secret(who)))
    meeting = actions.plan_conference(region_code="33.23", on=factories.DAY, place="Aula", by=who["head"])
    asked = {"conference_id": meeting.pk, "case_id": case.pk, "question": "intake", "on": factories.DAY}
    line = actions.put_case(by=who["worker"], **asked)
    seat = {"conference_id": meeting.pk, "name": "", "function": "Perawat", "by": who["head"], "on": factories.DAY}
    actions.add_attendant(**seat, user_id=who["colleague"].pk)
    actions.add_attendant(**{**seat, "name": "dr. Ratna"})
    for name in ("head", "colleague"):
        assert queries.case(viewer=who[name], case_id=case.pk) == case
    with acting(who["head"]):
        actions.decide(decision_id=line.pk, outcome="accept", said="Segera.", by=who["head"])
        actions.close_minutes(conference_id=meeting.pk, by=who["head"], on=factories.DAY)
        assert not Case.objects.exists()
    case.refresh_from_db()
    assert case.status == "plan"


def test_lists_above_leave_out_whom_the_viewer_may_not_know_of(who):
    of = factories.person("Mawar")
    case = factories.secret(who, of=of, by="operator")
    factories.opened(who)
    assert queries.kept_from(viewer=who["colleague"]) == {of.pk}
    assert queries.kept_from(viewer=case.supervisor) == set()
    assert queries.kept_from(viewer=SYSTEM) == set()
