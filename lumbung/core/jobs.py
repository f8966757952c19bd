"""Jobs: long work in chunks that a killed process does not lose and does not double.

A kind of job is a function that does one chunk. The runner locks the job, runs one chunk and
saves the job's cursor in the same transaction; whoever comes next, a new worker or the same
command started again, goes on at the cursor. A kind whose pieces do not need each other does them
side by side first (core.lanes); its function then ends the job.
"""

from collections.abc import Callable
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app as queue
from procrastinate.exceptions import AlreadyEnqueued

from lumbung.core import lanes
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.models import Job
from lumbung.core.refusals import Refusal

Step = Callable[[Job], bool]
Progress = Callable[[Job], None]

log = structlog.get_logger()
_kinds: dict[str, Step] = {}
_pieces: dict[str, lanes.Pieces] = {}


def kind(name: str, *, pieces: lanes.Pieces | None = None) -> Callable[[Step], Step]:
    """Register one chunk's work: takes the locked job, moves `job.cursor`, `done` and `total`,
    and returns True when nothing is left. `pieces` are done before it."""

    def register(step: Step) -> Step:
        _kinds[name] = step
        if pieces:
            _pieces[name] = pieces
        return step

    return register


def start(name: str, params: dict[str, Any], *, by: Any, total: int = 0, region_code: str = "") -> Job:
    """Create a job and queue it for the worker; both or neither."""
    with transaction.atomic():
        job = enrol(name, params, by=by, total=total, region_code=region_code)
        defer(job)
    return job


def enrol(name: str, params: dict[str, Any], *, by: Any, total: int = 0, region_code: str = "") -> Job:
    """Create a job for a command that will run it itself."""
    return Job.objects.create(kind=name, params=params, total=total, region_code=region_code, by_id=by.pk)


def defer(job: Job) -> None:
    """Queue a job; a second time while it waits changes nothing."""
    run_queued.configure(queueing_lock=f"job-{job.pk}", lock=f"job-{job.pk}").defer(job_id=job.pk)


@queue.task(name="lumbung.run", pass_context=False)
def run_queued(job_id: int) -> None:
    """The worker's door."""
    run(job_id)


def run(job_id: int, *, progress: Progress | None = None) -> Job:
    """Run a job to its end, chunk by chunk; a Refusal ends it with its sentence."""
    try:
        _run_pieces(job_id, progress)
        while True:
            job, over = _one_chunk(job_id)
            if progress:
                progress(job)
            if over:
                return job
    except Refusal as refusal:
        return _end(job_id, Job.Status.REFUSED, str(refusal))
    except Exception as error:
        _end(job_id, Job.Status.FAILED, type(error).__name__)
        raise


def _run_pieces(job_id: int, progress: Progress | None) -> None:
    job = Job.objects.select_related("by").get(pk=job_id)
    if job.kind not in _pieces or (job.is_over and job.status != Job.Status.FAILED):
        return
    with transaction.atomic():
        _begin(job)
        job.save(update_fields=["status", "started_at"])
    lanes.run(job, _pieces[job.kind], progress=progress)


def _begin(job: Job) -> None:
    job.status = Job.Status.RUNNING
    job.started_at = job.started_at or timezone.now()


def _one_chunk(job_id: int) -> tuple[Job, bool]:
    actor = Job.objects.select_related("by").get(pk=job_id).by or SYSTEM
    with acting(actor, via="job"):
        job = Job.objects.select_for_update().get(pk=job_id)
        if job.is_over and job.status != Job.Status.FAILED:
            return job, True
        _begin(job)
        over = _kinds[job.kind](job)
        if over:
            job.status, job.finished_at = Job.Status.FINISHED, timezone.now()
        job.error = ""
        job.save()
    return job, over


def _end(job_id: int, status: str, error: str) -> Job:
    Job.objects.filter(pk=job_id).update(status=status, error=error, finished_at=timezone.now())
    log.warning("job ended early", job=job_id, status=str(status), error=error)
    return Job.objects.get(pk=job_id)


def resume_all() -> int:
    """Queue again whatever a killed process left behind; called when a worker starts."""
    left = Job.objects.filter(status__in=[Job.Status.WAITING, Job.Status.RUNNING])
    count = 0
    for job in left:
        count += defer_once(job)
    return count


def defer_once(job: Job) -> int:
    """Queue a job unless it waits already; how many were queued."""
    try:
        with transaction.atomic():
            defer(job)
    except AlreadyEnqueued:
        return 0
    return 1
