"""Seals over the audit events, and the verification that finds a tampered row."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.db import connection, transaction
from django.utils.translation import gettext as _

from lumbung.core import bulk
from lumbung.core.home import data_folder
from lumbung.core.models import AuditSeal, AuditShape

EVENTS_PER_SEAL = 50_000
_ALONE = """
    e.id, e.at, e.actor_id, e.actor_name, e.reason, e.via, e.table_name, e.record_id, e.region_code, e.action, e.before,
    e.fingerprint, e.shape
"""
"""The columns of an event of one record: all there were when the first seals were made, which must stay true."""
_DIGEST = f"""
    SELECT min(id), max(id), count(*), encode(sha256(string_agg(hashed, ''::bytea ORDER BY id)), 'base64')
      FROM (SELECT id, sha256(convert_to(CASE WHEN e.block IS NULL AND e.records IS NULL AND e.fingerprints IS NULL
                                              THEN ROW({_ALONE})::text ELSE e::text END, 'UTF8')) AS hashed
              FROM core_auditevent e WHERE id > %s AND id <= %s ORDER BY id LIMIT %s) AS stretch
"""
_TOLD = """
    SELECT id, record_id, action, fingerprint, shape FROM core_auditevent WHERE table_name = %s AND records IS NULL
    UNION ALL
    SELECT id, one.record::text, action, one.fingerprint, shape
      FROM core_auditevent, unnest(records, fingerprints) AS one(record, fingerprint)
     WHERE table_name = %s AND records IS NOT NULL
"""
_LATEST = f"""
    SELECT record_id FROM (
        SELECT DISTINCT ON (record_id) record_id, action, fingerprint, shape
          FROM ({_TOLD}) AS told ORDER BY record_id, id DESC
    ) AS newest LEFT JOIN (SELECT {{pk}}::text AS record_id, {{row}} AS is_now FROM {{table}} t) AS current
    USING (record_id)
    WHERE shape = %s AND CASE WHEN action = 'delete' THEN is_now IS NOT NULL
                              ELSE is_now IS DISTINCT FROM fingerprint END
    LIMIT 100
"""
_UNKNOWN = f"""
    SELECT {{pk}}::text FROM {{table}} t
     WHERE NOT EXISTS (SELECT 1 FROM ({_TOLD}) AS told WHERE told.record_id = t.{{pk}}::text) LIMIT 100
"""


@dataclass(frozen=True)
class Finding:
    """One place where the books do not agree with the audit."""

    table: str
    record: str
    kind: str

    def __str__(self) -> str:
        sentences = {
            "row": _("Baris %(record)s di tabel %(table)s berbeda dari jejak auditnya."),
            "unknown": _("Baris %(record)s di tabel %(table)s tidak punya jejak audit."),
            "seal": _("Jejak audit %(record)s tidak cocok dengan segelnya."),
            "anchor": _("Segel terakhir %(record)s tidak cocok dengan salinannya di luar basis data."),
        }
        return sentences[self.kind] % {"record": self.record, "table": self.table}


def _chained(previous: str, stretch: str) -> str:
    return b64encode(hashlib.sha256(f"{previous}|{stretch}".encode()).digest()).decode()


def seal() -> int:
    """Seal all events so far; returns how many. Waits for writers under way, so none is left out."""
    sealed = 0
    while stretch := seal_next():
        sealed += stretch
    return sealed


@transaction.atomic
def seal_next() -> int:
    """Seal the next stretch; how many events, none when all are."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE core_auditseal IN EXCLUSIVE MODE")
        cursor.execute("LOCK TABLE core_auditevent IN SHARE MODE")
        last = AuditSeal.objects.order_by("-last_event").first()
        cursor.execute(_DIGEST, [last.last_event if last else 0, 2**62, EVENTS_PER_SEAL])
        first, upto, count, stretch = cursor.fetchone()
    if not count:
        return 0
    digest = _chained(last.digest if last else "", stretch)
    AuditSeal.objects.create(first_event=first, last_event=upto, events=count, digest=digest)
    transaction.on_commit(lambda: _write_anchor(upto, digest))
    return count


def _write_anchor(upto: int, digest: str) -> None:
    _anchor().parent.mkdir(exist_ok=True)
    with _anchor().open("a") as file:
        file.write(f"{upto} {digest}\n")


def _anchor() -> Path:
    return data_folder() / "audit" / f"seals-{connection.settings_dict['NAME']}.log"


def verify() -> Iterator[Finding]:
    """Everything that does not agree: broken seals first, then rows that differ from their audit."""
    yield from _broken_seals()
    yield from _tampered_rows()


def _broken_seals() -> Iterator[Finding]:
    previous, last_event = "", 0
    with connection.cursor() as cursor:
        for sealed in AuditSeal.objects.order_by("last_event"):
            cursor.execute(_DIGEST, [last_event, sealed.last_event, 2**62])
            stretch = cursor.fetchone()[3] or ""
            if _chained(previous, stretch) != sealed.digest:
                yield Finding("core_auditevent", f"{sealed.first_event}–{sealed.last_event}", "seal")
            previous, last_event = sealed.digest, sealed.last_event
    if _anchor().exists():
        newest = _anchor().read_text().split()[-2:]
        if newest and not AuditSeal.objects.filter(last_event=newest[0], digest=newest[1]).exists():
            yield Finding("core_auditseal", newest[0], "anchor")


def audited_tables() -> list[tuple[str, str]]:
    """(table, primary key column) of every audited model."""
    return [
        (model._meta.db_table, str(model._meta.pk.column))
        for model in apps.get_models()
        if any(trigger.name == "audit_insert" for trigger in getattr(model._meta, "triggers", []))
    ]


def _tampered_rows() -> Iterator[Finding]:
    for table, pk in audited_tables():
        yield from _tampered(table, pk)


@transaction.atomic
def _tampered(table: str, pk: str) -> list[Finding]:
    """One table. Rows and events are hashed and joined whole: fresh tables have no statistics, and row by row each
    row's hash would be taken once for every event."""
    found = []
    with connection.cursor() as cursor, bulk.whole_joins():
        for shape in AuditShape.objects.filter(table_name=table):
            columns = ", ".join(f't."{name}"' for name in shape.columns)
            row = f"encode(sha256(convert_to(ROW({columns})::text, 'UTF8')), 'base64')"
            cursor.execute(_LATEST.format(pk=pk, row=row, table=table), [table, table, shape.shape])
            found += [Finding(table, record, "row") for (record,) in cursor.fetchall()]
        cursor.execute(_UNKNOWN.format(pk=pk, table=table), [table, table])
        found += [Finding(table, record, "unknown") for (record,) in cursor.fetchall()]
    return found
