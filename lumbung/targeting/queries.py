"""Reads: versions, current scores and deciles, reasons, quotas. Who looks comes first."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl
from django.db.models import Count, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Coalesce

from lumbung.core import bulk, files
from lumbung.core.models import Job
from lumbung.core.reach import Reach
from lumbung.core.refusals import NotFound
from lumbung.regions.models import Region
from lumbung.targeting import facts
from lumbung.targeting.models import ModelVersion, Quota, Ranking, Reference, Score
from lumbung.targeting.proxy import deciles as deciles_of
from lumbung.targeting.proxy import definition as models
from lumbung.targeting.proxy import formula as formulas

SCORE_COLUMNS = {
    "family_id": pl.Int64,
    "score": pl.Int64,
    "decile_national": pl.Int16,
    "decile_local": pl.Int16,
    "scored_on": pl.Date,
    "version_id": pl.Int64,
}
STEP = 1000
SCORE_JOB = "targeting.score"
SEALED = ("family_id", "region_code", "score", "known", "decile_national", "decile_local")


@dataclass(frozen=True)
class Reason:
    """One trait of a family and how far it moves the score, in thousandths; above nought is better off."""

    predictor: models.Predictor
    value: Any
    move: int

    def words(self, language: str) -> str:
        """The trait as a person would say it."""
        return self.predictor.words(self.value, language)


@dataclass(frozen=True)
class Standing:
    """The reasons of a score, the weightiest first; `changed` when today's facts would give another score."""

    reasons: list[Reason]
    changed: bool


def versions(*, viewer: Any) -> QuerySet[ModelVersion]:
    """Every trained version, the newest first. They hold nobody's data."""
    return ModelVersion.objects.select_related("trained_by", "activated_by").order_by("kind", "-number")


def waiting_versions(*, viewer: Any) -> QuerySet[ModelVersion]:
    """Trained versions that wait for this person, who may not be their trainer."""
    drafts = versions(viewer=viewer).filter(status=ModelVersion.Status.DRAFT, computable=True)
    return drafts.exclude(trained_by_id=viewer.pk)


def active_version(*, kind: str) -> ModelVersion | None:
    """The version that families are scored with."""
    return ModelVersion.objects.filter(kind=kind, status=ModelVersion.Status.ACTIVE).first()


def declared(*, kind: str) -> models.Definition:
    """The declaration of a model: predictors, words, limits."""
    return models.definition(kind)


def formula(*, version: ModelVersion) -> formulas.Formula:
    """The formula of a version, from its file."""
    return _formula(version.file)


@lru_cache(maxsize=8)
def _formula(ref: str) -> formulas.Formula:
    return formulas.Formula.from_json(files.path(ref).read_bytes())


def reference(*, version: ModelVersion) -> Reference:
    """The newest distribution that national deciles of this version are read against."""
    return version.references.latest("pk")


def rankings(*, viewer: Any) -> QuerySet[Ranking]:
    """Rankings of regencies within reach, the newest first."""
    found = Ranking.objects.visible_to(viewer).select_related("version", "by")
    return _with_region_name(found).order_by("-pk")


def spread(*, viewer: Any) -> dict[int | None, int]:
    """How many families within reach stand in each national decile; None counts the unknown."""
    scores = Score.objects.visible_to(viewer).filter(current=True)
    return dict(scores.values_list("decile_national").annotate(families=Count("pk")))


def ranking(*, viewer: Any, ranking_id: int) -> Ranking:
    """One ranking; NotFound outside the viewer's reach."""
    found = rankings(viewer=viewer).filter(pk=ranking_id).first()
    if found is None:
        raise NotFound(ranking_id)
    return found


def scorings(*, viewer: Any) -> QuerySet[Job]:
    """Scoring jobs of regions within reach."""
    jobs = Job.objects.filter(kind=SCORE_JOB)
    if viewer.reach == Reach.national():
        return jobs
    return jobs.filter(region_code__gte=viewer.reach.lo, region_code__lt=viewer.reach.hi).exclude(region_code="")


def last_ranking(*, region_code: str) -> Ranking | None:
    """The newest ranking of all families of the regency that a region lies in."""
    whole = Ranking.objects.filter(region_code=_regency_of(region_code), whole=True)
    return whole.select_related("version", "reference").order_by("-pk").first()


def _with_region_name(rows: QuerySet) -> QuerySet:
    """Adds `region_name`; a code that the list of areas does not have stands for itself."""
    name = Region.objects.filter(pk=OuterRef("region_code")).values("name")
    return rows.annotate(region_name=Coalesce(Subquery(name), "region_code", output_field=TextField()))


def _regency_of(region_code: str) -> str:
    """`33.23` of `33.23.01.2001`."""
    return ".".join(region_code.split(".")[:2])


def regencies_with_families(*, region_code: str = "") -> list[tuple[str, int]]:
    """Regencies of a region that have families to score, with how many."""
    reach = Reach.of(region_code) if region_code else Reach.national()
    return bulk.rows(
        "SELECT left(region_code, 5) AS regency, count(*) FROM registry_family"
        " WHERE status = 'active' AND region_code >= %s AND region_code < %s GROUP BY 1 ORDER BY 1",
        [reach.lo, reach.hi],
    )


def current_score(*, viewer: Any, family_id: int) -> Score | None:
    """The family's score in force, for whoever may see the family."""
    scores = Score.objects.visible_to(viewer).filter(family_id=family_id, current=True)
    return scores.select_related("ranking__version", "ranking__reference").first()


