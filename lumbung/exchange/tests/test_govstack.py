"""GovStack calls, tested on content: the money in the answers is the money in the batch, and each effect is one."""

import copy

import pytest

from lumbung.exchange.models import Batch, Call, Payee
from lumbung.exchange.tests import factories
from lumbung.payments import actions as payments
from lumbung.payments.models import Card, Cycle, Line
from lumbung.payments.tests import factories as paying


@pytest.fixture
def people(db):
    return paying.staff()


@pytest.fixture
def fund(people):
    return paying.fund(people["treasurer"], name="Dana zakat")


@pytest.fixture
def families(people):
    return paying.families(3)["family_id"].to_list()


@pytest.fixture
def key(fund):
    return factories.partner(fund)[1]


def answered(response) -> tuple[int, str]:
    told = response.json()
    assert set(told) >= {"ResponseCode", "ResponseDescription", "RequestID"}
    assert len(told["ResponseDescription"]) <= 200
    return response.status_code, told["ResponseCode"]


def test_a_batch_becomes_a_draft_that_people_pay_and_every_rupiah_is_told(people, fund, families, key, client):
    asked = {factories.own(families[0]): 300_000, factories.own(families[1]): 200_000, "X" * 20: 50_000}
    told = factories.call("bulk-payment", factories.batch(asked), key)
    assert answered(told) == (200, "00")
    assert told.json()["RequestID"] == "R00000000001"
    cycle = Cycle.objects.get(source__startswith="partner:")
    assert (cycle.status, cycle.fund_id, cycle.programme) == ("draft", fund.pk, "mitra-zakat")
    assert list(Line.objects.order_by("family_id").values_list("family_id", "amount")) == [
        (families[0], 300_000), (families[1], 200_000),
    ]  # fmt: skip
    paying.released(people, cycle)
    state = client.get("/api/v1/govstack/batches/B00000000001", headers={"Authorization": f"Bearer {key}"}).json()
    assert (state["asked"], state["unknown"], state["adds_up"]) == (550_000, 50_000, True)
    assert state["parts"] == {"waiting": {"lines": 2, "total": 500_000}}


def test_two_instructions_to_one_family_are_one_line_of_their_sum(families, key):
    body = factories.batch({factories.own(families[0]): 300_000})
    again = copy.deepcopy(body["CreditInstructions"][0]) | {"InstructionID": "I-SECOND-0000001"}
    body["CreditInstructions"].append(again)
    assert answered(factories.call("bulk-payment", body, key)) == (200, "00")
    assert list(Line.objects.values_list("amount")) == [(600_000,)]
    assert Batch.objects.get().total == 600_000


def test_the_same_request_or_batch_has_one_effect_and_other_content_is_refused(families, key):
    body = factories.batch({factories.own(families[0]): 300_000})
    first = factories.call("bulk-payment", body, key).json()
    assert factories.call("bulk-payment", body, key).json() == first
    other = factories.batch({factories.own(families[0]): 300_001}, number="2")
    assert answered(factories.call("bulk-payment", other, key)) == (400, "01")
    same_batch = body | {"RequestID": "R99999999999"}
    assert answered(factories.call("bulk-payment", same_batch, key)) == (200, "00")
    changed = factories.batch({factories.own(families[0]): 300_001}, request="3")
    assert answered(factories.call("bulk-payment", changed, key)) == (400, "01")
    assert (Cycle.objects.count(), Line.objects.count(), Batch.objects.count()) == (1, 1, 1)
    assert [call.repeated for call in Call.objects.order_by("pk")] == [False, True, False, False, False]


def test_batches_of_one_day_are_cycles_of_their_own(families, key):
    for number in "12":
        body = factories.batch({factories.own(families[0]): 1_000}, number=number, request=number)
        assert answered(factories.call("bulk-payment", body, key)) == (200, "00")
    first, second = Cycle.objects.order_by("pk")
    assert first.period.upper == second.period.lower


def test_the_machine_prepares_and_neither_submits_nor_approves(families, key, client):
    factories.call("bulk-payment", factories.batch({factories.own(families[0]): 1_000}), key)
    cycle = Cycle.objects.get()
    for act in ("submit", "approve", "release"):
        told = client.post(f"/api/v1/cycles/{cycle.pk}/{act}", headers={"Authorization": f"Bearer {key}"})
        assert told.status_code == 403
    assert cycle.prepared_by.role == "partner_system"


BAD = {
    "RequestID": ["R", "R000000000012", 12, None],
    "SourceBBID": ["BAZNAS", "OTHER-SYSTEM"],
    "BatchID": ["B1", None],
    "CreditInstructions": [[], None, {}, ["x"]],
    "InstructionID": ["I", "I" * 17, 5],
    "PayeeFunctionalID": ["P" * 19, "P" * 21, None],
    "Amount": [0, -1, 1.5, "x", True, None, "1_000", 10**16, float("inf")],
    "Currency": ["USD", "ID", None],
    "Narration": ["n" * 51, 5],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in BAD.items() for value in values])
