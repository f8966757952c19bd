"""Versions: train one, let another person put it into use, read national deciles against the registry."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import files, states
from lumbung.core.refusals import BadInput, NotFound, Refusal, allowed
from lumbung.targeting import queries
from lumbung.targeting.models import ModelVersion, Ranking, Reference
from lumbung.targeting.open_surveys import MODEL, read_any
from lumbung.targeting.proxy import definition as models
from lumbung.targeting.proxy import formula as formulas
from lumbung.targeting.proxy import training
from lumbung.targeting.surveys import Survey, read_survey

SPLITS_OF_ANY, SPLITS_OF_LARGE, LARGE = 10, 5, 20_000
"""How often a survey is learnt from without some of its villages: in a large one every household once is enough."""
LEAST_QUOTA, MOST_QUOTA = 0.01, 0.9


class NoSuchModel(NotFound):
    """No folder declares a model of that name."""

    message = _("Tidak ada model bernama %(name)s. Yang ada: %(known)s.")


class NoSuchVersion(NotFound):
    """The model has no version of that number."""

    message = _("Model %(kind)s tidak punya versi %(number)s.")


class TooLittleToLearn(BadInput):
    """After setting aside what can't be used, too few households or villages are left."""

    message = _("Berkas %(file)s terlalu kecil untuk melatih model: %(households)s keluarga di %(villages)s desa.")


class UnknownEngine(BadInput):
    """No way of learning has that name."""

    message = _("Tidak ada cara belajar bernama %(engine)s. Yang ada: %(known)s.")


class QuotaOutOfRange(BadInput):
    """A quota is a share of all households."""

    message = _("Kuota ditulis sebagai bagian dari semua keluarga, dari %(least)s sampai %(most)s, misalnya 0.3.")


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


class NobodyToScore(NotFound):
    """No active family lives there, or none within the caller's reach."""

    message = _("Tidak ada keluarga untuk dinilai di wilayah %(region)s.")


def train(
    *,
    file: Path,
    by: Any,
    on: date,
    kind: str = "demo_pmt",
    mapping: str | None = None,
    splits: int = training.SPLITS,
    engine: str = "linear",
    quota: float = training.QUOTA,
) -> ModelVersion:
    """A new version learnt from a household survey; the same survey on the same day gives the same formula."""
    allowed(by, "targeting.train")
    declared = _declared(kind)
    survey = read_survey(file=file, definition=declared, mapping=mapping)
    formula = _learnt(declared, survey, file=file, on=on, splits=splits, engine=engine, quota=quota)
    return _keep(formula, by=by, on=on)


def train_any(
    *,
    file: Path,
    target: str,
    by: Any,
    on: date,
    weight: str = "",
    cluster: Sequence[str] = (),
    area: Sequence[str] = (),
    keep: Sequence[str] = (),
    without: Sequence[str] = (),
    apart: Sequence[str] = (),
    splits: int | None = None,
    engine: str = "blend",
    quota: float = training.QUOTA,
) -> ModelVersion:
    """A version learnt from any survey by its own columns: to measure and compare, never to score the registry."""
    allowed(by, "targeting.train")
    survey = read_any(
        file=file, target=target, weight=weight, cluster=cluster, area=area, keep=keep, without=without, by=apart
    )
    times = splits or (SPLITS_OF_LARGE if survey.frame.height > LARGE else SPLITS_OF_ANY)
    formula = _learnt(_declared(MODEL), survey, file=file, on=on, splits=times, engine=engine, quota=quota)
    return _keep(formula, by=by, on=on)


def _learnt(
    declared: models.Definition, survey: Survey, *, file: Path, on: date, splits: int, engine: str, quota: float
) -> formulas.Formula:
    if engine not in training.ENGINES:
        raise UnknownEngine(engine=engine, known=", ".join(training.ENGINES))
    if not LEAST_QUOTA <= quota <= MOST_QUOTA:
        raise QuotaOutOfRange(least=LEAST_QUOTA, most=MOST_QUOTA)
    try:
        return training.train(
            declared,
            survey.frame,
            on=on,
            training=survey.training,
            only_in_file=survey.only_in_file,
            splits=splits,
            engine=engine,
            quota=quota,
        )
    except training.TooFewHouseholds as error:
        households, villages = error.args
        raise TooLittleToLearn(file=file.name, households=households, villages=villages) from error


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
    allowed(by, "targeting.train")
    if by.pk is None:
        raise NobodyActivates(version)
    if version.trained_by_id == by.pk:
        raise TrainerActivates(version)
    if not version.computable:
        raise NotComputable(version)
    used = ModelVersion.objects.select_for_update().filter(kind=version.kind, status=ModelVersion.Status.ACTIVE)
    for former in used.exclude(pk=version.pk):
        states.move(former, ModelVersion.Status.RETIRED)
    return states.move(version, ModelVersion.Status.ACTIVE, activated_by_id=by.pk, activated_on=on)


def activate_number(*, kind: str, number: int, by: Any, on: date) -> ModelVersion:
    """The same, by the number that people know."""
    version = ModelVersion.objects.filter(kind=kind, number=number).first()
    if version is None:
        raise NoSuchVersion(kind=kind, number=number)
    return activate(version_id=version.pk, by=by, on=on)


@transaction.atomic
def refer_to_registry(*, on: date, by: Any, kind: str = "demo_pmt") -> Reference:
    """From now on national deciles are read against all families scored so far, not against the survey.

    Again on the same day, with nobody scored in between, it stays the same reference.
    """
    allowed(by, "targeting.train")
    version = in_use(kind=kind)
    scored = queries.histogram(version=version)
    if scored.is_empty():
        raise NobodyToScore(region="Indonesia")
    told = {
        "source": Reference.Source.REGISTRY,
        "families": int(scored["families"].sum()),
        "regencies": Ranking.objects.filter(version=version).values("region_code").distinct().count(),
        "cut_points": list(queries.exact_cut_points(version=version, steps=scored)),
        "made_on": on,
    }
    last = version.references.latest("pk")
    same = all(getattr(last, name) == value for name, value in told.items())
    return last if same else version.references.create(**told, made_by_id=by.pk)


def _declared(kind: str) -> models.Definition:
    try:
        return models.definition(kind)
    except models.UnknownModel as error:
        raise NoSuchModel(name=kind, known=", ".join(models.names())) from error


def in_use(*, kind: str) -> ModelVersion:
    """The version that families are scored with; refused when there is none."""
    version = queries.active_version(kind=kind)
    if version is None:
        raise NoActiveVersion(kind)
    return version
