"""One regency at a time: load, decide, freeze, count, enrol. The same path for one family and for a nation."""

from typing import Any

import polars as pl
from django.db import transaction
from django.utils import timezone

from lumbung import law
from lumbung.core import bulk, states
from lumbung.core.reach import Reach
from lumbung.law.reading import CONDITION, UNKNOWN
from lumbung.programmes import facts, findings, frozen, kinds, rules
from lumbung.programmes.actions import controlling, withholding
from lumbung.programmes.kinds import Kind
from lumbung.programmes.models import Run
from lumbung.targeting import queries as targeting

GONE = "no_longer_registered"
Partitions = dict[str, frozen.Partition]
_TAKEN = """
    SELECT count(*) FROM programmes_enrolment e
     WHERE e.kind = %s AND e.status = 'active' AND e.region_code >= %s AND e.region_code < %s
       AND EXISTS (SELECT 1 FROM registry_family f WHERE f.id = e.family_id AND f.status = 'active')
       AND NOT EXISTS (SELECT 1 FROM decided_now d WHERE d.family_id = e.family_id)
"""
_COUNT = """
    INSERT INTO programmes_runcount (run_id, region_code, outcome, reason, families, entitlement)
    SELECT %s, region_code, outcome, reason, families, entitlement FROM counted_now ORDER BY 2, 3, 4
"""
_ENROL = """
    INSERT INTO programmes_enrolment (family_id, kind, region_code, status, since, run_id, ended_because)
    SELECT d.family_id, %(kind)s, d.region_code, 'active', %(on)s, %(run)s, '' FROM decided_now d
     WHERE d.outcome = 'eligible'
       AND NOT EXISTS (SELECT 1 FROM programmes_enrolment e
                        WHERE e.family_id = d.family_id AND e.kind = %(kind)s AND e.status = 'active')
     ORDER BY d.family_id
"""
_LET_GO = """
    UPDATE programmes_enrolment e
       SET status = 'ended', until = greatest(e.since, %(on)s), ended_by_id = %(run)s, ended_because = d.reason
      FROM decided_now d
     WHERE e.family_id = d.family_id AND e.kind = %(kind)s AND e.status = 'active' AND d.outcome = 'refused'
"""
_GONE = """
    UPDATE programmes_enrolment e
       SET status = 'ended', until = greatest(e.since, %(on)s), ended_by_id = %(run)s, ended_because = %(gone)s
     WHERE e.kind = %(kind)s AND e.status = 'active' AND e.region_code >= %(lo)s AND e.region_code < %(hi)s
       AND NOT EXISTS (SELECT 1 FROM registry_family f WHERE f.id = e.family_id AND f.status = 'active')
"""


@transaction.atomic
def decide_next_regency(*, run_id: int, regencies: list[str], done: Partitions) -> tuple[Partitions, bool]:
    """Decide the first regency not done; returns what is frozen by then and whether nothing is left.

    The last one seals the run. A run that was stopped meanwhile has nothing left.
    """
    run = Run.objects.select_for_update().get(pk=run_id)
    left = [regency for regency in regencies if regency not in done]
    if run.status != Run.Status.DECIDING:
        return done, True
    if left:
        done = {**done, left[0]: decide_regency(run=run, regency=left[0])}
    if len(left) <= 1:
        finish(run=run, partitions=done)
    return done, len(left) <= 1


def decide_regency(*, run: Run, regency: str) -> frozen.Partition:
    """Decide the run's families in one regency; returns rows and fingerprints of what was frozen of it."""
    bulk.one_at_a_time(f"programmes {run.kind} {regency}")
    kind = kinds.find(run.kind)
    known = _facts(run, kind, regency)
    decided = law.decide(kind.rules, known, kind.parameters.on(run.on))
    bulk.staged(decided.select("family_id"), "decided_now", {"family_id": "bigint"})
    decided = rules.within_quota(decided, _places(run, regency))
    run.families += decided.height
    run.save(update_fields=["families"])
    _count(run, decided)
    _enrol(run, regency, decided)
    traits = facts.traits(region_code=_within(run, regency), apart_from=run.kind, family_ids=run.family_ids)
    sanctions = withholding.in_force(run=run, regency=regency)
    frames = {
        frozen.FAMILIES: known.families,
        frozen.MEMBERS: known.members,
        frozen.DECISIONS: decided,
        frozen.FINDINGS: _audited(run, regency, decided),
        frozen.TRAITS: traits.join(decided.select("family_id"), on="family_id", how="semi").sort("family_id"),
        frozen.SANCTIONS: sanctions.join(decided.select("family_id"), on="family_id", how="semi"),
    }
    return frozen.freeze(run.key, regency, {name: frame for name, frame in frames.items() if frame is not None})


