"""The audit trail of one record, told as changes: field, old value, new value. Secrets are never told."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import DateRangeField
from django.db import connection, models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from lumbung.core import audit, formats, sealing
from lumbung.core.crypto import BlindIndexField, EncryptedField
from lumbung.core.models import AuditEvent
from lumbung.core.refusals import NotFound
from lumbung.staff.models import User

LONGEST = 200
LONGEST_VALUE = 300
EMPTY = (None, "")
NOT_TOLD = frozenset({"password", "digest", "updated_at", "name_key", "name_keys", "mother_key"})


@dataclass(frozen=True)
class Change:
    """One field of one event; a secret has changed or not, and that is all."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Happening:
    """One event of a record, with what it changed."""

    at: datetime
    actor: str
    reason: str
    via: str
    action: str
    changes: list[Change]


@cache
def models_by_table() -> dict[str, type[models.Model]]:
    """The audited tables."""
    audited = {table for table, _pk in sealing.audited_tables()}
    return {
        model._meta.db_table: model
        for model in apps.get_models()
        if model._meta.db_table in audited and not model._meta.proxy
    }


def record_words(table: str, record_id: str) -> str:
    """What people call a record: its kind and its number."""
    model = models_by_table().get(table)
    return f"{str(model._meta.verbose_name).capitalize() if model else table} {record_id}"


def happenings_of(*, viewer: Any, table: str, record_id: Any) -> list[Happening]:
    """What happened to one record within the viewer's reach, newest first; raises NotFound."""
    model = models_by_table().get(table)
    events = list(audit.history(viewer=viewer, table=table, record_id=record_id)[:LONGEST]) if model else []
    if model is None or not events:
        raise NotFound(record_id)
    return list(_told(model, events, _today(model, record_id)))


def _today(model: type[models.Model], record_id: Any) -> dict[str, Any] | None:
    """The row as it is now, written as the triggers write it; None when it is gone."""
    quoted = connection.ops.quote_name(model._meta.db_table)
    column = connection.ops.quote_name(str(model._meta.pk.column))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t)::text FROM {quoted} t WHERE {column}::text = %s", [str(record_id)])
        row = cursor.fetchone()
    return json.loads(row[0]) if row else None


def _told(model: type[models.Model], events: list[AuditEvent], after: dict | None) -> Iterator[Happening]:
    """Each event knows the row before it; the row after it is what the next one found."""
    names = _names_of(model, [*(event.before for event in events), after])
    for event in events:
        changes = _changes(model, event.before or {}, after or {}, names) if event.action != "delete" else []
        yield Happening(event.at, event.actor_name, event.reason, event.via, event.action, changes)
        after = event.before


def _names_of(model: type[models.Model], rows: list[dict[str, Any] | None]) -> dict[int, str]:
    """The names of the officers that rows of this table point at."""
    columns = [str(field.column) for field in model._meta.local_concrete_fields if field.related_model is User]
    pointed_at = {row[column] for row in rows if row for column in columns if row.get(column)}
    return dict(User.objects.filter(pk__in=pointed_at).values_list("pk", "name"))


def _changes(model: type[models.Model], before: dict, after: dict, names: dict[int, str]) -> list[Change]:
    found = []
    for field in model._meta.local_concrete_fields:
        old, new = before.get(field.column), after.get(field.column)
        if is_told(field) and old != new and not (old in EMPTY and new in EMPTY):
            found.append(
                Change(capfirst(str(field.verbose_name)), _words(field, old, names), _words(field, new, names))
            )
    return found


def is_told(field: models.Field) -> bool:
    """Keys, blind indexes and what follows from other fields tell nobody anything."""
    return not (field.primary_key or isinstance(field, BlindIndexField) or field.column in NOT_TOLD)


def _words(field: models.Field, value: Any, names: dict[int, str]) -> str:
    """One value as people read it."""
    if value in EMPTY:
        return formats.NOTHING
    if isinstance(field, EncryptedField):
        return _("disamarkan")
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if field.related_model is not None:
        return names.get(value) or record_words(field.related_model._meta.db_table, value)
    return _in_letters(field, value)


def _in_letters(field: models.Field, value: Any) -> str:
    """Days as days, lists as lists; what is longer than a screen is cut."""
    if isinstance(field, models.DateTimeField):
        return formats.moment(datetime.fromisoformat(value))
    if isinstance(field, models.DateField):
        return formats.day(date.fromisoformat(value))
    if isinstance(field, DateRangeField):
        first, after = (date.fromisoformat(end) for end in value.strip("[)").split(","))
        return f"{formats.day(first)} {formats.NOTHING} {formats.day(after - timedelta(days=1))}"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
