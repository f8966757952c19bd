"""Audit: who changed what, when and why, written by the database itself and sealed in a chain.

Statement-level triggers see COPY, bulk SQL and psql alike. Each event keeps the row as it was
*before* (the row after it is the next event's `before`, or the table today) and a fingerprint of
the row as it is *after*; `sealing.verify` compares the newest fingerprint of every record with its table
and recomputes the chain over the events, so a row altered behind the triggers is found, in the
domain and in the audit alike. The newest seal is also written outside the database.

Rows that one statement brings into one region are one event, with the number and the fingerprint of each: a row that
was not there before has nothing else to tell. Their numbers lie in one block, so that a record's event is found.
"""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q

from lumbung.core.models import AuditEvent

BLOCK = 1024
"""Records whose numbers give the same whole part when divided by this may share an event."""
LARGEST = 2**63 - 1

_WHO = """
    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;
    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);
    audit_reason := coalesce(current_setting('lumbung.reason', true), '');
    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');
"""
_FINGERPRINT = "encode(sha256(convert_to({row}::text, 'UTF8')), 'base64')"
_SHAPE = """
    audit_zone := current_setting('TimeZone');
    audit_nested := current_setting('enable_nestloop');
    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),
            set_config('enable_nestloop', 'off', true);
    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns
      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;
    audit_shape := hashtext(array_to_string(audit_columns, ','));
    INSERT INTO core_auditshape (table_name, shape, columns)
    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;
"""
_EACH = """
            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,
                                         region_code, action, before, fingerprint, shape)
            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,
                   {key}::text, {region}, '{action}', {before}, {after}, audit_shape
              FROM {source};"""
_TOGETHER = """
            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,
                                         region_code, action, fingerprint, shape, block, records, fingerprints)
            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,
                   min(record)::text, region, 'insert',
                   CASE count(*) WHEN 1 THEN min(made) ELSE '' END, audit_shape,
                   CASE WHEN count(*) > 1 THEN part END,
                   CASE WHEN count(*) > 1 THEN array_agg(record) END,
                   CASE WHEN count(*) > 1 THEN array_agg(made) END
              FROM (SELECT {key} AS record, {region} AS region, {key} / {block} AS part, {after} AS made
                      FROM now_rows n) AS brought
             GROUP BY region, part;"""
_SOURCES = {
    "insert": "now_rows n",
    "update": "now_rows n JOIN old_rows o USING ({pk}) WHERE n::text IS DISTINCT FROM o::text",
    "delete": "old_rows o",
}


class AuditTrigger(pgtrigger.Trigger):
    """Writes one event per changed row, one statement at a time; new rows of a numbered table share theirs.

    A session keeps the plan of the first call, perhaps for one row; a nested loop in it would compare a later
    statement's rows each with each, so the trigger does without.
    """

    when = pgtrigger.After
    level = pgtrigger.Statement
    declare = [
        *(("audit_columns", "text[]"), ("audit_shape", "integer"), ("audit_zone", "text"), ("audit_nested", "text")),
        *(("audit_actor", "bigint"), ("audit_actor_name", "text"), ("audit_reason", "text"), ("audit_via", "text")),
    ]

    def __init__(self, action: str) -> None:
        self.action = action
        tables = {"new": "now_rows"} if action != "delete" else {}
        tables |= {"old": "old_rows"} if action != "insert" else {}
        super().__init__(
            name=f"audit_{action}",
            operation=getattr(pgtrigger, action.capitalize()),
            referencing=pgtrigger.Referencing(**tables),
        )

    def get_func(self, model: Any) -> str:
        """The function body for one table."""
        alias = "o" if self.action == "delete" else "n"
        pk = model._meta.pk
        names = {field.column for field in model._meta.local_concrete_fields}
        together = self.action == "insert" and isinstance(pk, models.IntegerField)
        written = (_TOGETHER if together else _EACH).format(
            action=self.action,
            block=BLOCK,
            key=f"{alias}.{pk.column}" if self.action != "update" else pk.column,
            region=f"{alias}.region_code" if "region_code" in names else "''",
            before="NULL" if self.action == "insert" else "to_jsonb(o)",
            after="''" if self.action == "delete" else _FINGERPRINT.format(row="n"),
            source=_SOURCES[self.action].format(pk=pk.column),
        )
        return f"""
            {_SHAPE}
            {_WHO}{written}
            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);
            RETURN NULL;
        """


def triggers() -> list[pgtrigger.Trigger]:
    """The three triggers for `class Meta: triggers = [*audit.triggers()]`."""
    return [AuditTrigger(action) for action in ("insert", "update", "delete")]


def append_only() -> pgtrigger.Protect:
    """Refuses UPDATE and DELETE, for rows that are history themselves."""
    return pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


def history(*, viewer: Any, table: str, record_id: Any) -> models.QuerySet[AuditEvent]:
    """Everything that happened to one record within the viewer's reach, newest first."""
    number = str(record_id)
    found = AuditEvent.objects.visible_to(viewer).filter(table_name=table).order_by("-id")
    if not number.isdecimal() or int(number) > LARGEST:
        return found.filter(record_id=number)
    told = Q(record_id=number) | Q(block=int(number) // BLOCK, records__contains=[int(number)])
    return found.filter(told).telling_of(int(number))
