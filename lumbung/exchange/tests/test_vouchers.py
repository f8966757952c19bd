"""Voucher calls of GovStack, tested on the ledger: what is put aside, paid and given back is the partner's own."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.test import Client
from django.utils import timezone

from lumbung.core import nightly, tallies
from lumbung.exchange import actions, queries
from lumbung.exchange.models import Call, Partner, PartnerVoucher
from lumbung.exchange.tests import factories
from lumbung.payments import actions as payments
from lumbung.payments import queries as money
from lumbung.payments.models import Account, Transfer
from lumbung.payments.tests import factories as paying
from lumbung.shops.tests import factories as shopping

LIMIT = 1_000_000


@pytest.fixture
def who(db):
    return shopping.people() | paying.staff()


@pytest.fixture
def fund(who):
    return paying.fund(who["treasurer"], name="Dana kupon", budget=800_000)


@pytest.fixture
def key(fund):
    return agreed(fund)


@pytest.fixture
def shop(who):
    return shopping.opened(who)


def agreed(fund, **told) -> str:
    made, key = factories.partner(fund, **told)
    other = paying.person(f"other-{made.programme}", "administrator", fund.region_code)
    actions.agree_vouchers(partner_id=made.pk, limit=LIMIT, days=30, by=other)
    return key


def call(method: str, path: str, key: str, body=None, **headers):
    client = Client(headers={"Authorization": f"Bearer {key}"} | headers)
    address = f"/api/v1/govstack/vouchers/{path}"
    return getattr(client, method)(address, body, content_type="application/json") if body else client.get(address)


def asked(key, *, request=None, **told):
    return call(
        "post", "voucher_preactivation", key, factories.voucher(**told), **{"X-CorrelationID": request or str(uuid4())}
    )


def activated(key, **told):
    made = asked(key, **told).json()
    body = {"Gov_Stack_BB": factories.SOURCE, "voucher_serial_number": int(made["voucher_serial_number"])}
    assert call("patch", "voucher_activation", key, body).status_code == 200
    return made


def brought(key, made, shop, **told):
    body = {
        "Gov_Stack_BB": factories.SOURCE,
        "voucher_number": int(made["voucher_number"]),
        "merchant_name": shop.name,
        "merchant_bank_details": shop.account_number,
        "merchant_voucher_group": "FOOD",
        "override": True,
    }
    return call("post", "voucher_redeemption", key, body | told)


def cancelled(key, made):
    return call("patch", f"voucherstatuscheck/{made['voucher_serial_number']}", key, {"Gov_Stack_BB": factories.SOURCE})


def status(key, made):
    return call("get", f"voucherstatuscheck/{made['voucher_serial_number']}", key)


def places(fund) -> tuple[int, int]:
    """(free, put aside), which with what was paid are the budget."""
    held = dict(Account.objects.filter(fund=fund).values_list("kind", "balance"))
    return held["available"], held.get("promised", 0)


def test_the_books_of_a_day_tell_when_what_is_put_aside_has_no_voucher(who, fund, key):
    asked(key)
    assert tallies.difference("payments.day") == 0
    PartnerVoucher.objects.update(amount=60_000)
    assert tallies.difference("payments.day") == 40_000


def test_a_voucher_is_paid_to_a_merchant_once_from_the_partners_fund(who, fund, key, shop):
    made = asked(key).json()
    assert places(fund) == (700_000, 100_000)
    assert status(key, made).json() == {"voucher_status": "Pre-Activated", "voucher_amount": "100000"}
    assert brought(key, made, shop).status_code == 461
    body = {"Gov_Stack_BB": factories.SOURCE, "voucher_serial_number": made["voucher_serial_number"]}
    assert [call("patch", "voucher_activation", key, body).status_code for _again in range(2)] == [200, 200]
    assert [brought(key, made, shop).status_code for _again in range(2)] == [200, 200]
    assert brought(key, made, shopping.second(who)).status_code == 458
    assert status(key, made).status_code == 458
    assert cancelled(key, made).status_code == 463
    assert places(fund) == (700_000, 0)
    shop.takings.refresh_from_db()
    assert (shop.takings.balance, Transfer.objects.filter(kind="redeemed").count()) == (100_000, 1)
    state = money.fund_state(viewer=who["treasurer"], fund_id=fund.pk)
    assert (state.outside, state.redeemed, state.balances) == (100_000, 100_000, True)


def test_the_same_request_is_the_same_voucher_and_another_content_is_refused(fund, key):
    request = str(uuid4())
    first = asked(key, request=request).json()
    assert asked(key, request=request).json() == first
    assert asked(key, request=request, amount="100001").status_code == 400
    assert call("post", "voucher_preactivation", key, factories.voucher()).status_code == 400
    assert (PartnerVoucher.objects.count(), places(fund)) == (1, (700_000, 100_000))


def test_neither_number_lies_in_the_database(key):
    made = asked(key).json()
    for row in [*PartnerVoucher.objects.values(), *Call.objects.values()]:
        assert made["voucher_number"] not in str(row)
        assert made["voucher_serial_number"] not in str(row)
    assert 16 <= len(made["voucher_number"]) <= 25
    assert 16 <= len(made["voucher_serial_number"]) <= 25


def test_a_cancelled_voucher_gives_its_money_back_and_opens_nothing(fund, key, shop):
    made = activated(key)
    assert [cancelled(key, made).status_code for _again in range(2)] == [200, 464]
    assert brought(key, made, shop).status_code == 461
    assert status(key, made).json()["voucher_status"] == "Purged"
    assert places(fund) == (800_000, 0)


def test_a_voucher_past_its_days_is_refused_and_the_night_gives_it_back(fund, key, shop):
    made = activated(key)
    voucher = PartnerVoucher.objects.get()
    today = timezone.localdate()
    assert voucher.last_day == today + timedelta(days=29)
    assert actions.end_vouchers(on=voucher.last_day, by=nightly.SYSTEM) == 0
    PartnerVoucher.objects.update(last_day=today - timedelta(days=1))
    assert brought(key, made, shop).status_code == 459
    assert [actions.end_vouchers(on=today, by=nightly.SYSTEM) for _again in range(2)] == [1, 0]
    assert (brought(key, made, shop).status_code, status(key, made).status_code) == (459, 459)
    assert places(fund) == (800_000, 0)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"amount": "0"}, 452),
        ({"amount": "1.5"}, 452),
        ({"voucher_currency": "USD"}, 453),
        ({"voucher_group": " "}, 454),
        ({"voucher_group": "G" * 26}, 400),
        ({"amount": "800001"}, 455),
        ({"amount": "1000001"}, 455),
        ({"Gov_Stack_BB": "OTHER-SYSTEM"}, 460),
        ({"PayeeFunctionalID": "X" * 20}, 400),
    ],
)
def test_what_is_wrong_has_its_own_code_and_changes_nothing(told, code, fund, key):
    response = asked(key, **told)
    assert (response.status_code, list(response.json())) == (code, ["message"])
    assert (PartnerVoucher.objects.count(), places(fund)) == (0, (800_000, 0))
    assert Call.objects.get().status == code


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"voucher_number": 10**16 + 1}, 461),
        ({"merchant_voucher_group": "SCHOOL"}, 454),
        ({"merchant_name": "Orang lain"}, 463),
        ({"merchant_bank_details": "999"}, 463),
    ],
)
def test_nobody_is_paid_who_is_not_meant(told, code, fund, key, shop):
    assert brought(key, activated(key), shop, **told).status_code == code
    assert places(fund) == (700_000, 100_000)


def test_vouchers_are_off_until_another_person_agrees(who, fund, shop):
    made, key = factories.partner(fund)
    assert asked(key).status_code == 403
    terms = {"partner_id": made.pk, "limit": LIMIT, "days": 30}
    with pytest.raises(actions.SamePersonAgrees):
        actions.agree_vouchers(**terms, by=made.registered_by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Partner.objects.update(voucher_limit=1, voucher_days=1, vouchers_by=made.registered_by)
    actions.agree_vouchers(**terms, by=paying.person("another", "administrator", fund.region_code))
    voucher = activated(key)
    actions.agree_vouchers(**(terms | {"limit": 0}), by=made.registered_by)
    assert asked(key).status_code == 403
    assert brought(key, voucher, shop).status_code == 200


def test_another_partners_voucher_does_not_exist(fund, key, shop):
    made = activated(key)
    other = agreed(fund, key="wakaf", source="WAKAF-BATG-1")
    its = {"Gov_Stack_BB": "WAKAF-BATG-1"}
    assert status(other, made).status_code == 456
    assert brought(other, made, shop, **its).status_code == 461
    address = f"voucherstatuscheck/{made['voucher_serial_number']}"
    assert call("patch", address, other, its).status_code == 463
    assert status("wrong", made).status_code == 401
    assert PartnerVoucher.objects.get().status == "active"


def batch(count, number="1"):
    many = [factories.voucher("100", unique_id=f"U{at}") for at in range(count)]
    return {"Gov_Stack_BB": factories.SOURCE, "BatchID": f"B{number:0>11}", "vouchers": many}


@pytest.mark.parametrize("count", [20, 2_500])
def test_a_batch_is_whole_and_takes_as_many_statements_for_many(count, who, fund, key, django_assert_max_num_queries):
    with django_assert_max_num_queries(75):
        told = call("post", "batches", key, batch(count)).json()
    assert call("post", "batches", key, batch(count)).json() == told
    assert len({one["voucher_number"] for one in told["vouchers"]}) == count
    assert places(fund) == (800_000 - 100 * count, 100 * count)
    (summed,) = queries.voucher_sums(viewer=who["treasurer"], partner=Partner.objects.get())
    assert (summed.status, summed.vouchers, summed.total) == ("active", count, 100 * count)


def test_a_batch_beyond_the_fund_makes_none(fund, key):
    body = batch(2)
    body["vouchers"][1]["voucher_amount"] = "800000"
    assert call("post", "batches", key, body).status_code == 455
    assert (PartnerVoucher.objects.count(), places(fund)) == (0, (800_000, 0))


def test_a_fund_with_vouchers_out_stays_open_and_a_closed_one_gives_none(who, fund, key):
    made, at = activated(key), timezone.now()
    with pytest.raises(payments.OpenVouchers):
        payments.ask_to_close(fund_id=fund.pk, by=who["treasurer"], at=at)
    cancelled(key, made)
    payments.ask_to_close(fund_id=fund.pk, by=who["treasurer"], at=at)
    assert asked(key).status_code == 455


def test_the_database_itself_lets_no_used_voucher_be_used_again(key, shop):
    brought(key, activated(key), shop)
    with pytest.raises(ProgrammingError, match="Invalid transition"), transaction.atomic():
        PartnerVoucher.objects.update(status="active", shop=None)


def test_the_page_of_the_partner_agrees_and_tells_the_sums(fund, client):
    made, key = factories.partner(fund)
    client.force_login(paying.person("another", "administrator", fund.region_code))
    page = f"/mitra/{made.pk}/"
    assert client.post(f"{page}kupon/", {"limit": 500_000, "days": 0}).status_code == 422
    assert client.post(f"{page}kupon/", {"limit": 500_000, "days": 10}).status_code == 303
    activated(key)
    told = client.get(page).content.decode()
    assert "Rp500.000" in told
    assert "Rp100.000" in told
    sums = client.get(f"/api/v1/partners/{made.pk}/vouchers").json()
    assert sums == [{"batch": "", "status": "active", "vouchers": 1, "total": 100_000}]
    client.force_login(made.registered_by)
    assert client.post(f"{page}kupon/", {"limit": 1, "days": 1}).status_code == 422
