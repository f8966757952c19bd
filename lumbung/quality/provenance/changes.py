"""What a file would change, or has changed, in records that were there before: old beside new, fact by fact."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import polars as pl
from django.db.models import Q
from django.urls import reverse

from lumbung.core import bulk, crypto
from lumbung.quality import workspace
from lumbung.quality.canonical import DWELLING, FIELDS, PERSON, label_of
from lumbung.quality.inspection import chunk_of, chunks_in
from lumbung.quality.models import ImportBatch, ImportChange, ImportedRow
from lumbung.quality.provenance.stories import row_now
from lumbung.quality.provenance.wording import in_file
from lumbung.registry.models import Dwelling, Family, Person

MOST = 200
OF_PERSON = tuple(name for name, column in FIELDS.items() if column.of == PERSON and name != "nik")
OF_DWELLING = (*(name for name, column in FIELDS.items() if column.of == DWELLING), "region_code")
KEPT = {
    "registry_person": (Person, (*OF_PERSON, "region_code")),
    "registry_dwelling": (Dwelling, OF_DWELLING),
    "registry_family": (Family, ("head_name", "region_code")),
}


@dataclass(frozen=True)
class Change:
    """One record with every fact that differs."""

    name: str
    kind: Any
    url: str
    row: int | None
    facts: list[tuple[str, str, str]]


def changes_of(batch: ImportBatch, *, viewer: Any, most: int = MOST) -> list[Change]:
    """At most so many records: what would change before the import, what was changed after it."""
    imported = batch.status in (ImportBatch.Status.IMPORTED, ImportBatch.Status.UNDONE)
    return list(islice(_made(batch, viewer) if imported else _to_come(batch, viewer), most))


def _to_come(batch: ImportBatch, viewer: Any) -> Iterator[Change]:
    folder = workspace.folder_of(batch.pk)
    for number in range(chunks_in(folder)):
        people = chunk_of(folder, number).filter(~pl.col("region_code").is_in(batch.taken))
        if not people.is_empty():
            yield from _of_chunk(people, batch, viewer)


def _of_chunk(people: pl.DataFrame, batch: ImportBatch, viewer: Any) -> Iterator[Change]:
    key, families = _known_families(people, batch, viewer)
    rows = people.filter(pl.col(key).is_in(list(families)))
    numbers = crypto.blind_series(rows["nik"], "nik").to_list()
    members = _members(families.values(), viewer)
    homes: set[int] = set()
    for row, index in zip(rows.iter_rows(named=True), numbers, strict=True):
        family = families[row[key]]
        if family.pk not in homes:
            homes.add(family.pk)
            yield from _compared(family.dwelling, row, OF_DWELLING, family)
        if known := members.get((family.pk, index)):
            yield from _compared(known, row, (*OF_PERSON, "region_code"), known)


def _known_families(people: pl.DataFrame, batch: ImportBatch, viewer: Any) -> tuple[str, dict[str, Family]]:
    """By the card, or by the number that the source gave them, as the intake knows them."""
    active = Family.objects.visible_to(viewer).filter(status=Family.Status.ACTIVE).select_related("dwelling")
    if people["origin_key"].null_count() == people.height:
        cards = people["kk"].unique()
        blinded = dict(zip(crypto.blind_series(cards, "kk"), cards, strict=True))
        found = active.filter(kk_index__in=[index for index in blinded if index])
        return "kk", {blinded[family.kk_index.hex]: family for family in found}
    found = active.filter(origin=batch.layout, origin_key__in=people["origin_key"].drop_nulls().unique().to_list())
    return "origin_key", {family.origin_key: family for family in found if family.origin_key}


def _members(families: Any, viewer: Any) -> dict[tuple[int, str], Person]:
    known = Person.objects.visible_to(viewer).filter(family__in=list(families)).exclude(status=Person.Status.MERGED)
    return {(one.family_id, one.nik_index.hex): one for one in known.filter(~Q(nik_index=None))}


def _compared(record: Any, row: Mapping[str, Any], names: tuple[str, ...], shown: Any) -> Iterator[Change]:
    """What the row says differently; its silence changes nothing."""
    pairs = [(name, getattr(record, name), row.get(name)) for name in names]
    facts = [_fact(name, old, new) for name, old, new in pairs if new is not None and new != old]
    if facts:
        yield Change(str(shown), record._meta.verbose_name, _address(shown), row["row"], facts)


def _made(batch: ImportBatch, viewer: Any) -> Iterator[Change]:
    rows = dict(ImportedRow.objects.visible_to(viewer).filter(batch=batch).values_list("person_id", "row"))
    changes = ImportChange.objects.visible_to(viewer).filter(batch=batch).order_by("pk")
    for change in changes.iterator(chunk_size=MOST):
        model, names = KEPT[change.table_name]
        record = model._default_manager.filter(pk=change.record_id).first()
        after = _after(change)
        if record is None or not after:
            continue
        pairs = [(name, change.before.get(name), after.get(name)) for name in names]
        facts = [_fact(name, old, new) for name, old, new in pairs if old != new]
        if facts:
            row = rows.get(change.record_id) if change.table_name == "registry_person" else None
            yield Change(str(record), model._meta.verbose_name, _address(record), row, facts)


def _after(change: ImportChange) -> dict[str, Any]:
    """The record as the import left it: as the next change found it, or as it is."""
    given = {"table": change.table_name, "record": str(change.record_id), "before": json.dumps(change.before)}
    later = bulk.rows(_NEXT, given)
    return json.loads(later[0][0]) if later else row_now(change.table_name, change.record_id)


def _fact(name: str, old: Any, new: Any) -> tuple[str, str, str]:
    return label_of(name), in_file(name, old), in_file(name, new)


def _address(record: Any) -> str:
    if isinstance(record, Person):
        return reverse("registry:person", args=[record.pk])
    family = record if isinstance(record, Family) else record.families.order_by("pk").first()
    return reverse("registry:family", args=[family.pk]) if family else ""


_NEXT = """
    SELECT before::text FROM core_auditevent
     WHERE table_name = %(table)s AND record_id = %(record)s AND action = 'update' AND id > (
           SELECT min(id) FROM core_auditevent
            WHERE table_name = %(table)s AND record_id = %(record)s AND action = 'update'
              AND before - 'updated_at' = %(before)s::jsonb - 'updated_at')
     ORDER BY id LIMIT 1
"""
