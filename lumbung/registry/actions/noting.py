"""What a merge changes is noted row by row, so that taking it back is putting the rows back."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps

from lumbung.core import bulk
from lumbung.core.following import Keep
from lumbung.registry.models import Merge

_KEEP = """
    INSERT INTO registry_mergechange (merge_id, region_code, table_name, record_id, before)
    SELECT %(merge)s, %(region)s, '{table}', t.id, to_jsonb(t) FROM {table} t WHERE t.id = ANY(%(ids)s)
    ON CONFLICT (merge_id, table_name, record_id) DO NOTHING
"""
_MADE = """
    INSERT INTO registry_mergechange (merge_id, region_code, table_name, record_id)
    SELECT %(merge)s, %(region)s, '{table}', unnest(%(ids)s::bigint[])
"""
_CLOSE = """
    UPDATE registry_mergechange c SET after = to_jsonb(t)
      FROM {table} t WHERE c.merge_id = %(merge)s AND c.table_name = '{table}' AND c.record_id = t.id
"""
_DROP_UNCHANGED = "DELETE FROM registry_mergechange WHERE merge_id = %s AND before = after"
_RESTORE = """
    UPDATE {table} t SET ({columns}) = (
           SELECT {restored} FROM jsonb_populate_record(NULL::{table}, c.before) b,
                                  jsonb_populate_record(NULL::{table}, c.after) a)
      FROM registry_mergechange c
     WHERE c.merge_id = %(merge)s AND c.table_name = '{table}' AND c.record_id = t.id AND c.before IS NOT NULL
       AND (c.before ->> 'status' IS DISTINCT FROM c.after ->> 'status') = %(moved)s
"""
_REMOVE = """
    DELETE FROM {table} t USING registry_mergechange c
     WHERE c.merge_id = %(merge)s AND c.table_name = '{table}' AND c.record_id = t.id AND c.before IS NULL
"""
_LATER = """
    SELECT min(later.merge_id) FROM registry_mergechange c
      JOIN registry_mergechange later USING (table_name, record_id)
      JOIN registry_merge m ON m.id = later.merge_id
     WHERE c.merge_id = %(merge)s AND later.merge_id > c.merge_id AND m.status = 'done'
"""


def keep_for(merge: Merge) -> Keep:
    """The note-taker of one merge: `keep(table, ids)` before the rows change."""

    def keep(table: str, ids: Sequence[int]) -> None:
        bulk.execute(_KEEP.format(table=table), _of(merge, ids=list(ids)))

    return keep


def made(merge: Merge, table: str, ids: Sequence[int]) -> None:
    """Rows that the merge itself made; taken back, they go."""
    bulk.execute(_MADE.format(table=table), _of(merge, ids=list(ids)))


def close(merge: Merge) -> None:
    """Note how the merge left every row; what it left alone is not a change."""
    for table in _tables(merge):
        bulk.execute(_CLOSE.format(table=table), _of(merge))
    bulk.execute(_DROP_UNCHANGED, [merge.pk])


def restore(merge: Merge) -> None:
    """Every column that still is as the merge left it becomes what it was before; what was changed since stays.

    Records that kept their status come first, so that a card number is free before its family counts again.
    """
    for table in _tables(merge):
        columns = [field.column for field in _model_of(table)._meta.local_concrete_fields if not field.primary_key]
        restored = ", ".join(f"CASE WHEN t.{c} IS NOT DISTINCT FROM a.{c} THEN b.{c} ELSE t.{c} END" for c in columns)
        statement = _RESTORE.format(table=table, columns=", ".join(columns), restored=restored)
        for moved in (False, True):
            bulk.execute(statement, {**_of(merge), "moved": moved})
        bulk.execute(_REMOVE.format(table=table), _of(merge))


def later_merge(merge: Merge) -> int | None:
    """A merge that stands and changed one of the same rows afterwards."""
    return bulk.rows(_LATER, _of(merge))[0][0]


def _model_of(table: str) -> Any:
    return next(model for model in apps.get_models() if model._meta.db_table == table)


def _tables(merge: Merge) -> list[str]:
    return sorted(merge.changes.values_list("table_name", flat=True).distinct().order_by())


def _of(merge: Merge, **more: object) -> dict[str, object]:
    return {"merge": merge.pk, "region": merge.region_code, **more}
