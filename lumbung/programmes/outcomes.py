"""Reads of scenarios: what a draft would change and for whom, and sums by region, decile, sex and so on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db.models import QuerySet

from lumbung.core import files
from lumbung.core.reach import Reach
from lumbung.core.refusals import NotFound
from lumbung.programmes import comparing, frozen
from lumbung.programmes.comparing import FAMILY, TOUCHED
from lumbung.programmes.models import Scenario

VILLAGE = 4


@dataclass(frozen=True)
class Outcome:
    """A ready scenario within the viewer's reach: sums by way, and rupiah a year before and after."""

    scenario: Scenario
    cells: pl.DataFrame
    ways: dict[str, dict[str, int]]

    @property
    def before(self) -> int:
        """Rupiah a year by the run."""
        return sum(one["before"] for one in self.ways.values())

    @property
    def after(self) -> int:
        """Rupiah a year by the draft."""
        return sum(one["after"] for one in self.ways.values())

    @property
    def traits_of_today(self) -> bool:
        """Whether sex, disability and other programmes are those of the day of the scenario: an old run froze none."""
        return any(frozen.TRAITS not in kept for kept in self.scenario.run.frozen.values())

    @property
    def families(self) -> int:
        """How many families were compared."""
        return sum(one["families"] for one in self.ways.values())


def scenarios(*, viewer: Any) -> QuerySet[Scenario]:
    """Scenarios of runs that touch the viewer's reach, the newest first."""
    return Scenario.objects.visible_to(viewer).select_related("run", "by", "job").order_by("-pk")


def scenario(*, viewer: Any, scenario_id: int) -> Scenario:
    """One scenario; NotFound outside the viewer's reach."""
    found = scenarios(viewer=viewer).filter(pk=scenario_id).first()
    if found is None:
        raise NotFound(scenario_id)
    return found


def outcome(*, viewer: Any, scenario: Scenario) -> Outcome:
    """What the draft would change within the viewer's reach; nothing is counted outside it."""
    cells = _within(viewer, _scan(viewer, scenario, "cells")).collect()
    return Outcome(scenario, cells, comparing.totals(cells))


def slices(found: Outcome) -> Iterator[tuple[str, pl.DataFrame]]:
    """The same sums by region, decile, sex of the head, disability and other programmes."""
    yield "region", comparing.sliced(found.cells, comparing.region_at(_depth(found.cells)))
    for name in ("decile", "head_sex", "disabled", "overlap"):
        yield name, comparing.sliced(found.cells, pl.col(name))


def touched(*, viewer: Any, scenario: Scenario, way: str = "") -> pl.LazyFrame:
    """Families whom the draft would touch, in one way or in any."""
    ways = [way] if way in TOUCHED else list(TOUCHED)
    return _within(viewer, _scan(viewer, scenario, "families")).filter(pl.col("way").is_in(ways))


def as_data(found: Outcome) -> dict[str, Any]:
    """An outcome for programs; rupiah are whole and for a year."""
    scenario = found.scenario
    return {
        "scenario": scenario.pk,
        "name": scenario.name,
        "run": scenario.run_id,
        "kind": scenario.run.kind,
        "changes": scenario.changes,
        "fingerprint": scenario.fingerprint,
        "families": found.families,
        "ways": found.ways,
        "yearly_before": found.before,
        "yearly_after": found.after,
        "yearly_change": found.after - found.before,
        "traits_of_today": found.traits_of_today,
        "slices": {name: frame.to_dicts() for name, frame in slices(found)},
    }


def _scan(viewer: Any, scenario: Scenario, name: str) -> pl.LazyFrame:
    kept = [one[name] for regency, one in sorted(scenario.files.items()) if _touches(viewer.reach, regency)]
    if not kept:
        return pl.LazyFrame(schema=SCHEMAS[name])
    return pl.scan_parquet([files.path(ref) for ref in kept])


def _within(viewer: Any, rows: pl.LazyFrame) -> pl.LazyFrame:
    return rows.filter(pl.col("region_code") >= viewer.reach.lo, pl.col("region_code") < viewer.reach.hi)


def _touches(reach: Reach, regency: str) -> bool:
    here = Reach.of(regency)
    return here.lo < reach.hi and reach.lo < here.hi


def _depth(cells: pl.DataFrame) -> int:
    """The first level at which there is more than one area to tell apart."""
    for depth in range(1, VILLAGE):
        if cells.select(comparing.region_at(depth).n_unique()).item() > 1:
            return depth
    return VILLAGE


TRAITS = {
    "region_code": pl.String, "decile": pl.Int64, "head_sex": pl.String, "disabled": pl.Boolean, "overlap": pl.String,
    "way": pl.String, "before": pl.Int64, "after": pl.Int64,
}  # fmt: skip
SCHEMAS = {"cells": {**TRAITS, "families": pl.Int64}, "families": {FAMILY: pl.Int64, **TRAITS}}
