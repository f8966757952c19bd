"""Targeting for other systems: versions, a family's decile, scoring, quotas."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from django.utils import timezone
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from lumbung.core.api import api_may
from lumbung.core.refusals import NotFound
from lumbung.core.views import Request
from lumbung.targeting import actions, cards, movements, queries, surveys
from lumbung.targeting.models import ModelVersion
from lumbung.targeting.proxy import training

router = Router(tags=["targeting"])
KIND, MOST_ROWS = "demo_pmt", 5000


class VersionOut(Schema):
    """A trained version and what it is worth on villages it had not seen."""

    id: int
    kind: str
    number: int
    status: str
    survey: str
    trained_on: date
    fingerprint: str
    metrics: dict[str, Any]


class SurveyIn(Schema):
    """How a survey is learnt from: with a target column by its own columns (lists with commas between), else by a
    mapping of the model's own, which is found when none is named."""

    target: str = ""
    weight: str = ""
    cluster: str = ""
    area: str = ""
    keep: str = ""
    without: str = ""
    apart: str = ""
    mapping: str = ""
    engine: str = ""
    quota: float = training.QUOTA


class ReferenceOut(Schema):
    """Whom national deciles are read against from the next ranking on."""

    families: int
    regencies: int


class ScoreOut(Schema):
    """A family's place; null deciles mean unknown, never ten."""

    family_id: int
    decile_national: int | None
    decile_local: int | None
    known: int
    scored_on: date
    version: str
    reference: str

    @staticmethod
    def resolve_version(score: Any) -> str:
        """The model and its number."""
        return str(score.ranking.version)

    @staticmethod
    def resolve_reference(score: Any) -> str:
        """`survey` or `registry`."""
        return score.ranking.reference.source


class ScoringIn(Schema):
    """A province or regency to score; empty is the whole country."""

    region_code: str = ""


class ScoringOut(Schema):
    """The job that scores."""

    id: int
    status: str
    done: int
    total: int


class QuotaBody(Schema):
    """So many families in a region and year, by this decree."""

    programme: str
    region_code: str
    year: int
    families: int
    law: str


@router.get("/targeting/versions", response=list[VersionOut], summary="Trained versions, newest first")
@api_may("targeting.view")
def list_versions(request: Request) -> Any:
    """Every version."""
    return queries.versions(viewer=request.user)


@router.post("/targeting/versions", response={201: VersionOut}, summary="Train a version on a survey")
@api_may("targeting.train")
def train(request: Request, told: Form[SurveyIn], file: File[UploadedFile]) -> Status[Any]:
    """Answers when it has learnt: a minute or two for a large survey. The card tells what the version is worth."""
    if told.mapping and told.mapping not in surveys.mapping_names(queries.declared(kind=KIND)):
        raise surveys.MappingUnusable(mapping=told.mapping, part="mapping")
    given: dict[str, Any] = {"by": request.user, "on": timezone.localdate(), "quota": told.quota}
    given |= {"engine": told.engine} if told.engine else {}
    with tempfile.TemporaryDirectory() as folder:
        given["file"] = Path(folder) / (Path(file.name or "").name or "survei.csv")
        given["file"].write_bytes(file.read())
        if not told.target:
            return Status(201, actions.train(mapping=told.mapping or None, **given))
        lists = ("cluster", "area", "keep", "without", "apart")
        columns: dict[str, Any] = {"target": told.target, "weight": told.weight}
        columns |= {name: [one.strip() for one in getattr(told, name).split(",") if one.strip()] for name in lists}
        return Status(201, actions.train_any(**columns, **given))


@router.post("/targeting/versions/{version_id}/activate", response=VersionOut, summary="Put a version into use")
@api_may("targeting.train")
def activate(request: Request, version_id: int) -> Any:
    """By another person than whoever trained it."""
    return actions.activate(version_id=version_id, by=request.user, on=timezone.localdate())


