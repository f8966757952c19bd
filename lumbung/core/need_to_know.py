"""Need to know: a column of readers, the filter over it, and the wall in the database behind it.

A row that names its readers is read by them alone: no list, count or search of anybody else finds it, and its audit
lies beyond everybody's common trail. A row that names none is everybody's within reach.
"""

from typing import Any, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.core import audit
from lumbung.core.reach import ACTOR, WITHIN_REACH, Part, ReachQuerySet, RowSecurity, part_of

_MAY_READ = f"""
    readers IS NULL OR coalesce(current_setting('lumbung.actor', true), '') = ''
    OR {ACTOR} = ANY (readers)
    OR coalesce(current_setting('lumbung.wall', true), '') = 'lifted'
"""
"""Everybody where no readers are named; else those named, the system, and an act that counts beyond the wall."""
_BEYOND_REACH = "CASE WHEN {row}.readers IS NULL THEN {row}.region_code ELSE '~' || left({row}.region_code, 12) END"


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
        if part_of(viewer) is Part.OPEN:
            return within.filter(readers=None)
        secret = part_of(viewer) is Part.SECRET
        if secret:
            within = within.filter(readers__isnull=False)
        if viewer.pk is None:
            return within
        theirs = Q(readers__contains=[viewer.pk]) | self.also_for(viewer)
        return within.filter(theirs if secret else Q(readers=None) | theirs)

    def also_for(self, viewer: Any) -> Q:
        """Rows that somebody reads without being named; a context with a break-glass says which."""
        return Q(pk__in=())


class NeedToKnow(RowSecurity):
    """Migration: both walls on a table with readers. Who writes a row stays within reach; who reads it is named."""

    by = "region and readers"

    def using(self) -> str:
        """Region first, then the readers."""
        return f"{WITHIN_REACH} AND ({_MAY_READ} {self.also()})"

    def also(self) -> str:
        """Who else reads a row, as `OR …`."""
        return ""


class ReadAlso(NeedToKnow):
    """Migration: a table that stands behind both walls already is read by somebody else too, as `also` says."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """The wall stays up meanwhile."""
        schema_editor.execute(f"ALTER POLICY {self.policy} ON {self.table} USING ({self.using()})")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Its readers alone again."""
        schema_editor.execute(f"ALTER POLICY {self.policy} ON {self.table} USING ({NeedToKnow(self.table).using()})")


class SecretAudit(audit.AuditTrigger):
    """The house's audit; what is written of secret rows lies beyond everybody's reach."""

    def get_func(self, model: Any) -> str:
        """The same function, with the region of secret rows put out of reach."""
        row = "o" if self.action == "delete" else "n"
        return super().get_func(model).replace(f"{row}.region_code", _BEYOND_REACH.format(row=row))


def audited() -> list[pgtrigger.Trigger]:
    """Audit of a table with readers."""
    return [SecretAudit(action) for action in ("insert", "update", "delete")]


def written_once() -> list[pgtrigger.Trigger]:
    """Refuses DELETE and every change but that of the readers, for rows that are history themselves."""
    return [
        pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        pgtrigger.ReadOnly(name="written_once", exclude=["readers"]),
    ]
