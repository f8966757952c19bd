"""Scores: whole regencies in a job, or a few families between the cut points of their regency's last ranking."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, files, jobs
from lumbung.core.models import Job
from lumbung.core.reach import Reach, narrow_connection
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.targeting import frozen, queries
from lumbung.targeting.actions.quotas import OutsideReach
from lumbung.targeting.actions.versions import NobodyToScore, in_use
from lumbung.targeting.models import ModelVersion, Ranking
from lumbung.targeting.proxy import deciles
from lumbung.targeting.proxy import formula as formulas

STAGED = {
    "family_id": "bigint", "region_code": "text", "score": "bigint", "known": "smallint",
    "decile_national": "smallint", "decile_local": "smallint", "rank_local": "integer",
}  # fmt: skip


class RegionTooSmall(BadInput):
    """Deciles are places within a whole regency."""

    message = _("Peringkat dihitung untuk kabupaten atau kota utuh. Pilih kabupaten, provinsi, atau seluruh Indonesia.")


class NotRankedYet(Refusal):
    """A single family is placed between the cut points of its regency, which has none yet."""

    message = _("Kabupaten %(region)s belum pernah diperingkat. Nilai dulu seluruh kabupaten.")


class NothingToCompare(NotFound):
    """Movements need two rankings of the regency."""

    message = _("Kabupaten %(region)s belum diperingkat dua kali, jadi belum ada yang bisa dibandingkan.")


def score_region(*, region_code: str, on: date, by: Any, kind: str = "demo_pmt", queued: bool = True) -> Job:
    """Score and rank every family of a regency, a province or the country (''), regency by regency, in a job.

    `queued` leaves it to the worker; a command enrols it and runs it itself.
    """
    allowed(by, "targeting.score")
    if region_code.count(".") > 1:
        raise RegionTooSmall(region_code)
    if not _reaches(by, region_code):
        raise OutsideReach(region=region_code)
    version = in_use(kind=kind)
    left = queries.regencies_with_families(region_code=region_code)
    if not left:
        raise NobodyToScore(region=region_code or "Indonesia")
    begin = jobs.start if queued else jobs.enrol
    params = {"region_code": region_code, "on": on.isoformat(), "version_id": version.pk}
    return begin(queries.SCORE_JOB, params, by=by, total=sum(count for _code, count in left), region_code=region_code)


@transaction.atomic
def rank_regency(*, region_code: str, version_id: int, on: date, by: Any) -> Ranking:
    """Score all families of one regency and place them in national and local deciles."""
    version = ModelVersion.objects.get(pk=version_id)
    features = queries.features(kind=version.kind, on=on, region_code=region_code)
    scored = formulas.score(queries.formula(version=version), features)
    cuts = deciles.cut_points(scored["score"])
    kept = files.store(frozen.packed(features), frozen.SUFFIX)
    return _write(scored, cuts, region_code=region_code, version=version, on=on, by=by, whole=True, facts=kept)


@transaction.atomic
def score_families(*, family_ids: Sequence[int], on: date, by: Any, kind: str = "demo_pmt") -> list[Ranking]:
    """Score new or corrected families with the same formula, between the cut points of their regency's last ranking."""
    allowed(by, "targeting.score")
    version = in_use(kind=kind)
    features = queries.features(kind=kind, on=on, family_ids=family_ids)
    if features.is_empty():
        raise NobodyToScore(region="")
    scored = formulas.score(queries.formula(version=version), features)
    written = []
    for (regency,), part in scored.group_by(pl.col("region_code").str.slice(0, 5), maintain_order=True):
        last = queries.last_ranking(region_code=str(regency))
        if last is None:
            raise NotRankedYet(region=regency)
        written.append(
            _write(part, last.cut_points, region_code=str(regency), version=version, on=on, by=by, whole=False)
        )
    return written


def _write(
    scored: pl.DataFrame,
    cuts: Sequence[int],
    *,
    region_code: str,
    version: ModelVersion,
    on: date,
    by: Any,
    whole: bool,
    facts: str = "",
) -> Ranking:
    """Supersede the families' former scores and write these, in one statement each."""
    reference = queries.reference(version=version)
    score = pl.col("score")
    placed = scored.with_columns(
        decile_national=deciles.decile(score, reference.cut_points),
        decile_local=deciles.decile(score, cuts),
        rank_local=deciles.rank(score) if whole else pl.lit(None, dtype=pl.Int32),
    )
    bulk.staged(placed, "scored", STAGED)
    _supersede(region_code, whole=whole)
    ranking = Ranking.objects.create(
        region_code=region_code,
        version=version,
        reference=reference,
        on=on,
        whole=whole,
        families=placed.height,
        unknown=placed["score"].null_count(),
        cut_points=list(cuts),
        digest=queries.digest(of="scored"),
        facts=facts,
        by_id=by.pk,
    )
    bulk.execute(
        f"INSERT INTO targeting_score (ranking_id, scored_on, current, {', '.join(STAGED)})"
        f" SELECT %s, %s, true, {', '.join(STAGED)} FROM scored ORDER BY family_id",
        [ranking.pk, on],
    )
    return ranking


def _supersede(region_code: str, *, whole: bool) -> None:
    """Former scores of the staged families, also those given where a family lived before; and of all who left."""
    former = narrow_connection(Reach.national())
    bulk.execute(
        "UPDATE targeting_score s SET current = false FROM scored WHERE s.current AND s.family_id = scored.family_id"
    )
    if whole:
        reach = Reach.of(region_code)
        bulk.execute(
            "UPDATE targeting_score SET current = false WHERE current AND region_code >= %s AND region_code < %s",
            [reach.lo, reach.hi],
        )
    narrow_connection(Reach(*former))


def _reaches(by: Any, region_code: str) -> bool:
    return by.reach.covers(region_code) if region_code else by.reach == Reach.national()
