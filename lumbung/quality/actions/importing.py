"""Taking a looked-at file in: a chunk and the job's cursor are one transaction, so a killed one goes on.

A family whose rows lie in two chunks is created by the first and joined by the second: rows need no order. While
PostgreSQL writes one chunk, another thread encrypts the next.
"""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from typing import Any, cast

import polars as pl
from django.db import transaction
from django.utils import timezone

from lumbung.core import bulk, jobs, states
from lumbung.core.models import Job
from lumbung.quality import queries, workspace
from lumbung.quality.actions import parts
from lumbung.quality.actions.duplicates import find_exact_duplicates
from lumbung.quality.actions.previewing import FileGone
from lumbung.quality.inspection import chunk_of
from lumbung.quality.models import ImportBatch
from lumbung.registry import actions as registry

IMPORT_JOB = "quality.import"
TIMES_TO_LOOK = frozenset({0, 3, 15, 63, 255})
"""Chunks after which the tables have grown fourfold, so that PostgreSQL plans for what is there."""
_sealer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="seal")
_ahead: dict[tuple[int, int], Future] = {}


@transaction.atomic
def import_file(*, batch_id: int, by: Any, villages: Sequence[str] = (), queued: bool = True) -> ImportBatch:
    """The person has seen the review and wants the good rows in; an import under way is found again.

    With `villages` (codes of areas) only theirs; the others wait and go in another time. Raises NoSuchPart.
    """
    batch = queries.locked(viewer=by, batch_id=batch_id)
    if batch.status != ImportBatch.Status.IMPORTING:
        batch.chosen = parts.chosen_villages(batch=batch, areas=villages)
        total = parts.rows_in(batch)
        job = jobs.enrol(IMPORT_JOB, {"batch": batch.pk}, by=by, total=total, region_code=batch.region_code)
        states.move(batch, ImportBatch.Status.IMPORTING, job=job, chosen=batch.chosen)
    if queued:
        jobs.defer(cast(Job, batch.job))
    return batch


def import_step(*, job: Job) -> bool:
    """One chunk into the registry; after the last one exact duplicates are looked for and the batch is done."""
    batch = ImportBatch.objects.select_for_update().get(pk=job.params["batch"])
    if batch.status != ImportBatch.Status.IMPORTING:
        return True
    number = job.cursor.get("chunk", 0)
    sealed = _sealed(batch, number)
    if sealed is None:
        _finish(batch)
        return True
    on = timezone.localdate(batch.created_at)
    record(batch=batch, sealed=sealed, on=on)
    if number in TIMES_TO_LOOK:
        registry.gather_statistics()
    job.cursor = {"chunk": number + 1}
    job.done += sealed.people.height
    return False


def record(*, batch: ImportBatch, sealed: registry.Sealed, on: date) -> registry.Recorded:
    """Sealed people into the registry under a (locked) batch, with what they changed and how many they were."""
    recorded = registry.record_people(sealed=sealed, batch_id=batch.pk, origin=batch.layout, on=on)
    bulk.execute(_KEEP_CHANGES, [batch.pk, batch.pk])
    if recorded.people_changed or recorded.people_same:
        parts.keep_known_rows(batch)
    batch.families_new += recorded.families_new
    batch.people_new += recorded.people_new
    batch.people_changed += recorded.people_changed
    batch.people_same += recorded.people_same
    batch.save(update_fields=["families_new", "people_new", "people_changed", "people_same"])
    return recorded


def _sealed(batch: ImportBatch, number: int) -> registry.Sealed | None:
    """The chunk's people, sealed ahead if it could be; then the next chunk is begun."""
    waiting = _ahead.pop((batch.pk, number), None) or _sealer.submit(_seal, batch, number)
    sealed = waiting.result()
    if sealed is not None:
        _ahead[batch.pk, number + 1] = _sealer.submit(_seal, batch, number + 1)
    return sealed


def _seal(batch: ImportBatch, number: int) -> registry.Sealed | None:
    folder = workspace.folder_of(batch.pk)
    if not folder.exists():
        raise FileGone(batch.pk)
    people: pl.DataFrame | None = chunk_of(folder, number)
    return None if people is None else registry.seal_people(frame=parts.of_chosen(batch, people))


def _finish(batch: ImportBatch) -> None:
    find_exact_duplicates(batch_id=batch.pk)
    status, fields = parts.settled(batch)
    states.move(batch, status, imported_at=timezone.now(), **fields)
    if status == ImportBatch.Status.IMPORTED:
        transaction.on_commit(lambda: workspace.clear(batch.pk))


_KEEP_CHANGES = """
    INSERT INTO quality_importchange (batch_id, region_code, table_name, record_id, before)
    SELECT %s, region_code, table_name, record_id, before FROM registry_changed
     WHERE (before ->> 'batch_id')::bigint IS DISTINCT FROM %s
"""
