"""Looking at a file. Nothing is written to the registry before a person has seen what was found."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, crypto, files, formats, jobs, states
from lumbung.core.actors import SYSTEM
from lumbung.core.models import Job
from lumbung.core.refusals import BadInput, Refusal, allowed
from lumbung.quality import layouts, queries, workspace
from lumbung.quality.actions.placing import Way, way_of
from lumbung.quality.checking import ERROR, WARNING
from lumbung.quality.inspection import Inspection, Report, open_any
from lumbung.quality.mapping import mapped
from lumbung.quality.models import ImportBatch
from lumbung.quality.reading.refusals import FileRefused
from lumbung.regions.models import Region

NATION = "0"
PREVIEW_JOB = "quality.preview"
KEPT_WARNINGS = 1_000
UNDER_WAY = (
    ImportBatch.Status.MAPPING,
    ImportBatch.Status.PREVIEWING,
    ImportBatch.Status.PREVIEWED,
    ImportBatch.Status.IMPORTING,
    ImportBatch.Status.PARTLY,
)


class AlreadyImported(Refusal):
    """The same bytes went in before; nothing changes."""

    message = _("Berkas %(file)s sudah dimasukkan pada %(on)s (impor nomor %(batch)s). Tidak ada yang berubah.")


class UnknownVillage(BadInput):
    """The village that the sender names is not one in force within their reach."""

    message = _("Kode desa %(code)s tidak ada di wilayah Anda. Contoh: 33.23.01.2001.")


class FileGone(Refusal):
    """The uploaded file is no longer in the data folder."""

    message = _("Berkas impor ini tidak ada lagi di folder data. Unggah lagi berkasnya.")


@dataclass
class _Pass:
    """One process's way through a file, chunk by chunk."""

    inspection: Inspection
    rows: Iterator[int]


_passes: dict[int, _Pass] = {}


def look_at_columns(
    *,
    path: Path,
    name: str,
    by: Any,
    village: str = "",
    placed: Mapping[str, str] | None = None,
    profile: str = "",
    sheets: Sequence[str] = (),
) -> Way:
    """How a file's columns would be read; nothing is stored. Every look at a file begins here: raises NotAllowed."""
    allowed(by, "quality.import")
    _refuse_unknown(village, by)
    table = open_any(path, name=name, sheets=sheets)
    return way_of(table, name=name, by=by, village=village, placed=placed, profile=profile)


def look_only(
    *,
    path: Path,
    name: str,
    by: Any,
    on: date,
    village: str = "",
    placed: Mapping[str, str] | None = None,
    profile: str = "",
    sheets: Sequence[str] = (),
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Judge a file and store nothing at all; `placed`, `profile` and `sheets` as in `preview_file`."""
    way = look_at_columns(path=path, name=name, by=by, village=village, placed=placed, profile=profile, sheets=sheets)
    mapping = way.mapping_needed()
    question = workspace.question(by=by, village=village, on=on)
    inspection = Inspection(path, name=name, question=question, folder=None, mapping=mapping, sheets=sheets)
    for rows in inspection:
        if progress:
            progress(rows)
    return inspection.report()


@transaction.atomic
def preview_file(
    *,
    path: Path,
    name: str,
    by: Any,
    village: str = "",
    placed: Mapping[str, str] | None = None,
    profile: str = "",
    sheets: Sequence[str] = (),
    asked: bool = False,
    queued: bool = True,
) -> ImportBatch:
    """Keep a file and have it looked at; the same file on its way already is found again.

    A file whose headings belong to no known layout and no profile waits for a person to place its columns when
    somebody can be `asked`; else it is read as far as its columns are certain. `placed` (heading → field) and
    `profile` (a name) say it outright; of a workbook only `sheets` are read, hidden ones too, else every visible one.
    Raises FileRefused for what can't be read, UnknownVillage, ColumnsUnplaced, and AlreadyImported for what went in
    before.
    """
    way = look_at_columns(path=path, name=name, by=by, village=village, placed=placed, profile=profile, sheets=sheets)
    if not asked:
        way.mapping_needed()
    batch = ImportBatch(
        fingerprint=files.store(path), village=village, reach_code=by.region_code, file_name=name,
        sheets_chosen=sorted(set(sheets)),
    )  # fmt: skip
    same = same_file(batch=batch, by=by)
    refuse_imported(same, file=name)
    batch = same.filter(status__in=UNDER_WAY).first() or _begun(batch, by, way)
    if batch.status == ImportBatch.Status.PREVIEWED and (placed or profile):
        states.move(batch, ImportBatch.Status.MAPPING)
    if batch.status == ImportBatch.Status.MAPPING and not (asked and way.is_open):
        return look_again(batch=batch, way=way, by=by, queued=queued)
    if queued and batch.status != ImportBatch.Status.MAPPING:
        jobs.defer(batch.job)
    return batch


def preview_step(*, job: Job) -> bool:
    """One chunk looked at; after the last one the findings are stored and the batch waits for a decision.

    A new process starts again at the top of the file: looking writes nothing, so nothing is doubled.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=job.params["batch"])
    if batch.status != ImportBatch.Status.PREVIEWING:
        return True
    try:
        current = _passes.get(job.pk) or _begin(batch, job)
        read = next(current.rows, None)
        if read is not None:
            job.done = read
            return False
        _store(batch, current.inspection, current.inspection.report())
    except FileRefused as refusal:
        states.move(batch, ImportBatch.Status.REFUSED, refusal=str(refusal))
        workspace.forget(batch.pk)
    _passes.pop(job.pk, None)
    job.total = job.done
    return True


