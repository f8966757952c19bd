"""Scenarios: a draft decided on a run's frozen facts, compared with the run, kept with a name. Nobody is touched."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import polars as pl
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung import law
from lumbung.core import bulk, files, jobs, states
from lumbung.core.refusals import BadInput, NotAllowed, NotFound, Refusal
from lumbung.programmes import comparing, draft, facts, frozen, kinds, rules
from lumbung.programmes.actions.runs import within_reach
from lumbung.programmes.models import Run, Scenario

JOB = "programmes.scenario"
Kept = dict[str, dict[str, str]]


class RunHasNoDecisions(Refusal):
    """A draft is compared with a finished run whose frozen files are at hand."""

    message = _("Penetapan %(run)s belum selesai atau berkas bekunya tidak ada, jadi tidak bisa dibandingkan.")


class NameTaken(BadInput):
    """The run has a scenario of that name already."""

    message = _("Penetapan ini sudah punya skenario bernama “%(name)s”. Pilih nama lain.")


class NameNeeded(BadInput):
    """A scenario is found again by its name."""

    message = _("Beri skenario ini nama.")


def start_scenario(*, run_id: int, name: str, changes: Mapping[str, Any], by: Any, queued: bool = True) -> Scenario:
    """Decide a run's families once more by a draft and compare; a job does it regency by regency.

    `changes` are those of `draft.drafted`. `queued` leaves it to the worker; a command passes False and runs the job.
    """
    if not by.may("programmes.run"):
        raise NotAllowed("programmes.run")
    run = Run.objects.visible_to(by).filter(pk=run_id).first()
    if run is None:
        raise NotFound(run_id)
    within_reach(run.region_code, by)
    if not name.strip():
        raise NameNeeded(run)
    if run.status != Run.Status.DECIDED or not all(frozen.exists(run.key, regency) for regency in run.frozen):
        raise RunHasNoDecisions(run=run.pk)
    _draft(run, changes)
    scenario = _begin(run, name.strip(), changes, by)
    if queued and scenario.job:
        jobs.defer(scenario.job)
    return scenario


def _begin(run: Run, name: str, changes: Mapping[str, Any], by: Any) -> Scenario:
    try:
        with transaction.atomic():
            scenario = Scenario.objects.create(
                run=run, name=name, region_code=run.region_code, changes=dict(changes), by_id=by.pk
            )
            params = {"scenario": scenario.pk, "regencies": sorted(run.frozen)}
            scenario.job = jobs.enrol(JOB, params, by=by, total=run.families, region_code=run.region_code)
            scenario.save(update_fields=["job"])
            return scenario
    except IntegrityError as error:
        raise NameTaken(name=name) from error


@transaction.atomic
def compare_next_regency(*, scenario_id: int, regencies: list[str], done: Kept) -> tuple[Kept, int, bool]:
    """Compare the first regency not done; what is kept by then, families done now, and whether nothing is left."""
    scenario = Scenario.objects.select_for_update().select_related("run").get(pk=scenario_id)
    left = [regency for regency in regencies if regency not in done]
    counted = 0
    if left:
        with nobody_is_touched():
            families = _compared(scenario, left[0])
        done = {**done, left[0]: {"families": _kept(families), "cells": _kept(comparing.cube(families))}}
        counted = families.height
    if len(left) <= 1:
        _finish(scenario, done)
    return done, counted, len(left) <= 1


@contextmanager
def nobody_is_touched() -> Iterator[None]:
    """Inside, the database itself refuses every enrolment, line, cycle and transfer."""
    bulk.rows("SELECT set_config('lumbung.scenario', 'on', true)")
    yield
    bulk.rows("SELECT set_config('lumbung.scenario', '', true)")


def _draft(run: Run, changes: Mapping[str, Any]) -> draft.Draft:
    kind = kinds.find(run.kind)
    return draft.drafted(kind=kind, text=frozen.text(run.key, frozen.FIGURES), on=run.on, changes=changes)


def _compared(scenario: Scenario, regency: str) -> pl.DataFrame:
    """The regency's families decided by the draft, beside what the run decided."""
    run, kind = scenario.run, kinds.find(scenario.run.kind)
    drafted = _draft(run, scenario.changes)
    frames = {name: frozen.scan(run.key, [regency], name).collect() for name in run.frozen[regency]}
    before = frames[frozen.DECISIONS]
    known = law.Facts(frames[frozen.FAMILIES], frames.get(frozen.MEMBERS))
    decided = law.decide(drafted.rules, known, drafted.figures)
    now: int | None = before[frozen.PLACES].to_list()[0] if before.height else None
    after = rules.within_quota(decided, drafted.places(regency, now))
    traits = frames.get(frozen.TRAITS)
    if traits is None:
        traits = facts.traits(region_code=regency, apart_from=run.kind)
    return comparing.compared(before, after, traits, per=kind.rules.PER)


def _kept(frame: pl.DataFrame) -> str:
    return files.store(frozen.parquet(frame), ".parquet")


def _finish(scenario: Scenario, kept: Kept) -> None:
    cells = pl.concat([pl.read_parquet(files.path(one["cells"])) for one in kept.values()])
    found = [kept[regency][name] for regency in sorted(kept) for name in sorted(kept[regency])]
    states.move(
        scenario,
        Scenario.Status.READY,
        files=kept,
        totals=comparing.totals(cells),
        fingerprint=files.fingerprint_of(*found),
        finished_at=timezone.now(),
    )
