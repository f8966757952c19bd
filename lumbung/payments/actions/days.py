"""Closing the books of a day: what lay where at its end, and whether ledger, bank files and funds told the same."""

from datetime import date, datetime, time, timedelta
from typing import Any

import polars as pl
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, files, formats, tallies
from lumbung.core.actors import SYSTEM
from lumbung.core.refusals import Refusal, allowed
from lumbung.payments.actions.common import whole_ledger
from lumbung.payments.models import BankFile, DayCheck, Transfer
from lumbung.payments.models.ledger import NATION

_BALANCES = """
    WITH sides AS (
        SELECT credit_id AS place, amount AS came, 0::bigint AS went FROM payments_transfer
         WHERE at >= %(since)s AND at < %(until)s
         UNION ALL
        SELECT debit_id, 0, amount FROM payments_transfer WHERE at >= %(since)s AND at < %(until)s),
    moves AS (
        SELECT a.kind, left(a.region_code, 5) AS region_code, sum(came)::bigint AS came, sum(went)::bigint AS went
          FROM sides JOIN payments_account a ON a.id = sides.place GROUP BY 1, 2),
    before AS (
        SELECT kind, region_code, balance FROM payments_daybalance
         WHERE "on" = (SELECT max("on") FROM payments_daybalance WHERE "on" < %(on)s))
    INSERT INTO payments_daybalance ("on", kind, region_code, came, went, balance)
    SELECT %(on)s, kind, region_code, coalesce(came, 0), coalesce(went, 0),
           coalesce(balance, 0) + coalesce(came, 0) - coalesce(went, 0)
      FROM before FULL JOIN moves USING (kind, region_code)
"""
_MOVED = """
    SELECT count(*), coalesce(sum(amount), 0)::bigint FROM payments_transfer WHERE at >= %(since)s AND at < %(until)s
"""
_LEDGER = """
    WITH kept AS (SELECT kind, sum(balance) AS balance FROM payments_daybalance WHERE "on" = %(on)s GROUP BY kind),
    since AS (SELECT place, sum(delta) AS delta
                FROM (SELECT credit_id AS place, amount AS delta FROM payments_transfer WHERE at >= %(until)s
                       UNION ALL SELECT debit_id, -amount FROM payments_transfer WHERE at >= %(until)s) AS sides
               GROUP BY place),
    now AS (SELECT a.kind, sum(a.balance - coalesce(since.delta, 0)) AS balance
              FROM payments_account a LEFT JOIN since ON since.place = a.id GROUP BY a.kind)
    SELECT (abs((SELECT coalesce(sum(balance), 0) FROM kept))
            + (SELECT coalesce(sum(abs(coalesce(kept.balance, 0) - coalesce(now.balance, 0))), 0)
                 FROM kept FULL JOIN now USING (kind)))::bigint
"""
"""Kept balances that do not add up to nothing, or are not what the places themselves hold."""
_WALLETS = """
    SELECT count(*)
      FROM (SELECT debit_id AS id FROM payments_transfer WHERE at >= %(since)s AND at < %(until)s
             UNION SELECT credit_id FROM payments_transfer WHERE at >= %(since)s AND at < %(until)s) AS touched
      JOIN payments_account a USING (id)
     WHERE a.balance <> (SELECT coalesce(sum(amount), 0) FROM payments_transfer WHERE credit_id = a.id)
                      - (SELECT coalesce(sum(amount), 0) FROM payments_transfer WHERE debit_id = a.id)
"""
_UNTOLD = """
    SELECT coalesce(sum(t.amount), 0)::bigint
      FROM payments_transfer t JOIN payments_line l ON l.id = t.line_id
     WHERE t.at >= %(since)s AND t.at < %(until)s AND t.kind IN ('paid', 'failed', 'returned')
       AND NOT EXISTS (SELECT 1 FROM bank_said s
                        WHERE s.reference = l.end_to_end_id AND coalesce(s.amount, t.amount) = t.amount
                          AND (s.outcome = t.kind OR (s.outcome = 'returned' AND t.kind = 'failed')))
"""
"""Rupiah that the ledger moved for lines, and no row of a kept bank file tells of."""
_FUNDS = """
    SELECT coalesce(sum(abs(f.budget + t.balance) + abs(c.balance - coalesce(bound.total, 0))), 0)::bigint
      FROM payments_fund f
      JOIN payments_account t ON t.fund_id = f.id AND t.kind = 'treasury'
      JOIN payments_account c ON c.fund_id = f.id AND c.kind = 'committed'
      LEFT JOIN (SELECT fund_id, sum(total) AS total FROM payments_cycle
                  WHERE status IN ('submitted', 'approved', 'authorised') GROUP BY fund_id) AS bound
        ON bound.fund_id = f.id
"""
"""A budget that did not come from the treasury, and money bound that no cycle binds."""
_IS_CLOSED = """
    SELECT 1 FROM payments_daycheck WHERE "on" >= %(day)s AND %(day)s < (now() AT TIME ZONE %(zone)s)::date LIMIT 1
"""
_ROWS = {"reference": "text", "outcome": "text", "amount": "bigint"}


