"""A draft of the law tried on a run: from its frozen facts to who would gain and lose, by every trait."""

from collections.abc import Iterator
from itertools import count

import polars as pl

from benchmarks import cast, figures
from benchmarks.figures import Figure
from benchmarks.parts import scoring, showing
from lumbung.core import bulk, jobs
from lumbung.programmes import actions, frozen, outcomes
from lumbung.programmes.models import Run, Scenario

TITLE = "what if"
CHANGES = {"max_decile": 5, "yearly_amount.sd": 1_000_000, "quota": None}


def measure(*, families: int, repeat: int) -> Iterator[Figure]:
    """One draft over every family of the registry, kept and summed."""
    officer = cast.cast()["officer"]
    if not bulk.rows(showing.SCORED):
        scoring.in_use()
        scoring.score_all()
    run = showing.run(officer)
    numbers = count(Scenario.objects.count() + 1)

    def attempt() -> None:
        begun = actions.start_scenario(
            run_id=run.pk, name=f"draft {next(numbers)}", changes=CHANGES, by=officer, queued=False
        )
        jobs.run(begun.job_id)
        list(outcomes.slices(outcomes.outcome(viewer=officer, scenario=Scenario.objects.get(pk=begun.pk))))

    yield Figure(
        part=TITLE,
        work="try a draft on a run, compare every family, sum by every trait",
        count=run.families,
        unit="families",
        seconds=figures.repeated(attempt, repeat),
        floor=figures.repeated(lambda: _read(run), repeat),
        floor_is="read the run's frozen files into memory",
        goal="a million under 10 s",
        memory=figures.memory_peak(),
        note=f"{families} families in {len(run.frozen)} regencies",
    )


def _read(run: Run) -> None:
    for regency in run.frozen:
        for name in run.frozen[regency]:
            pl.read_parquet(frozen.partition(run.key, regency) / f"{name}.parquet")
