"""What shops took reaches their banks: one credit a day, two people, what failed waits for the next day."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from lumbung.core import files, tallies
from lumbung.payments import actions as payments
from lumbung.payments.iso20022 import orders
from lumbung.payments.tests import factories as paying
from lumbung.shops import actions, queries
from lumbung.shops.models import Settlement, SettlementLine
from lumbung.shops.tests import factories
from lumbung.shops.tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
_REPORT = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.12"><CstmrPmtStsRpt>
<GrpHdr><MsgId>R1</MsgId><CreDtTm>2026-11-23T10:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>{order}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>{order}</OrgnlPmtInfId>{lines}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"""
_LINE = """<TxInfAndSts><OrgnlEndToEndId>{line}</OrgnlEndToEndId><TxSts>{status}</TxSts></TxInfAndSts>"""


@pytest.fixture
def who():
    return factories.people()


@pytest.fixture
def shops(who):
    """Two shops that sold for 70,000 and 28,000."""
    first, second = factories.opened(who), factories.second(who)
    one, other = factories.with_food(who, 2)
    factories.bought(who, first, one)
    factories.bought(who, second, other, key="k2", till="other_till", rice=2_000)
    return [first, second]


def prepared(who, *, day: date = TODAY) -> Settlement:
    fund = paying.Fund.objects.get()
    return actions.prepare_settlements(day=day, fund_id=fund.pk, at=NOW, by=who["treasurer"])[0]


def sent(who) -> Settlement:
    return actions.approve_settlement(settlement_id=prepared(who).pk, at=NOW, by=who["second_treasurer"])


def answered(who, settlement, tmp_path, *statuses):
    ids = settlement.lines.order_by("amount").values_list("end_to_end_id", flat=True)
    lines = "".join(_LINE.format(line=line, status=status) for line, status in zip(ids, statuses, strict=True))
    path = tmp_path / "laporan.xml"
    path.write_text(_REPORT.format(order=settlement.message_id, lines=lines))
    told = {"path": path, "name": path.name, "on": TODAY, "at": NOW, "by": who["treasurer"]}
    return actions.book_settlement_answer(settlement_id=settlement.pk, **told)


def balances(shop) -> tuple[int, int, int]:
    found = queries.shops(viewer=shop.requested_by).select_related("takings", "due", "paid").get(pk=shop.pk)
    return found.takings.balance, found.due.balance, found.paid.balance


def test_what_is_settled_is_bound_at_once(who, shops):
    settlement = prepared(who)
    assert (settlement.lines_count, settlement.total) == (2, 98_000)
    assert [balances(shop) for shop in shops] == [(0, 70_000, 0), (0, 28_000, 0)]
    assert paying.books_balance()


def test_asked_again_there_is_nothing_left_for_that_day(who, shops):
    prepared(who)
    with pytest.raises(actions.NothingToSettle):
        prepared(who)


def test_who_prepared_a_settlement_does_not_approve_it(who, shops):
    settlement = prepared(who)
    with pytest.raises(actions.SamePersonApproves):
        actions.approve_settlement(settlement_id=settlement.pk, at=NOW, by=who["treasurer"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Settlement.objects.filter(pk=settlement.pk).update(approved_by=who["treasurer"])


def test_the_file_has_one_credit_a_shop_and_passes_the_official_schema(who, shops):
    settlement = sent(who)
    path = files.path(settlement.file_ref)
    assert orders.verify(path, name="x") == (2, 98_000)
    told = list(orders.instructions(path, name="x"))
    assert {one.account: one.amount for one in told} == {"001201234567890": 70_000, "001209876543210": 28_000}


def test_what_the_bank_paid_is_paid_and_what_failed_is_takings_again(who, shops, tmp_path):
    settlement = answered(who, sent(who), tmp_path, "RJCT", "ACSC")
    assert settlement.status == Settlement.Status.ANSWERED
    assert [balances(shop) for shop in shops] == [(0, 0, 70_000), (28_000, 0, 0)]
    assert answered(who, settlement, tmp_path, "RJCT", "ACSC").status == Settlement.Status.ANSWERED
    assert [balances(shop) for shop in shops] == [(0, 0, 70_000), (28_000, 0, 0)]
    again = prepared(who, day=TODAY + timedelta(days=1))
    assert (again.lines_count, again.total) == (1, 28_000)
    assert paying.books_balance()


def test_a_cancelled_settlement_gives_the_takings_back_and_may_be_prepared_anew(who, shops):
    settlement = prepared(who)
    actions.cancel_settlement(settlement_id=settlement.pk, reason="Salah dana.", at=NOW, by=who["treasurer"])
    assert balances(shops[0]) == (70_000, 0, 0)
    assert prepared(who).total == 98_000


def test_a_suspended_shop_waits(who, shops):
    actions.suspend_shop(shop_id=shops[0].pk, reason="Diperiksa.", by=who["head"])
    assert prepared(who).total == 28_000


def test_an_answer_about_something_else_is_refused(who, shops, tmp_path):
    settlement = sent(who)
    path = tmp_path / "lain.xml"
    path.write_text(_REPORT.format(order="X", lines=_LINE.format(line="X-1", status="ACSC")))
    told = {"path": path, "name": path.name, "on": TODAY, "at": NOW, "by": who["treasurer"]}
    with pytest.raises(actions.AnswerUnknown):
        actions.book_settlement_answer(settlement_id=settlement.pk, **told)


def test_nothing_is_answered_before_it_was_sent(who, shops, tmp_path):
    with pytest.raises(actions.NotSent):
        answered(who, prepared(who), tmp_path, "ACSC", "ACSC")


def test_a_shop_has_one_credit_a_day(who, shops):
    line = prepared(who).lines.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        SettlementLine.objects.create(
            settlement=line.settlement, shop=line.shop, region_code=line.region_code, day=line.day, amount=1,
            end_to_end_id="X",
        )  # fmt: skip


def test_the_simulated_bank_answers_the_file(who, shops):
    settlement = sent(who)
    told = actions.simulate_settlement_answer(settlement_id=settlement.pk, on=TODAY, at=NOW, by=who["treasurer"])
    assert told.status == Settlement.Status.ANSWERED
    assert paying.books_balance()


def test_a_large_settlement_waits_for_a_second_signature_and_an_old_one_is_prepared_anew(who, shops):
    settlement = prepared(who)
    Settlement.objects.filter(pk=settlement.pk).update(total=10**9)
    told = {"settlement_id": settlement.pk, "by": who["second_treasurer"]}
    for _again in range(2):
        waits = actions.approve_settlement(**told, at=NOW)
        assert (waits.status, waits.file_ref) == (Settlement.Status.PREPARED, "")
    signed = queries.signatures_of(settlement=waits)
    assert (signed.needed, [one.by for one in signed.signatures]) == (2, [who["second_treasurer"]])
    with pytest.raises(payments.PreparedTooLongAgo):
        actions.approve_settlement(**told, at=NOW + timedelta(days=30))


def test_the_books_of_a_day_tell_money_on_its_way_that_no_settlement_names(who, shops):
    settlement = sent(who)
    assert tallies.difference("payments.day") == 0
    SettlementLine.objects.filter(settlement=settlement, amount=28_000).update(status="cancelled")
    assert tallies.difference("payments.day") == 28_000
