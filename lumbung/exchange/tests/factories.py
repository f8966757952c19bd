"""A partner with a key, and the calls it makes."""

import json
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from lumbung.exchange import actions
from lumbung.exchange.models import Partner
from lumbung.payments.tests import factories as paying

SOURCE = "BAZNAS-BATG1"
BATANG = "/api/v1/govstack/"


def partner(fund: Any, *, key: str = "zakat", source: str = SOURCE) -> tuple[Partner, str]:
    """(partner, its key), registered by an administrator of the fund's region."""
    on = timezone.localdate()
    by = paying.person(f"admin-{key}", "administrator", fund.region_code)
    made = actions.register_partner(name=f"Badan {key}", source_bb=source, key=key, fund_id=fund.pk, on=on, by=by)
    return made, actions.issue_key(partner_id=made.pk, expires_on=on + timedelta(days=30), on=on, by=by)


def call(operation: str, body: Any, key: str) -> Any:
    """A call as a partner's program makes it: over HTTP, with its key."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    client = Client(headers={"Authorization": f"Bearer {key}"} if key else {})
    return client.post(f"{BATANG}{operation}", raw, content_type="application/json")


def batch(payees: dict[str, int], *, number: str = "1", request: str = "1", **told: Any) -> dict[str, Any]:
    """A batch of rupiah by functional id; every id has the length that the standard wants."""
    return {
        "RequestID": f"R{request:0>11}",
        "SourceBBID": SOURCE,
        "BatchID": f"B{number:0>11}",
        "CreditInstructions": [
            {
                "InstructionID": f"I{number}-{at:0>13}"[:16],
                "PayeeFunctionalID": payee,
                "Amount": amount,
                "Currency": "IDR",
                "Narration": "Zakat",
            }
            for at, (payee, amount) in enumerate(payees.items())
        ],
        **told,
    }


def voucher(amount: str = "100000", **told: Any) -> dict[str, Any]:
    """A wish for one voucher."""
    usual = {"Gov_Stack_BB": SOURCE, "voucher_currency": "IDR", "voucher_group": "FOOD"}
    return usual | {"voucher_amount": amount} | told


def registration(*payees: dict[str, str], request: str = "1") -> dict[str, Any]:
    """Payees to register."""
    return {"RequestID": f"R{request:0>11}", "SourceBBID": SOURCE, "Beneficiaries": list(payees)}


def own(family_id: int) -> str:
    """The functional id that we give a family."""
    return f"LUMBUNG{family_id:013}"


DAY = date(2026, 11, 5)
