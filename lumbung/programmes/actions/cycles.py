"""From decisions to money lists: what falls due in a period, handed to payments regency by regency."""

from datetime import date, timedelta
from typing import Any

import polars as pl
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from lumbung import law
from lumbung.core import bulk, formats
from lumbung.core.reach import Reach
from lumbung.core.refusals import BadInput, NotAllowed, NotFound, Refusal
from lumbung.payments import actions as payments
from lumbung.payments import queries as payments_known
from lumbung.payments.models import Cycle
from lumbung.payments.models.ledger import NATION
from lumbung.programmes import facts, findings, frozen, kinds
from lumbung.programmes.actions import controlling, withholding
from lumbung.programmes.models import Run


class UnknownPeriod(BadInput):
    """The period is not written as the house writes periods."""

    message = _("Masa “%(period)s” tidak dikenal. Tulis 2026-03 (bulan), 2026-B2 (dua bulan), atau 2026-Q1 (triwulan).")


class RunNotDecided(Refusal):
    """The run is not finished, so nobody knows yet who is paid."""

    message = _("Penetapan ini belum selesai. Tunggu sampai selesai, lalu siapkan siklusnya.")


class NothingToPay(Refusal):
    """The run found nobody who qualifies."""

    message = _("Tidak ada keluarga yang memenuhi pada penetapan ini, jadi tidak ada yang dibayar.")


class OpenFindings(Refusal):
    """The standing audit found something about families that would be paid."""

    message = _(
        "%(families)s keluarga yang akan dibayar punya temuan audit yang belum diselesaikan. "
        "Lihat daftarnya di halaman Temuan audit: selesaikan temuannya, atau tahan dulu keluarga itu."
    )


@transaction.atomic
def prepare_cycle(*, run_id: int, period: str, fund_id: int, by: Any, hold_back: bool = False) -> Cycle:
    """A payment cycle with one line for each family that qualified, for `2026-03`, `2026-B2` or `2026-Q1`.

    The amounts come from the frozen decision, with the figures in force in each month of the period. The same call
    again gives the same cycle. One regency is in memory at a time. Families with a finding of the standing audit that
    nobody has settled are held back, or refuse the whole (OpenFindings). Sanctions make an amount smaller.
    """
    if not by.may("payments.prepare_cycle"):
        raise NotAllowed("payments.prepare_cycle")
    run = Run.objects.visible_to(by).filter(pk=run_id).first()
    if run is None:
        raise NotFound(run_id)
    if run.status != Run.Status.DECIDED:
        raise RunNotDecided(run)
    months = _period(period)
    if under_way := _submitted(run, months):
        return under_way
    cycle: Cycle | None = None
    blocked = 0
    effects: list[pl.DataFrame] = []
    for regency in sorted(run.frozen):
        due = amounts_due(run=run, regency=regency, period=months)
        held = due.join(findings.blocked(regency=regency), on="family_id", how="semi")
        blocked += held.height
        due = due.join(held, on="family_id", how="anti", maintain_order="left")
        if hold_back:
            controlling.hold_back(run=run, stage=str(months), regency=regency, held=held)
        due, done = withholding.applied(run=run, regency=regency, period=months, due=due)
        effects.append(done)
        if due.is_empty():
            continue
        if cycle is None:
            cycle = _cycle(run, months, fund_id, due, by)
        else:
            payments.add_lines(cycle_id=cycle.pk, entitlements=due, by=by)
    if blocked and not hold_back:
        raise OpenFindings(run, families=formats.count(blocked))
    if cycle is None:
        raise NothingToPay(run)
    withholding.keep(run=run, stage=str(months), cycle=cycle, effects=pl.concat(effects))
    cycle.refresh_from_db()
    return cycle


def amounts_due(*, run: Run, regency: str, period: law.Period) -> pl.DataFrame:
    """`family_id` and `amount` in rupiah for each family of a regency that qualified and is still enrolled by then."""
    kind = kinds.find(run.kind)
    decisions = frozen.scan(run.key, [regency], frozen.DECISIONS).filter(pl.col("eligible")).collect()
    known = decisions.drop(
        name for name in decisions.columns if "." in name or name in ("eligible", "entitlement", "outcome")
    )
    figures = kinds.frozen_figures(run.kind, frozen.text(run.key, frozen.FIGURES)).on(run.on)
    decided = law.decide(kind.rules, law.Facts(facts.completed(known)), figures, period=period)
    due = decided.filter(pl.col("amount") > 0).select("family_id", "amount")
    due = due.join(_enrolled(run, regency), on="family_id", how="semi", maintain_order="left")
    days = DateRange(*_days(period))
    paid_elsewhere = payments_known.lined_before_merging(programme=run.kind, period=days)
    return due.join(paid_elsewhere, on="family_id", how="anti", maintain_order="left")


def _enrolled(run: Run, regency: str) -> pl.DataFrame:
    """Families that count and that no later run has let go; one that was merged is paid as the one it went into."""
    here = Reach.of(regency)
    return bulk.read_frame(
        "SELECT e.family_id FROM programmes_enrolment e JOIN registry_family f ON f.id = e.family_id"
        " WHERE e.kind = %s AND e.status = 'active' AND e.region_code >= %s AND e.region_code < %s"
        " AND f.status = 'active'",
        [run.kind, here.lo, here.hi],
        {"family_id": pl.Int64},
    )


def _cycle(run: Run, months: law.Period, fund_id: int, due: pl.DataFrame, by: Any) -> Cycle:
    return payments.create_cycle(
        programme=run.kind,
        wallet=kinds.find(run.kind).rules.WALLET,
        period=_days(months),
        stage=str(months),
        region_code=run.region_code or NATION,
        fund_id=fund_id,
        source=_source(run, months),
        entitlements=due,
        by=by,
    )


def _source(run: Run, months: law.Period) -> str:
    return f"run:{run.pk}:{months}"


def _submitted(run: Run, months: law.Period) -> Cycle | None:
    """The cycle of the same call, once somebody has submitted it: its lines no longer change."""
    known = Cycle.objects.filter(source=_source(run, months))
    return known.exclude(status__in=[Cycle.Status.DRAFT, Cycle.Status.CANCELLED]).first()


def _days(months: law.Period) -> tuple[date, date]:
    """From the first day to the day after the last."""
    return months.starts, months.ends + timedelta(days=1)


def _period(text: str) -> law.Period:
    try:
        return law.Period.of(text)
    except law.BadPeriod as wrong:
        raise UnknownPeriod(period=text) from wrong
