"""What an upload comes to: each voucher is paid to the first record that arrives, all others are kept and told.

Vouchers are held in the order of their ids; only then it is looked which of them still count, in a statement of its
own that sees what other uploads have committed meanwhile. The rest of a voucher goes back to the family's wallet; what
was put aside on a card that was replaced since lies on its successor.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl
from django.db import transaction
from django.utils import timezone

from lumbung.core import bulk
from lumbung.payments.actions.common import whole_ledger
from lumbung.shops.actions.common import book
from lumbung.shops.models import Redemption

Outcome = Redemption.Outcome

_SALES = {
    "fingerprint": "text",
    "shop_id": "bigint",
    "number": "text",
    "issued_on": "date",
    "amount": "bigint",
    "sold_at": "timestamptz",
    "fine": "boolean",
    "record": "text",
}
_ITEMS = {"fingerprint": "text", "good": "text", "quantity": "bigint", "price": "bigint", "amount": "bigint"}
_HOLD = """
    WITH held AS (SELECT v.id FROM shops_voucher v WHERE v.number IN (SELECT number FROM sold) ORDER BY v.id FOR UPDATE)
    SELECT count(*) FROM held
"""
_JUDGED = """
    CREATE TEMPORARY TABLE judged ON COMMIT DROP AS
    WITH fresh AS (
        SELECT s.*, v.id AS voucher_id, v.card_id, v.limit, v.status, h.region_code, h.takings_id, h.name AS shop_name,
               CASE WHEN s.sold_at > %(at)s + interval '1 day' THEN 'not_yet'
                    WHEN (s.sold_at AT TIME ZONE %(zone)s)::date < s.issued_on THEN 'not_yet'
                    WHEN (s.sold_at AT TIME ZONE %(zone)s)::date > v.last_day THEN 'after_end'
                    WHEN NOT s.fine THEN 'goods'
                    WHEN s.amount > v.limit THEN 'too_much'
                    ELSE '' END AS wrong
          FROM sold s
          JOIN shops_voucher v ON v.number = s.number
          JOIN shops_shop h ON h.id = s.shop_id
         WHERE NOT EXISTS (SELECT 1 FROM shops_redemption r WHERE r.fingerprint = s.fingerprint)
    ), queued AS (
        SELECT f.*, row_number() OVER (PARTITION BY voucher_id, wrong = '' ORDER BY sold_at, fingerprint) AS turn,
               nextval(pg_get_serial_sequence('shops_redemption', 'id')) AS id
          FROM fresh f)
    SELECT q.*, paid.id AS paid_before,
           CASE WHEN wrong <> '' THEN wrong
                WHEN status = 'expired' THEN 'too_late'
                WHEN status = 'redeemed' OR turn > 1 THEN 'double'
                ELSE 'paid' END AS outcome
      FROM queued q
      LEFT JOIN shops_redemption paid ON paid.voucher_id = q.voucher_id AND paid.outcome = 'paid'
"""
_KEEP = """
    INSERT INTO shops_redemption (id, shop_id, voucher_id, region_code, fingerprint, record, amount, sold_at,
                                  uploaded_at, uploaded_by_id, outcome, first_id)
    SELECT j.id, j.shop_id, j.voucher_id, j.region_code, j.fingerprint, j.record, j.amount, j.sold_at, %(at)s, %(by)s,
           j.outcome, CASE WHEN j.outcome = 'double' THEN coalesce(j.paid_before, winner.id) END
      FROM judged j LEFT JOIN judged winner ON winner.voucher_id = j.voucher_id AND winner.outcome = 'paid'
     ORDER BY j.outcome <> 'paid', j.id
"""
_USED = """
    UPDATE shops_voucher v SET status = 'redeemed' FROM judged j WHERE j.voucher_id = v.id AND j.outcome = 'paid'
