"""What one prepares others sign: a fund, money that goes back; as many as the amount demands, in their days."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from lumbung.payments import actions, queries
from lumbung.payments.models import Account, Countersignature, Fund, Line, Transfer, TreasuryReturn
from lumbung.payments.tests import factories
from lumbung.payments.tests.factories import AT

pytestmark = pytest.mark.django_db
LARGE = 10**12


@pytest.fixture
def people():
    return factories.staff()


def asked(people, budget: int = 5_000_000, region: str = factories.REGENCY) -> Fund:
    return actions.open_fund(
        name="DIPA", source="APBN", fiscal_year=2026, budget=budget, region_code=region, payer_name="Dinas Sosial",
        payer_account="012300004567", by=people["treasurer"],
    )  # fmt: skip


def test_nothing_leaves_a_fund_before_another_person_confirmed_it(people):
    fund = asked(people)
    draft = factories.cycle(people, factories.entitled(factories.families(1)), fund)
    told = {"cycle_id": draft.pk, "by": people["officer"], "at": AT}
    with pytest.raises(actions.FundNotConfirmed, match="belum disahkan"):
        actions.submit_cycle(**told)
    with pytest.raises(actions.SamePersonConfirms):
        actions.confirm_fund(fund_id=fund.pk, by=people["treasurer"], at=AT)
    confirmed = [actions.confirm_fund(fund_id=fund.pk, by=people["head"], at=AT) for _again in range(2)]
    assert [one.status for one in confirmed] == [Fund.Status.OPEN] * 2
    assert actions.submit_cycle(**told).status == "submitted"


def test_a_large_budget_needs_two_others(people):
    fund = asked(people, LARGE)
    for _again in range(2):
        assert actions.confirm_fund(fund_id=fund.pk, by=people["head"], at=AT).status == Fund.Status.ASKED
    assert [one.pk for one in queries.unconfirmed(viewer=people["second_treasurer"])] == [fund.pk]
    assert queries.unconfirmed(viewer=people["head"]) == queries.unconfirmed(viewer=people["treasurer"]) == []
    assert actions.confirm_fund(fund_id=fund.pk, by=people["second_treasurer"], at=AT).status == Fund.Status.OPEN
    assert Countersignature.objects.count() == 2


def test_the_database_confirms_no_fund_by_its_own_asker_and_lets_nothing_leave_it(people):
    fund = asked(people)
    with pytest.raises(IntegrityError, match="fund_confirmed_by_another"), transaction.atomic():
        Fund.objects.filter(pk=factories.fund(people["treasurer"]).pk).update(confirmed_by=people["treasurer"])
    with pytest.raises(DatabaseError, match="signatures that its amount demands"), transaction.atomic():
        Fund.objects.filter(pk=fund.pk).update(status="open", confirmed_by=people["head"])
    told = {"subject": "x", "role": "treasurer", "region_code": fund.region_code}
    with pytest.raises(IntegrityError, match="countersigned_by_another"), transaction.atomic():
        Countersignature.objects.create(**told, by=people["head"], prepared_by=people["head"])
    places = {place.kind: place for place in Account.objects.filter(fund=fund)}
    with pytest.raises(DatabaseError, match="only asked for"), transaction.atomic():
        places["available"].debits.create(
            credit=places["committed"], amount=1, kind="commit", reference="x", region_code=fund.region_code
        )


def test_a_fund_that_is_refused_gives_its_budget_back(people):
    fund = asked(people)
    with pytest.raises(actions.SamePersonConfirms):
        actions.refuse_fund(fund_id=fund.pk, by=people["treasurer"], at=AT)
    for _again in range(2):
        assert actions.refuse_fund(fund_id=fund.pk, by=people["head"], at=AT).status == Fund.Status.CLOSED
    state = queries.fund_state(viewer=people["treasurer"], fund_id=fund.pk)
    assert (state.available, state.to_treasury, state.balances) == (0, 5_000_000, True)
    with pytest.raises(actions.FundDecided):
        actions.confirm_fund(fund_id=fund.pk, by=people["second_treasurer"], at=AT)


def test_nobody_opens_a_fund_outside_their_region(people):
    for region in ("0", "33", "34.01"):
        with pytest.raises(actions.FundOutside):
            asked(people, region=region)


def due_back(people, total: int) -> TreasuryReturn:
    """A list of so many rupiah that waits to go back; what it holds does not matter here."""
    fund = factories.fund(people["treasurer"])
    told = {"fund": fund, "region_code": fund.region_code, "due_by": AT.date(), "lines": 1, "total": total}
    return TreasuryReturn.objects.create(**told, prepared_by=people["officer"], prepared_at=AT)


def test_much_money_goes_back_with_two_signatures_and_in_its_days(people):
    told = due_back(people, 10**9)
    late = AT + timedelta(days=30)
    with pytest.raises(actions.PreparedTooLongAgo, match="1 Des 2026"):
        actions.approve_return(return_id=told.pk, by=people["treasurer"], at=late)
    waits = [actions.approve_return(return_id=told.pk, by=people["treasurer"], at=AT) for _again in range(2)]
    assert [one.status for one in waits] == [TreasuryReturn.Status.PREPARED] * 2
    assert actions.approve_return(return_id=told.pk, by=people["second_treasurer"], at=AT).status == "returned"
    signed = queries.return_signatures(told=told)
    assert ([one.by for one in signed.signatures], signed.lapses_on) == (
        [people["treasurer"], people["second_treasurer"]], date(2026, 12, 1)
    )  # fmt: skip


def test_the_database_lets_nothing_happen_with_too_few_signatures_or_too_late(people):
    told = due_back(people, 10**9)
    let_go = {"status": "returned", "approved_by": people["second_treasurer"]}
    actions.approve_return(return_id=told.pk, by=people["treasurer"], at=AT)
    with pytest.raises(DatabaseError, match="signatures that its amount demands"), transaction.atomic():
        TreasuryReturn.objects.filter(pk=told.pk).update(**let_go)
    one = Countersignature.objects.get(subject=f"return:{told.pk}")
    assert (one.needed, one.lapses_on) == (2, date(2026, 12, 1))
    late = {"subject": one.subject, "role": "treasurer", "region_code": one.region_code, "lapses_on": one.lapses_on}
    with pytest.raises(DatabaseError, match="too long ago"), transaction.atomic():
        Countersignature.objects.create(**late, by=people["second_treasurer"], at=AT + timedelta(days=30))
    fund = factories.fund(people["treasurer"], name="DIPA 2")
    actions.ask_to_close(fund_id=fund.pk, by=people["treasurer"], at=AT)
    ended = {"status": "closed", "closed_by": people["second_treasurer"], "closed_at": AT}
    with pytest.raises(DatabaseError, match="signatures that its amount demands"), transaction.atomic():
        Fund.objects.filter(pk=fund.pk).update(**ended)
    assert actions.close_fund(fund_id=fund.pk, by=people["second_treasurer"], at=AT).status == "closed"


def test_the_ledger_takes_no_money_past_the_acts(people):
    fund = factories.fund(people["treasurer"])
    cards = factories.topped_up(people, 1)
    places = {place.kind: place.pk for place in Account.objects.filter(fund=fund)}
    wallet = Account.objects.get(card=cards[0], kind="cash").pk
    line = {"line": Line.objects.get(), "cycle": Line.objects.get().cycle}
    told = (
        ("budget", "treasury", places["available"], {}, "raised by signatures"),
        ("release", "available", wallet, {}, "released cycle only"),
        ("closing", "available", places["back"], {}, "ends with its signatures"),
        ("expired", "", places["back"], line, "with its signatures only"),
    )
    for kind, source, credit, more, said in told:
        debit = places[source] if source else wallet
        with pytest.raises(DatabaseError, match=said), transaction.atomic():
            Transfer.objects.create(
                kind=kind, debit_id=debit, credit_id=credit, amount=1, reference="x", region_code="33.23", **more
            )


def test_a_fund_that_waited_too_long_is_not_confirmed(people):
    fund = asked(people)
    with pytest.raises(actions.PreparedTooLongAgo):
        actions.confirm_fund(fund_id=fund.pk, by=people["head"], at=fund.opened_at + timedelta(days=31))


def test_a_fund_goes_from_a_call_over_a_page_to_its_confirmation(people):
    treasurer, head = Client(), Client()
    treasurer.force_login(people["treasurer"])
    head.force_login(people["head"])
    told = {"name": "Dana A", "source": "APBD", "fiscal_year": 2026, "budget": 1000, "region_code": "33.23",
            "payer_name": "Dinas Sosial", "payer_account": "0123456789"}  # fmt: skip
    made = treasurer.post("/api/v1/funds", told, content_type="application/json")
    assert (made.status_code, made.json()["status"]) == (201, "asked")
    page = f"/dana/{made.json()['id']}/"
    assert "Sahkan dana</button>" not in treasurer.get(page).content.decode()
    assert "Sahkan dana</button>" in head.get(page).content.decode()
    assert treasurer.post(f"/api/v1/funds/{made.json()['id']}/confirm").status_code == 403
    head.post(f"{page}pengesahan/confirm/")
    assert "Tanda tangan 1 dari 1" in treasurer.get(page).content.decode()
    outside = treasurer.post("/dana/baru/", told | {"region_code": ""})
    assert outside.status_code == 422
    assert "di luar wilayah Anda" in outside.content.decode()
