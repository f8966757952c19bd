"""Matching for programs: search the registry for who may be twice, read and train the model that judges."""

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status

from lumbung.core.api import api_may
from lumbung.core.models import Job
from lumbung.core.views import Request
from lumbung.quality import actions, matching_queries
from lumbung.quality.linkage.model import as_definition
from lumbung.quality.models import MatchingModel

router = Router(tags=["quality"])


class AreaIn(Schema):
    """A region; empty is everything within reach."""

    region_code: str = ""


class MatchingOut(Schema):
    """A search or a training: how far it is, and how many pairs it wrote."""

    id: int
    status: str
    done: int
    total: int
    found: int
    error: str

    @staticmethod
    def resolve_found(job: Job) -> int:
        """Pairs that came to the queue or were weighed anew."""
        return job.cursor.get("found", 0)


class ModelOut(Schema):
    """A model learnt from the registry."""

    number: int
    status: str
    records: int
    region_code: str
    trained_on: date
    activated_on: date | None


@router.post("/duplicates/searches", response={202: MatchingOut})
@api_may("quality.find_duplicates")
def search(request: Request, area: AreaIn) -> Status[Job]:
    """Compare the people of a region in the background; nobody is merged."""
    region = area.region_code or request.user.region_code
    job = actions.find_probable_duplicates(region_code=region, on=timezone.localdate(), by=request.user)
    return Status(202, job)


@router.get("/duplicates/searches/{job_id}", response=MatchingOut)
@api_may("quality.view")
def searching(request: Request, job_id: int) -> Job:
    """How far it is."""
    return get_object_or_404(matching_queries.matchings(viewer=request.user), pk=job_id)


@router.get("/duplicates/model", response=dict[str, Any])
@api_may("quality.view")
def model(request: Request) -> dict[str, Any]:
    """The model in use: its version, what it was trained on, and how often each level is met."""
    return as_definition(matching_queries.matching_in_use())


@router.get("/duplicates/models", response=list[ModelOut])
@api_may("quality.view")
def models(request: Request) -> list[MatchingModel]:
    """Models learnt from the registry, the newest first."""
    return list(matching_queries.matching_models())


@router.post("/duplicates/models", response={202: MatchingOut})
@api_may("quality.train_matching")
def train(request: Request, area: AreaIn) -> Status[Job]:
    """Learn a model in the background."""
    region = area.region_code or request.user.region_code
    return Status(202, actions.start_training(region_code=region, on=timezone.localdate(), by=request.user))


@router.post("/duplicates/models/{int:number}/activate", response=ModelOut)
@api_may("quality.train_matching")
def activate(request: Request, number: int) -> MatchingModel:
    """Put a model into use; not by who trained it."""
    return actions.activate_matching(number=number, by=request.user, on=timezone.localdate())
