"""What every act on money does first."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lumbung.core import bulk, jobs
from lumbung.core.models import Job
from lumbung.core.reach import whole_nation
from lumbung.core.refusals import NotFound, Refusal
from lumbung.payments.models import Cycle


def locked_cycle(cycle_id: int, by: Any) -> Cycle:
    """The cycle, held until the act is over; NotFound outside the actor's reach."""
    found = Cycle.objects.visible_to(by).select_for_update().filter(pk=cycle_id).first()
    if found is None:
        raise NotFound(cycle_id)
    return found


@contextmanager
def whole_ledger() -> Iterator[None]:
    """Let the statements inside reach every account, for a fund of the nation pays cycles of a regency.

    Whoever acts was held to their own reach before; here only money moves that their act has decided on.
    """
    with whole_nation():
        yield


def one_after_the_other(*, alone: bool = False) -> None:
    """Booking what banks report and replacing cards wait for each other until the transaction ends.

    Many may book side by side; who replaces cards is `alone`, so that no money lands on a card that just ended.
    """
    wait = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    bulk.execute(f"SELECT {wait}(hashtext('payments.cards.replaced'))")


class WorkRefused(Refusal):
    """A job ended with a refusal; this is its sentence."""

    message = "%(sentence)s"


def run_here(job: Job, progress: jobs.Progress | None) -> Job:
    """Run a job to its end in this process; its refusal is raised."""
    job = jobs.run(job.pk, progress=progress)
    if job.status == Job.Status.REFUSED:
        raise WorkRefused(job, sentence=job.error)
    return job
