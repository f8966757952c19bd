"""The worker: takes jobs from the queue, and takes back those that a killed worker held."""

import asyncio
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from typing import cast

from asgiref.sync import sync_to_async
from django.conf import settings
from procrastinate import App
from procrastinate.connector import BaseConnector
from procrastinate.contrib.django import app as queue
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Status

from lumbung.core import jobs

SECONDS_BETWEEN_LOOKS = 15


def work() -> None:
    """Until SIGTERM; the job in hand stops at its next chunk and goes on at the next start."""
    for context in settings.CONTEXTS:
        if find_spec(f"lumbung.{context}.jobs"):
            import_module(f"lumbung.{context}.jobs")
    with queue.replace_connector(own_connection()) as app:
        asyncio.run(_work(app))


def own_connection() -> BaseConnector:
    """A worker listens on a connection of its own."""
    return cast(DjangoConnector, queue.connector).get_worker_connector()


async def _work(app: App) -> None:
    async with app.open_async():
        rescuer = asyncio.create_task(_take_back(app))
        try:
            await app.run_worker_async(shutdown_graceful_timeout=5)
        finally:
            rescuer.cancel()
            with suppress(asyncio.CancelledError):
                await rescuer


async def _take_back(app: App) -> None:
    """At the start whatever was left behind, then whatever stalls."""
    await sync_to_async(jobs.resume_all)()
    while True:
        await take_back_stalled(app)
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)


async def take_back_stalled(app: App) -> None:
    """A job whose worker sends no sign of life any more is queued anew."""
    stalled = list(await app.job_manager.get_stalled_jobs())
    for job in stalled:
        await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
    if stalled:
        await sync_to_async(jobs.resume_all)()
