"""Cards: taking in what the banks opened, family by family, in one statement."""

from datetime import date
from typing import Any

import polars as pl
from django.db import transaction
from django.db.models import Exists, OuterRef

from lumbung.core import bulk, crypto
from lumbung.core.reach import Reach
from lumbung.payments import qr, rules
from lumbung.payments.actions.common import allowed
from lumbung.payments.models import Card
from lumbung.registry.models import Family

_INSERT = """
    INSERT INTO payments_card (family_id, region_code, bank, number, number_index,
                               account_number, account_index, public_number, status, issued_on, expires_on)
    SELECT f.id, f.region_code, o.bank, o.number, o.number_index, o.account_number, o.account_index,
           o.public_number, 'issued', %s, %s
      FROM opened_accounts o JOIN registry_family f ON f.id = o.family_id
     WHERE f.region_code >= %s AND f.region_code < %s
     ORDER BY f.id
    ON CONFLICT DO NOTHING
"""
_WALLETS = """
    INSERT INTO payments_account (kind, region_code, card_id, channel)
    SELECT kind, c.region_code, c.id, c.bank
      FROM payments_card c JOIN opened_accounts o ON o.number_index = c.number_index
     CROSS JOIN (VALUES ('cash'), ('food')) AS wallets (kind)
    ON CONFLICT DO NOTHING
"""
_COLUMNS = {
    "family_id": "bigint",
    "bank": "text",
    "number": "text",
    "number_index": "uuid",
    "account_number": "text",
    "account_index": "uuid",
    "public_number": "text",
}


@transaction.atomic
def issue_cards(*, opened: pl.DataFrame, on: date, by: Any) -> int:
    """Take in the banks' list of opened accounts; returns how many cards are new.

    `opened` has `family_id, bank, number, account_number`, the numbers in clear; they are encrypted
    here. A family with an open card keeps it; the same list again changes nothing.
    """
    allowed(by, "payments.prepare_cycle")
    secret = opened.with_columns(
        crypto.encrypt_series(opened["number"]),
        crypto.encrypt_series(opened["account_number"]),
        crypto.blind_series(opened["number"], "card").alias("number_index"),
        crypto.blind_series(opened["account_number"], "account").alias("account_index"),
        qr.random_numbers(opened.height).alias("public_number"),
    )
    bulk.staged(secret, "opened_accounts", _COLUMNS)
    fresh = bulk.execute(_INSERT, [on, rules.card_ends(on), by.reach.lo, by.reach.hi])
    bulk.execute(_WALLETS)
    return fresh


@transaction.atomic
def activate_cards(*, region_code: str, by: Any) -> int:
    """Cards of families that count, handed over and activated with the bank's help; returns how many."""
    allowed(by, "payments.prepare_cycle")
    inside = Reach.of(region_code)
    counts = Family.objects.filter(pk=OuterRef("family_id"), status=Family.Status.ACTIVE)
    waiting = Card.objects.visible_to(by).filter(
        Exists(counts), status=Card.Status.ISSUED, region_code__gte=inside.lo, region_code__lt=inside.hi
    )
    return waiting.update(status=Card.Status.ACTIVE)
