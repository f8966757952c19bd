"""Acts that need signatures: one asks, others sign, the last signature does it, the database keeps it so."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError

from lumbung.payments import actions, queries
from lumbung.payments.models import Account, Act, Fund, Signature, Transfer
from lumbung.payments.tests import factories
from lumbung.payments.tests.factories import AT, ON, wallet, wishes

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return factories.staff()


@pytest.fixture
def taken(people) -> Transfer:
    """Cash that somebody took by mistake, booked by Ratna."""
    [card] = factories.topped_up(people, 1, 6_000_000)
    return actions.withdraw(wishes=wishes(("t1", card, 250_000)), on=ON, by=people["treasurer"]).only()


def asked(people, transfer, by="officer"):
    return actions.ask_reversal(transfer_id=transfer.pk, reason="Salah kartu", by=people[by], at=AT)


def test_a_correction_is_asked_by_one_and_done_by_the_signature_of_another(people, taken):
    act = asked(people, taken)
    assert asked(people, taken).pk == act.pk
    assert wallet(taken.debit.card_id) == 5_750_000
    for _twice in range(2):
        act = actions.sign_act(act_id=act.pk, by=people["head"], at=AT)
    assert act.status == Act.Status.DONE
    assert wallet(taken.debit.card_id) == 6_000_000
    assert Transfer.objects.filter(kind="reversal", of=taken, act=act, by=people["head"]).count() == 1
    assert factories.books_balance()


def test_neither_who_asked_nor_who_booked_nor_another_role_signs(people, taken):
    act = asked(people, taken, by="second_treasurer")
    for who in ("second_treasurer", "treasurer"):
        with pytest.raises(actions.SamePersonSigns):
            actions.sign_act(act_id=act.pk, by=people[who], at=AT)
        with pytest.raises(ProgrammingError, match="signed by another person"), transaction.atomic():
            Signature.objects.create(act=act, by=people[who], role="treasurer", region_code=act.region_code)
    other = actions.ask_fund_raise(fund_id=Fund.objects.get().pk, amount=5, reason="x", by=people["officer"], at=AT)
    with pytest.raises(actions.RoleDoesNotSign):
        actions.sign_act(act_id=other.pk, by=people["head"], at=AT)


def test_a_larger_amount_needs_a_second_signature(people, taken):
    card = taken.debit.card_id
    large = actions.withdraw(wishes=wishes(("t2", card, 5_000_000)), on=ON, by=people["officer"]).only()
    act = asked(people, large)
    act = actions.sign_act(act_id=act.pk, by=people["head"], at=AT)
    assert (act.status, act.signatures_needed, wallet(card)) == (Act.Status.OPEN, 2, 750_000)
    with pytest.raises(ProgrammingError, match="done with its signatures"), transaction.atomic():
        Act.objects.filter(pk=act.pk).update(status="done")
    assert [one.pk for one in queries.unsigned_acts(viewer=people["treasurer"])] == [act.pk]
    act = actions.sign_act(act_id=act.pk, by=people["treasurer"], at=AT)
    assert (act.status, wallet(card)) == (Act.Status.DONE, 5_750_000)


def test_a_transfer_is_corrected_once_and_a_correction_never(people, taken):
    actions.sign_act(act_id=asked(people, taken).pk, by=people["head"], at=AT)
    with pytest.raises(actions.AlreadyAsked):
        asked(people, taken)
    with pytest.raises(actions.CannotBeReversed):
        asked(people, Transfer.objects.get(kind="reversal"))
    with pytest.raises(actions.CannotBeReversed):
        asked(people, Transfer.objects.filter(kind="paid").first())


def test_the_database_takes_no_correction_without_its_signatures(people, taken):
    act = asked(people, taken)
    undo = {"debit_id": taken.credit_id, "credit_id": taken.debit_id, "amount": taken.amount, "kind": "reversal",
            "reference": "x", "of": taken, "region_code": taken.region_code, "by": people["head"]}  # fmt: skip
    with pytest.raises(ProgrammingError, match="another person undoes"), transaction.atomic():
        Transfer.objects.create(**undo, act=act)
    with pytest.raises(IntegrityError, match="reversal_was_signed"), transaction.atomic():
        Transfer.objects.create(**undo)


def test_a_part_of_a_purchase_is_given_back_by_signature(people, taken):
    listed = wishes(("b1", taken.debit.card_id, 90_000), shop_account_id=factories.shop().pk)
    bought = actions.purchase(wishes=listed, on=ON, by=people["treasurer"]).only()
    told = {"transfer_id": bought.pk, "reason": "Beras rusak", "by": people["officer"], "at": AT}
    act = actions.ask_purchase_return(amount=40_000, **told)
    actions.sign_act(act_id=act.pk, by=people["head"], at=AT)
    assert wallet(taken.debit.card_id) == 5_700_000
    rest = actions.ask_purchase_return(amount=60_000, **told)
    with pytest.raises(actions.MoreThanMoved):
        actions.sign_act(act_id=rest.pk, by=people["head"], at=AT)
    assert Act.objects.get(pk=rest.pk).status == Act.Status.OPEN


def test_a_budget_grows_by_signature_in_the_books_and_on_the_fund(people):
    fund = factories.fund(people["treasurer"], budget=1_000)
    told = {"fund_id": fund.pk, "amount": 500, "reason": "DIPA revisi", "by": people["treasurer"], "at": AT}
    act = actions.ask_fund_raise(**told)
    actions.sign_act(act_id=act.pk, by=people["second_treasurer"], at=AT)
    state = queries.fund_state(viewer=people["treasurer"], fund_id=fund.pk)
    assert (state.fund.budget, state.available, state.balances) == (1_500, 1_500, True)
    assert Account.objects.get(fund=fund, kind="treasury").balance == -1_500


def test_what_is_refused_or_past_its_days_moves_nothing(people, taken):
    act = asked(people, taken)
    assert actions.refuse_act(act_id=act.pk, by=people["officer"], at=AT).status == Act.Status.REFUSED
    with pytest.raises(actions.ActIsOver):
        actions.sign_act(act_id=act.pk, by=people["head"], at=AT)
    again = asked(people, taken)
    late = AT + timedelta(days=30)
    with pytest.raises(actions.ActIsOver):
        actions.sign_act(act_id=again.pk, by=people["head"], at=late)
    assert actions.lapse_acts(on=late.date()) == 1
    assert Transfer.objects.filter(kind="reversal").count() == 0