@router.post("/targeting/references", response={201: ReferenceOut}, summary="Read deciles against the registry")
@api_may("targeting.train")
def refer_to_registry(request: Request) -> Status[Any]:
    """From the next ranking on, national deciles compare with the families scored so far."""
    return Status(201, actions.refer_to_registry(on=timezone.localdate(), by=request.user))


@router.get("/targeting/families/{family_id}", response=ScoreOut, summary="The decile of a family")
@api_may("targeting.view")
def family_score(request: Request, family_id: int) -> Any:
    """The score in force; 404 outside one's region and for families never scored."""
    score = queries.current_score(viewer=request.user, family_id=family_id)
    if score is None:
        raise NotFound(family_id)
    return score


@router.post("/targeting/scorings", response={202: ScoringOut}, summary="Score and rank a region")
@api_may("targeting.score")
def start_scoring(request: Request, body: ScoringIn) -> Any:
    """Queue it; ask again for its progress."""
    return 202, actions.score_region(region_code=body.region_code, on=timezone.localdate(), by=request.user)


@router.get("/targeting/scorings/{job_id}", response=ScoringOut, summary="How far a scoring is")
@api_may("targeting.view")
def scoring(request: Request, job_id: int) -> Any:
    """Progress of a scoring within reach."""
    job = queries.scorings(viewer=request.user).filter(pk=job_id).first()
    if job is None:
        raise NotFound(job_id)
    return job


@router.get("/targeting/versions/{version_id}/card", summary="A version's card")
@api_may("targeting.view")
def card(request: Request, version_id: int) -> dict[str, Any]:
    """What a version is worth on villages it has not seen, and of whom its errors are made."""
    version: ModelVersion | None = queries.versions(viewer=request.user).filter(pk=version_id).first()
    if version is None:
        raise NotFound(version_id)
    return cards.as_data(version)


class MovementsOut(Schema):
    """How families moved between two rankings of a regency, and what weighed most."""

    ranking: int
    before: int
    stayed: int
    ways: dict[str, int]
    steps: dict[str, int]
    reasons: list[dict[str, Any]]


class MovedOut(Schema):
    """A family that moved; effects are millionths of the score."""

    family_id: int
    region_code: str
    decile_national_before: int | None
    decile_national: int | None
    way: str
    reasons: list[str] | None
    effects: list[int] | None


@router.get("/targeting/rankings/{ranking_id}/movements", response=MovementsOut, summary="Who moved, counted")
@api_may("targeting.view")
def count_movements(request: Request, ranking_id: int) -> Any:
    """Beside the ranking before; 404 when there is none."""
    return movements.as_data(_movements(request, ranking_id))


@router.get("/targeting/rankings/{ranking_id}/movements/families", response=list[MovedOut], summary="Who moved")
@api_may("targeting.view")
def list_movements(request: Request, ranking_id: int, after: int = 0, limit: int = Query(500, ge=1)) -> Any:
    """Families in the order of their numbers, `limit` at a time, beginning after a number."""
    families = _movements(request, ranking_id).families.filter(pl.col("family_id") > after)
    return families.head(max(1, min(limit, MOST_ROWS))).to_dicts()


def _movements(request: Request, ranking_id: int) -> movements.Movements:
    ranking = queries.ranking(viewer=request.user, ranking_id=ranking_id)
    found = movements.of_ranking(viewer=request.user, ranking=ranking)
    if found is None:
        raise NotFound(ranking_id)
    return found


@router.get("/targeting/quotas", response=list[QuotaBody], summary="Quotas within reach")
@api_may("targeting.view")
def list_quotas(request: Request) -> Any:
    """Quotas, by programme and year."""
    return queries.quotas(viewer=request.user)


@router.put("/targeting/quotas", response=QuotaBody, summary="Set a quota")
@api_may("targeting.set_quota")
def set_quota(request: Request, body: QuotaBody) -> Any:
    """Replaces the former number for the same programme, region and year."""
    return actions.set_quota(**body.dict(), by=request.user, on=timezone.localdate())
