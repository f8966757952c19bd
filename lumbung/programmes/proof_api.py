"""API of the photos and papers behind a duty."""

from datetime import date
from typing import Any

from django.utils import timezone
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile

from lumbung.core.api import api_may
from lumbung.programmes import actions, duty_queries
from lumbung.programmes.models import DutyProof

router = Router(tags=["conditions"])


class ProofIn(Schema):
    """What the picture shows: stamped_recap, attendance_photo, kia_book, clinic_record or visit."""

    kind: str


class ProofOut(Schema):
    """One photo or scan behind a duty."""

    id: int
    duty_id: int
    kind: str
    media_type: str
    size: int
    added_on: date


@router.post("/duties/{duty_id}/proofs", response={201: ProofOut}, summary="Add a photo or paper to a duty")
@api_may("programmes.enter_duties")
def add_proof(request: Any, duty_id: int, given: Form[ProofIn], file: File[UploadedFile]) -> tuple[int, DutyProof]:
    """The same picture again is the same record."""
    told = {"duty_id": duty_id, "kind": given.kind, "content": file.read()}
    return 201, actions.add_proof(**told, by=request.user, on=timezone.localdate())


@router.get("/duties/{duty_id}/proofs", response=list[ProofOut], summary="Photos and papers of a duty")
@api_may("programmes.view")
def proofs(request: Any, duty_id: int) -> list[DutyProof]:
    """The oldest first."""
    return duty_queries.proofs(viewer=request.user, duty_ids=[duty_id])
