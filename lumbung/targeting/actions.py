"""Writes: train a version, let another person activate it, score and rank regencies, set quotas."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, files, jobs, states
from lumbung.core.models import Job
from lumbung.core.reach import Reach, narrow_connection
from lumbung.core.refusals import BadInput, NotFound, Refusal
from lumbung.targeting import queries
from lumbung.targeting.forms.survey import read_survey
from lumbung.targeting.models import ModelVersion, Quota, Ranking, Reference
from lumbung.targeting.rules import deciles, training
from lumbung.targeting.rules import definition as models
from lumbung.targeting.rules import formula as formulas

SCORE_JOB = "targeting.score"
STAGED = {
    "family_id": "bigint", "region_code": "text", "score": "bigint", "known": "smallint",
    "decile_national": "smallint", "decile_local": "smallint", "rank_local": "integer",
}  # fmt: skip


class NoSuchModel(NotFound):
    """No folder declares a model of that name."""

    message = _("Tidak ada model bernama %(name)s. Yang ada: %(known)s.")


class TooLittleToLearn(BadInput):
    """After setting aside what can't be used, too few households or villages are left."""

    message = _("Berkas %(file)s terlalu kecil untuk melatih model: %(households)s keluarga di %(villages)s desa.")


class TrainerActivates(Refusal):
    """The one who trained a version may not put it into use."""

    message = _("Yang melatih model tidak bisa mengaktifkannya. Minta pejabat lain.")


class NobodyActivates(Refusal):
    """A version is put into use by a person with a name."""

    message = _("Model diaktifkan oleh orang yang bernama. Sebut akunnya dengan --by.")


class NotComputable(Refusal):
    """The version uses traits that the registry does not keep."""

    message = _("Versi ini memakai ciri yang tidak ada di registri, jadi hanya untuk perbandingan.")


class NoActiveVersion(Refusal):
    """Nobody has put a version of this model into use."""

    message = _("Belum ada versi model yang dipakai. Latih satu versi, lalu minta orang lain mengaktifkannya.")


class RegionTooSmall(BadInput):
    """Deciles are places within a whole regency."""

    message = _("Peringkat dihitung untuk kabupaten atau kota utuh. Pilih kabupaten, provinsi, atau seluruh Indonesia.")


class NobodyToScore(NotFound):
    """No active family lives there, or none within the caller's reach."""

    message = _("Tidak ada keluarga untuk dinilai di wilayah %(region)s.")


class NotRankedYet(Refusal):
    """A single family is placed between the cut points of its regency, which has none yet."""

    message = _("Kabupaten %(region)s belum pernah diperingkat. Nilai dulu seluruh kabupaten.")


class OutsideReach(NotFound):
    """The region is not the caller's to decide about."""

    message = _("Wilayah %(region)s di luar wilayah Anda.")


def train(
    *, file: Path, by: Any, on: date, kind: str = "demo_pmt", mapping: str | None = None, splits: int = training.SPLITS
) -> ModelVersion:
    """A new version learnt from a household survey; the same survey on the same day gives the same formula."""
    declared = _declared(kind)
    survey = read_survey(file=file, definition=declared, mapping=mapping)
    try:
        formula = training.train(
            declared, survey.frame, on=on, training=survey.training, only_in_file=survey.only_in_file, splits=splits
        )
    except training.TooFewHouseholds as error:
        households, villages = error.args
        raise TooLittleToLearn(file=file.name, households=households, villages=villages) from error
    return _keep(formula, by=by, on=on)


@transaction.atomic
def _keep(formula: formulas.Formula, *, by: Any, on: date) -> ModelVersion:
    former = ModelVersion.objects.select_for_update().filter(kind=formula.model)
    version = ModelVersion.objects.create(
        kind=formula.model,
        number=max((one.number for one in former), default=0) + 1,
        file=files.store(formula.as_json(), ".json"),
        fingerprint=formula.fingerprint,
        survey=formula.training["file"],
        mapping=formula.training["mapping"],
        metrics=formula.metrics,
        computable=not formula.only_in_file,
        trained_on=on,
        trained_by_id=by.pk,
    )
    version.references.create(
        source=Reference.Source.SURVEY,
        families=formula.training["used"],
        regencies=len([area for area in formula.areas if len(area) > 2]),
        cut_points=list(formula.cut_points),
        made_on=on,
        made_by_id=by.pk,
    )
    return version


