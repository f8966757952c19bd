"""What only some may read: a column of readers, the filter over it, and the wall in the database behind it.

A stay is secret when it names its readers. Everything about it (leave, belongings, incidents, extensions) carries the
same readers, copied by triggers, and so does its audit, which lies beyond everybody's common trail.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.migrations.operations.base import Operation
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.reach import ReachQuerySet

_REACH = """
    region_code >= nullif(current_setting('lumbung.reach_lo', true), '')
    AND region_code < nullif(current_setting('lumbung.reach_hi', true), '')
"""
_MAY_READ = """
    readers IS NULL OR coalesce(current_setting('lumbung.actor', true), '') = ''
    OR nullif(current_setting('lumbung.actor', true), '')::bigint = ANY (readers)
    OR coalesce(current_setting('lumbung.wall', true), '') = 'lifted'
"""
"""Everybody where no readers are named; else those named, the system, and an act that counts beyond the wall."""
_BEYOND_REACH = "CASE WHEN {row}.readers IS NULL THEN {row}.region_code ELSE '~' || left({row}.region_code, 12) END"


@contextmanager
def lifted() -> Iterator[None]:
    """Let the statements inside count and write beyond the wall; afterwards it stands as before.

    For acts that must know that somebody waits or sleeps somewhere, and tell nobody who.
    """
    before = _wall("lifted")
    try:
        yield
    finally:
        if not connection.needs_rollback:
            _wall(before)


def _wall(state: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('lumbung.wall', true), '')")
        [before] = cursor.fetchone()
        cursor.execute("SELECT set_config('lumbung.wall', %s, true)", [state])
    return before


class ReadersField(ArrayField):
    """The numbers of the accounts that may read a row; null is everybody in reach."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("base_field", models.BigIntegerField())
        kwargs.setdefault("null", True)
        kwargs.setdefault("verbose_name", _("Yang boleh membaca"))
        super().__init__(*args, **kwargs)


class SecretQuerySet(ReachQuerySet):
    """Rows in reach, the secret ones for their readers only."""

    def visible_to(self, viewer: Any) -> Self:
        """In the viewer's reach, and not kept from them."""
        within = super().visible_to(viewer)
        return within if viewer.pk is None else within.filter(Q(readers=None) | Q(readers__contains=[viewer.pk]))


class NeedToKnow(Operation):
    """Migration: both walls on a table with readers. Who writes a row stays within reach; who reads it is named."""

    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model state does not change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Region first, then the readers."""
        schema_editor.execute(f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {self.table} FORCE ROW LEVEL SECURITY")
        inside = f"{_REACH} AND ({_MAY_READ})"
        schema_editor.execute(f"CREATE POLICY reach ON {self.table} USING ({inside}) WITH CHECK ({_REACH})")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop the policy."""
        schema_editor.execute(f"DROP POLICY reach ON {self.table}")
        schema_editor.execute(f"ALTER TABLE {self.table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY")

    def describe(self) -> str:
        """One line for `migrate --plan`."""
        return f"Row-level security by region and readers on {self.table}"


class SecretAudit(audit.AuditTrigger):
    """The house's audit; what is written of secret rows lies beyond everybody's reach."""

    def get_func(self, model: Any) -> str:
        """The same function, with the region of secret rows put out of reach."""
        row = "o" if self.action == "delete" else "n"
        return super().get_func(model).replace(f"{row}.region_code", _BEYOND_REACH.format(row=row))


class ReadersOfStay(pgtrigger.Trigger):
    """A row about a stay has the readers of the stay."""

    name = "readers_of_stay"
    when = pgtrigger.Before
    operation = pgtrigger.Insert
    func = """
            IF NEW.stay_id IS NOT NULL THEN
                SELECT s.readers INTO NEW.readers FROM facilities_stay s WHERE s.id = NEW.stay_id;
                IF NOT FOUND THEN
                    RAISE EXCEPTION 'a row names a stay that its writer cannot see';
                END IF;
            END IF;
            RETURN NEW;
        """


class TakeReadersAlong(pgtrigger.Trigger):
    """A stay that becomes secret takes every row about it along."""

    name = "take_readers_along"
    when = pgtrigger.After
    operation = pgtrigger.UpdateOf("readers")
    condition = pgtrigger.Condition("OLD.readers IS DISTINCT FROM NEW.readers")
    func = """
            UPDATE facilities_extension SET readers = NEW.readers WHERE stay_id = NEW.id;
            UPDATE facilities_leave SET readers = NEW.readers WHERE stay_id = NEW.id;
            UPDATE facilities_belonging SET readers = NEW.readers WHERE stay_id = NEW.id;
            UPDATE facilities_incident SET readers = NEW.readers WHERE stay_id = NEW.id;
            UPDATE facilities_waiting SET readers = NEW.readers WHERE stay_id = NEW.id;
            RETURN NULL;
        """


def audited() -> list[pgtrigger.Trigger]:
    """Audit of a table with readers."""
    return [SecretAudit(action) for action in ("insert", "update", "delete")]


def of_stay() -> list[pgtrigger.Trigger]:
    """For every table about one stay."""
    return [*audited(), ReadersOfStay()]


def written_once() -> list[pgtrigger.Trigger]:
    """Refuses DELETE and every change but that of the readers, for rows that are history themselves."""
    return [
        pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        pgtrigger.ReadOnly(name="written_once", exclude=["readers"]),
    ]
