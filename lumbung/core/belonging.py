"""A reference that is checked once for all rows of a statement, and holds like a foreign key.

PostgreSQL looks up the parent of every single row. Where a million rows come in with their few parents, the check is
done here for the parents of a statement together: they must be there, and nobody may delete them before the rows are
committed. A parent that rows point to is not deleted, and its number never changes. For a field with
`db_constraint=False`; the checks see every region, whoever writes.
"""

from typing import Any

import pgtrigger
from django.apps import apps

from lumbung.core.reach import Reach

_EVERYWHERE = f"""
            before_lo := coalesce(current_setting('lumbung.reach_lo', true), '');
            before_hi := coalesce(current_setting('lumbung.reach_hi', true), '');
            PERFORM set_config('lumbung.reach_lo', '{Reach.national().lo}', true),
                    set_config('lumbung.reach_hi', '{Reach.national().hi}', true);
"""
_AS_BEFORE = """
            PERFORM set_config('lumbung.reach_lo', before_lo, true), set_config('lumbung.reach_hi', before_hi, true);
"""
_DECLARED = [("before_lo", "text"), ("before_hi", "text"), ("wanted", "bigint[]"), ("found", "bigint")]


class _Belongs(pgtrigger.Trigger):
    """Every row that comes has its parent. Parents of this very transaction are nobody else's to delete; others are
    held until it ends."""

    when = pgtrigger.After
    declare = _DECLARED

    def __init__(self, field: str, *, new: bool) -> None:
        self.field, self.new = field, new
        given: dict[str, Any] = {
            "level": pgtrigger.Statement,
            "operation": pgtrigger.Insert,
            "referencing": pgtrigger.Referencing(new="now_rows"),
        }
        moved: dict[str, Any] = {
            "level": pgtrigger.Row,
            "operation": pgtrigger.UpdateOf(f"{field}_id"),
            "condition": pgtrigger.AnyChange(field),
        }
        super().__init__(name=f"{field}_{'there' if new else 'moved'}", **(given if new else moved))

    def get_func(self, model: Any) -> str:
        """The function body: the parents of the rows, counted among those that are there."""
        field = model._meta.get_field(self.field)
        column, parent = field.column, field.remote_field.model
        if isinstance(parent, str):
            parent = apps.get_model(parent)
        wanted = f"SELECT array_agg(DISTINCT {column}) INTO wanted FROM now_rows;"
        there = f"FROM {parent._meta.db_table} WHERE {parent._meta.pk.column} = ANY(wanted)"
        return f"""
            {wanted if self.new else f"wanted := ARRAY[NEW.{column}];"}
            IF wanted IS NULL THEN RETURN NULL; END IF;
            {_EVERYWHERE}
            SELECT count(*) INTO found {there} AND xmin = pg_current_xact_id()::xid;
            IF found < cardinality(wanted) THEN
                SELECT count(*) INTO found FROM (SELECT {there} FOR KEY SHARE) AS held;
            END IF;
            {_AS_BEFORE}
            IF found < cardinality(wanted) THEN
                RAISE foreign_key_violation USING MESSAGE = format('%s.{column}: no such row', TG_TABLE_NAME);
            END IF;
            RETURN NULL;
        """


class _Needed(pgtrigger.Trigger):
    """A row that others belong to stays."""

    when = pgtrigger.After
    level = pgtrigger.Statement
    operation = pgtrigger.Delete
    referencing = pgtrigger.Referencing(old="old_rows")
    declare = _DECLARED

    def __init__(self, table: str, column: str) -> None:
        self.table, self.column = table, column
        super().__init__(name=f"needed_by_{column}")

    def get_func(self, model: Any) -> str:
        """The function body: no row of the other table points to a deleted one."""
        return f"""
            SELECT array_agg({model._meta.pk.column}) INTO wanted FROM old_rows;
            {_EVERYWHERE}
            SELECT count(*) INTO found FROM {self.table} WHERE {self.column} = ANY(wanted);
            {_AS_BEFORE}
            IF found > 0 THEN
                RAISE foreign_key_violation USING MESSAGE = format('%s: still needed', TG_TABLE_NAME);
            END IF;
            RETURN NULL;
        """


def belongs(field: str) -> list[pgtrigger.Trigger]:
    """For the triggers of the model with the field."""
    return [_Belongs(field, new=True), _Belongs(field, new=False)]


def needed_by(table: str, column: str) -> list[pgtrigger.Trigger]:
    """For the triggers of the model that the field points to."""
    stays = pgtrigger.Protect(name="number_stays", operation=pgtrigger.UpdateOf("id"))
    return [_Needed(table, column), stays]
