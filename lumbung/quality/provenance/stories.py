"""From which source each fact of a record is, since when, by whom, and what stood there before.

Nothing is kept for this apart from what is kept anyway: a record knows the file and row that brought it, the audit
holds the row before every change, and an import's own list of changes tells which of those it made. So a first import
of a million people costs nothing more, and no writer can forget to say where a fact is from.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from lumbung.core import audit, bulk, formats
from lumbung.core.models import AuditEvent
from lumbung.quality.models import ImportBatch, ImportChange, ImportedRow
from lumbung.quality.provenance.wording import said

SEALED = {"nik": "nik_index", "kk": "kk_index", "phone": "phone_index"}
"""Facts that are encrypted anew at every writing: whether they changed is told by their index."""


@dataclass(frozen=True)
class Source:
    """A file or a person, and when."""

    what: str
    at: datetime | None
    by: str
    url: str = ""


@dataclass(frozen=True)
class Fact:
    """One fact: what it is, where it is from, and what stood there before, the latest first."""

    name: str
    label: Any
    value: str
    source: Source
    before: Sequence[tuple[str, Source]] = ()


@dataclass(frozen=True)
class Story:
    """A record's own source, and its facts that are known or once were."""

    source: Source
    facts: Sequence[Fact] = field(default_factory=list)

    @property
    def changed(self) -> list[Fact]:
        """Facts from another source than the record."""
        return [fact for fact in self.facts if fact.before]


def story_of(record: Any, *, viewer: Any, names: Sequence[str]) -> Story:
    """The facts named, each with its source, as far as the viewer's reach shows changes."""
    table = record._meta.db_table
    events = list(reversed(audit.history(viewer=viewer, table=table, record_id=record.pk)))
    changes = [event for event in events if event.action == "update" and event.before]
    states = [*(event.before or {} for event in changes), row_now(table, record.pk)]
    first = _first(record, events, viewer)
    sources = _sources(table, record, changes, viewer)
    return Story(first, list(_facts(record, names, states, first, sources)))


def _facts(
    record: Model, names: Sequence[str], states: Sequence[dict], first: Source, sources: Sequence[Source]
) -> Iterator[Fact]:
    labels = {one.name: one.verbose_name for one in record._meta.local_concrete_fields}
    for name in names:
        key, source = SEALED.get(name, name), first
        before: list[tuple[str, Source]] = []
        for number, made in enumerate(sources):
            old, new = states[number], states[number + 1]
            if old.get(key) != new.get(key):
                before.insert(0, (said(record, name, old.get(name)), source))
                source = made
        value = said(record, name, states[-1].get(name))
        if before or value:
            yield Fact(name, labels[name], value or formats.NOTHING, source, before)


def row_now(table: str, pk: int) -> dict[str, Any]:
    """A record as it is, in the shape in which the audit and imports keep what was; empty when it is gone."""
    found = bulk.rows(f"SELECT to_jsonb(t)::text FROM {table} t WHERE t.id = %s", [pk])
    return json.loads(found[0][0]) if found else {}


def _first(record: Any, events: Sequence[AuditEvent], viewer: Any) -> Source:
    """The file that brought the record, or who wrote it down."""
    born = next((event for event in events if event.action == "insert"), None)
    batch = ImportBatch.objects.visible_to(viewer).filter(pk=record.batch_id).first() if record.batch_id else None
    by = born.actor_name if born else ""
    if batch:
        return _file(batch, getattr(record, "source_row", None), born.at if born else batch.imported_at, by, viewer)
    return Source(_("Dicatat di registri"), born.at if born else None, by)


def _sources(table: str, record: Any, events: Sequence[AuditEvent], viewer: Any) -> list[Source]:
    """What made each change: the import whose list of changes holds the very same row before, else a person."""
    listed = ImportChange.objects.visible_to(viewer).filter(table_name=table, record_id=record.pk)
    by_state = {_state(change.before): change.batch for change in listed.select_related("batch")}
    known = ImportedRow.objects.visible_to(viewer).filter(person_id=record.pk) if table == "registry_person" else ()
    rows = {one.batch_id: one.row for one in known}
    return [
        _file(batch, rows.get(batch.pk), event.at, event.actor_name, viewer)
        if (batch := by_state.get(_state(event.before or {})))
        else Source(event.reason or _("Diubah di registri"), event.at, event.actor_name)
        for event in events
    ]


def _state(row: dict[str, Any]) -> tuple[datetime | None, str]:
    """A row as it was, whatever time zone its moment was written in."""
    rest = {name: value for name, value in row.items() if name != "updated_at"}
    return parse_datetime(row.get("updated_at") or ""), json.dumps(rest, sort_keys=True)


def _file(batch: ImportBatch, row: int | None, at: datetime | None, by: str, viewer: Any) -> Source:
    named = {"file": batch.file_name, "row": row}
    what = _("Berkas %(file)s, baris %(row)s") % named if row else _("Berkas %(file)s") % named
    if not viewer.may("quality.view"):
        return Source(what, at, by)
    address = reverse("quality:rows", args=[batch.pk]) if row else reverse("quality:batch", args=[batch.pk])
    return Source(what, at, by, f"{address}?baris={row}" if row else address)
