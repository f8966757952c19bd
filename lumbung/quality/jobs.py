"""Long work of this context, a chunk at a time."""

from lumbung.core import jobs
from lumbung.core.models import Job
from lumbung.quality import actions, matching_queries


@jobs.kind("quality.preview")
def preview(job: Job) -> bool:
    """Look at one chunk of a file."""
    return actions.preview_step(job=job)


@jobs.kind("quality.import")
def take_in(job: Job) -> bool:
    """Take one chunk of people in."""
    return actions.import_step(job=job)


@jobs.kind(matching_queries.MATCH_JOB)
def match(job: Job) -> bool:
    """Weigh the people of one area against each other."""
    return actions.match_step(job=job)
