"""A job that stops in the middle goes on where it was, with nothing lost and nothing doubled."""

import pytest

from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job
from lumbung.core.refusals import Refusal

pytestmark = pytest.mark.django_db(transaction=True)

STOPS = {"at": None}


@jobs.kind("core.test_count")
def count_one(job):
    job.done += 1
    job.cursor = {"seen": [*job.cursor.get("seen", []), job.done]}
    if job.done == STOPS["at"]:
        raise STOPS["with"]
    return job.done == job.total


def a_job(total=5):
    return jobs.enrol("core.test_count", {}, by=SYSTEM, total=total)


def test_a_job_runs_to_its_end():
    STOPS.update(at=None)
    job = jobs.run(a_job().pk)
    assert (job.status, job.cursor["seen"]) == (Job.Status.FINISHED, [1, 2, 3, 4, 5])


def test_a_stopped_job_goes_on_at_its_cursor():
    job = a_job()
    STOPS.update({"at": 3, "with": RuntimeError()})
    with pytest.raises(RuntimeError):
        jobs.run(job.pk)
    assert Job.objects.get(pk=job.pk).cursor["seen"] == [1, 2]
    STOPS.update(at=None)
    assert jobs.run(job.pk).cursor["seen"] == [1, 2, 3, 4, 5]


def test_a_refusal_ends_a_job_with_its_sentence():
    STOPS.update({"at": 2, "with": Refusal()})
    job = jobs.run(a_job().pk)
    assert (job.status, job.error) == (Job.Status.REFUSED, str(Refusal()))


def test_a_finished_job_is_not_run_twice():
    STOPS.update(at=None)
    job = jobs.run(a_job(1).pk)
    assert jobs.run(job.pk).done == 1
