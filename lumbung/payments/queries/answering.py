"""What an answer would change, before anything is booked."""

from dataclasses import dataclass

import polars as pl

from lumbung.core import bulk, files
from lumbung.payments.models import BankFile

OTHER, WITHDRAWN = "other", "withdrawn"

_COLUMNS = {
    "reference": "text",
    "outcome": "text",
    "amount": "bigint",
    "reason": "text",
    "booked_on": "text",
}
_FOUND = """
    CREATE TEMPORARY TABLE said ON COMMIT DROP AS
    SELECT a.reference, a.outcome, a.amount AS told, a.reason AS why, a.booked_on, l.* FROM answer a
      LEFT JOIN LATERAL (SELECT l.id, l.status, l.amount, l.channel, l.cycle_id, c.region_code AS of_cycle
                           FROM payments_line l JOIN payments_cycle c ON c.id = l.cycle_id
                          WHERE l.end_to_end_id = a.reference AND c.status IN ('released', 'reconciling', 'reconciled')
                         OFFSET 0) l ON true
"""
"""Each staged row with the line of ours it speaks of, one look at the index a row (without OFFSET every line ever paid
would be read for each answer); only money that has left can be answered for."""
_PREVIEW = """
    SELECT count(*) FILTER (WHERE id IS NULL),
           count(*) FILTER (WHERE differs),
           count(*) FILTER (WHERE fits AND outcome = 'paid' AND status = 'waiting' AND first),
           count(*) FILTER (WHERE fits AND status = 'waiting' AND NOT also_paid AND last
                              AND outcome IN ('failed', 'returned')),
           count(*) FILTER (WHERE fits AND outcome = 'returned' AND first
                              AND (status = 'paid' OR status = 'waiting' AND also_paid)),
           count(*)
      FROM (SELECT id, status, outcome, told <> amount AS differs,
                   id IS NOT NULL AND coalesce(told = amount, true) AS fits,
                   bool_or(outcome = 'paid' AND coalesce(told = amount, true)) OVER same_line AS also_paid,
                   row_number() OVER (PARTITION BY reference, outcome) = 1 AS first,
                   row_number() OVER same_line = 1 AS last
              FROM said WINDOW same_line AS (PARTITION BY reference)) AS counted
"""


def stage(rows: pl.DataFrame) -> None:
    """The rows of an answer that speak of lines, as the temporary table `answer`, which these statements read."""
    bulk.staged(rows.filter(~pl.col("outcome").is_in([OTHER, WITHDRAWN])), "answer", _COLUMNS)


def find_lines() -> None:
    """Find the lines of the staged rows: the temporary table `said`."""
    bulk.execute("DROP TABLE IF EXISTS pg_temp.said")
    bulk.execute(_FOUND)
    bulk.execute("CREATE INDEX ON said (id)")


def preview(rows: pl.DataFrame) -> dict[str, int]:
    """What booking would do: counts by outcome, unknown and differing lines, and those that change nothing."""
    stage(rows)
    find_lines()
    [(unknown, differing, paid, failed, returned, lines)] = bulk.rows(_PREVIEW)
    counts = {"unknown": unknown, "differing": differing, "paid": paid, "failed": failed, "returned": returned}
    counts |= {"unchanged": lines - sum(counts.values()), "withdrawn": int((rows["outcome"] == WITHDRAWN).sum())}
    return counts | {"other": rows.height - lines - counts["withdrawn"]}


def about() -> list[tuple[int, str, str]]:
    """(cycle, channel, region of the cycle) of the lines found."""
    return bulk.rows("SELECT DISTINCT cycle_id, channel, of_cycle FROM said WHERE id IS NOT NULL")


def unclear_rows(*, answer: BankFile, limit: int = 50) -> list[tuple[str, int | None, int | None]]:
    """(reference, rupiah told, rupiah of our line) of rows that fit no line of ours, the first `limit`."""
    stage(pl.read_parquet(files.path(answer.rows_ref)))
    find_lines()
    return bulk.rows("SELECT reference, told, amount FROM said WHERE id IS NULL OR told <> amount LIMIT %s", [limit])


@dataclass(frozen=True)
class OtherMovement:
    """Movements of the account that pay no line, by the bank's word for them: `code` is empty where it has none."""

    credit: bool
    code: str
    count: int
    total: int


def other_movements(*, answer: BankFile) -> list[OtherMovement]:
    """What else a statement or notification tells: withdrawals, purchases, interest; the largest sums first."""
    if not answer.other:
        return []
    rows = pl.scan_parquet(files.path(answer.rows_ref)).filter(pl.col("outcome") == OTHER)
    sums = rows.group_by("reason").agg(pl.len().alias("count"), pl.col("amount").sum()).collect()
    told = [(*row["reason"].partition(" "), row["count"], row["amount"]) for row in sums.to_dicts()]
    found = [OtherMovement(way == "CRDT", code, count, total) for way, _blank, code, count, total in told]
    return sorted(found, key=lambda one: (-one.total, one.credit, one.code))
