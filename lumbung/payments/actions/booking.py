"""Booking: what the bank says becomes the state of a line and one transfer, together, set by set."""

from typing import Any

import polars as pl
from django.db.models import F
from django.utils import timezone

from lumbung.core import bulk, states
from lumbung.payments.actions import stages
from lumbung.payments.actions.common import one_after_the_other, whole_ledger
from lumbung.payments.models import BankFile, Cycle, StageEvent
from lumbung.payments.queries import answering

_CHANGE = """
    WITH changed AS (
        UPDATE payments_line l
           SET status = %(to)s, reason = a.why, answered_in_id = %(file)s,
               answered_on = CASE WHEN a.booked_on = '' THEN %(read_on)s ELSE to_date(a.booked_on, 'YYYY-MM-DD') END
          FROM said a, payments_cycle c
         WHERE l.id = ANY(ARRAY(SELECT id FROM said WHERE outcome = ANY(%(outcomes)s)))
           AND a.id = l.id AND a.outcome = ANY(%(outcomes)s)
           AND l.status = %(now)s AND coalesce(a.told = l.amount, true)
           AND l.region_code >= %(lo)s AND l.region_code < %(hi)s
           AND c.id = l.cycle_id AND c.status IN ('released', 'reconciling', 'reconciled'){unless}
        RETURNING l.id, l.cycle_id, l.card_id, l.channel, l.amount, l.region_code, c.wallet, c.fund_id
    )
    INSERT INTO payments_transfer (debit_id, credit_id, amount, kind, reference, cycle_id, line_id, region_code, by_id)
    SELECT {debit}, {credit}, m.amount, %(to)s, 'line:' || m.id || ':' || %(to)s, m.cycle_id, m.id, m.region_code,
           %(by)s
      FROM changed m
      JOIN payments_account t ON t.cycle_id = m.cycle_id AND t.channel = m.channel AND t.kind = 'transit'
      JOIN payments_account h ON h.cycle_id = m.cycle_id AND h.channel = m.channel AND h.kind = 'handed'
      LEFT JOIN payments_card k ON k.id = m.card_id
      LEFT JOIN payments_account w ON w.card_id = CASE WHEN k.successor_id IS NULL THEN k.id ELSE k.successor_id END
       AND w.kind = m.wallet
"""
_SPENT = """
    CREATE TEMPORARY TABLE spent ON COMMIT DROP AS
    WITH asked AS (
        SELECT DISTINCT l.id, l.amount, w.id AS wallet_id, c.fund_id
          FROM said s JOIN payments_line l ON l.id = s.id JOIN payments_cycle c ON c.id = l.cycle_id
          JOIN payments_card k ON k.id = l.card_id
          JOIN payments_account w ON w.card_id = CASE WHEN k.successor_id IS NULL THEN k.id ELSE k.successor_id END
           AND w.kind = c.wallet
         WHERE s.outcome = 'returned' AND l.status = 'paid'),
    held AS (
        SELECT a.id, a.balance FROM payments_account a
         WHERE a.id IN (SELECT wallet_id FROM asked
                         UNION SELECT f.id FROM payments_account f JOIN asked ON asked.fund_id = f.fund_id)
         ORDER BY a.id FOR NO KEY UPDATE)
    SELECT id FROM (SELECT asked.id, sum(asked.amount) OVER (PARTITION BY held.id ORDER BY asked.id) > held.balance
                           AS is_short
                      FROM asked JOIN held ON held.id = asked.wallet_id) AS sums
     WHERE is_short
"""
"""Lines that a bank says came back though the family has taken the money: nothing is moved for them, they stay paid."""
_UNLESS_SPENT = "\n           AND NOT EXISTS (SELECT 1 FROM spent WHERE spent.id = l.id)"
_TOPPED_UP = """
    SELECT s.cycle_id, s.channel, coalesce(min(to_date(nullif(s.booked_on, ''), 'YYYY-MM-DD')), current_date)
      FROM said s
     WHERE s.outcome = 'paid' AND s.id IS NOT NULL GROUP BY s.cycle_id, s.channel
"""
_RECIPIENT = "coalesce(w.id, h.id)"
_FUND = """
    (SELECT f.id FROM payments_account f JOIN payments_fund p ON p.id = f.fund_id
      WHERE f.fund_id = m.fund_id AND f.kind = CASE p.status WHEN 'closed' THEN 'back' ELSE 'available' END)
"""
_STEPS = (
    ("paid", "waiting", ["paid"], "t.id", _RECIPIENT),
    ("returned", "paid", ["returned"], _RECIPIENT, _FUND),
    ("failed", "waiting", ["failed", "returned"], "t.id", _FUND),
)
"""(new status, status before, what the bank says, debited account, credited account), in this order.

Money that comes back before it was reported paid never arrived: the line failed. What comes back to a closed fund goes
on to the treasury.
"""


def book(rows: pl.DataFrame, *, answer: BankFile, by: Any) -> None:
    """Book one chunk, for lines in the reader's reach. Each step is one statement for lines and transfers.

    Where a bank names no day it is the day on which its answer was read: money without a day would never be missed.
    """
    one_after_the_other()
    answering.stage(rows)
    answering.find_lines()
    _begin_reconciling(answer)
    reach = {"lo": by.reach.lo, "hi": by.reach.hi}
    read_on = timezone.localdate(answer.at)
    counts: dict[str, Any] = {"booked": F("booked") + rows.height}
    told_of = set(rows["outcome"])
    for to, now, outcomes, debit, credit in (step for step in _STEPS if told_of.intersection(step[2])):
        sql = _CHANGE.format(debit=debit, credit=credit, unless=_UNLESS_SPENT if to == "returned" else "")
        told = {"to": to, "now": now, "outcomes": outcomes, "file": answer.pk, "by": by.pk, "read_on": read_on}
        with whole_ledger():
            if to == "returned":
                bulk.execute("DROP TABLE IF EXISTS pg_temp.spent")
                bulk.execute(_SPENT)
            changed = bulk.execute(sql, told | reach)
        counts[to] = F(to) + changed
        if changed and to == "paid":
            _note_top_up(by)
    BankFile.objects.filter(pk=answer.pk).update(**counts)


def _note_top_up(by: Any) -> None:
    """The first money that a distributor reports as arrived dates that stage of its part."""
    for cycle_id, channel, on in bulk.rows(_TOPPED_UP):
        stages.note(cycle_id=cycle_id, stage=StageEvent.Stage.TOP_UP, on=on, by=by, channels=[channel])


def _begin_reconciling(answer: BankFile) -> None:
    """Hold the cycles that the chunk speaks of, in the order of their ids; the first answer starts reconciliation."""
    ids = {answer.cycle_id} if answer.cycle_id else {cycle_id for cycle_id, *_place in answering.about()}
    for cycle in Cycle.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"):
        if cycle.status == Cycle.Status.RELEASED:
            states.move(cycle, Cycle.Status.RECONCILING)


def close(answer: BankFile) -> None:
    """The answer is booked; what changed nothing is the rest of its rows."""
    answer.refresh_from_db()
    decided = answer.paid + answer.failed + answer.returned + answer.unknown + answer.differing + answer.other
    decided += answer.withdrawn + answer.withdrawn_off
    states.move(answer, BankFile.Status.BOOKED, unchanged=answer.lines - decided)
