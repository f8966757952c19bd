"""Programmes for other systems: figures of the law, runs, counts, why, cycles."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from lumbung import law
from lumbung.core.api import api_may
from lumbung.core.refusals import NotFound
from lumbung.programmes import (
    actions,
    care_api,
    condition_api,
    control_api,
    kinds,
    proof_api,
    queries,
    scenario_api,
    telling,
)
from lumbung.programmes.models import Run

router = Router(tags=["programmes"])
router.add_router("", control_api.router)
router.add_router("", scenario_api.router)
router.add_router("", condition_api.router)
router.add_router("", care_api.router)
router.add_router("", proof_api.router)


class FigureOut(Schema):
    """One figure from one day on, with its law."""

    name: str
    since: date
    value: Any
    law: str
    unit: str
    remark: dict[str, str]
    certainty: str


class RunIn(Schema):
    """Which programme, for which day (today without one), where (empty: the whole country)."""

    kind: str
    on: date | None = None
    region_code: str = ""


class RunOut(Schema):
    """A run and where it stands."""

    id: int
    kind: str
    on: date
    region_code: str
    status: str
    families: int
    manifest: str


class CountOut(Schema):
    """Families by outcome and reason within the caller's reach; an empty reason is the whole outcome."""

    outcome: str
    reason: str
    families: int
    entitlement: int


class CycleIn(Schema):
    """For `2026-03`, `2026-B2` or `2026-Q1`, from which fund; whether families with open findings are held back."""

    period: str
    fund_id: int
    hold_back: bool = False


class CycleOut(Schema):
    """The draft."""

    id: int
    lines: int
    total: int


@router.get("/programmes/{kind}/figures", response=list[FigureOut])
@api_may("programmes.view")
def figures(request: HttpRequest, kind: str) -> list[dict[str, Any]]:
    """Every figure of a programme by day."""
    if kind not in kinds.names():
        raise NotFound(kind)
    return [
        {"name": name, **{field: getattr(entry, field) for field in entry.__dataclass_fields__}}
        for name, entries in kinds.find(kind).parameters.entries.items()
        for entry in entries
    ]


@router.get("/runs", response=list[RunOut])
@api_may("programmes.view")
def runs(request: Any, limit: int = Query(50, ge=1)) -> list[Run]:
    """Runs within reach, the newest first."""
    return list(queries.runs(viewer=request.user)[: max(1, min(limit, 500))])


@router.post("/runs", response={202: RunOut})
@api_may("programmes.run")
def start(request: Any, body: RunIn) -> tuple[int, Run]:
    """Queue a run; ask for it again to see how far it is."""
    on = body.on or timezone.localdate()
    return 202, actions.start_run(kind=body.kind, on=on, region_code=body.region_code, by=request.user)


@router.get("/runs/{run_id}", response=RunOut)
@api_may("programmes.view")
def run(request: Any, run_id: int) -> Run:
    """One run."""
    return queries.run(viewer=request.user, run_id=run_id)


@router.post("/runs/{run_id}/abandon", response=RunOut)
@api_may("programmes.run")
def abandon(request: Any, run_id: int) -> Run:
    """Stop a run that is not finished; asked again it stays as it is."""
    return actions.abandon_run(run_id=run_id, by=request.user)


@router.get("/runs/{run_id}/counts", response=list[CountOut])
@api_may("programmes.view")
def counts(request: Any, run_id: int) -> list[dict[str, Any]]:
    """What a run decided within the caller's reach."""
    return queries.counts(viewer=request.user, run=queries.run(viewer=request.user, run_id=run_id))


@router.get("/runs/{run_id}/families/{family_id}/why")
@api_may("programmes.view")
def why(request: Any, run_id: int, family_id: int, period: str = "") -> dict[str, Any]:
    """One decision with conditions, facts, figures, articles and arithmetic."""
    try:
        span = law.Period.of(period) if period else None
    except law.BadPeriod as wrong:
        raise actions.UnknownPeriod(period=period) from wrong
    return telling.as_data(queries.why(viewer=request.user, family_id=family_id, run_id=run_id, period=span))


@router.post("/runs/{run_id}/cycles", response={201: CycleOut})
@api_may("payments.prepare_cycle")
def prepare(request: Any, run_id: int, body: CycleIn) -> tuple[int, dict[str, int]]:
    """A draft cycle with one line for each family that qualified."""
    cycle = actions.prepare_cycle(run_id=run_id, by=request.user, **body.dict())
    return 201, {"id": cycle.pk, **queries.lined(viewer=request.user, cycle_id=cycle.pk)}
