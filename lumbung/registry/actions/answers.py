"""Correcting answers of a family: the dwelling's and the members', each only while it still reads as it did."""

from datetime import date
from typing import Any

import polars as pl
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk
from lumbung.core.refusals import Refusal
from lumbung.registry import names
from lumbung.registry.actions.intake import DWELLING_FACTS, PERSON_FACTS, learn_words
from lumbung.registry.models import Dwelling, Person

_OF_SOURCES = {"birth_date_source"}
CORRECTABLE: dict[type[models.Model], tuple[str, ...]] = {
    Dwelling: tuple(DWELLING_FACTS),
    Person: tuple(name for name in PERSON_FACTS if name not in _OF_SOURCES),
}
"""Answers that can be corrected; numbers, families and regions change on other ways."""

CORRECTION = {"model": pl.String, "record_id": pl.Int64, "field": pl.String, "old": pl.String, "new": pl.String}
_TYPES = {Dwelling: DWELLING_FACTS, Person: PERSON_FACTS}
_MODELS: dict[str, type[models.Model]] = {"dwelling": Dwelling, "person": Person}


class AnsweredOtherwise(Refusal):
    """Somebody changed the answer in the meantime."""

    message = _("%(count)s isian sudah berubah sejak diusulkan. Usulkan lagi dari keadaan yang sekarang.")


@transaction.atomic
def correct_answers(*, corrections: pl.DataFrame) -> int:
    """Write `new` where the registry still says `old`; returns the answers written.

    `corrections` has the columns of CORRECTION, `model` being dwelling or person, values as PostgreSQL writes them.
    All or none: raises AnsweredOtherwise when one of them reads otherwise by now.
    """
    bulk.staged(corrections, "correction", {**dict.fromkeys(CORRECTION, "text"), "record_id": "bigint"})
    written = 0
    for model, field in corrections.select("model", "field").unique(maintain_order=True).iter_rows():
        written += bulk.execute(_write(_MODELS[model], field), [model, field])
    if written < corrections.height:
        raise AnsweredOtherwise(count=corrections.height - written)
    _follow(corrections)
    return written


def as_written(*, value: Any) -> str | None:
    """A value as PostgreSQL writes it in text; nothing stays nothing."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _write(model: type[models.Model], field: str) -> str:
    if field not in CORRECTABLE[model]:
        raise LookupError(field)
    kind = _TYPES[model][field]
    new = f"c.new::{kind}" if model._meta.get_field(field).null else f"coalesce(c.new::{kind}, '')"
    return (
        f"UPDATE {model._meta.db_table} t SET {field} = {new}, updated_at = now() FROM correction c"
        f" WHERE c.model = %s AND c.field = %s AND t.id = c.record_id"
        f" AND coalesce(t.{field}::text, '') = coalesce(c.old, '')"
    )


def _follow(corrections: pl.DataFrame) -> None:
    """What hangs on an answer: keys of a name, the head's name on the family, whether somebody still counts."""
    named = corrections.filter(pl.col("field") == "name").select("record_id", name="new")
    if named.height:
        keys = names.name_keys(named["name"])
        learn_words(sounds=keys.explode().unique().drop_nulls())
        listed = ("{" + keys.list.join(",") + "}").alias("name_keys")
        bulk.staged(named.with_columns(listed, keys.list.join(" ").alias("name_key")), "renamed", _RENAMED)
        bulk.execute(_RENAME)
        bulk.execute(_RENAME_HEADS)
    mothers = corrections.filter(pl.col("field") == "mother_name").select("record_id", name="new")
    if mothers.height:
        key = names.name_key(mothers["name"].fill_null("")).alias("mother_key")
        bulk.staged(mothers.with_columns(key), "mother_renamed", _MOTHERS)
        bulk.execute(_RENAME_MOTHERS)
    if corrections.filter(pl.col("field") == "presence").height:
        bulk.execute(_STATUS)


_RENAMED = {"record_id": "bigint", "name": "text", "name_key": "text", "name_keys": "text[]"}
_MOTHERS = {"record_id": "bigint", "mother_key": "text"}
_RENAME = """
    UPDATE registry_person p SET name_key = r.name_key, name_keys = r.name_keys FROM renamed r WHERE p.id = r.record_id
"""
_RENAME_HEADS = """
    UPDATE registry_family f SET head_name = r.name, updated_at = now()
      FROM renamed r JOIN registry_person p ON p.id = r.record_id
     WHERE f.id = p.family_id AND p.relation = 1
"""
_RENAME_MOTHERS = """
    UPDATE registry_person p SET mother_key = r.mother_key FROM mother_renamed r WHERE p.id = r.record_id
"""
_STATUS = """
    UPDATE registry_person p
       SET status = CASE p.presence WHEN 2 THEN 'dead' WHEN 3 THEN 'moved' WHEN 4 THEN 'moved' ELSE 'active' END
      FROM correction c
     WHERE c.model = 'person' AND c.field = 'presence' AND p.id = c.record_id AND p.status <> 'merged'
       AND (p.status = 'active') <> (coalesce(p.presence, 1) NOT IN (2, 3, 4))
"""
