"""Columns and profiles for programs: what was proposed, place it, say what words mean, keep it."""

from datetime import datetime
from typing import Any

from ninja import Router, Schema, Status

from lumbung.core.api import api_may
from lumbung.core.views import Request
from lumbung.quality import actions, queries
from lumbung.quality.models import ImportBatch, MappingProfile
from lumbung.quality.schemas import BatchOut

router = Router(tags=["quality"])


class ColumnOut(Schema):
    """One column: the field it probably is, how sure that is, three veiled cells, and its words with their codes."""

    heading: str
    field: str
    confidence: float
    certain: bool
    samples: list[str]
    meanings: dict[str, str]


class PlacedIn(Schema):
    """Heading → field, nothing for a column that is left out; field → word → code where a word means something else."""

    columns: dict[str, str]
    meanings: dict[str, dict[str, str]] = {}


class NameIn(Schema):
    """What a profile is called."""

    name: str


class ProfileOut(Schema):
    """A mapping kept for files with the same headings, in its region and below."""

    id: int
    name: str
    scope_code: str
    columns: dict[str, str]
    values: dict[str, dict[str, str]]
    made_at: datetime


@router.get("/imports/{batch_id}/columns", response=list[ColumnOut])
@api_may("quality.import")
def columns(request: Request, batch_id: int) -> list[dict[str, Any]]:
    """The file's columns, in their order; none where a known layout reads it."""
    batch = queries.batch(viewer=request.user, batch_id=batch_id)
    proposal = queries.proposal(batch=batch)
    placed, values = batch.mapping.get("columns", {}), batch.mapping.get("values", {})
    return [
        {
            "heading": guess.heading,
            "field": placed.get(guess.heading, "" if placed else guess.target),
            "confidence": guess.confidence,
            "certain": guess.is_certain,
            "samples": guess.samples,
            "meanings": values.get(placed.get(guess.heading, guess.target), {}),
        }
        for guess in (proposal.guesses if proposal else ())
    ]


@router.post("/imports/{batch_id}/columns", response=BatchOut)
@api_may("quality.import")
def place(request: Request, batch_id: int, placed: PlacedIn) -> ImportBatch:
    """Place the columns and have the file looked at."""
    queries.batch(viewer=request.user, batch_id=batch_id)
    actions.place_columns(batch_id=batch_id, columns=placed.columns, by=request.user)
    return actions.place_values(batch_id=batch_id, meanings=placed.meanings, by=request.user)


@router.post("/imports/{batch_id}/columns/reopen", response=BatchOut)
@api_may("quality.import")
def reopen(request: Request, batch_id: int) -> ImportBatch:
    """Place the columns again."""
    queries.batch(viewer=request.user, batch_id=batch_id)
    return actions.reopen_columns(batch_id=batch_id, by=request.user)


@router.post("/imports/{batch_id}/profile", response={201: ProfileOut})
@api_may("quality.import")
def save(request: Request, batch_id: int, profile: NameIn) -> Status[MappingProfile]:
    """Keep the mapping for the next file with the same headings."""
    queries.batch(viewer=request.user, batch_id=batch_id)
    return Status(201, actions.save_profile(batch_id=batch_id, name=profile.name, by=request.user))


@router.get("/import-profiles", response=list[ProfileOut])
@api_may("quality.view")
def profiles(request: Request) -> list[MappingProfile]:
    """Profiles that files from the caller's region are recognised by, the nearest first."""
    return list(queries.profiles(viewer=request.user))


@router.post("/import-profiles/{profile_id}/retire", response=ProfileOut)
@api_may("quality.import")
def retire(request: Request, profile_id: int) -> MappingProfile:
    """No further file is recognised by it."""
    return actions.retire_profile(profile_id=profile_id, by=request.user)
