"""Giving an import back: what it brought goes, what it changed is again as it was."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from lumbung.core import bulk, states
from lumbung.core.refusals import allowed
from lumbung.quality import queries, workspace
from lumbung.quality.models import ImportBatch
from lumbung.registry import actions as registry


@transaction.atomic
def undo_import(*, batch_id: int, by: Any) -> ImportBatch:
    """Only while nothing was built on it: raises NotAllowed, registry.BuiltOn, registry.ChangedSince or IllegalMove."""
    allowed(by, "quality.undo")
    batch = queries.locked(viewer=by, batch_id=batch_id)
    finished_at = batch.imported_at or timezone.now()
    states.move(batch, ImportBatch.Status.UNDONE, undone_at=timezone.now(), undone_by_id=by.pk)
    bulk.execute(_FORGET_PAIRS, [batch.pk])
    batch.known_rows.all().delete()
    transaction.on_commit(lambda: workspace.forget(batch.pk))
    bulk.execute(_FORGET_ANSWERS, [batch.pk])
    registry.remove_batch(batch_id=batch.pk, finished_at=finished_at)
    bulk.execute("DROP TABLE IF EXISTS pg_temp.registry_changed")
    bulk.execute(_CHANGES, [batch.pk])
    registry.restore_changed(finished_at=finished_at)
    return batch


_FORGET_PAIRS = """
    DELETE FROM quality_duplicatepair d USING registry_person p
     WHERE p.id IN (d.a_id, d.b_id) AND p.batch_id = %s AND d.status = 'open'
"""
_FORGET_ANSWERS = """
    DELETE FROM quality_referenceresult r USING registry_person p WHERE p.id = r.person_id AND p.batch_id = %s
"""
_CHANGES = """
    CREATE TEMPORARY TABLE registry_changed ON COMMIT DROP AS
    SELECT DISTINCT ON (table_name, record_id) table_name, record_id, region_code, before
      FROM quality_importchange WHERE batch_id = %s ORDER BY table_name, record_id, id
"""
