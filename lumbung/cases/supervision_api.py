"""Supervision for programs: what two people talked about, what they agreed on, and how it came out."""

from datetime import date
from typing import Any

from django.utils import timezone
from ninja import Router, Schema, Status

from lumbung.cases import actions, queries
from lumbung.core.api import api_may
from lumbung.core.views import Request

router = Router(tags=["care work"])


class PointIn(Schema):
    """What was agreed on, who of the two does it, until when."""

    what: str
    who_id: int
    until: date


class SupervisionIn(Schema):
    """What was talked about and agreed on; no names of clients."""

    words: str
    again_on: date | None = None
    points: list[PointIn] = []


class PointOut(PointIn):
    """An agreed point and how it came out."""

    id: int
    done_on: date | None
    said: str


class SupervisionOut(Schema):
    """One supervision, read by these two."""

    id: int
    worker_id: int
    supervisor_id: int
    on: date
    words: str
    again_on: date | None
    seen_on: date | None
    points: list[PointOut]

    @staticmethod
    def resolve_points(one: Any) -> list[Any]:
        """In the order of their days."""
        return sorted(one.points.all(), key=lambda point: (point.until, point.pk))


class SaidIn(Schema):
    """One sentence."""

    said: str


@router.get("/case-workers/{worker_id}/supervisions", response=list[SupervisionOut])
@api_may("cases.work")
def list_supervisions(request: Request, worker_id: int) -> Any:
    """Those that the caller wrote or that are about the caller."""
    return queries.supervisions_of(viewer=request.user, worker_id=worker_id)


@router.post("/case-workers/{worker_id}/supervisions", response={201: int})
@api_may("cases.supervise")
def note_supervision(request: Request, worker_id: int, told: SupervisionIn) -> Status[int]:
    """Read by these two; answers its number."""
    points = [actions.Point(**one.dict()) for one in told.points]
    given: dict[str, Any] = {"worker_id": worker_id, "words": told.words, "again_on": told.again_on, "points": points}
    return Status(201, actions.note_supervision(**given, by=request.user, on=timezone.localdate()).pk)


@router.post("/case-supervisions/{supervision_id}/seen", response=SupervisionOut)
@api_may("cases.work")
def see_supervision(request: Request, supervision_id: int) -> Any:
    """The worker has read it."""
    return actions.see_supervision(supervision_id=supervision_id, by=request.user, on=timezone.localdate())


@router.post("/case-supervisions/points/{point_id}", response=PointOut)
@api_may("cases.work")
def finish_point(request: Request, point_id: int, told: SaidIn) -> Any:
    """How it came out."""
    return actions.finish_point(point_id=point_id, said=told.said, by=request.user, on=timezone.localdate())
