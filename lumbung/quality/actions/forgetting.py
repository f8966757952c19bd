"""Removing uploaded files whose time is over; what they were stays known by their fingerprint."""

from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from lumbung.core import files
from lumbung.core.reach import Reach, narrow_connection
from lumbung.quality import workspace
from lumbung.quality.actions.previewing import cancel_preview
from lumbung.quality.models import ImportBatch
from lumbung.quality.provenance import keeping


@transaction.atomic
def remove_old_files(*, on: date, by: Any) -> int:
    """Remove the files of batches settled longer ago than files are kept; returns how many batches lost theirs.

    A batch on which nobody has decided for as long is cancelled first, and what killed uploads left goes too. A file
    that another batch still needs, perhaps in another region, stays until that one is over too.
    """
    for batch_id in list(keeping.undecided(on=on, viewer=by).values_list("pk", flat=True)):
        cancel_preview(batch_id=batch_id, by=by)
    transaction.on_commit(partial(workspace.sweep, on=on))
    old = list(keeping.files_to_remove(on=on, viewer=by).select_for_update(of=("self",)))
    numbers, prints = [batch.pk for batch in old], [batch.fingerprint for batch in old]
    ImportBatch.objects.filter(pk__in=numbers).update(source_removed_at=timezone.now(), proposal=None)
    former = narrow_connection(Reach.national())
    needed = ImportBatch.objects.filter(source_removed_at=None, fingerprint__in=prints)
    kept = set(needed.values_list("fingerprint", flat=True))
    narrow_connection(Reach(*former))
    for number, ref in zip(numbers, prints, strict=True):
        transaction.on_commit(partial(_remove, number, "" if ref in kept else ref))
    return len(old)


def _remove(batch_id: int, ref: str) -> None:
    workspace.forget(batch_id)
    if ref:
        files.path(ref).unlink(missing_ok=True)
