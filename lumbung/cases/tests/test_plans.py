"""Plans: two persons, one in force, what was approved stays; and nothing is given above the budget."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from lumbung.cases import actions, plan_gate, planning, queries
from lumbung.cases.models import Aid, Case, Goal, Plan, Progress
from lumbung.cases.tests import factories
from lumbung.cases.tests import plan_factories as plans
from lumbung.core.actors import acting
from lumbung.core.refusals import NotAllowed, NotFound
from lumbung.payments import actions as payments
from lumbung.proposals.tests import factories as proposals

pytestmark = pytest.mark.django_db
DAY = plans.DAY


@pytest.fixture
def case(who):
    return factories.opened(who)


def test_the_law_names_seven_components_and_the_programme_four_therapies():
    assert len(planning.components()) == 7
    assert len(planning.therapies()) == 4
    assert "7/2021" in planning.law()
    assert planning.fits(component="vocation", therapy="livelihood")
    assert planning.fits(component="access", therapy="")
    assert not planning.fits(component="therapy", therapy="")
    assert not planning.fits(component="access", therapy="physical")


def test_whoever_drafts_a_plan_never_approves_it(who, case):
    plan = plans.drafted(who, case)
    actions.submit_plan(plan_id=plan.pk, by=who["worker"])
    with pytest.raises(NotAllowed):
        actions.approve_plan(plan_id=plan.pk, by=who["worker"], on=DAY)
    own = actions.draft_plan(
        case_id=factories.opened(who, of=factories.person("Darmi")).pk,
        wish="Ingin sehat.", until=plans.UNTIL, by=who["supervisor"], on=DAY,
    )  # fmt: skip
    actions.add_goal(plan_id=own.pk, **plans.FARMING, by=who["supervisor"])
    actions.submit_plan(plan_id=own.pk, by=who["supervisor"])
    with pytest.raises(actions.DrafterApproves):
        actions.approve_plan(plan_id=own.pk, by=who["supervisor"], on=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=own.pk).update(status="approved", approved_by=who["supervisor"], approved_on=DAY)


def test_a_new_version_takes_the_goals_along_and_replaces_the_old_one(who, case):
    first = plans.planned(who, case)
    with pytest.raises(actions.NotADraft):
        actions.add_goal(plan_id=first.pk, **plans.FARMING, by=who["worker"])
    second = actions.draft_plan(
        case_id=case.pk, wish="Bertani dan beternak.", until=plans.UNTIL, by=who["worker"], on=DAY
    )
    assert (second.version, second.goals.get().aim) == (2, plans.FARMING["aim"])
    actions.submit_plan(plan_id=second.pk, by=who["worker"])
    actions.approve_plan(plan_id=second.pk, by=who["head"], on=DAY)
    found = queries.plans_of(viewer=who["worker"], case_id=case.pk)
    assert [(one.version, one.status) for one in found] == [(2, "approved"), (1, "replaced")]


def test_the_database_keeps_what_was_approved(who, case):
    plan = plans.planned(who, case)
    changes = (
        lambda: Plan.objects.filter(pk=plan.pk).update(wish="Lain."),
        lambda: Plan.objects.filter(pk=plan.pk).update(approved_by=who["head"]),
        lambda: Goal.objects.filter(plan=plan).update(measure="Lain."),
        lambda: Goal.objects.filter(plan=plan).delete(),
        lambda: Plan.objects.create(
            case=case, version=9, status="approved", wish="Lain.", until=plans.UNTIL, drafted_by=who["worker"],
            drafted_on=DAY, approved_by=who["head"], approved_on=DAY,
        ),
    )  # fmt: skip
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_every_act_twice_is_one_effect(who, case):
    plan = plans.drafted(who, case)
    assert plans.drafted(who, case) == plan
    assert plan.goals.count() == 1
    for _twice in range(2):
        actions.submit_plan(plan_id=plan.pk, by=who["worker"])
    for _twice in range(2):
        actions.approve_plan(plan_id=plan.pk, by=who["supervisor"], on=DAY)
    told = {"goal_id": plan.goals.get().pk, "reached": "partly", "words": "Bibit sudah tumbuh.", "on": DAY}
    assert actions.note_progress(**told, by=who["worker"]) == actions.note_progress(**told, by=who["worker"])
    assert Progress.objects.count() == 1


def test_a_plan_comes_back_with_a_reason_and_a_colleagues_draft_blocks_nobody(who, case):
    plan = plans.drafted(who, case)
    actions.submit_plan(plan_id=plan.pk, by=who["worker"])
    back = actions.return_plan(plan_id=plan.pk, said="Ukurannya belum jelas.", by=who["supervisor"])
    assert (back.status, back.said) == ("draft", "Ukurannya belum jelas.")
    told = {"case_id": case.pk, "wish": "Lain.", "until": plans.UNTIL, "by": who["colleague"], "on": DAY}
    with pytest.raises(actions.SomebodyDrafts):
        actions.draft_plan(**told)
    actions.withdraw_plan(plan_id=plan.pk, by=who["colleague"])
    assert actions.draft_plan(**told).version == 2


def test_planning_is_not_done_without_an_approved_plan(who, case):
    case.status = Case.Status.PLAN
    with pytest.raises(plan_gate.NoApprovedPlan):
        plan_gate.planned(case=case)
    plans.planned(who, case)
    plan_gate.planned(case=case)


def test_nothing_is_given_above_the_budget_by_whatever_door(who, case):
    with pytest.raises(actions.NoPlanInForce):
        actions.give(case_id=case.pk, kind="goods", what="Bibit", rupiah=1, by=who["worker"], on=DAY)
    plan = plans.planned(who, case, budget=500_000, fund_id=plans.fund().pk)
    told = {
        "case_id": case.pk,
        "kind": "goods",
        "what": "Bibit cabai",
        "rupiah": 300_000,
        "by": who["worker"],
        "on": DAY,
    }
    assert actions.give(**told) == actions.give(**told)
    with pytest.raises(actions.AboveTheBudget):
        actions.give(**{**told, "what": "Pupuk"})
    with pytest.raises(DatabaseError), transaction.atomic():
        Aid.objects.bulk_create(
            Aid(case=case, plan=plan, kind="goods", status="given", what=f"Pupuk {n}", rupiah=150_000, on=DAY)
            for n in range(2)
        )
    actions.cancel_aid(aid_id=Aid.objects.get().pk, said="Dikembalikan.", by=who["worker"])
    assert actions.give(**{**told, "what": "Pupuk"}).rupiah == 300_000


def test_a_later_version_covers_what_was_given_before(who, case):
    given = {"budget": 500_000, "fund_id": plans.fund().pk}
    plans.planned(who, case, **given)
    actions.give(case_id=case.pk, kind="goods", what="Bibit", rupiah=400_000, by=who["worker"], on=DAY)
    lower = actions.draft_plan(
        case_id=case.pk, wish="Lain.", until=plans.UNTIL, by=who["worker"], on=DAY, **{**given, "budget": 300_000}
    )
    actions.submit_plan(plan_id=lower.pk, by=who["worker"])
    with pytest.raises(actions.BelowWhatWasGiven):
        actions.approve_plan(plan_id=lower.pk, by=who["supervisor"], on=DAY)


def test_a_plan_promises_no_more_than_its_fund_holds(who, case):
    plan = plans.drafted(who, case, budget=2_000_000, fund_id=plans.fund(budget=1_000_000).pk)
    actions.submit_plan(plan_id=plan.pk, by=who["worker"])
    with pytest.raises(actions.BeyondTheFund):
        actions.approve_plan(plan_id=plan.pk, by=who["supervisor"], on=DAY)


def test_money_goes_by_a_cycle_once_and_of_a_secret_case_never(who, case):
    fund = plans.fund()
    plans.planned(who, case, budget=1_000_000, fund_id=fund.pk)
    aid = actions.give(case_id=case.pk, kind="money", what="Modal warung", rupiah=700_000, by=who["worker"], on=DAY)
    officer = proposals.somebody("programme_officer", "")
    told = {"fund_id": fund.pk, "region_code": factories.REGENCY, "by": officer, "on": DAY}
    cycle = actions.pay_aids(**told)
    aid.refresh_from_db()
    assert (aid.status, aid.cycle, cycle.payment_lines.get().amount) == ("ordered", cycle, 700_000)
    with pytest.raises(actions.NothingWaits):
        actions.pay_aids(**told)
    payments.cancel_cycle(cycle_id=cycle.pk, reason="Salah dana.", by=officer, at=plans.at(9, 12))
    assert actions.pay_aids(**told) != cycle
    secret = factories.secret(who, of=factories.person("Wati"))
    plans.planned(who, secret, budget=100_000, fund_id=fund.pk)
    with pytest.raises(actions.NotByAList):
        actions.give(case_id=secret.pk, kind="money", what="Ongkos", rupiah=50_000, by=who["worker"], on=DAY)


def test_outside_the_team_a_secret_plan_does_not_exist(who):
    case = factories.secret(who)
    plan = plans.planned(who, case)
    with acting(who["colleague"]):
        assert not Plan.objects.exists()
        assert not Goal.objects.exists()
    with pytest.raises(NotFound):
        queries.plan(viewer=who["colleague"], plan_id=plan.pk)
    with pytest.raises(NotFound):
        actions.approve_plan(plan_id=plan.pk, by=who["head"], on=DAY)
