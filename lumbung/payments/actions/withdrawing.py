"""Cash that a bank says families took leaves their wallets: once for each number of the bank, however often told."""

from typing import Any

import polars as pl
from django.conf import settings
from django.db.models import F
from django.utils import timezone

from lumbung.core import bulk
from lumbung.payments.actions import wallets
from lumbung.payments.models import Account, BankFile, WithdrawalDifference

_COLUMNS = {
    "reference": "text",
    "account": "uuid",
    "amount": "bigint",
    "booked_on": "text",
    "where": "text",
}
_WHOSE = """
    SELECT DISTINCT ON (d.ordinal) d.ordinal, d.reference AS told, d.amount, d.booked_on, d."where" AS place,
           k.bank, k.region_code, CASE WHEN k.successor_id IS NULL THEN k.id ELSE k.successor_id END AS card_id
      FROM drawn d LEFT JOIN payments_card k ON k.account_index = d.account
     ORDER BY d.ordinal, k.status = 'closed', k.id DESC
"""
"""What was taken with a card that was replaced since leaves the wallet of the card in use: its money went there."""
_TYPES = {
    "ordinal": pl.Int64,
    "told": pl.String,
    "amount": pl.Int64,
    "booked_on": pl.String,
    "place": pl.String,
    "bank": pl.String,
    "region_code": pl.String,
    "card_id": pl.Int64,
}


def book(rows: pl.DataFrame, *, answer: BankFile, by: Any) -> None:
    """Book one chunk; what can't be booked is kept with its evidence, and nothing moves for it."""
    bulk.staged(rows.with_row_index("ordinal"), "drawn", {"ordinal": "bigint", **_COLUMNS})
    told = bulk.read_frame(_WHOSE, schema=_TYPES).with_columns(
        reference=pl.format("withdrawal:{}:{}", pl.col("bank").fill_null(""), "told"),
        on=pl.col("booked_on").str.to_date(strict=False),
        wallet=pl.lit(Account.Kind.CASH.value),
    )
    happened_at = pl.col("on").cast(pl.Datetime("us")).dt.replace_time_zone(settings.TIME_ZONE)
    booked = wallets.withdraw(
        wishes=told.drop("ordinal").with_columns(happened_at=happened_at.dt.convert_time_zone("UTC")),
        on=timezone.localdate(answer.at),
        by=by,
    )
    refused = told.hstack(booked.rows.select("outcome", "why", "rest")).filter(
        (pl.col("outcome") == "refused") & pl.col("why").is_in(WithdrawalDifference.Why.values)
    )
    WithdrawalDifference.objects.bulk_create(
        [_difference(row, answer) for row in refused.to_dicts()], batch_size=1000, ignore_conflicts=True
    )
    BankFile.objects.filter(pk=answer.pk).update(
        booked=F("booked") + rows.height,
        withdrawn=F("withdrawn") + booked.count("booked"),
        withdrawn_off=F("withdrawn_off") + booked.count("refused"),
    )


def _difference(row: dict[str, Any], answer: BankFile) -> WithdrawalDifference:
    return WithdrawalDifference(
        file=answer,
        region_code=row["region_code"] or answer.region_code,
        card_id=row["card_id"],
        reference=row["reference"],
        told=row["told"],
        amount=row["amount"],
        rest=row["rest"],
        why=row["why"],
        on=row["on"],
        place=row["place"] or "",
    )
