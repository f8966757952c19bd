"""What sanctions do to the amounts of a run: less while one holds, given back once it was lifted."""

from typing import Any

import polars as pl

from lumbung import law
from lumbung.core import bulk
from lumbung.core.reach import Reach
from lumbung.payments.models import Cycle
from lumbung.programmes import conditions, frozen
from lumbung.programmes.models import Run, SanctionEffect

EFFECTS = {"sanction_id": "bigint", "family_id": "bigint", "kind": "text", "amount": "bigint"}
_SCHEMA: dict[str, Any] = {
    "sanction_id": pl.Int64,
    "family_id": pl.Int64,
    "percent": pl.Int64,
    "since": pl.Date,
    "until": pl.Date,
}
_IN_FORCE = """
    SELECT s.id AS sanction_id, s.family_id, s.percent, s.since, s.until, s.step, s.quarter, s.because::text AS because
      FROM programmes_sanction s
     WHERE s.status = 'signed' AND s.until >= %(on)s AND s.region_code >= %(lo)s AND s.region_code < %(hi)s
     ORDER BY s.family_id, s.id
"""
_OWED_BACK = """
    SELECT e.sanction_id, s.family_id, sum(e.amount) FILTER (WHERE e.kind = 'cut')
           - coalesce(sum(e.amount) FILTER (WHERE e.kind = 'back' AND (e.run_id, e.stage) <> (%(run)s, %(stage)s)), 0)
           AS amount
      FROM programmes_sanctioneffect e
      JOIN programmes_sanction s ON s.id = e.sanction_id AND s.status = 'lifted'
      JOIN payments_cycle c ON c.id = e.cycle_id AND c.status <> 'cancelled'
     WHERE e.region_code >= %(lo)s AND e.region_code < %(hi)s
     GROUP BY 1, 2 ORDER BY 2, 1
"""
_LET_GO = "DELETE FROM programmes_sanctioneffect WHERE run_id = %(run)s AND stage = %(stage)s"
_KEEP = """
    INSERT INTO programmes_sanctioneffect (region_code, run_id, cycle_id, stage, family_id, sanction_id, kind, amount)
    SELECT f.region_code, %(run)s, %(cycle)s, %(stage)s, n.family_id, n.sanction_id, n.kind, n.amount
      FROM effects_now n JOIN registry_family f ON f.id = n.family_id ORDER BY n.family_id, n.sanction_id
"""


def in_force(*, run: Run, regency: str) -> pl.DataFrame:
    """Signed sanctions that still hold on the run's day, frozen with it: family, percent, days, and why."""
    here = Reach.of(regency)
    told = {"on": run.on, "lo": here.lo, "hi": here.hi if run.kind == conditions.PROGRAMME else here.lo}
    return bulk.read_frame(_IN_FORCE, told, {**_SCHEMA, "quarter": pl.Date})


def applied(*, run: Run, regency: str, period: law.Period, due: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What is paid after sanctions, and what each of them did.

    The run's frozen sanctions count for the period that begins while they hold, as far as they still do: one that is
    appealed against or was lifted since withholds nothing. Who gets nothing has no line.
    """
    nothing = pl.DataFrame(schema=dict.fromkeys(EFFECTS, pl.Int64) | {"kind": pl.String})
    if run.kind != conditions.PROGRAMME:
        return due, nothing
    cuts = conditions.cut(due.join(_holding(run, regency, period), on="family_id")).filter(pl.col("withheld") > 0)
    back = _owed_back(run, regency, period).join(due, on="family_id", how="semi")
    effects = pl.concat(
        [
            nothing,
            cuts.select("sanction_id", "family_id", kind=pl.lit("cut"), amount="withheld"),
            back.select("sanction_id", "family_id", kind=pl.lit("back"), amount="amount"),
        ]
    )
    signed = pl.when(pl.col("kind") == "back").then(pl.col("amount")).otherwise(-pl.col("amount"))
    change = effects.group_by("family_id").agg(change=signed.sum())
    paid = due.join(change, on="family_id", how="left", maintain_order="left").select(
        "family_id", amount=pl.col("amount") + pl.col("change").fill_null(0)
    )
    return paid.filter(pl.col("amount") > 0), effects


def keep(*, run: Run, stage: str, cycle: Cycle, effects: pl.DataFrame) -> None:
    """Write down what sanctions did to a cycle; preparing it again says it anew."""
    bulk.staged(effects, "effects_now", EFFECTS)
    told = {"run": run.pk, "stage": stage, "cycle": cycle.pk}
    bulk.execute(_LET_GO, told)
    bulk.execute(_KEEP, told)


def effects_on(*, run: Run, family_id: int, stage: str) -> list[SanctionEffect]:
    """What sanctions did to one family's amount of a stage."""
    found = SanctionEffect.objects.filter(run=run, family=family_id, stage=stage)
    return list(found.exclude(cycle__status=Cycle.Status.CANCELLED).select_related("sanction"))


def _holding(run: Run, regency: str, period: law.Period) -> pl.DataFrame:
    """The heaviest of a family's sanctions that was frozen with the run and still is signed.

    Of families that were merged since, it is the one that goes on whose money is withheld.
    """
    columns = {"family_id": pl.Int64, "sanction_id": pl.Int64, "percent": pl.Int64}
    if frozen.SANCTIONS not in run.frozen.get(regency, {}):
        return pl.DataFrame(schema=columns)
    known = frozen.scan(run.key, [regency], frozen.SANCTIONS).collect()
    still = bulk.read_frame(_IN_FORCE, _asked(run, regency), {**_SCHEMA, "quarter": pl.Date})
    held = known.filter(pl.lit(period.starts).is_between(pl.col("since"), pl.col("until"))).drop("family_id")
    held = held.join(still.select("sanction_id", "family_id"), on="sanction_id").sort(
        "percent", "sanction_id", descending=True
    )
    return held.unique("family_id", keep="first").select(*columns)


def _owed_back(run: Run, regency: str, period: law.Period) -> pl.DataFrame:
    told = {**_asked(run, regency), "run": run.pk, "stage": str(period)}
    owed = bulk.read_frame(_OWED_BACK, told, dict.fromkeys(("sanction_id", "family_id", "amount"), pl.Int64))
    return owed.filter(pl.col("amount") > 0)


def _asked(run: Run, regency: str) -> dict[str, Any]:
    here = Reach.of(regency)
    return {"on": run.on, "lo": here.lo, "hi": here.hi}
