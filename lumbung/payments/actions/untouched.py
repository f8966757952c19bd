"""Untouched money: found by night, told, and given back to the treasury by two persons once its days are over."""

from datetime import date, datetime
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, states
from lumbung.core.refusals import NotFound, Refusal, allowed
from lumbung.payments import rules
from lumbung.payments.actions.common import whole_ledger
from lumbung.payments.actions.countersigning import Prepared, countersign
from lumbung.payments.models import Fund, TreasuryReturn

_CAME = """
    SELECT DISTINCT l.answered_on AS came_on FROM payments_line l
     WHERE l.status = 'paid' AND l.card_id IS NOT NULL AND l.answered_on < %s
       AND NOT EXISTS (SELECT 1 FROM payments_untouched u WHERE u.line_id = l.id)
"""
_TAKEN_DAYS = """
    WITH taken AS MATERIALIZED (
        SELECT mine.family_id, w.kind AS wallet,
               max((coalesce(t.happened_at, t.at) AT TIME ZONE 'Asia/Jakarta')::date) AS on_day
          FROM payments_transfer t
          JOIN payments_account w ON w.id = t.debit_id
          JOIN payments_card mine ON mine.id = w.card_id
         WHERE t.kind IN ('withdrawal', 'purchase', 'reserve')
         GROUP BY mine.family_id, w.kind
    )
"""
"""The last day on which each family took or spent from a wallet, by whichever of its cards."""
_ALERT = f"""
    {_TAKEN_DAYS}
    INSERT INTO payments_untouched (line_id, card_id, amount, since, alerted_on, due_on, region_code)
    SELECT l.id, k.id, l.amount, l.answered_on, %(on)s, d.due_on, l.region_code
      FROM came d
      JOIN payments_line l ON l.answered_on = d.came_on AND l.status = 'paid' AND l.card_id IS NOT NULL
      JOIN payments_cycle c ON c.id = l.cycle_id
      JOIN payments_card k ON k.family_id = l.family_id AND k.status <> 'closed'
      LEFT JOIN taken y ON y.family_id = l.family_id AND y.wallet = c.wallet
     WHERE coalesce(y.on_day, '-infinity') < l.answered_on
     ORDER BY l.id
    ON CONFLICT DO NOTHING
"""
_TAKEN = f"""
    {_TAKEN_DAYS}
    UPDATE payments_untouched u SET touched_on = y.on_day
      FROM payments_line l
      JOIN payments_cycle c ON c.id = l.cycle_id
      JOIN taken y ON y.family_id = l.family_id AND y.wallet = c.wallet
     WHERE l.id = u.line_id AND l.status = 'paid' AND u.touched_on IS NULL AND y.on_day >= u.since
"""
_CARDS = """
    UPDATE payments_untouched u SET card_id = k.id
      FROM payments_line l JOIN payments_card k ON k.family_id = l.family_id AND k.status <> 'closed'
     WHERE l.id = u.line_id AND l.status = 'paid' AND u.touched_on IS NULL AND u.card_id <> k.id
"""
"""Money follows a family to its new card."""
_GATHER = """
    UPDATE payments_untouched u SET treasury_return_id = %(told)s
      FROM payments_line l JOIN payments_cycle c ON c.id = l.cycle_id
     WHERE l.id = u.line_id AND l.status = 'paid' AND c.fund_id = %(fund)s AND u.due_on <= %(on)s
       AND u.touched_on IS NULL AND u.treasury_return_id IS NULL
       AND u.region_code >= %(lo)s AND u.region_code < %(hi)s
"""
_LOCK_LINES = """
    SELECT count(*) FROM (
        SELECT l.id FROM payments_line l JOIN payments_untouched u ON u.line_id = l.id
         WHERE u.treasury_return_id = %s ORDER BY l.id FOR UPDATE OF l) AS held
"""
_LOCK_WALLETS = """
    SELECT count(*) FROM (
        SELECT w.id FROM payments_untouched u JOIN payments_account w ON w.card_id = u.card_id
         WHERE u.treasury_return_id = %s ORDER BY w.id FOR NO KEY UPDATE OF w) AS held
"""
_LET_GO = """
    UPDATE payments_untouched u SET treasury_return_id = NULL
     WHERE u.treasury_return_id = %s AND (u.touched_on IS NOT NULL OR NOT EXISTS (
               SELECT 1 FROM payments_line l JOIN payments_cycle c ON c.id = l.cycle_id
                 JOIN payments_account w ON w.card_id = u.card_id AND w.kind = c.wallet
                WHERE l.id = u.line_id AND l.status = 'paid' AND w.balance >= u.amount))
"""
_EXPIRE = """
    WITH gone AS (
        UPDATE payments_line l SET status = 'expired'
          FROM payments_untouched u
         WHERE u.line_id = l.id AND u.treasury_return_id = %(told)s AND l.status = 'paid'
        RETURNING l.id, l.cycle_id, l.amount, l.region_code, u.card_id
    )
    INSERT INTO payments_transfer (debit_id, credit_id, amount, kind, reference, cycle_id, line_id, region_code, by_id)
    SELECT w.id, b.id, g.amount, 'expired', 'line:' || g.id || ':expired', g.cycle_id, g.id, g.region_code, %(by)s
      FROM gone g
      JOIN payments_cycle c ON c.id = g.cycle_id
      JOIN payments_account w ON w.card_id = g.card_id AND w.kind = c.wallet
      JOIN payments_account b ON b.fund_id = c.fund_id AND b.kind = 'back'
"""


