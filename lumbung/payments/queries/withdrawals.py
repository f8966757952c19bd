"""Cash that banks tell of: what of it has no place in the books, with the evidence."""

from typing import Any

import polars as pl
from django.db.models import Exists, OuterRef, QuerySet

from lumbung.core import bulk
from lumbung.core.refusals import allowed
from lumbung.payments.models import Transfer, WithdrawalDifference

WITHDRAWN = "withdrawn"
_KNOWN = """
    SELECT count(*) FROM unnest(%s::uuid[]) AS told (account)
     WHERE EXISTS (SELECT 1 FROM payments_card k WHERE k.account_index = told.account AND k.status <> 'closed')
"""


def known_accounts(rows: pl.DataFrame) -> int:
    """How many withdrawals of a file were made from an account of an open card in reach."""
    if "account" not in rows.columns:
        return 0
    accounts = rows.filter(pl.col("outcome") == WITHDRAWN)["account"].drop_nulls().to_list()
    return int(bulk.rows(_KNOWN, [accounts])[0][0]) if accounts else 0


def withdrawal_differences(*, viewer: Any, file_id: int | None = None) -> QuerySet[WithdrawalDifference]:
    """Withdrawals that were told and not booked, newest first; `booked_since` says which were booked later on."""
    allowed(viewer, "payments.read_bank_file")
    found = WithdrawalDifference.objects.visible_to(viewer).select_related("file", "card")
    if file_id is not None:
        found = found.filter(file=file_id)
    since = Transfer.objects.filter(reference=OuterRef("reference"), amount=OuterRef("amount"))
    return found.annotate(booked_since=Exists(since)).order_by("-pk")
