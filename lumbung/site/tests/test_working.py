"""A job that a killed worker held is not held for ever."""

import asyncio

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, connections
from procrastinate.contrib.django import app as queue

from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job
from lumbung.site import working

pytestmark = pytest.mark.django_db(transaction=True)
TAKEN = """
    WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id)
    UPDATE procrastinate_jobs SET status = 'doing', worker_id = dead.id FROM dead WHERE procrastinate_jobs.id > %s
"""


def last_entry() -> int:
    """The newest entry of the queue; others' entries stay there, because a queue isn't emptied between tests."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM procrastinate_jobs")
        return int(cursor.fetchone()[0])


def states(*, since: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE id > %s ORDER BY id", [since])
        return [state for (state,) in cursor.fetchall()]


def look() -> None:
    async def once() -> None:
        with queue.replace_connector(working.own_connection()) as app:
            async with app.open_async():
                await working.take_back_stalled(app)
        await sync_to_async(connections.close_all)()

    asyncio.run(once())


def test_a_job_of_a_dead_worker_is_queued_anew():
    before = last_entry()
    job = jobs.start("site.test", {}, by=SYSTEM)
    Job.objects.filter(pk=job.pk).update(status=Job.Status.RUNNING)
    with connection.cursor() as cursor:
        cursor.execute(TAKEN, [before])
    look()
    assert states(since=before) == ["failed", "todo"]
    look()
    assert states(since=before) == ["failed", "todo"]