def test_what_the_standard_does_not_allow_is_refused_and_changes_nothing(name, value, families, key):
    body = factories.batch({factories.own(families[0]): 300_000})
    place = body if name in body else body["CreditInstructions"][0]
    place[name] = value
    assert answered(factories.call("bulk-payment", body, key)) == (400, "01")
    assert answered(factories.call("prepayment-validation", body, key)) == (200, "01")
    assert not Cycle.objects.exists()


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b"null", b"[" * 100_000])
def test_a_body_that_is_no_object_is_refused(raw, key):
    assert answered(factories.call("bulk-payment", raw, key)) == (400, "01")


def test_narration_may_be_left_out_or_null_on_a_payment_and_only_empty_on_a_validation(families, key):
    for at, (narration, bulk, validated) in enumerate([(None, "00", "01"), ("", "00", "00"), ("absent", "00", "01")]):
        body = factories.batch({factories.own(families[at]): 300_000}, number=str(at), request=str(at))
        body["CreditInstructions"][0]["Narration"] = narration
        if narration == "absent":
            del body["CreditInstructions"][0]["Narration"]
        assert answered(factories.call("bulk-payment", body, key))[1] == bulk
        assert answered(factories.call("prepayment-validation", body, key))[1] == validated


def test_a_validation_names_who_cannot_be_paid_and_changes_nothing(families, key):
    body = factories.batch({factories.own(families[0]): 1_000, "Y" * 20: 2_000})
    told = factories.call("prepayment-validation-response", body, key)
    assert answered(told) == (200, "01")
    assert told.json()["NumberFailedCases"] == 1
    assert told.json()["FailedAccounts"][0]["InstructionID"] == body["CreditInstructions"][1]["InstructionID"]
    assert not Batch.objects.exists()


def test_a_payee_is_paid_on_the_account_it_was_registered_with_and_moves_with_an_update(people, families, key):
    paying.cards(people["officer"])
    held = {card.family_id: card.account_number for card in Card.objects.all()}
    first, second = sorted(held)[:2]
    payee = {"PayeeFunctionalID": "P" * 20, "PaymentModality": "00", "FinancialAddress": held[first]}
    assert answered(factories.call("register-beneficiary", factories.registration(payee), key)) == (200, "00")
    assert Payee.objects.get().family_id == first
    moved = payee | {"FinancialAddress": held[second]}
    told = factories.call("register-beneficiary", factories.registration(moved, request="2"), key)
    assert answered(told) == (400, "01")
    told = factories.call("update-beneficiary-details", factories.registration(moved, request="3"), key)
    assert answered(told) == (200, "00")
    factories.call("bulk-payment", factories.batch({"P" * 20: 7_000}), key)
    assert list(Line.objects.values_list("family_id", "amount")) == [(second, 7_000)]


def test_an_update_of_somebody_unknown_is_refused_and_one_bad_payee_refuses_all(key):
    good, bad = {"PayeeFunctionalID": "P" * 20}, {"PayeeFunctionalID": "Q" * 20, "PaymentModality": "09"}
    assert answered(factories.call("update-beneficiary-details", factories.registration(good), key)) == (400, "01")
    assert answered(factories.call("register-beneficiary", factories.registration(good, bad), key)) == (400, "01")
    assert not Payee.objects.exists()


def test_nobody_calls_without_a_key_of_a_partner_in_force(people, fund, families, client):
    made, key = factories.partner(fund)
    body = factories.batch({factories.own(families[0]): 1_000})
    assert factories.call("bulk-payment", body, "").status_code == 401
    assert factories.call("bulk-payment", body, "wrong").status_code == 401
    client.force_login(people["officer"])
    assert client.post("/api/v1/govstack/bulk-payment", body, content_type="application/json").status_code == 403
    made.status = "suspended"
    made.save()
    assert factories.call("bulk-payment", body, key).status_code == 403
    assert not Call.objects.exists()


def test_a_family_outside_the_partners_region_is_nobody(key):
    [elsewhere] = paying.families(1, region="33.24")["family_id"].to_list()
    factories.call("bulk-payment", factories.batch({factories.own(elsewhere): 1_000}), key)
    assert (Batch.objects.get().unknown, Cycle.objects.count()) == (1, 0)


def test_one_partner_does_not_see_the_batch_of_another(fund, families, key, client):
    factories.call("bulk-payment", factories.batch({factories.own(families[0]): 1_000}), key)
    _other, other_key = factories.partner(fund, key="wakaf", source="WAKAF-BATG-1")
    address = "/api/v1/govstack/batches/B00000000001"
    assert client.get(address, headers={"Authorization": f"Bearer {other_key}"}).status_code == 404
    assert client.get(address, headers={"Authorization": f"Bearer {key}"}).status_code == 200


def test_a_cycle_of_a_partner_beyond_its_fund_is_refused(people, families):
    _made, key = factories.partner(paying.fund(people["treasurer"], budget=500, name="Kecil"))
    factories.call("bulk-payment", factories.batch({factories.own(families[0]): 1_000}), key)
    with pytest.raises(payments.BeyondFund):
        paying.released(people, Cycle.objects.get())
