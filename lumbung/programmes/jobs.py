"""Deciding in chunks: one regency, its frozen files, its enrolments and the cursor together."""

from datetime import date, time

from django.utils.translation import gettext_lazy as _

from lumbung.core import jobs, nightly
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job
from lumbung.programmes import actions
from lumbung.programmes.actions.controlling import JOB as CONTROLS
from lumbung.programmes.actions.runs import JOB
from lumbung.programmes.actions.scenarios import JOB as SCENARIO_JOB
from lumbung.programmes.frozen import DECISIONS


@jobs.kind(JOB)
def decide_next(job: Job) -> bool:
    """The next regency of the run."""
    frozen, over = actions.decide_next_regency(
        run_id=job.params["run"], regencies=job.params["regencies"], done=job.cursor.get("frozen", {})
    )
    job.cursor = {"frozen": frozen}
    job.done = sum(int(kept[DECISIONS]["rows"]) for kept in frozen.values())
    return over


@jobs.kind(CONTROLS)
def check_next(job: Job) -> bool:
    """The next regency of the standing audit."""
    return actions.check_step(job=job)


@jobs.kind(SCENARIO_JOB)
def compare_next(job: Job) -> bool:
    """The next regency of the scenario."""
    kept, families, over = actions.compare_next_regency(
        scenario_id=job.params["scenario"], regencies=job.params["regencies"], done=job.cursor.get("kept", {})
    )
    job.cursor = {"kept": kept}
    job.done += families
    return over


@nightly.act(
    CONTROLS,
    title=_("Memeriksa data penerima (audit tetap)"),
    unit=_("kabupaten"),
    since=time(1),
    until=nightly.MORNING,
)
def check_tonight(on: date) -> Job:
    """Every control looks at every regency."""
    return actions.check_controls(region_code="", on=on, by=SYSTEM, queued=False)
