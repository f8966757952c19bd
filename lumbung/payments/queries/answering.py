"""What an answer would change, before anything is booked."""

import polars as pl

from lumbung.core import bulk, files
from lumbung.payments.models import BankFile

_COLUMNS = {
    "reference": "text",
    "outcome": "text",
    "amount": "bigint",
    "reason": "text",
    "booked_on": "text",
}
SAID = """
    FROM answer a
    LEFT JOIN (payments_line l JOIN payments_cycle c ON c.id = l.cycle_id
               AND c.status IN ('released', 'reconciling', 'reconciled')) ON l.end_to_end_id = a.reference
"""
"""Each staged row with the line of ours it speaks of; only money that has left can be answered for."""
_PREVIEW = f"""
    SELECT count(*) FILTER (WHERE id IS NULL),
           count(*) FILTER (WHERE differs),
           count(*) FILTER (WHERE fits AND outcome = 'paid' AND status = 'waiting' AND first),
           count(*) FILTER (WHERE fits AND status = 'waiting' AND NOT also_paid AND last
                              AND outcome IN ('failed', 'returned')),
           count(*) FILTER (WHERE fits AND outcome = 'returned' AND first
                              AND (status = 'paid' OR status = 'waiting' AND also_paid)),
           count(*)
      FROM (SELECT l.id, l.status, a.outcome, a.amount <> l.amount AS differs,
                   l.id IS NOT NULL AND coalesce(a.amount = l.amount, true) AS fits,
                   bool_or(a.outcome = 'paid' AND coalesce(a.amount = l.amount, true)) OVER same_line AS also_paid,
                   row_number() OVER (PARTITION BY a.reference, a.outcome) = 1 AS first,
                   row_number() OVER same_line = 1 AS last {SAID}
            WINDOW same_line AS (PARTITION BY a.reference)) AS said
"""


def stage(rows: pl.DataFrame) -> None:
    """The rows of an answer as the temporary table `answer`, which these statements read."""
    bulk.staged(rows, "answer", _COLUMNS)
    bulk.execute("CREATE INDEX ON answer (reference)")


def preview(rows: pl.DataFrame) -> dict[str, int]:
    """What booking would do: counts by outcome, unknown and differing lines, and those that change nothing."""
    stage(rows)
    [(unknown, differing, paid, failed, returned, lines)] = bulk.rows(_PREVIEW)
    counts = {"unknown": unknown, "differing": differing, "paid": paid, "failed": failed, "returned": returned}
    return counts | {"unchanged": lines - sum(counts.values())}


def unclear_rows(*, answer: BankFile, limit: int = 50) -> list[tuple[str, int | None, int | None]]:
    """(reference, rupiah told, rupiah of our line) of rows that fit no line of ours, the first `limit`."""
    stage(pl.read_parquet(files.path(answer.rows_ref)))
    sql = f"SELECT a.reference, a.amount, l.amount {SAID} WHERE l.id IS NULL OR a.amount <> l.amount LIMIT %s"
    return bulk.rows(sql, [limit])
