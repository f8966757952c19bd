"""Scoring in chunks: one regency, its ranking and the cursor in one transaction."""

from datetime import date

from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job
from lumbung.targeting import actions, queries


@jobs.kind(queries.SCORE_JOB)
def score_next_regency(job: Job) -> bool:
    """The first regency after the cursor; done when none is left."""
    after = job.cursor.get("after", "")
    left = [code for code, _n in queries.regencies_with_families(region_code=job.params["region_code"]) if code > after]
    if left:
        ranking = actions.rank_regency(
            region_code=left[0],
            version_id=job.params["version_id"],
            on=date.fromisoformat(job.params["on"]),
            by=job.by or SYSTEM,
        )
        job.cursor = {"after": left[0]}
        job.done += ranking.families
    return len(left) <= 1
