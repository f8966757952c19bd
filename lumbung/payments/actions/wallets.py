"""What happens to a wallet after its benefit came in: cash is taken, goods are bought and given back, cards replaced.

That a benefit came in, the answers of the banks book (`answering`). Everything here takes a list, of one or of many.
"""

from datetime import date, datetime
from typing import Any

import polars as pl
from django.db import transaction

from lumbung.core import bulk
from lumbung.core.refusals import allowed
from lumbung.payments.actions import countersigning, ledger
from lumbung.payments.actions.common import whole_ledger
from lumbung.payments.actions.ledger import Booked

_COLUMNS = {
    "reference": "text",
    "card_id": "bigint",
    "wallet": "text",
    "amount": "bigint",
    "place": "text",
    "happened_at": "timestamptz",
}
_WISHES = """
    INSERT INTO wished (ordinal, reference, kind, amount, debit_id, credit_id, place, region_code, happened_at, why)
    SELECT t.ordinal, t.reference, %(kind)s, t.amount, w.id, p.id, t.place, c.region_code, t.happened_at,
           CASE WHEN t.amount > 0 IS NOT TRUE THEN 'amount'
                WHEN c.id IS NULL THEN 'card_unknown'
                WHEN c.status <> 'active' THEN 'card_not_in_use'
                WHEN c.expires_on <= %(on)s THEN 'card_expired'
                WHEN w.id IS NULL THEN 'wallet_unknown'
                WHEN p.id IS NULL THEN 'place_unknown'
                ELSE '' END
      FROM told t
      LEFT JOIN payments_card c ON c.id = t.card_id AND c.region_code >= %(lo)s AND c.region_code < %(hi)s
      LEFT JOIN payments_account w ON w.card_id = c.id AND w.kind = t.wallet
"""
_AT_A_SHOP = "LEFT JOIN payments_account p ON p.id = t.shop_account_id AND p.kind = 'shop'"
_AS_CASH = """
      LEFT JOIN payments_account p
        ON p.kind = 'withdrawn' AND p.channel = c.bank AND p.region_code = left(c.region_code, 5)
"""
_PLACES_OF_CASH = """
    INSERT INTO payments_account (kind, channel, region_code)
    SELECT DISTINCT 'withdrawn', c.bank, left(c.region_code, 5) FROM payments_card c JOIN told t ON t.card_id = c.id
     ORDER BY 1, 2, 3
    ON CONFLICT DO NOTHING
"""
_ANY = """
    INSERT INTO wished (ordinal, reference, kind, amount, debit_id, credit_id, of_id, place, region_code, happened_at,
                        why)
    SELECT ordinal, reference, kind, amount, debit_id, credit_id, of_id, place, region_code, happened_at,
           CASE WHEN amount > 0 IS NOT TRUE THEN 'amount'
                WHEN debit_id IS NULL OR credit_id IS NULL OR debit_id = credit_id THEN 'place_unknown'
                ELSE '' END
      FROM told
"""
_ANY_COLUMNS = {
    "reference": "text",
    "kind": "text",
    "amount": "bigint",
    "debit_id": "bigint",
    "credit_id": "bigint",
    "region_code": "text",
    "place": "text",
    "happened_at": "timestamptz",
    "of_id": "bigint",
}
_GIVE_BACK = """
    INSERT INTO wished (ordinal, reference, kind, amount, debit_id, credit_id, of_id, place, region_code, happened_at,
                        why)
    SELECT t.ordinal, t.reference, 'purchase_returned', t.amount, o.credit_id, w.id, o.id, t.place, o.region_code,
           t.happened_at,
           CASE WHEN t.amount > 0 IS NOT TRUE THEN 'amount'
                WHEN (o.kind = 'purchase' AND o.region_code >= %(lo)s AND o.region_code < %(hi)s) IS NOT TRUE
                THEN 'purchase_unknown'
                WHEN o.by_id = %(by)s THEN 'same_person'
                WHEN w.id IS NULL THEN 'wallet_unknown'
                ELSE '' END
      FROM told t
      LEFT JOIN payments_transfer o ON o.reference = t.of_reference
      LEFT JOIN payments_account paid ON paid.id = o.debit_id
      LEFT JOIN payments_card c ON c.id = paid.card_id
      LEFT JOIN payments_account w ON w.card_id = CASE WHEN c.successor_id IS NULL THEN c.id ELSE c.successor_id END
       AND w.kind = CASE paid.kind WHEN 'vouchers' THEN 'food' ELSE paid.kind END
"""
"""What was bought with a card that was replaced since comes back on the card in use.

The purchase is found by its reference alone, which is unique; what else it must be stands in the reasons.
"""
_NEW_WALLETS = """
    INSERT INTO payments_account (kind, region_code, card_id, channel)
    SELECT w.kind, c.region_code, c.id, c.bank
      FROM told t
      JOIN payments_account w ON w.card_id = t.from_card_id AND w.kind <> 'vouchers'
      JOIN payments_card c ON c.id = t.to_card_id
     ORDER BY c.id, w.kind
    ON CONFLICT DO NOTHING
"""
_HOLD_OLD = """
    WITH held AS (SELECT a.id FROM payments_account a
                   WHERE card_id IN (SELECT from_card_id FROM told UNION SELECT to_card_id FROM told)
                   ORDER BY id FOR NO KEY UPDATE)
    SELECT count(*) FROM held
"""
_MOVE = """
    INSERT INTO wished (ordinal, reference, kind, amount, debit_id, credit_id, region_code)
    SELECT row_number() OVER (ORDER BY o.id),
           'wallet:' || o.id || ':moved:' || (SELECT count(*) FROM payments_transfer m
                                               WHERE m.debit_id = o.id AND m.kind = 'moved'),
           'moved', o.balance, o.id, n.id, c.region_code
      FROM told t
      JOIN payments_card c ON c.id = t.to_card_id AND c.region_code >= %(lo)s AND c.region_code < %(hi)s
      JOIN payments_account o ON o.card_id = t.from_card_id AND o.kind <> 'vouchers' AND o.balance > 0
      JOIN payments_account n ON n.card_id = c.id AND n.kind = o.kind
"""