class NothingDue(Refusal):
    """No untouched money of this fund has reached its day."""

    message = _("Belum ada uang dari dana ini yang sudah waktunya kembali ke kas negara.")


class SamePersonReturns(Refusal):
    """Who prepared the list does not let it go."""

    message = _("Yang menyiapkan pengembalian tidak bisa menyetujuinya. Minta pejabat lain.")
    status = 403


@transaction.atomic
def look_for_untouched(*, on: date, by: Any) -> int:
    """The night's look: mark what was taken, tell what nobody touched for so many days; returns how many are new."""
    allowed(by, "payments.prepare_cycle")
    with bulk.whole_joins():
        return _look(on)


def _look(on: date) -> int:
    bulk.execute(_CARDS)
    bulk.execute(_TAKEN)
    came = [day for (day,) in bulk.rows(_CAME, [on])]
    told = [(day, rules.goes_back_on(day)) for day in came if rules.alert_from(day) <= on]
    if not told:
        return 0
    days = pl.DataFrame(told, schema={"came_on": pl.Date, "due_on": pl.Date}, orient="row")
    bulk.staged(days, "came", {"came_on": "date", "due_on": "date"})
    return bulk.execute(_ALERT, {"on": on})


@transaction.atomic
def prepare_return(*, fund_id: int, on: date, by: Any, at: datetime) -> TreasuryReturn:
    """Gather what is due of one fund; a list that stands prepared is returned as it is."""
    allowed(by, "payments.prepare_cycle")
    fund = Fund.objects.select_for_update().filter(pk=fund_id).first()
    if fund is None or not by.reach.covers(fund.region_code):
        raise NotFound(fund_id)
    standing = TreasuryReturn.objects.filter(fund=fund, status=TreasuryReturn.Status.PREPARED).first()
    if standing:
        return standing
    look_for_untouched(on=on, by=by)
    told = TreasuryReturn.objects.create(
        fund=fund, region_code=fund.region_code, due_by=on, prepared_by_id=by.pk, prepared_at=at
    )
    limits = {"told": told.pk, "fund": fund.pk, "on": on, "lo": by.reach.lo, "hi": by.reach.hi}
    with bulk.whole_joins():
        gathered = bulk.execute(_GATHER, limits)
    if not gathered:
        raise NothingDue(fund)
    return _counted(told)


def _counted(told: TreasuryReturn) -> TreasuryReturn:
    [(lines, total)] = bulk.rows(
        "SELECT count(*), coalesce(sum(amount), 0) FROM payments_untouched WHERE treasury_return_id = %s", [told.pk]
    )
    told.lines, told.total = lines, int(total)
    told.save(update_fields=["lines", "total"])
    return told


def _held(return_id: int, by: Any) -> TreasuryReturn:
    told = TreasuryReturn.objects.visible_to(by).select_for_update().filter(pk=return_id).first()
    if told is None:
        raise NotFound(return_id)
    return told


@transaction.atomic
def approve_return(*, return_id: int, by: Any, at: datetime) -> TreasuryReturn:
    """Others let the money go, as many as its sum demands; it goes with the last of them.

    What a family took in the meantime stays with it.
    """
    allowed(by, "payments.release_cycle")
    told = _held(return_id, by)
    if told.status == TreasuryReturn.Status.RETURNED and told.approved_by_id == by.pk:
        return told
    if told.prepared_by_id == by.pk:
        raise SamePersonReturns(told)
    if told.status == TreasuryReturn.Status.PREPARED and not countersign(prepared=_signed(told), by=by, at=at):
        return told
    with whole_ledger(), bulk.whole_joins():
        bulk.rows(_LOCK_LINES, [told.pk])
        bulk.execute(_CARDS)
        bulk.rows(_LOCK_WALLETS, [told.pk])
        bulk.execute(_TAKEN)
        bulk.execute(_LET_GO, [told.pk])
        bulk.execute(_EXPIRE, {"told": told.pk, "by": by.pk})
        told = _counted(told)
    return states.move(told, TreasuryReturn.Status.RETURNED, approved_by_id=by.pk, approved_at=at)


def _signed(told: TreasuryReturn) -> Prepared:
    subject = f"return:{told.pk}"
    return Prepared("treasury_return", subject, told.total, told.prepared_by_id, told.prepared_at, told.region_code)


@transaction.atomic
def cancel_return(*, return_id: int, by: Any) -> TreasuryReturn:
    """Give a prepared list up; its money is due again."""
    allowed(by, "payments.release_cycle" if by.may("payments.release_cycle") else "payments.prepare_cycle")
    told = _held(return_id, by)
    if told.status == TreasuryReturn.Status.CANCELLED:
        return told
    bulk.execute("UPDATE payments_untouched SET treasury_return_id = NULL WHERE treasury_return_id = %s", [told.pk])
    return states.move(told, TreasuryReturn.Status.CANCELLED)
