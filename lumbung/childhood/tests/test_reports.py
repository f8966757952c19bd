"""A report of abuse: from anybody, within the hour, known to the team only, decided on by a named person."""

import datetime as dt
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from lumbung.cases import actions as cases
from lumbung.cases.models import Case
from lumbung.childhood import actions, queries
from lumbung.childhood.models import AbuseReport, SafetyDecision, SiblingLook
from lumbung.childhood.tests import factories
from lumbung.childhood.tests.factories import DAY, NOON
from lumbung.core.refusals import NotFound
from lumbung.core.wording import NoSuchChoice
from lumbung.programmes.tests import factories as places
from lumbung.proposals.tests import factories as proposals
from lumbung.referrals import actions as referrals
from lumbung.referrals.models import Need
from lumbung.staff import roles

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)


def decided(who, report, *, by="supervisor", risk="high", decision="safe_place", at=NOON + 20 * MINUTE):
    told = {"risk": risk, "decision": decision, "said": "Rumah tidak aman malam ini."}
    return actions.decide_safety(report_id=report.pk, by=who[by], at=at, **told)


def test_everybody_who_signs_in_may_report_but_no_system(who):
    assert {name for name in roles.ROLES if not roles.may(name, "childhood.report")} == {"partner_system"}
    who["keeper"] = proposals.somebody("shop_operator", factories.VILLAGE)
    report = factories.reported(who, by="keeper")
    assert (report.received_at, report.decide_by) == (NOON, NOON + HOUR)
    assert report.case.sensitive
    assert report.case.worker is None
    assert report.case.supervisor == who["supervisor"]


def test_a_child_met_in_another_village_is_reported_where_it_is(who):
    places.region(factories.VILLAGE)
    who["neighbour"] = proposals.somebody("village_operator", "33.23.09.2001")
    told = {"happened": "Dipukul.", "kinds": ["physical"], "called": "Dimas"}
    given = {"by": who["neighbour"], "at": NOON}
    report = actions.take_report(told=actions.Told(**told, region_code=factories.VILLAGE), **given)
    assert (report.case.region_code, report.taken_by_id) == (factories.VILLAGE, who["neighbour"].pk)
    assert report.case.supervisor == who["supervisor"]
    for nowhere in ("33", "99.99", "33.23.01.9999"):
        with pytest.raises(actions.NowhereNamed):
            actions.take_report(told=actions.Told(**told, region_code=nowhere), **given)


@pytest.mark.parametrize("wrong", [{"risk": "huge"}, {"decision": "later"}])
def test_a_decision_on_safety_takes_a_risk_and_a_measure_that_exist(who, wrong):
    report = factories.reported(who)
    with pytest.raises(NoSuchChoice) as refused:
        decided(who, report, **wrong)
    assert list(refused.value.fields) == list(wrong)
    assert not SafetyDecision.objects.exists()


def test_the_same_request_again_is_the_same_report(who):
    told = actions.Told(happened="Dipukul.", kinds=["physical"], called="Dimas", region_code=factories.VILLAGE)
    key = uuid4()
    given = {"told": told, "by": who["operator"], "request_key": key}
    first = actions.take_report(at=NOON, **given)
    assert actions.take_report(at=NOON + HOUR, **given) == first
    assert AbuseReport.objects.count() == 1


def test_it_is_known_to_its_team_only(who):
    report = factories.reported(who)
    for name in ("operator", "colleague", "worker", "head"):
        assert not AbuseReport.objects.visible_to(who[name]).exists(), name
        with pytest.raises(NotFound):
            queries.report(viewer=who[name], report_id=report.pk)
    assert queries.report(viewer=who["supervisor"], report_id=report.pk) == report


def test_a_child_in_dream_start_gets_a_secret_case_beside_the_ordinary_one(who):
    start = factories.entered(who)
    report = factories.reported(who, person_id=start.person_id)
    assert report.case != start.case
    assert list(Case.objects.visible_to(who["colleague"])) == [start.case]
    again = factories.reported(who, person_id=start.person_id, at=NOON + HOUR)
    assert (again.case, again.earlier) == (report.case, 1)


def test_whoever_took_it_does_not_decide_where_the_rules_want_another(who):
    report = factories.reported(who, by="worker")
    with pytest.raises(actions.AnotherDecides):
        decided(who, report, by="worker")
    assert decided(who, report, by="worker", risk="low", decision="home").needs_another is False
    made = decided(who, report)
    assert decided(who, report) == made
    assert (made.decided_by, made.until) == (who["supervisor"], made.at + 72 * HOUR)
    with pytest.raises(DatabaseError, match="another_person_decides"), transaction.atomic():
        SafetyDecision.objects.create(
            case=report.case, report=report, risk="high", decision="safe_place", said="x", needs_another=True, at=NOON,
            decided_by=who["worker"], taken_by=who["worker"],
        )  # fmt: skip