class BooksClosed(Refusal):
    """Money would be booked into a day whose books are closed; the database refuses it too."""

    message = _("Buku tanggal %(day)s sudah ditutup. Bukukan dengan tanggal hari ini.")


def refuse_into_closed_days(*, at: datetime) -> None:
    """Nothing is booked into a closed day before today."""
    with whole_ledger():
        day = timezone.localdate(at)
        if bulk.rows(_IS_CLOSED, {"day": day, "zone": settings.TIME_ZONE}):
            raise BooksClosed(day=formats.day(day))


@transaction.atomic
def close_day(*, on: date, by: Any = SYSTEM) -> DayCheck:
    """Keep one day's books, those of the days before it first. A day that is kept stays as it was found."""
    allowed(by, "payments.close_day")
    known = DayCheck.objects.filter(on=on).first()
    if known:
        return known
    with whole_ledger():
        bulk.execute("LOCK TABLE payments_daycheck IN SHARE ROW EXCLUSIVE MODE")
        for day in _missing(on):
            _close(day)
        return DayCheck.objects.get(on=on)


def _missing(until: date) -> list[date]:
    """From the day after the last kept one, or from the first transfer, to this day."""
    last = DayCheck.objects.order_by("on").values_list("on", flat=True).last()
    first = Transfer.objects.order_by("at").values_list("at", flat=True).first()
    begin = last + timedelta(days=1) if last else min(timezone.localdate(first), until) if first else until
    return [begin + timedelta(days=at) for at in range((until - begin).days + 1)]


def _close(day: date) -> None:
    told = {"on": day, "since": _begins(day), "until": _begins(day + timedelta(days=1))}
    bulk.execute(_BALANCES, told)
    [(transfers, moved)] = bulk.rows(_MOVED, told)
    _stage_bank_rows(told)
    off = {name: bulk.rows(sql, told)[0][0] for name, sql in _CHECKS.items()}
    off["aside"] = tallies.difference("payments.day")
    DayCheck.objects.create(on=day, region_code=NATION, transfers=transfers, moved=moved, **off)


_CHECKS = {"ledger": _LEDGER, "wallets": _WALLETS, "bank_files": _UNTOLD, "funds": _FUNDS}


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _stage_bank_rows(told: dict[str, Any]) -> None:
    """The rows of every kept answer about a cycle that the day's transfers belong to."""
    moved = Transfer.objects.filter(at__gte=told["since"], at__lt=told["until"], line__isnull=False)
    about = BankFile.objects.filter(direction=BankFile.Direction.IN, cycle__in=moved.values("cycle"))
    about |= BankFile.objects.filter(direction=BankFile.Direction.IN, cycle__isnull=True)
    refs = list(about.exclude(rows_ref="").values_list("rows_ref", flat=True)) if moved.exists() else []
    kept = [pl.read_parquet(files.path(ref), columns=list(_ROWS)) for ref in sorted(set(refs))]
    rows = pl.concat(kept) if kept else pl.DataFrame(schema=dict.fromkeys(_ROWS, pl.String))
    bulk.staged(rows, "bank_said", _ROWS)
    bulk.execute("CREATE INDEX ON bank_said (reference)")