"""
_PURCHASES = """
    INSERT INTO shops_purchase (shop_id, card_id, region_code, key, sold_at, total, voucher_id, by_id)
    SELECT shop_id, card_id, region_code, fingerprint, sold_at, amount, voucher_id, %(by)s
      FROM judged WHERE outcome = 'paid' ORDER BY voucher_id
"""
_BOUGHT = """
    INSERT INTO shops_purchaseitem (purchase_id, region_code, good, quantity, price, amount)
    SELECT p.id, p.region_code, i.good, i.quantity, i.price, i.amount
      FROM bought i JOIN judged j ON j.fingerprint = i.fingerprint AND j.outcome = 'paid'
      JOIN shops_purchase p ON p.key = i.fingerprint ORDER BY p.id, i.good
"""
_PAY = """
    SELECT row_number() OVER (ORDER BY p.id), 'purchase:' || p.id, 'purchase', p.total, aside.id, j.takings_id, NULL,
           j.shop_name, c.region_code, p.sold_at
      FROM judged j JOIN shops_purchase p ON p.key = j.fingerprint
      JOIN payments_card c ON c.id = j.card_id
      JOIN payments_account aside ON aside.card_id = CASE WHEN c.successor_id IS NULL THEN c.id ELSE c.successor_id END
       AND aside.kind = 'vouchers'
     WHERE j.outcome = 'paid'
"""
_REST = """
    SELECT row_number() OVER (ORDER BY j.voucher_id), 'voucher:' || j.voucher_id || ':rest', 'unreserve',
           j.limit - j.amount, aside.id, food.id, NULL, '', c.region_code, %(at)s
      FROM judged j JOIN payments_card c ON c.id = j.card_id
      JOIN payments_account aside ON aside.card_id = CASE WHEN c.successor_id IS NULL THEN c.id ELSE c.successor_id END
       AND aside.kind = 'vouchers'
      JOIN payments_account food ON food.card_id = aside.card_id AND food.kind = 'food'
     WHERE j.outcome = 'paid' AND j.limit > j.amount
"""
_TOLD = "SELECT outcome, count(*), sum(amount) FROM judged GROUP BY outcome ORDER BY outcome"


@dataclass(frozen=True)
class Outcomes:
    """What an upload came to: records by outcome, rupiah that were paid, records that were known before."""

    counts: dict[str, int]
    paid: int
    known: int

    def count(self, outcome: str) -> int:
        """How many records came out so."""
        return self.counts.get(outcome, 0)

    @property
    def doubles(self) -> int:
        """Records for a voucher that another record was paid for."""
        return self.count(Outcome.DOUBLE)


@transaction.atomic
def settle(*, sales: list[tuple], items: list[tuple], at: datetime, by: Any) -> Outcomes:
    """Judge, keep and pay the sales of one upload, in a handful of statements however many they are."""
    sold = pl.DataFrame(sales, schema=list(_SALES), orient="row").unique("fingerprint", keep="first")
    bulk.staged(sold, "sold", _SALES)
    bulk.staged(pl.DataFrame(items, schema=list(_ITEMS), orient="row").unique(), "bought", _ITEMS)
    told = {"at": at, "by": by.pk, "zone": timezone.get_current_timezone_name()}
    with whole_ledger():
        bulk.rows(_HOLD)
        bulk.execute("DROP TABLE IF EXISTS pg_temp.judged")
        fresh = bulk.execute(_JUDGED, told)
        bulk.execute("ANALYZE judged")
        bulk.execute(_KEEP, told)
        bulk.execute(_USED)
        bulk.execute(_PURCHASES, told)
        bulk.execute(_BOUGHT)
        came_to = bulk.rows(_TOLD)
    book(_PAY, {}, by=by)
    book(_REST, told, by=by)
    counts = {outcome: number for outcome, number, _amount in came_to}
    paid = sum(int(amount) for outcome, _number, amount in came_to if outcome == Outcome.PAID)
    return Outcomes(counts, paid, sold.height - fresh)