@transaction.atomic
def cancel_preview(*, batch_id: int, by: Any) -> ImportBatch:
    """The person decides against the file; its findings and waiting rows go."""
    allowed(by, "quality.import")
    batch = queries.locked(viewer=by, batch_id=batch_id)
    states.move(batch, ImportBatch.Status.CANCELLED)
    batch.findings.all().delete()
    batch.set_aside.all().delete()
    transaction.on_commit(lambda: workspace.forget(batch.pk))
    return batch


def _refuse_unknown(village: str, by: Any) -> None:
    known = Region.objects.in_force().filter(pk=village, level=Region.Level.VILLAGE)
    if village and not (by.reach.covers(village) and known.exists()):
        raise UnknownVillage(code=village)


def look_again(*, batch: ImportBatch, way: Way, by: Any, queued: bool = True) -> ImportBatch:
    """Have a (locked) batch looked at by a mapping; what was found before goes."""
    batch.findings.all().delete()
    batch.set_aside.all().delete()
    job = jobs.enrol(PREVIEW_JOB, {"batch": batch.pk}, by=by, region_code=batch.region_code)
    states.move(batch, ImportBatch.Status.PREVIEWING, job=job, **way.as_fields())
    if queued:
        jobs.defer(job)
    return batch


def kept_file(batch: ImportBatch) -> Path:
    """The uploaded file of a batch; raises FileGone once it was removed."""
    path = files.path(batch.fingerprint)
    if not path.exists():
        raise FileGone(batch)
    return path


def same_file(*, batch: ImportBatch, by: Any) -> QuerySet[ImportBatch]:
    """Imports of the same sheets of the same bytes for the same village, by somebody with the same reach."""
    return ImportBatch.objects.visible_to(by).filter(
        fingerprint=batch.fingerprint,
        village=batch.village,
        reach_code=batch.reach_code,
        sheets_chosen=batch.sheets_chosen,
    )


def refuse_imported(same: QuerySet[ImportBatch], *, file: str) -> None:
    """Raises AlreadyImported where one of them is in."""
    if done := same.filter(status=ImportBatch.Status.IMPORTED).first():
        raise AlreadyImported(done, file=file, on=formats.moment(done.imported_at), batch=done.pk)


def _begun(batch: ImportBatch, by: Any, way: Way) -> ImportBatch:
    """A new batch, placed by a person first where its way is open."""
    batch.region_code, batch.by_id = by.region_code or NATION, by.pk
    batch.job = jobs.enrol(PREVIEW_JOB, {}, by=by, region_code=batch.region_code)
    batch.status = ImportBatch.Status.MAPPING if way.is_open else ImportBatch.Status.PREVIEWING
    for name, value in way.as_fields().items():
        setattr(batch, name, value)
    batch.save()
    batch.job.params = {"batch": batch.pk}
    batch.job.save(update_fields=["params"])
    return batch


def _begin(batch: ImportBatch, job: Job) -> _Pass:
    path = kept_file(batch)
    workspace.forget(batch.pk)
    sender = job.by or SYSTEM
    question = workspace.question(by=sender, village=batch.village, on=timezone.localdate(batch.created_at))
    mapping = layouts.reader(batch.layout, batch.mapping) if batch.layout == mapped.NAME else None
    inspection = Inspection(
        path,
        name=batch.file_name,
        question=question,
        folder=workspace.folder_of(batch.pk),
        mapping=mapping,
        sheets=batch.sheets_chosen,
    )
    _passes[job.pk] = _Pass(inspection, iter(inspection))
    job.total = inspection.table.source.estimate()
    return _passes[job.pk]


def _store(batch: ImportBatch, inspection: Inspection, report: Report) -> None:
    region = report.region or batch.region_code
    _store_findings(batch.pk, region, report.findings)
    _store_set_aside(batch.pk, region, inspection, report.set_aside)
    states.move(
        batch,
        ImportBatch.Status.PREVIEWED,
        region_code=region,
        villages=report.villages,
        rows_read=report.rows_read,
        rows_ready=report.rows_ready,
        rows_set_aside=report.set_aside.len(),
        rows_warned=report.rows_warned,
        found={ERROR: report.counts(ERROR), WARNING: report.counts(WARNING)},
    )


def _store_findings(batch_id: int, region: str, found: pl.DataFrame) -> None:
    """Every error; of each kind of warning the first thousand, since its count is kept with the batch."""
    place = pl.int_range(pl.len()).over("code")
    kept = found.filter((pl.col("severity") == ERROR) | (place < KEPT_WARNINGS))
    columns = {"row": "bigint", "column": "text", "code": "text", "severity": "text", "other_row": "bigint"}
    bulk.staged(kept, "found", columns, analyzed=False)
    bulk.execute(
        'INSERT INTO quality_importfinding (batch_id, region_code, "row", "column", code, severity, other_row)'
        ' SELECT %s, %s, "row", "column", code, severity, other_row FROM found',
        [batch_id, region],
    )


def _store_set_aside(batch_id: int, region: str, inspection: Inspection, rows: pl.Series) -> None:
    if rows.is_empty():
        return
    cells = pl.DataFrame(list(inspection.raw_cells(rows)), schema={"row": pl.Int64, "cells": pl.String}, orient="row")
    sealed = cells.with_columns(crypto.encrypt_series(cells["cells"])).unique("row")
    bulk.staged(sealed, "aside", {"row": "bigint", "cells": "text"}, analyzed=False)
    bulk.execute(
        'INSERT INTO quality_setasiderow (batch_id, region_code, "row", cells) SELECT %s, %s, "row", cells FROM aside',
        [batch_id, region],
    )
