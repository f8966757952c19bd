"""Deciding in chunks: one regency, its frozen files, its enrolments and the cursor together."""

from lumbung.core import jobs
from lumbung.core.models import Job
from lumbung.programmes import actions
from lumbung.programmes.actions.runs import JOB


@jobs.kind(JOB)
def decide_next(job: Job) -> bool:
    """The next regency of the run."""
    after, families, over = actions.decide_next_regency(run_id=job.params["run"], after=job.cursor.get("after", ""))
    job.cursor = {"after": after}
    job.done += families
    return over
