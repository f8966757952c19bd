"""Taking a file in by parts, some villages now and the others later; and rows that can't go in after all."""

from collections.abc import Sequence
from typing import Any

import polars as pl
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk, files
from lumbung.core.actors import SYSTEM
from lumbung.core.refusals import BadInput
from lumbung.quality import layouts, workspace
from lumbung.quality.checking import ERROR
from lumbung.quality.inspection import Inspection
from lumbung.quality.mapping import mapped
from lumbung.quality.models import ImportBatch, ImportFinding, SetAsideRow

HELD_ELSEWHERE = "card_held_elsewhere"


class NoSuchPart(BadInput):
    """The file has no ready rows there, or they are in already."""

    message = _("Berkas ini tidak punya baris siap untuk %(areas)s, atau barisnya sudah masuk.")


def chosen_villages(*, batch: ImportBatch, areas: Sequence[str]) -> list[str]:
    """The villages of these areas (codes of villages, districts, regencies) whose ready rows are not in yet.

    All that are left for no areas at all. Raises NoSuchPart.
    """
    left = [village for village in batch.villages if village not in batch.taken]
    if not areas:
        return left if batch.taken else []
    strange = [area for area in areas if not any(_inside(village, area) for village in left)]
    if strange:
        raise NoSuchPart(areas=", ".join(strange))
    return [village for village in left if any(_inside(village, area) for area in areas)]


def rows_in(batch: ImportBatch) -> int:
    """How many ready rows the chosen villages have."""
    return sum(batch.villages.get(village, 0) for village in batch.chosen) if batch.chosen else batch.rows_ready


def of_chosen(batch: ImportBatch, people: pl.DataFrame) -> pl.DataFrame:
    """The people of a chunk who are taken in this time."""
    return people.filter(pl.col("region_code").is_in(batch.chosen)) if batch.chosen else people


def settled(batch: ImportBatch) -> tuple[str, dict[str, Any]]:
    """The status after the chosen villages are in, with what belongs to it."""
    taken = sorted({*batch.taken, *batch.chosen})
    if batch.chosen and set(batch.villages) - set(taken):
        return ImportBatch.Status.PARTLY, {"taken": taken, "chosen": []}
    return ImportBatch.Status.IMPORTED, {"taken": [], "chosen": []}


def keep_known_rows(batch: ImportBatch) -> None:
    """Which row was about whom, for people whom the registry knew; a new person keeps the row themselves.

    Reads the temporary tables that `registry.record_people` leaves until the transaction ends.
    """
    bulk.execute(_KNOWN_ROWS, [batch.pk])


def set_aside_after_all(batch: ImportBatch, rows: Sequence[int]) -> None:
    """Rows whose card another family took between the review and now stay out, with their cells and the reason."""
    if not rows:
        return
    mapping = layouts.reader(batch.layout, batch.mapping) if batch.layout == mapped.NAME else None
    question = workspace.question(by=batch.by or SYSTEM, village=batch.village, on=batch.created_at.date())
    source = Inspection(
        files.path(batch.fingerprint), name=batch.file_name, question=question, folder=workspace.folder_of(batch.pk),
        mapping=mapping, sheets=batch.sheets_chosen,
    )  # fmt: skip
    cells = source.raw_cells(pl.Series(list(rows), dtype=pl.Int64))
    waiting = [SetAsideRow(batch=batch, region_code=batch.region_code, row=row, cells=told) for row, told in cells]
    SetAsideRow.objects.bulk_create(waiting, ignore_conflicts=True)
    ImportFinding.objects.bulk_create(
        ImportFinding(
            batch=batch, region_code=batch.region_code, row=row, column="kk", code=HELD_ELSEWHERE, severity=ERROR
        )
        for row in rows
    )
    batch.rows_ready -= len(rows)
    batch.rows_set_aside += len(rows)
    errors = batch.found.setdefault(ERROR, {})
    errors[HELD_ELSEWHERE] = errors.get(HELD_ELSEWHERE, 0) + len(rows)
    batch.save(update_fields=["rows_ready", "rows_set_aside", "found"])


def _inside(village: str, area: str) -> bool:
    return village == area or village.startswith(f"{area}.")


_KNOWN_ROWS = """
    INSERT INTO quality_importedrow (batch_id, region_code, "row", person_id)
    SELECT %s, region_code, "row", person_id FROM person_again
"""
