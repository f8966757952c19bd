"""What holds a cycle back: freezes, approvals that lapse, and revision instead of editing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from lumbung.payments import actions, queries, rules
from lumbung.payments.models import Account, Cycle
from lumbung.payments.tests import factories
from lumbung.payments.tests.factories import AT

pytestmark = pytest.mark.django_db
POLLS = datetime(2024, 11, 20, 3, tzinfo=UTC)


@pytest.fixture
def people():
    return factories.staff()


def submitted(people, *, count=3, amount=600_000, source="APBN", **told) -> Cycle:
    whom = factories.families(count)
    money = factories.fund(people["treasurer"], source=source)
    draft = factories.cycle(people, factories.entitled(whom, amount), money, **told)
    return actions.submit_cycle(cycle_id=draft.pk, by=people["officer"], at=AT)


@pytest.mark.parametrize(
    ("source", "wallet", "day", "held"),
    [
        ("APBD", "cash", date(2024, 11, 12), False),
        ("APBD", "cash", date(2024, 11, 13), True),
        ("APBD", "cash", date(2024, 11, 27), True),
        ("APBD", "cash", date(2024, 11, 28), False),
        ("APBN", "cash", date(2024, 11, 20), False),
        ("APBD", "emergency", date(2024, 11, 20), False),
    ],
)
def test_a_freeze_holds_its_own_days_and_sources_and_never_emergency_aid(source, wallet, day, held):
    told = {"programme": "blt", "wallet": wallet, "source": source, "region_code": "33.23"}
    assert (rules.freeze_on(day, **told) is not None) == held


@pytest.mark.parametrize(
    ("regions", "asked", "held"),
    [
        (["33"], "33.23", True),
        (["33.23.01"], "33.23", True),
        (["33"], "34", False),
        ([], "34", True),
        (["33"], "0", True),
    ],
)
def test_a_freeze_of_a_region_meets_what_shares_ground_with_it(regions, asked, held):
    freeze = rules.Freeze("x", date(2024, 1, 1), regions, ["blt"], [], [])
    assert freeze.holds(programme="blt", wallet="cash", source="APBD", region_code=asked) == held
    assert not freeze.holds(programme="pkh", wallet="cash", source="APBD", region_code=asked)


def test_in_a_freeze_nothing_is_approved_or_released_and_the_sentence_says_until_when(people):
    cycle = submitted(people, source="APBD", amount=40_000_000)
    with pytest.raises(actions.Frozen, match=r"27 Nov.* 2024.*Pilkada 2024.*SE Mendagri"):
        actions.approve_cycle(cycle_id=cycle.pk, by=people["head"], at=POLLS)
    actions.approve_cycle(cycle_id=cycle.pk, by=people["head"], at=POLLS - timedelta(days=8))
    with pytest.raises(actions.Frozen):
        actions.release_cycle(cycle_id=cycle.pk, by=people["treasurer"], at=POLLS - timedelta(days=5))


def test_an_approval_nobody_followed_lapses_and_is_signed_again(people):
    cycle = submitted(people, amount=40_000_000)
    cycle = actions.approve_cycle(cycle_id=cycle.pk, by=people["head"], at=AT)
    late = AT + timedelta(days=14)
    [near] = queries.lapsing(viewer=people["head"], today=late.date())
    assert near.on == late.date()
    with pytest.raises(actions.ApprovalLapsed):
        actions.release_cycle(cycle_id=cycle.pk, by=people["treasurer"], at=late)
    told = {"status": "released", "released_by": people["treasurer"], "released_at": late}
    with pytest.raises(DatabaseError, match="lapsed releases nothing"), transaction.atomic():
        Cycle.objects.filter(pk=cycle.pk).update(**told)
    assert actions.lapse_approvals(on=late.date() - timedelta(days=1), by=people["head"]) == 0
    assert actions.lapse_approvals(on=late.date(), by=people["head"]) == 1
    cycle.refresh_from_db()
    assert (cycle.status, cycle.approved_by, cycle.lapses) == ("submitted", None, 1)
    actions.approve_cycle(cycle_id=cycle.pk, by=people["head"], at=late)
    assert actions.release_cycle(cycle_id=cycle.pk, by=people["treasurer"], at=late).status == "released"


def test_a_lapsed_approval_is_signed_again_without_waiting_for_the_night(people):
    cycle = submitted(people, amount=40_000_000)
    actions.approve_cycle(cycle_id=cycle.pk, by=people["head"], at=AT)
    again = actions.approve_cycle(cycle_id=cycle.pk, by=people["head"], at=AT + timedelta(days=20))
    assert (again.status, again.lapses, again.approved_at) == ("approved", 1, AT + timedelta(days=20))


def test_a_submitted_cycle_is_revised_by_a_new_version_and_the_former_is_kept(people):
    cycle = submitted(people)
    gone = cycle.payment_lines.first()
    told = {
        "cycle_id": cycle.pk,
        "leave_out": [gone.family_id],
        "reason": "Meninggal",
        "by": people["officer"],
        "at": AT,
    }
    draft = actions.revise_cycle(**told)
    assert actions.revise_cycle(**told).pk == draft.pk
    assert (draft.status, draft.revises_id, draft.payment_lines.count()) == ("draft", cycle.pk, 2)
    cycle.refresh_from_db()
    assert (cycle.status, cycle.cancelled_reason, cycle.payment_lines.count()) == ("cancelled", "Meninggal", 3)
    assert Account.objects.get(fund=cycle.fund_id, kind="committed").balance == 0
    [differs] = queries.difference(viewer=people["officer"], cycle=draft)
    assert (differs.family_id, differs.before, differs.after) == (gone.family_id, 600_000, None)


def test_neither_a_draft_nor_released_money_is_revised(people):
    money = factories.fund(people["treasurer"])
    draft = factories.cycle(people, factories.entitled(factories.families(1)), money)
    told = {"cycle_id": draft.pk, "leave_out": [], "reason": "x", "by": people["officer"], "at": AT}
    with pytest.raises(actions.NothingToRevise):
        actions.revise_cycle(**told)
    factories.released(people, draft)
    with pytest.raises(actions.NothingToRevise):
        actions.revise_cycle(**told)