@transaction.atomic
def book_transfers(*, wishes: pl.DataFrame, by: Any) -> Booked:
    """For contexts above with places of their own: `reference, kind, amount, debit_id, credit_id, region_code`.

    May have `place, happened_at, of_id`. The caller has asked whether `by` may; no card is looked at.
    """
    _staged(wishes, _ANY_COLUMNS)
    ledger.begin()
    bulk.execute(_ANY)
    return ledger.book_wished(by=by)


@transaction.atomic
def purchase(*, wishes: pl.DataFrame, on: date, by: Any) -> Booked:
    """Goods bought: from a wallet to a merchant's place.

    `wishes` has `reference, card_id, wallet, amount, shop_account_id, place` and may have `happened_at`.
    """
    allowed(by, "payments.book_purchase")
    _stage(wishes, shop_account_id="bigint")
    return _book("purchase", _AT_A_SHOP, on=on, by=by)


@transaction.atomic
def withdraw(*, wishes: pl.DataFrame, on: date, by: Any) -> Booked:
    """Cash taken at a machine, a counter or an agent, as the bank reports it.

    `wishes` has `reference, card_id, wallet, amount, place` and may have `happened_at`.
    It leaves the books at the place `withdrawn` of the card's bank and regency.
    """
    allowed(by, "payments.read_bank_file")
    _stage(wishes)
    with whole_ledger():
        bulk.execute(_PLACES_OF_CASH)
    return _book("withdrawal", _AS_CASH, on=on, by=by)


@transaction.atomic
def give_back(*, wishes: pl.DataFrame, at: datetime, by: Any) -> Booked:
    """Goods brought back, whole or in part: `reference, of_reference` (of the purchase), `amount, place`.

    By another person than the one who booked the purchase; never more in sum than was paid. Where the amount demands
    more than one signature, each sends the same list, and the last of them moves the money.
    """
    allowed(by, "payments.book_purchase")
    _staged(wishes, {"reference": "text", "of_reference": "text", "amount": "bigint", "place": "text",
                     "happened_at": "timestamptz"})  # fmt: skip
    ledger.begin()
    with whole_ledger():
        bulk.execute(_GIVE_BACK, {"by": by.pk, "lo": by.reach.lo, "hi": by.reach.hi})
        countersigning.sign_returns(by=by, at=at)
    return ledger.book_wished(by=by)


@transaction.atomic
def move_wallets(*, pairs: pl.DataFrame, by: Any) -> Booked:
    """All that is on replaced cards goes onto their successors: `from_card_id, to_card_id`. Again moves the rest.

    What is set aside for vouchers stays: vouchers in the hands of merchants are paid from there.
    """
    allowed(by, "payments.prepare_cycle")
    return carried_over(pairs=pairs, by=by)


def carried_over(*, pairs: pl.DataFrame, by: Any) -> Booked:
    """The same for who may do it in another act: reading what a bank says of replaced cards."""
    _staged(pairs, {"from_card_id": "bigint", "to_card_id": "bigint"})
    ledger.begin()
    with whole_ledger():
        bulk.execute(_NEW_WALLETS)
        bulk.rows(_HOLD_OLD)
        bulk.execute(_MOVE, {"lo": by.reach.lo, "hi": by.reach.hi})
    return ledger.book_wished(by=by)


def _stage(wishes: pl.DataFrame, **more: str) -> None:
    _staged(wishes, {**_COLUMNS, **more})


def _staged(wishes: pl.DataFrame, columns: dict[str, str]) -> None:
    """The list as the temporary table `told`, in its order; what it may leave out is empty."""
    absent = [name for name in ("place", "happened_at", "of_id") if name in columns and name not in wishes.columns]
    whole = wishes.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in absent)
    bulk.staged(whole.with_row_index("ordinal"), "told", {"ordinal": "bigint", **columns})


def _book(kind: str, receiver: str, *, on: date, by: Any) -> Booked:
    ledger.begin()
    with whole_ledger():
        told = {"kind": kind, "on": on, "lo": by.reach.lo, "hi": by.reach.hi}
        bulk.execute(_WISHES + receiver, told)
    return ledger.book_wished(by=by)
