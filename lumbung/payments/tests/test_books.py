"""Books: whatever is done in whatever order, they balance and no rupiah appears or vanishes."""

import polars as pl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lumbung.core import files
from lumbung.payments import actions, queries
from lumbung.payments.models import Cycle
from lumbung.payments.tests import factories

HEAD = "rujukan;hasil;nilai_rupiah;alasan;tanggal"
WORDS = ("DIBAYAR", "GAGAL", "KEMBALI", "MENUNGGU")
SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

answers = st.lists(
    st.lists(st.tuples(st.integers(0, 11), st.sampled_from(WORDS), st.sampled_from([0, 0, 0, 1])), max_size=20),
    max_size=4,
)


def told(lines, rows, day: int) -> bytes:
    """An answer of the post that says these outcomes; an offset makes the amount differ."""
    cells = [(lines[at % len(lines)], word, offset) for at, word, offset in rows]
    body = [f"{line[0]};{word};{line[1] + offset};;2026-11-{day:02}" for line, word, offset in cells]
    total = sum(line[1] + offset for line, _word, offset in cells)
    return "\r\n".join([HEAD, *body, f"JUMLAH;{len(body)};{total};;", ""]).encode()


@pytest.fixture
def people(db):
    return factories.staff()


@SLOW
@given(amounts=st.lists(st.integers(1, 10**7), min_size=1, max_size=12), said=answers, by_card=st.booleans())
def test_the_books_balance_after_any_answers_in_any_order(people, amounts, said, by_card):
    with transaction.atomic():
        money = factories.fund(people["treasurer"], budget=sum(amounts))
        cycle = paid_out(people, amounts, money, by_card=by_card)
        for day, rows in enumerate(said, start=1):
            take_in(people, cycle, rows, day)
        table = queries.reconciliation(viewer=people["officer"], cycle_id=cycle.pk)
        assert table.agrees
        assert table.total.sent == queries.Amount(len(amounts), sum(amounts))
        state = queries.fund_state(viewer=people["treasurer"], fund_id=money.pk)
        assert state.balances
        assert state.available == table.total.failed.rupiah + table.total.returned.rupiah
        assert factories.books_balance()
        transaction.set_rollback(True)


def paid_out(people, amounts, money, *, by_card: bool) -> Cycle:
    whom = factories.families(len(amounts))
    if by_card:
        factories.cards(people["officer"])
    entitled = whom.with_columns(amount=pl.Series(amounts, dtype=pl.Int64))
    return factories.released(people, factories.cycle(people, entitled, money))


def take_in(people, cycle, rows, day: int) -> None:
    """Take in one answer and book it twice; one that names nothing of ours is refused."""
    lines = list(cycle.payment_lines.order_by("pk").values_list("end_to_end_id", "amount"))
    path = files.path(files.store(told(lines, rows, day)))
    answer = actions.receive_answer(path=path, name=f"{day}.csv", by=people["officer"])
    for _twice in range(2):
        actions.book_answer(file_id=answer.pk, by=people["officer"])


def test_an_amount_that_differs_is_reported_and_not_booked(people):
    cycle = factories.released(
        people, factories.cycle(people, factories.entitled(factories.families(3)), factories.fund(people["treasurer"]))
    )
    lines = list(cycle.payment_lines.values_list("end_to_end_id", "amount"))
    path = files.path(files.store(told(lines, [(0, "DIBAYAR", 1), (1, "DIBAYAR", 0)], 1)))
    answer = actions.receive_answer(path=path, name="a.csv", by=people["officer"])
    assert (answer.differing, answer.paid) == (1, 1)
    answer = actions.book_answer(file_id=answer.pk, by=people["officer"])
    assert (answer.differing, answer.paid, answer.status) == (1, 1, "booked")
    assert queries.unclear_rows(answer=answer) == [(lines[0][0], 600_001, 600_000)]


def test_lines_of_nobody_are_reported_and_a_file_of_nothing_but_them_is_refused(people):
    cycle = factories.released(
        people, factories.cycle(people, factories.entitled(factories.families(2)), factories.fund(people["treasurer"]))
    )
    known = cycle.payment_lines.values_list("end_to_end_id", "amount")[0]
    stranger = ("LB0-0-PKH", 5)
    path = files.path(files.store(told([known, stranger], [(0, "DIBAYAR", 0), (1, "DIBAYAR", 0)], 1)))
    answer = actions.receive_answer(path=path, name="a.csv", by=people["officer"])
    assert (answer.paid, answer.unknown) == (1, 1)
    only = files.path(files.store(told([stranger], [(0, "DIBAYAR", 0)], 2)))
    with pytest.raises(actions.AnswerUnknown, match=r"b\.csv"):
        actions.receive_answer(path=only, name="b.csv", by=people["officer"])


def test_a_report_about_a_whole_file_speaks_of_each_of_its_lines(people):
    whom = factories.families(20)
    factories.cards(people["officer"])
    cycle = factories.released(
        people, factories.cycle(people, factories.entitled(whom), factories.fund(people["treasurer"]))
    )
    order = next(file for file in actions.write_files(cycle_id=cycle.pk, by=people["officer"]) if file.channel != "pos")
    report = (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>x</MsgId>'
        f"</GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>{order.message_id}</OrgnlMsgId><GrpSts>RJCT</GrpSts><StsRsnInf><Rsn>"
        "<Cd>AM04</Cd></Rsn></StsRsnInf></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>"
    )
    path = files.path(files.store(report.encode()))
    answer = actions.receive_answer(path=path, name="r.xml", by=people["officer"])
    actions.book_answer(file_id=answer.pk, by=people["officer"])
    failed = cycle.payment_lines.filter(status="failed", reason="AM04")
    assert failed.count() == order.lines
    assert Cycle.objects.get(pk=cycle.pk).status == Cycle.Status.RECONCILING