def test_the_hour_is_over_without_a_decision_and_the_supervisor_sees_it(who):
    report = factories.reported(who)
    late = {"viewer": who["supervisor"]}
    assert not queries.late_reports(at=NOON + HOUR, **late).exists()
    assert queries.late_reports(at=NOON + HOUR + MINUTE, **late).get() == report
    decided(who, report, at=NOON + 2 * HOUR)
    assert not queries.late_reports(at=NOON + 3 * HOUR, **late).exists()
    report.refresh_from_db()
    assert (report.status, report.risk, report.decided_at) == ("decided", "high", NOON + 2 * HOUR)


def test_what_was_reported_is_never_rewritten(who):
    report = factories.reported(who)
    for change in ({"happened": "Jatuh sendiri."}, {"received_at": NOON - HOUR}):
        with pytest.raises(DatabaseError, match="not rewritten"), transaction.atomic():
            AbuseReport.objects.filter(pk=report.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        SafetyDecision.objects.filter(pk=decided(who, report).pk).update(said="Aman.")


def test_every_other_child_of_the_household_is_looked_at(who):
    hurt, others = factories.household()
    report = factories.reported(who, person_id=hurt.pk)
    looks = queries.siblings_of(viewer=who["supervisor"], report_id=report.pk)
    assert {one.person_id for one in looks} == {one.pk for one in others}
    factories.reported(who, person_id=hurt.pk, at=NOON + HOUR)
    assert SiblingLook.objects.count() == 2
    told = {"sibling_id": looks[0].pk, "by": who["supervisor"], "at": NOON + HOUR}
    actions.look_at(answer="not_found", said="Sekolah libur.", **told)
    actions.look_at(answer="safe", said="Di rumah nenek.", **told)
    assert actions.look_at(answer="danger", said="x", **told).answer == "safe"
    assert queries.looks_due(viewer=who["supervisor"]).count() == 1


def test_police_are_told_by_law_and_legal_aid_by_consent(who):
    report = factories.reported(who, suspect_is_guardian="yes")
    told = {"report_id": report.pk, "by": who["supervisor"], "at": NOON, "said": "Dugaan kekerasan."}
    silent = {"child": "no", "guardian": "not_asked"}
    with pytest.raises(actions.NobodyAgreedToIt, match="anak"):
        actions.tell(sector="legal", place="LBH Temanggung", **silent, **told)
    police = actions.tell(sector="police", place="Polres Temanggung", **silent, **told)
    assert (police.ground, "35/2014" in police.law) == ("law", True)
    assert actions.tell(sector="police", place="Polres Temanggung", **silent, **told) == police
    legal = actions.tell(sector="legal", place="LBH Temanggung", child="yes", guardian="not_asked", **told)
    assert legal.ground == "consent"


def test_everything_is_told_in_order_with_who_and_when(who):
    report = factories.reported(who)
    decided(who, report)
    paper = {"report_id": report.pk, "by": who["supervisor"]}
    kept = actions.keep_paper(what="Visum", content=b"%PDF-1.4 visum", at=NOON + HOUR, **paper)
    actions.note_print(content=b"%PDF", acts=3, why="PN Temanggung", at=NOON + 2 * HOUR, **paper)
    acts = queries.acts_of(viewer=who["supervisor"], report=report)
    assert [act.at for act in acts] == [NOON, NOON + 20 * MINUTE, NOON + HOUR, NOON + 2 * HOUR]
    assert acts[2].ref == kept.ref
    assert acts[1].who == str(who["supervisor"])


def test_nobody_decides_who_is_not_on_the_team(who):
    report = factories.reported(who)
    with pytest.raises(NotFound):
        decided(who, report, by="worker")
    cases.break_glass(case_id=report.case_id, reason="Piket malam.", by=who["worker"], at=NOON)
    with pytest.raises((actions.NotOnTeam, NotFound)):
        decided(who, report, by="worker")


def test_an_institution_of_the_directory_is_told_through_the_desk_and_only_the_team_reads_it(who):
    hospital = proposals.somebody("referral_officer", factories.REGENCY)
    entry = referrals.Entry(
        region_code=factories.REGENCY, name="RSUD Temanggung", sectors=["health"], services="IGD 24 jam", own=False
    )
    place = referrals.add_institution(entry=entry, by=hospital)
    report = factories.reported(who, danger="yes", suspect_is_guardian="yes")
    told = {"report_id": report.pk, "sector": "health", "institution_id": place.pk, "by": who["supervisor"]}
    made = actions.tell(child="no", guardian="not_asked", said="Lebam di lengan.", at=NOON, **told)
    assert (made.ground, made.place, made.referral.ground) == ("law", "RSUD Temanggung", "child_in_danger")
    assert made.referral.need.topic == "child"
    assert actions.tell(child="no", guardian="not_asked", said="Lebam di lengan.", at=NOON, **told) == made
    for name in ("colleague", "operator"):
        assert not Need.objects.visible_to(who[name]).exists(), name
    assert Need.objects.visible_to(who["supervisor"]).get().due_on == DAY


def test_a_risk_that_is_none_decides_nothing_and_passes_nobody_over(who):
    """Whoever took the report doesn't decide on a great danger by calling it by another word."""
    report = factories.reported(who, by="supervisor")
    with pytest.raises(NoSuchChoice):
        decided(who, report, risk="tinggi", decision="home")
    assert not SafetyDecision.objects.exists()
