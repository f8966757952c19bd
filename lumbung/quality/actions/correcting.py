"""Correcting a row that stayed out: the same layout, the same checks, the same way in."""

import json
from typing import Any

import polars as pl
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput, NotFound
from lumbung.quality import layouts, rules, workspace
from lumbung.quality.actions.duplicates import find_exact_duplicates
from lumbung.quality.actions.importing import record
from lumbung.quality.canonical import label_of
from lumbung.quality.checking import ERROR
from lumbung.quality.inspection import look_at
from lumbung.quality.models import ImportBatch, ImportFinding, SetAsideRow
from lumbung.registry import actions as registry


class NotSetAside(NotFound):
    """The row went in, was corrected already, or is not there."""

    message = _("Baris ini tidak sedang menunggu perbaikan.")


class StillWrong(BadInput):
    """The corrected row does not pass the checks yet; `fields` says why, column by column."""

    message = _("Baris %(row)s belum bisa masuk. Perbaiki kolom yang ditandai.")


@transaction.atomic
def correct_row(*, batch_id: int, row: int, cells: dict[str, str], by: Any) -> registry.Recorded:
    """Take one row in with corrected cells. Raises NotSetAside, or StillWrong with a sentence for each column."""
    visible = ImportBatch.objects.visible_to(by).filter(status=ImportBatch.Status.IMPORTED)
    batch = visible.select_for_update(of=("self",)).filter(pk=batch_id).first()
    waiting = SetAsideRow.objects.filter(batch=batch, row=row, corrected_at=None).first() if batch else None
    if batch is None or waiting is None:
        raise NotSetAside(row)
    now = timezone.now()
    written = {**json.loads(waiting.cells), **cells}
    raw = pl.DataFrame([{"row": row, **written}], schema={"row": pl.Int64, **dict.fromkeys(written, pl.String)})
    question = workspace.question(by=by, village=batch.village, on=timezone.localdate(now))
    looked = look_at(raw, layout=layouts.reader(batch.layout, batch.mapping), question=question)
    if looked.people.is_empty():
        raise StillWrong(row, row=row, fields=_sentences(looked.findings))
    sealed = registry.seal_people(frame=looked.people)
    recorded = record(batch=batch, sealed=sealed, on=timezone.localdate(now))
    waiting.corrected_at, waiting.corrected_by_id = now, by.pk
    waiting.save(update_fields=["corrected_at", "corrected_by"])
    ImportFinding.objects.filter(batch=batch, row=row, severity=ERROR).delete()
    batch.rows_ready += 1
    batch.rows_set_aside -= 1
    batch.imported_at = timezone.now()
    batch.save(update_fields=["rows_ready", "rows_set_aside", "imported_at"])
    find_exact_duplicates(batch_id=batch.pk)
    return recorded


def _sentences(found: pl.DataFrame) -> dict[str, str]:
    wrong = found.filter(pl.col("severity") == ERROR)
    known = rules.reasons()
    return {label_of(column): known[code].sentence() for column, code in wrong.select("column", "code").iter_rows()}
