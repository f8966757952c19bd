"""The word keys of every person's name, one row each: what a search by sound looks through.

PostgreSQL will not use a GIN index below a row-level security policy, because array operators are not leakproof;
text comparison is. So the keys stand in a table of their own with one B-tree index (key, region, person), and
triggers keep it, whoever writes persons and however many at a time. `name_keys` holds each key once (registry.names).
"""

import pgtrigger
from django.db import models

from lumbung.core.reach import ReachQuerySet

_KEYS_OF_NEW = """
    INSERT INTO registry_namekey (key, region_code, person_id)
    SELECT word, n.region_code, n.id FROM {new} n, unnest(n.name_keys) AS word;
"""
_FORGET_OLD = """
    DELETE FROM registry_namekey k USING {old} o, unnest(o.name_keys) AS word
     WHERE k.key = word AND k.region_code = o.region_code AND k.person_id = o.id;
"""
_RENAMED = """(
    SELECT id, name_keys, region_code FROM {these} EXCEPT SELECT id, name_keys, region_code FROM {those})"""
_BEFORE, _AFTER = (
    _RENAMED.format(these="old_rows", those="now_rows"),
    _RENAMED.format(these="now_rows", those="old_rows"),
)
_BODIES = {
    "insert": _KEYS_OF_NEW.format(new="now_rows"),
    "update": _FORGET_OLD.format(old=_BEFORE) + _KEYS_OF_NEW.format(new=_AFTER),
    "delete": _FORGET_OLD.format(old="old_rows"),
}


class NameKey(models.Model):
    """One word of one person's name, as it sounds."""

    pk = models.CompositePrimaryKey("key", "region_code", "person")
    key = models.CharField(max_length=60, db_collation="C")
    region_code = models.CharField(max_length=13, db_collation="C")
    person = models.ForeignKey(
        "registry.Person", models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )

    objects = ReachQuerySet.as_manager()

    def __str__(self) -> str:
        return self.key


def triggers() -> list[pgtrigger.Trigger]:
    """The three statement-level triggers of the persons table."""
    return [
        pgtrigger.Trigger(
            name=f"name_keys_{action}",
            when=pgtrigger.After,
            level=pgtrigger.Statement,
            operation=getattr(pgtrigger, action.capitalize()),
            referencing=pgtrigger.Referencing(
                old="old_rows" if action != "insert" else None, new="now_rows" if action != "delete" else None
            ),
            func=f"{body} RETURN NULL;",
        )
        for action, body in _BODIES.items()
    ]
