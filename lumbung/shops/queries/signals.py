"""Sales as columns for the rules of misuse; what they saw, and the purchases behind it."""

from datetime import datetime
from typing import Any

import polars as pl
from django.db.models import Count, OuterRef, QuerySet, Subquery

from lumbung.core import bulk
from lumbung.core.refusals import NotFound
from lumbung.regions.models import Region
from lumbung.shops.models import Purchase, Signal

_SALES = """
    SELECT p.id AS purchase_id, p.shop_id, p.region_code AS shop_region, p.card_id, c.region_code AS card_region,
           p.sold_at, p.total, p.balance_before, p.voucher_id IS NOT NULL AS off_line, filled.at AS filled_at,
           (SELECT max((i.price - r.price) * 100 / r.price)
              FROM shops_purchaseitem i
             CROSS JOIN LATERAL (SELECT price FROM shops_referenceprice f
                                  WHERE f.good = i.good AND f.since <= p.sold_at::date
                                    AND (p.region_code = f.region_code OR f.region_code = '0'
                                         OR starts_with(p.region_code, f.region_code || '.'))
                                  ORDER BY length(f.region_code) DESC, f.since DESC LIMIT 1) r
             WHERE i.purchase_id = p.id) AS above
      FROM shops_purchase p
      JOIN payments_card c ON c.id = p.card_id
      LEFT JOIN LATERAL (SELECT max(t.at) AS at
                           FROM payments_transfer t
                           JOIN payments_account w ON w.id = t.credit_id AND w.card_id = c.id AND w.kind = 'food'
                          WHERE t.kind = 'paid' AND t.at <= p.sold_at) filled ON true
     WHERE p.region_code >= %(lo)s AND p.region_code < %(hi)s AND p.sold_at >= %(since)s AND p.sold_at < %(until)s
     ORDER BY p.sold_at, p.id
"""
SALES = {
    "purchase_id": pl.Int64,
    "shop_id": pl.Int64,
    "shop_region": pl.String,
    "card_id": pl.Int64,
    "card_region": pl.String,
    "sold_at": pl.String,
    "total": pl.Int64,
    "balance_before": pl.Int64,
    "off_line": pl.Boolean,
    "filled_at": pl.String,
    "above": pl.Int64,
}
"""`balance_before` is what the wallet held, `filled_at` when aid last came in, `above` how many hundredths the dearest
good lay above its usual price; each is null where nobody knows."""


def sales(*, lo: str, hi: str, since: datetime, until: datetime) -> pl.DataFrame:
    """What shops of a region sold in a time, as the rules look at it; ask within a reach that covers the cards."""
    raw = bulk.read_frame(_SALES, {"lo": lo, "hi": hi, "since": since, "until": until}, SALES)
    return _with_moments(raw)


def _with_moments(raw: pl.DataFrame) -> pl.DataFrame:
    """The same with its moments as moments."""
    moments = [pl.col(name).str.to_datetime("%Y-%m-%d %H:%M:%S%.f%#z") for name in ("sold_at", "filled_at")]
    return raw.with_columns(moments)


def signals(*, viewer: Any) -> QuerySet[Signal]:
    """Every signal in reach, the newest first, each with its shop's village."""
    village = Subquery(Region.objects.filter(pk=OuterRef("region_code")).values("name")[:1])
    found = Signal.objects.visible_to(viewer).select_related("shop", "explained_by", "decided_by")
    return found.annotate(village=village).order_by("-last_at", "-pk")


def signal(*, viewer: Any, signal_id: int) -> Signal:
    """One signal; raises NotFound."""
    found = signals(viewer=viewer).filter(pk=signal_id).first()
    if found is None:
        raise NotFound(signal_id)
    return found


def evidence_of(*, viewer: Any, signal: Signal) -> QuerySet[Purchase]:
    """The purchases that a signal rests on, in the order in which they happened."""
    found = Purchase.objects.visible_to(viewer).filter(pk__in=signal.evidence.values("purchase_id"))
    return found.prefetch_related("items").order_by("sold_at", "pk")


def counts(*, viewer: Any) -> dict[str, dict[str, int]]:
    """How many signals each rule has in each state."""
    found: dict[str, dict[str, int]] = {}
    rows = Signal.objects.visible_to(viewer).values("rule", "status").annotate(n=Count("pk")).order_by("rule")
    for row in rows:
        found.setdefault(row["rule"], {})[row["status"]] = row["n"]
    return found
