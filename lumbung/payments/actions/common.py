"""What every act on money does first."""

from typing import Any

from lumbung.core import jobs
from lumbung.core.models import Job
from lumbung.core.refusals import NotAllowed, NotFound, Refusal
from lumbung.payments.models import Cycle


def allowed(by: Any, permission: str) -> None:
    """Refuse who may not, whichever door they came by."""
    if not by.may(permission):
        raise NotAllowed(permission)


def locked_cycle(cycle_id: int, by: Any) -> Cycle:
    """The cycle, held until the act is over; NotFound outside the actor's reach."""
    found = Cycle.objects.visible_to(by).select_for_update().filter(pk=cycle_id).first()
    if found is None:
        raise NotFound(cycle_id)
    return found


class WorkRefused(Refusal):
    """A job ended with a refusal; this is its sentence."""

    message = "%(sentence)s"


def run_here(job: Job, progress: jobs.Progress | None) -> Job:
    """Run a job to its end in this process; its refusal is raised."""
    job = jobs.run(job.pk, progress=progress)
    if job.status == Job.Status.REFUSED:
        raise WorkRefused(job, sentence=job.error)
    return job