def past_scores(*, viewer: Any, family_id: int) -> QuerySet[Score]:
    """Every score the family ever had, the newest first."""
    scores = Score.objects.visible_to(viewer).filter(family_id=family_id)
    return scores.select_related("ranking__version").order_by("-pk")


def deciles(*, region_code: str = "", family_ids: Sequence[int] | None = None) -> pl.DataFrame:
    """Current scores as columns: `family_id`, `score`, `decile_national`, `decile_local`, `scored_on`, `version_id`.

    Of a region (empty: the whole country), or of some families. Families without a score have no row.
    """
    reach = Reach.of(region_code) if region_code else Reach.national()
    where = "s.region_code >= %s AND s.region_code < %s"
    params: list[Any] = [reach.lo, reach.hi]
    if family_ids is not None:
        where, params = "s.family_id = ANY(%s)", [list(family_ids)]
    return bulk.read_frame(
        "SELECT s.family_id, s.score, s.decile_national, s.decile_local, s.scored_on, r.version_id"
        f" FROM targeting_score s JOIN targeting_ranking r ON r.id = s.ranking_id WHERE s.current AND {where}",
        params,
        SCORE_COLUMNS,
    )


def histogram(*, version: ModelVersion) -> pl.DataFrame:
    """How many families stand in each thousandth of the score's unit, lowest first: some thousands of rows whatever
    the number of families, so that a nation's deciles need no nation in memory."""
    return bulk.read_frame(
        "SELECT div(s.score, %s)::bigint AS step, count(*) AS families FROM targeting_score s"
        " JOIN targeting_ranking r ON r.id = s.ranking_id"
        " WHERE s.current AND s.score IS NOT NULL AND r.version_id = %s GROUP BY 1 ORDER BY 1",
        [STEP, version.pk],
        {"step": pl.Int64, "families": pl.Int64},
    )


def exact_cut_points(*, version: ModelVersion, steps: pl.DataFrame) -> list[int]:
    """The highest score of deciles 1 to 9: the step in which each cut lies, then the very score within that step."""
    filled = steps["families"].cum_sum().to_list()
    found = []
    for tenth in deciles_of.TENTHS:
        place = next(at for at, families in enumerate(filled) if families >= filled[-1] * tenth / 10 - 1e-9)
        before = filled[place - 1] if place else 0
        nth = math.ceil(filled[-1] * tenth / 10 - 1e-9) - before
        [(score,)] = bulk.rows(
            "SELECT s.score FROM targeting_score s JOIN targeting_ranking r ON r.id = s.ranking_id"
            " WHERE s.current AND r.version_id = %s AND div(s.score, %s) = %s ORDER BY s.score OFFSET %s LIMIT 1",
            [version.pk, STEP, steps["step"][place], nth - 1],
        )
        found.append(score)
    return found


def features(*, kind: str, on: date, region_code: str = "", family_ids: Sequence[int] | None = None) -> pl.DataFrame:
    """A model's predictors for the families of a region, or for some families."""
    if family_ids is not None:
        families, people = facts.of_families(family_ids=family_ids, on=on)
    else:
        families, people = facts.of_region(region_code=region_code, on=on)
    return models.definition(kind).features()(families, people)


def standing(*, score: Score) -> Standing:
    """What moves this family's score most, by the version it was scored with and the facts of today."""
    version = score.ranking.version
    found = features(kind=version.kind, on=score.scored_on, family_ids=[score.family_id])
    if found.is_empty():
        return Standing([], changed=True)
    learnt, told = formula(version=version), declared(kind=version.kind)
    moves = formulas.reasons(learnt, told, found).row(0, named=True)
    values = found.row(0, named=True)
    words = {predictor.reason: predictor for predictor in reversed(told.predictors) if predictor.says}
    known = [
        Reason(words[name], values[words[name].name], round(move * 1000))
        for name, move in moves.items()
        if name in words and move is not None
    ]
    again = formulas.score(learnt, found)["score"].to_list()[0]
    return Standing(sorted(known, key=lambda reason: -abs(reason.move)), changed=again != score.score)


def quotas(*, viewer: Any) -> QuerySet[Quota]:
    """Quotas of regions within reach."""
    return _with_region_name(Quota.objects.visible_to(viewer)).order_by("programme", "-year", "region_code")


def quota_for(*, kind: str, year: int, region_code: str) -> int | None:
    """How many families the programme may serve there that year; None when nobody has set a number."""
    quota = Quota.objects.filter(programme=kind, year=year, region_code=region_code).first()
    return quota.families if quota else None


def altered_rankings(*, viewer: Any) -> list[Ranking]:
    """Rankings whose stored scores no longer match the digest that sealed them."""
    found = rankings(viewer=viewer)
    return [one for one in found if digest(of="targeting_score", ranking_id=one.pk) != one.digest]


def digest(*, of: str, ranking_id: int | None = None) -> str:
    """SHA-256 over the scores of a ranking (or a staged one), in the order of families."""
    where = "true" if ranking_id is None else f"ranking_id = {int(ranking_id)}"
    sealed = ", ".join(f"coalesce({column}::text, '-')" for column in SEALED)
    return bulk.rows(
        f"SELECT 'sha256-' || encode(sha256(coalesce(string_agg(concat_ws(' ', {sealed}), chr(10)"
        f" ORDER BY family_id), '')::bytea), 'base64') FROM {of} WHERE {where}"
    )[0][0]
