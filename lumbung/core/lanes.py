"""Pieces of a job side by side, as many as the machine has processors for.

A piece and its mark are one transaction of one lane, so a killed job goes on with the pieces that have no mark, and a
second worker on the same job waits at the mark and finds it made. The lanes begin far apart, because neighbouring
pieces of a file often share a family and would wait for each other.

A piece is durable a moment after it is committed (`synchronous_commit` is off): after a power cut its rows and its mark
are gone together, and the job does it again. The job's own last transaction waits for the disk, and with it all before.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Event
from typing import Any

from django.db import OperationalError, connection
from django.db.models import Sum
from psycopg import errors

from lumbung.core import bulk
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.ahead import processors
from lumbung.core.models import Job, JobPiece

TIMES_TO_TRY = 10
MORE_THAN_PROCESSORS = 1
"""While one lane encrypts in Python, the others keep PostgreSQL busy."""


@dataclass(frozen=True)
class Done:
    """What one piece came to: the rows it took and what its job wants to know at the end."""

    rows: int
    result: dict[str, Any]


@dataclass(frozen=True)
class Pieces:
    """How a kind of job is cut: `count(job=…)` gives its pieces, `work(job=…, number=…)` does one of them."""

    count: Callable[..., int]
    work: Callable[..., Done]


def run(job: Job, pieces: Pieces, *, progress: Callable[[Job], None] | None = None) -> None:
    """Do every piece that has no mark yet; raises what the first failing piece raised, the others being kept."""
    marked = set(JobPiece.objects.filter(job=job).values_list("number", flat=True))
    left = [number for number in range(pieces.count(job=job)) if number not in marked]
    for _rows in _side_by_side(job, pieces, left):
        job.done = JobPiece.objects.filter(job=job).aggregate(rows=Sum("done"))["rows"] or 0
        Job.objects.filter(pk=job.pk).update(done=job.done)
        if progress:
            progress(job)


def _side_by_side(job: Job, pieces: Pieces, left: Sequence[int]) -> Iterator[int]:
    """The rows of each piece as it is done. Inside somebody's transaction there is but one connection, so one lane."""
    lanes = 1 if connection.in_atomic_block else min(processors() + MORE_THAN_PROCESSORS, len(left))
    if lanes <= 1:
        yield from (_piece(job, pieces, number) for number in left)
        return
    told: SimpleQueue[int | BaseException | None] = SimpleQueue()
    stop = Event()
    with ThreadPoolExecutor(max_workers=lanes, thread_name_prefix="lane") as pool:
        try:
            for lane in range(lanes):
                share = left[len(left) * lane // lanes : len(left) * (lane + 1) // lanes]
                pool.submit(_lane, job, pieces, share, told, stop)
            while lanes:
                news = told.get()
                if isinstance(news, BaseException):
                    raise news
                if news is None:
                    lanes -= 1
                else:
                    yield news
        finally:
            stop.set()


def _lane(job: Job, pieces: Pieces, share: Sequence[int], told: SimpleQueue, stop: Event) -> None:
    try:
        for number in share:
            if stop.is_set():
                break
            told.put(_piece(job, pieces, number))
        told.put(None)
    except BaseException as error:
        told.put(error)
    finally:
        connection.close()


def _piece(job: Job, pieces: Pieces, number: int) -> int:
    """One piece and its mark; when two lanes stood in each other's way PostgreSQL ended one, which tries again."""
    tries = 0
    while True:
        try:
            return _transaction(job, pieces, number)
        except OperationalError as error:
            tries += 1
            if not isinstance(error.__cause__, errors.DeadlockDetected) or tries == TIMES_TO_TRY:
                raise


def _transaction(job: Job, pieces: Pieces, number: int) -> int:
    with acting(job.by or SYSTEM, via="job"):
        bulk.execute("SET LOCAL synchronous_commit = off")
        mine = bulk.execute(
            "INSERT INTO core_jobpiece (job_id, number, done, result) VALUES (%s, %s, 0, '{}') ON CONFLICT DO NOTHING",
            [job.pk, number],
        )
        if not mine:
            return 0
        done = pieces.work(job=job, number=number)
        JobPiece.objects.filter(job=job, number=number).update(done=done.rows, result=done.result)
        return done.rows
