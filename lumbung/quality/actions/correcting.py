"""Correcting a row that stayed out: the same layout, the same checks, those over the whole file included.

Before the import the corrected row joins those that wait to go in; afterwards it goes in at once. Rows that stayed out
only because of it are freed.
"""

import json
from typing import Any

import polars as pl
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput, NotFound, allowed
from lumbung.quality import code_lists, layouts, rules, workspace
from lumbung.quality.actions.duplicates import find_exact_duplicates
from lumbung.quality.actions.importing import record_more
from lumbung.quality.canonical import label_of
from lumbung.quality.checking import ERROR
from lumbung.quality.inspection import Looked, look_at
from lumbung.quality.models import ImportBatch, ImportFinding, SetAsideRow
from lumbung.registry import actions as registry

CORRECTABLE = (ImportBatch.Status.PREVIEWED, ImportBatch.Status.PARTLY, ImportBatch.Status.IMPORTED)


class NotSetAside(NotFound):
    """The row went in, was corrected already, or is not there."""

    message = _("Baris ini tidak sedang menunggu perbaikan.")


class StillWrong(BadInput):
    """The corrected row does not pass the checks yet; `fields` says why, column by column."""

    message = _("Baris %(row)s belum bisa masuk. Perbaiki kolom yang ditandai.")


@transaction.atomic
def correct_row(*, batch_id: int, row: int, cells: dict[str, str], by: Any) -> ImportBatch:
    """Accept one row with corrected cells. Raises NotSetAside, or StillWrong with a sentence for each column."""
    allowed(by, "quality.import")
    visible = ImportBatch.objects.visible_to(by).filter(status__in=CORRECTABLE)
    batch = visible.select_for_update(of=("self",)).filter(pk=batch_id).first()
    waiting = SetAsideRow.objects.filter(batch=batch, row=row, corrected_at=None).first() if batch else None
    if batch is None or waiting is None:
        raise NotSetAside(row)
    now = timezone.now()
    looked = _look(batch, row, {**json.loads(waiting.cells), **cells}, by)
    across = workspace.looked_across(batch.pk, looked.index)
    of_row = pl.concat([looked.findings, across.after.filter(pl.col("row") == row)])
    if rules.set_aside(of_row).len():
        raise StillWrong(row, row=row, fields=_sentences(of_row))
    waiting.corrected_at, waiting.corrected_by_id = now, by.pk
    waiting.save(update_fields=["corrected_at", "corrected_by"])
    _forget_findings(batch, [row])
    if batch.status == ImportBatch.Status.PREVIEWED:
        _let_wait(batch, looked, _freed(batch, across.freed(), row))
    else:
        record_more(batch=batch, sealed=registry.seal_people(frame=looked.people), on=timezone.localdate(now))
        batch.imported_at = timezone.now()
        batch.rows_ready += 1
        batch.rows_set_aside -= 1
        batch.save(update_fields=["rows_ready", "rows_set_aside", "imported_at"])
        find_exact_duplicates(batch_id=batch.pk)
    workspace.keep_index(batch.pk, across.index)
    return batch


def _look(batch: ImportBatch, row: int, written: dict[str, Any], by: Any) -> Looked:
    raw = pl.DataFrame([{"row": row, **written}], schema={"row": pl.Int64, **dict.fromkeys(written, pl.String)})
    question = workspace.question(
        by=by, village=batch.village, on=timezone.localdate(), code_list=code_lists.told_by(batch.found)
    )
    return look_at(raw, layout=layouts.reader(batch.layout, batch.mapping), question=question)


def _freed(batch: ImportBatch, gone: dict[int, set[str]], row: int) -> list[int]:
    """Rows without any other error than those that went with the corrected row's."""
    left: dict[int, set[str]] = {}
    for finding in ImportFinding.objects.filter(batch=batch, row__in=gone, severity=ERROR):
        left.setdefault(finding.row, set()).add(finding.code)
    return [number for number, codes in left.items() if number != row and codes <= gone[number]]


def _let_wait(batch: ImportBatch, looked: Looked, freed: list[int]) -> None:
    """The row joins those that wait to go in, and with it the rows that it alone had kept out."""
    workspace.replace_row(batch.pk, looked.people, freed)
    SetAsideRow.objects.filter(batch=batch, row__in=freed).delete()
    _forget_findings(batch, freed)
    batch.rows_ready += 1 + len(freed)
    batch.rows_set_aside -= 1 + len(freed)
    batch.villages = workspace.villages(batch.pk)
    batch.save(update_fields=["rows_ready", "rows_set_aside", "villages"])


def _forget_findings(batch: ImportBatch, rows: list[int]) -> None:
    """These rows are right now; the counts by reason follow."""
    wrong = ImportFinding.objects.filter(batch=batch, row__in=rows, severity=ERROR)
    errors = batch.found.get(ERROR, {})
    for code in {(finding.row, finding.code) for finding in wrong}:
        left = errors.get(code[1], 0) - 1
        errors.update({code[1]: left}) if left > 0 else errors.pop(code[1], None)
    wrong.delete()
    batch.save(update_fields=["found"])


def _sentences(found: pl.DataFrame) -> dict[str, str]:
    wrong = found.filter(pl.col("severity") == ERROR)
    known = rules.reasons()
    return {label_of(column): known[code].sentence() for column, code in wrong.select("column", "code").iter_rows()}
