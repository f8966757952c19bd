"""Taking a looked-at file in, its chunks side by side (core.lanes): a killed import goes on with those that are left.

A family whose rows lie in two chunks is created by one and joined by the other: rows need no order.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, cast

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, jobs, states
from lumbung.core.lanes import Done
from lumbung.core.models import Job
from lumbung.core.refusals import Refusal, allowed
from lumbung.quality import queries, workspace
from lumbung.quality.actions import parts
from lumbung.quality.actions.duplicates import find_exact_duplicates
from lumbung.quality.actions.previewing import FileGone
from lumbung.quality.inspection import chunk_of, chunks_in
from lumbung.quality.models import ImportBatch
from lumbung.registry import actions as registry

IMPORT_JOB = "quality.import"
COUNTS = ("families_new", "people_new", "people_changed", "people_same")
TIMES_TO_LOOK = frozenset({1, 4, 16, 64, 256})
"""Chunks after which the tables have grown fourfold, so that PostgreSQL plans for what is there."""


class CardTaken(Refusal):
    """Between the look and the writing another family, beyond the sender's reach, was registered under the card."""

    message = _("Nomor KK ini baru saja tercatat pada keluarga di luar wilayah Anda. Hubungi petugas kabupaten.")


class FileTakenInMeanwhile(Refusal):
    """Two looked at the same file at once; the one who says yes first takes it in."""

    message = _("Berkas yang sama sedang atau sudah dimasukkan oleh impor lain. Lihat daftar impor.")


@transaction.atomic
def import_file(*, batch_id: int, by: Any, villages: Sequence[str] = (), queued: bool = True) -> ImportBatch:
    """The person has seen the review and wants the good rows in; an import under way is found again.

    With `villages` (codes of areas) only theirs; the others wait and go in another time.
    Raises NotAllowed, NoSuchPart, FileTakenInMeanwhile.
    """
    allowed(by, "quality.import")
    batch = queries.locked(viewer=by, batch_id=batch_id)
    if batch.status != ImportBatch.Status.IMPORTING:
        batch.chosen = parts.chosen_villages(batch=batch, areas=villages)
        total = parts.rows_in(batch)
        job = jobs.enrol(IMPORT_JOB, {"batch": batch.pk}, by=by, total=total, region_code=batch.region_code)
        try:
            states.move(batch, ImportBatch.Status.IMPORTING, job=job, chosen=batch.chosen)
        except IntegrityError as twice:
            raise FileTakenInMeanwhile(batch) from twice
    if queued:
        jobs.defer(cast(Job, batch.job))
    return batch


def chunks_to_take(*, job: Job) -> int:
    """How many chunks of a looked-at file wait in its folder; a batch that is over has none."""
    batch = _batch(job)
    if batch.status != ImportBatch.Status.IMPORTING:
        return 0
    folder = workspace.folder_of(batch.pk)
    if not folder.exists():
        raise FileGone(batch.pk)
    return chunks_in(folder)


def take_chunk(*, job: Job, number: int) -> Done:
    """One chunk into the registry, in the caller's transaction."""
    batch = _batch(job)
    people = parts.of_chosen(batch, chunk_of(workspace.folder_of(batch.pk), number))
    sealed = registry.seal_people(frame=people)
    recorded = record(batch=batch, sealed=sealed, on=timezone.localdate(batch.created_at))
    if job.pieces.count() in TIMES_TO_LOOK:
        registry.gather_statistics(briefly=True)
    return Done(people.height, asdict(recorded))


def finish_import(*, job: Job) -> bool:
    """Every chunk is in: what they came to is added up, exact duplicates are looked for, the batch is done."""
    batch = ImportBatch.objects.select_for_update().get(pk=job.params["batch"])
    if batch.status == ImportBatch.Status.IMPORTING:
        results = list(job.pieces.values_list("result", flat=True))
        _count(batch, results)
        parts.set_aside_after_all(batch, [row for result in results for row in result["elsewhere"]])
        _settle(batch)
    return True


def record_more(*, batch: ImportBatch, sealed: registry.Sealed, on: date) -> registry.Recorded:
    """Sealed people into the registry under a locked batch that is in already, and into its counts."""
    recorded = record(batch=batch, sealed=sealed, on=on)
    if recorded.elsewhere:
        raise CardTaken(batch)
    _count(batch, [asdict(recorded)])
    return recorded


def record(*, batch: ImportBatch, sealed: registry.Sealed, on: date) -> registry.Recorded:
    """Sealed people into the registry under a batch, with what they changed and which rows were about known people."""
    recorded = registry.record_people(sealed=sealed, batch_id=batch.pk, origin=batch.layout, on=on)
    bulk.execute(_KEEP_CHANGES, [batch.pk, batch.pk])
    if recorded.people_changed or recorded.people_same:
        parts.keep_known_rows(batch)
    return recorded


def _batch(job: Job) -> ImportBatch:
    return ImportBatch.objects.get(pk=job.params["batch"])


def _count(batch: ImportBatch, results: Sequence[dict[str, Any]]) -> None:
    for name in COUNTS:
        setattr(batch, name, getattr(batch, name) + sum(result[name] for result in results))
    batch.save(update_fields=COUNTS)


def _settle(batch: ImportBatch) -> None:
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
