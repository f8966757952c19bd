"""Long work of this context, a chunk at a time."""

from lumbung.core import jobs
from lumbung.core.lanes import Pieces
from lumbung.core.models import Job
from lumbung.quality import actions, matching_queries


@jobs.kind("quality.preview")
def preview(job: Job) -> bool:
    """Look at one chunk of a file."""
    return actions.preview_step(job=job)


@jobs.kind("quality.reference")
def ask_reference(job: Job) -> bool:
    """Ask a reference about one chunk of people."""
    return actions.reference_step(job=job)


@jobs.kind("quality.import", pieces=Pieces(actions.chunks_to_take, actions.take_chunk))
def take_in(job: Job) -> bool:
    """After every chunk is in: look for duplicates and end the batch."""
    return actions.finish_import(job=job)


@jobs.kind(matching_queries.MATCH_JOB)
def match(job: Job) -> bool:
    """Weigh the people of one area against each other."""
    return actions.match_step(job=job)


@jobs.kind(matching_queries.TRAIN_JOB)
def train_matching(job: Job) -> bool:
    """Learn a model of matching from a sample."""
    return actions.training_step(job=job)