def _audited(run: Run, regency: str, decided: pl.DataFrame) -> pl.DataFrame:
    """What the standing audit knows of the families decided; a run over a region lets its controls look first."""
    if run.family_ids is None:
        controlling.look_at_regency(regency=regency, on=run.on, by=run.by)
    return findings.of_regency(regency=regency).join(decided.select("family_id"), on="family_id", how="semi")


def finish(*, run: Run, partitions: Partitions) -> Run:
    """Seal the run: from here on nothing of it may change."""
    kind = kinds.find(run.kind)
    manifest = frozen.seal(
        run.key,
        {
            "kind": run.kind,
            "on": run.on.isoformat(),
            "region": run.region_code,
            "rule": kind.fingerprint,
            "figures": frozen.freeze_text(run.key, frozen.FIGURES, kind.parameters.text),
            "partitions": partitions,
        },
    )
    return states.move(run, Run.Status.DECIDED, frozen=partitions, manifest=manifest, finished_at=timezone.now())


def _facts(run: Run, kind: Kind, regency: str) -> law.Facts:
    return facts.gather(kind=kind, on=run.on, region_code=_within(run, regency), family_ids=run.family_ids)


def _within(run: Run, regency: str) -> str:
    """The part of a regency that a run decides: a run may be of one district or village."""
    return run.region_code if len(run.region_code) > len(regency) else regency


def _places(run: Run, regency: str) -> int | None:
    """Places of the regency's quota that families outside this decision do not hold."""
    quota = targeting.quota_for(kind=run.kind, year=run.on.year, region_code=regency)
    if quota is None:
        return None
    here = Reach.of(regency)
    [(taken,)] = bulk.rows(_TAKEN, [run.kind, here.lo, here.hi])
    return max(quota - taken, 0)


def _count(run: Run, decided: pl.DataFrame) -> None:
    """By village: every outcome, and within refused and undetermined ones every reason (a family may have several)."""
    told = decided.lazy()
    totals = told.group_by("region_code", "outcome").agg(
        families=pl.len().cast(pl.Int64), entitlement=pl.col("entitlement").fill_null(0).sum()
    )
    counts = [totals.with_columns(reason=pl.lit(""))]
    for column in decided.columns:
        if column.startswith(CONDITION):
            counts.append(_reason(told, ~pl.col(column), column.removeprefix(CONDITION)))
        elif column.startswith(UNKNOWN):
            counts.append(_reason(told, pl.col(column), column.removeprefix(UNKNOWN)))
    columns = {
        "region_code": "text",
        "outcome": "text",
        "reason": "text",
        "families": "bigint",
        "entitlement": "bigint",
    }
    bulk.staged(pl.concat([count.select(*columns) for count in counts]).collect(), "counted_now", columns)
    bulk.execute(_COUNT, [run.pk])


def _reason(told: pl.LazyFrame, holds: pl.Expr, reason: str) -> pl.LazyFrame:
    found = told.filter(holds).group_by("region_code", "outcome").agg(families=pl.len().cast(pl.Int64))
    return found.with_columns(reason=pl.lit(reason), entitlement=pl.lit(0, dtype=pl.Int64))


def _enrol(run: Run, regency: str, decided: pl.DataFrame) -> None:
    """Who qualifies is in; who is refused, or no longer registered, is out; who is undetermined stays as it was."""
    conditions = [name for name in decided.columns if name.startswith(CONDITION)]
    first_unmet = pl.coalesce(pl.when(~pl.col(name)).then(pl.lit(name.removeprefix(CONDITION))) for name in conditions)
    told = decided.select("family_id", "region_code", "outcome", reason=first_unmet.fill_null(""))
    columns = {"family_id": "bigint", "region_code": "text", "outcome": "text", "reason": "text"}
    bulk.staged(told, "decided_now", columns)
    values: dict[str, Any] = {"kind": run.kind, "on": run.on, "run": run.pk}
    bulk.execute(_ENROL, values)
    bulk.execute(_LET_GO, values)
    if run.family_ids is None:
        here = Reach.of(_within(run, regency))
        bulk.execute(_GONE, {**values, "gone": GONE, "lo": here.lo, "hi": here.hi})
