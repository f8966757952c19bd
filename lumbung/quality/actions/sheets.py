"""A person says which sheets of a workbook are read: hidden ones are only taken this way."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import states
from lumbung.core.refusals import BadInput, Refusal
from lumbung.quality import queries
from lumbung.quality.actions.placing import way_of
from lumbung.quality.actions.previewing import kept_file, look_again, refuse_imported, same_file
from lumbung.quality.inspection import open_any
from lumbung.quality.models import ImportBatch


class NoSheetChosen(BadInput):
    """At least one sheet has to be read."""

    message = _("Pilih sedikitnya satu lembar.")


class SheetsSettled(Refusal):
    """Rows of the file are in already, or it was given up."""

    message = _("Lembar berkas ini tidak bisa dipilih lagi. Unggah lagi berkasnya, lalu pilih lembarnya.")


@transaction.atomic
def choose_sheets(*, batch_id: int, sheets: Sequence[str], by: Any, queued: bool = True) -> ImportBatch:
    """Read only these sheets of a file that is not in yet; what was found before goes.

    Columns under unknown headings are placed by a person again. Raises NoSheetChosen, SheetsSettled, NoSuchSheet,
    AlreadyImported.
    """
    if not sheets:
        raise NoSheetChosen
    batch = queries.locked(viewer=by, batch_id=batch_id)
    if batch.status not in (ImportBatch.Status.MAPPING, ImportBatch.Status.PREVIEWED):
        raise SheetsSettled(batch)
    table = open_any(kept_file(batch), name=batch.file_name, sheets=sheets)
    way = way_of(table, name=batch.file_name, by=by, village=batch.village)
    batch.sheets_chosen = sorted(set(sheets))
    refuse_imported(same_file(batch=batch, by=by), file=batch.file_name)
    fields = way.as_fields()
    for name, value in fields.items():
        setattr(batch, name, value)
    batch.save(update_fields=["sheets_chosen", *fields])
    if batch.status == ImportBatch.Status.PREVIEWED:
        states.move(batch, ImportBatch.Status.MAPPING)
    return batch if way.is_open else look_again(batch=batch, way=way, by=by, queued=queued)
