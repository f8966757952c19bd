"""Scenarios for other systems: try a draft on a run, read what it would do."""

from typing import Any

import polars as pl
from ninja import Query, Router, Schema

from lumbung.core.api import api_may
from lumbung.core.refusals import NotFound
from lumbung.programmes import actions, outcomes
from lumbung.programmes.models import Scenario

router = Router(tags=["scenarios"])
MOST_ROWS = 5000


class ScenarioIn(Schema):
    """A name, and changes such as `{"max_decile": 5, "yearly_amount.sd": 1000000, "condition.poor_enough": false}`."""

    name: str
    changes: dict[str, Any] = {}


class ScenarioOut(Schema):
    """A scenario and where it stands."""

    id: int
    name: str
    run_id: int
    region_code: str
    status: str
    changes: dict[str, Any]
    fingerprint: str


class TouchedOut(Schema):
    """A family that the draft would touch, in rupiah a year."""

    family_id: int
    region_code: str
    decile: int | None
    way: str
    before: int
    after: int


@router.post("/runs/{run_id}/scenarios", response={202: ScenarioOut}, summary="Try a draft on a run")
@api_may("programmes.run")
def attempt(request: Any, run_id: int, body: ScenarioIn) -> tuple[int, Scenario]:
    """Queue a comparison; ask for the scenario again to see how far it is."""
    return 202, actions.start_scenario(run_id=run_id, name=body.name, changes=body.changes, by=request.user)


@router.get("/scenarios", response=list[ScenarioOut], summary="Scenarios within reach")
@api_may("programmes.view")
def listed(request: Any, limit: int = Query(50, ge=1)) -> list[Scenario]:
    """The newest first."""
    return list(outcomes.scenarios(viewer=request.user)[: max(1, min(limit, 500))])


@router.get("/scenarios/{scenario_id}", response=ScenarioOut, summary="One scenario")
@api_may("programmes.view")
def scenario(request: Any, scenario_id: int) -> Scenario:
    """Its changes and whether it is ready."""
    return outcomes.scenario(viewer=request.user, scenario_id=scenario_id)


@router.get("/scenarios/{scenario_id}/outcome", summary="What a draft would do")
@api_may("programmes.view")
def outcome(request: Any, scenario_id: int) -> dict[str, Any]:
    """Who gains and loses and what it costs, by region, decile, sex, disability and other programmes."""
    found = outcomes.scenario(viewer=request.user, scenario_id=scenario_id)
    if found.status != Scenario.Status.READY:
        raise NotFound(scenario_id)
    return outcomes.as_data(outcomes.outcome(viewer=request.user, scenario=found))


@router.get("/scenarios/{scenario_id}/families", response=list[TouchedOut], summary="Whom a draft would touch")
@api_may("programmes.view")
def families(
    request: Any, scenario_id: int, way: str = "", after: int = 0, limit: int = Query(500, ge=1)
) -> list[dict[str, Any]]:
    """In the order of their numbers, `limit` at a time, beginning after a number."""
    found = outcomes.scenario(viewer=request.user, scenario_id=scenario_id)
    rows = outcomes.touched(viewer=request.user, scenario=found, way=way).filter(pl.col("family_id") > after)
    return rows.sort("family_id").head(max(1, min(limit, MOST_ROWS))).collect().to_dicts()