@transaction.atomic
def activate(*, version_id: int, by: Any, on: date) -> ModelVersion:
    """Another person than the trainer puts a version into use; the one in use retires."""
    version = ModelVersion.objects.select_for_update().filter(pk=version_id).first()
    if version is None:
        raise NotFound(version_id)
    if by.pk is None:
        raise NobodyActivates(version)
    if version.trained_by_id == by.pk:
        raise TrainerActivates(version)
    if not version.computable:
        raise NotComputable(version)
    in_use = ModelVersion.objects.select_for_update().filter(kind=version.kind, status=ModelVersion.Status.ACTIVE)
    for former in in_use.exclude(pk=version.pk):
        states.move(former, ModelVersion.Status.RETIRED)
    return states.move(version, ModelVersion.Status.ACTIVE, activated_by_id=by.pk, activated_on=on)


def score_region(*, region_code: str, on: date, by: Any, kind: str = "demo_pmt", queued: bool = True) -> Job:
    """Score and rank every family of a regency, a province or the country (''), regency by regency, in a job.

    `queued` leaves it to the worker; a command enrols it and runs it itself.
    """
    if region_code.count(".") > 1:
        raise RegionTooSmall(region_code)
    if not _reaches(by, region_code):
        raise OutsideReach(region=region_code)
    version = _in_use(kind)
    left = queries.regencies_with_families(region_code=region_code)
    if not left:
        raise NobodyToScore(region=region_code or "Indonesia")
    begin = jobs.start if queued else jobs.enrol
    params = {"region_code": region_code, "on": on.isoformat(), "version_id": version.pk}
    return begin(SCORE_JOB, params, by=by, total=sum(count for _code, count in left), region_code=region_code)


@transaction.atomic
def rank_regency(*, region_code: str, version_id: int, on: date, by: Any) -> Ranking:
    """Score all families of one regency and place them in national and local deciles."""
    version = ModelVersion.objects.get(pk=version_id)
    features = queries.features(kind=version.kind, on=on, region_code=region_code)
    scored = formulas.score(queries.formula(version=version), features)
    cuts = deciles.cut_points(scored["score"])
    return _write(scored, cuts, region_code=region_code, version=version, on=on, by=by, whole=True)


@transaction.atomic
def score_families(*, family_ids: Sequence[int], on: date, by: Any, kind: str = "demo_pmt") -> list[Ranking]:
    """Score new or corrected families with the same formula, between the cut points of their regency's last ranking."""
    version = _in_use(kind)
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


@transaction.atomic
def refer_to_registry(*, on: date, by: Any, kind: str = "demo_pmt") -> Reference:
    """From now on national deciles are read against all families scored so far, not against the survey."""
    version = _in_use(kind)
    scored = queries.deciles().filter(pl.col("version_id") == version.pk).drop_nulls("score")
    if scored.is_empty():
        raise NobodyToScore(region="Indonesia")
    return version.references.create(
        source=Reference.Source.REGISTRY,
        families=scored.height,
        regencies=Ranking.objects.filter(version=version).values("region_code").distinct().count(),
        cut_points=list(deciles.cut_points(scored["score"])),
        made_on=on,
        made_by_id=by.pk,
    )


@transaction.atomic
def set_quota(*, programme: str, region_code: str, year: int, families: int, law: str, by: Any, on: date) -> Quota:
    """So many families of this region may be served that year, by this decree; replaces the former number."""
    if not region_code or not by.reach.covers(region_code):
        raise OutsideReach(region=region_code)
    values = {"families": families, "law": law, "set_by_id": by.pk, "set_on": on}
    quota, _made = Quota.objects.update_or_create(
        programme=programme, region_code=region_code, year=year, defaults=values
    )
    return quota


def _write(
    scored: pl.DataFrame,
    cuts: Sequence[int],
    *,
    region_code: str,
    version: ModelVersion,
    on: date,
    by: Any,
    whole: bool,
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


def _declared(kind: str) -> models.Definition:
    try:
        return models.definition(kind)
    except models.UnknownModel as error:
        raise NoSuchModel(name=kind, known=", ".join(models.names())) from error


def _in_use(kind: str) -> ModelVersion:
    version = queries.active_version(kind=kind)
    if version is None:
        raise NoActiveVersion(kind)
    return version


def _reaches(by: Any, region_code: str) -> bool:
    return by.reach.covers(region_code) if region_code else by.reach == Reach.national()
