"""Preparing a cycle: one line per family, taken over as columns in one statement."""

from datetime import date
from typing import Any

import polars as pl
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk
from lumbung.core.reach import Reach
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.payments.actions.common import locked_cycle
from lumbung.payments.models import Cycle, Fund
from lumbung.payments.models.ledger import NATION

_INSERT = """
    INSERT INTO payments_line (cycle_id, family_id, card_id, programme, period, region_code, recipient,
                               amount, channel, end_to_end_id, status, reason)
    SELECT c.id, f.id, CASE WHEN fault.id IS NULL THEN k.id END, c.programme, c.period, f.region_code,
           coalesce(nullif(trim(f.head_name), ''), 'KELUARGA ' || f.id), e.amount,
           CASE WHEN fault.id IS NULL THEN coalesce(k.bank, 'pos') ELSE 'pos' END,
           'LB' || c.id || '-' || f.id || '-' || upper(c.programme), 'waiting', ''
      FROM entitled e
      JOIN payments_cycle c ON c.id = %s
      JOIN registry_family f ON f.id = e.family_id AND f.status = 'active'
      LEFT JOIN payments_card k ON k.family_id = f.id AND k.status = 'active'
      LEFT JOIN payments_accountcheck fault
        ON fault.card_id = k.id AND fault.result = 'failed' AND fault.repaired_on IS NULL
     WHERE f.region_code >= %s AND f.region_code < %s
     ORDER BY f.id
    ON CONFLICT DO NOTHING
"""
_ELSEWHERE = """
    SELECT count(*), min(e.family_id) FROM entitled e
      JOIN payments_cycle c ON c.id = %s
     CROSS JOIN LATERAL (SELECT cycle_id, amount FROM payments_line
                          WHERE family_id = e.family_id AND programme = c.programme AND period = c.period
                            AND status <> 'cancelled' AND replaces_id IS NULL OFFSET 0) l
     WHERE l.cycle_id <> c.id OR l.amount <> e.amount
"""
"""One look at the index a family: of a period that nobody was paid for yet PostgreSQL has no statistics, and would
read every line of every period instead. What is paid again has its first line there too."""
_MISSING = """
    SELECT count(*), min(e.family_id) FROM entitled e
      LEFT JOIN payments_line l ON l.family_id = e.family_id AND l.cycle_id = %s
     WHERE l.id IS NULL
"""

MANY = 10_000
"""So many new lines change what the planner should expect of the table."""


class BadEntitlements(BadInput):
    """The list has a family twice, or an amount that is not above zero."""

    message = _("Daftar ini tidak bisa dibayar: %(count)s baris ganda atau nilainya bukan di atas nol.")


class CyclesOverlap(Refusal):
    """The same programme already has a cycle for these days in this region."""

    message = _("Program %(programme)s sudah punya siklus untuk masa dan wilayah ini. Buka siklus itu.")


class AlreadyLined(Refusal):
    """Families that another cycle pays for the same programme and period."""

    message = _("%(count)s keluarga sudah punya baris untuk program dan masa ini, misalnya keluarga %(example)s.")


class FamiliesOutside(Refusal):
    """Families that are not active in the cycle's region."""

    message = _("%(count)s keluarga tidak aktif di wilayah siklus ini, misalnya keluarga %(example)s.")


@transaction.atomic
def create_cycle(
    *,
    programme: str,
    wallet: str,
    period: tuple[date, date],
    stage: str,
    region_code: str,
    fund_id: int,
    source: str,
    entitlements: pl.DataFrame,
    by: Any,
) -> Cycle:
    """A draft with its lines. `period` is half-open; `entitlements` has `family_id, amount` (rupiah).

    `wallet` is `cash` or `food`; `source` names what the lines come from (`run:12`), and the same
    source again gives the same cycle with nothing doubled.
    """
    allowed(by, "payments.prepare_cycle")
    if not Fund.objects.visible_to(by).filter(pk=fund_id).exists():
        raise NotFound(fund_id)
    told = {
        "programme": programme,
        "wallet": wallet,
        "period": DateRange(*period),
        "stage": stage,
        "region_code": region_code,
        "fund_id": fund_id,
    }
    known = Cycle.objects.visible_to(by).filter(source=source).exclude(status=Cycle.Status.CANCELLED).first()
    cycle = known or _fresh(source, told, by)
    if cycle.status == Cycle.Status.DRAFT:
        add_lines(cycle_id=cycle.pk, entitlements=entitlements, by=by)
        cycle.refresh_from_db()
    return cycle


def _fresh(source: str, told: dict[str, Any], by: Any) -> Cycle:
    try:
        with transaction.atomic():
            return Cycle.objects.create(source=source, prepared_by_id=by.pk, **told)
    except IntegrityError as error:
        if "cycle_periods_do_not_overlap" not in str(error):
            raise
        raise CyclesOverlap(programme=told["programme"].upper()) from error


@transaction.atomic
def add_lines(*, cycle_id: int, entitlements: pl.DataFrame, by: Any) -> int:
    """Add families to a draft, all of them or none; returns how many lines are new.

    A family already in this cycle with the same amount stays as it is, so a list may come in parts
    and a part may come twice.
    """
    allowed(by, "payments.prepare_cycle")
    cycle = locked_cycle(cycle_id, by)
    _check(entitlements)
    bulk.staged(entitlements, "entitled", {"family_id": "bigint", "amount": "bigint"})
    _refuse_any(_ELSEWHERE, cycle, AlreadyLined)
    inside = Reach.national() if cycle.region_code == NATION else Reach.of(cycle.region_code)
    fresh = bulk.execute(_INSERT, [cycle.pk, inside.lo, inside.hi])
    if fresh < entitlements.height:
        _refuse_any(_MISSING, cycle, FamiliesOutside)
    if fresh >= MANY:
        transaction.on_commit(_count_anew)
    return fresh


def _count_anew() -> None:
    """Without fresh statistics PostgreSQL still plans for the table as it was before so many lines."""
    bulk.execute("ANALYZE payments_line")


def _check(entitlements: pl.DataFrame) -> None:
    bad = entitlements.filter(
        pl.col("family_id").is_duplicated() | pl.col("amount").is_null() | (pl.col("amount") <= 0)
    )
    if bad.height:
        raise BadEntitlements(count=bad.height)


def _refuse_any(sql: str, cycle: Cycle, refusal: type[Refusal]) -> None:
    [(count, example)] = bulk.rows(sql, [cycle.pk])
    if count:
        raise refusal(cycle, count=count, example=example)
