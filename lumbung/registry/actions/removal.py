"""Taking a batch out again, as long as nothing was built on it."""

from datetime import datetime

from django.db.models import ManyToOneRel, Model
from django.utils.translation import gettext_lazy as _

from lumbung.core import bulk
from lumbung.core.refusals import Refusal
from lumbung.registry.models import Dwelling, Family, Person

OWN = (Dwelling, Family, Person)


class BuiltOn(Refusal):
    """Something outside the registry refers to a family or a person of the batch."""

    message = _(
        "Impor ini tidak bisa dikembalikan, karena %(count)s catatan lain sudah memakai datanya (%(kind)s). "
        "Batalkan dulu catatan itu."
    )


class ChangedSince(Refusal):
    """A record of the batch was changed afterwards, by a person or by a later file."""

    message = _("Impor ini tidak bisa dikembalikan, karena %(count)s datanya sudah diubah sesudahnya.")


def remove_batch(*, batch_id: int, finished_at: datetime, ignoring: tuple[type[Model], ...] = ()) -> int:
    """Delete the families, dwellings and people that one batch brought; returns the people removed.

    Refuses with BuiltOn or ChangedSince when anything stands on them. `ignoring` names the models that the caller
    removes itself.
    """
    _refuse_changed(batch_id, finished_at)
    _refuse_built_on(batch_id, ignoring)
    removed = bulk.execute("DELETE FROM registry_person WHERE batch_id = %s", [batch_id])
    bulk.execute(
        "CREATE TEMPORARY TABLE emptied ON COMMIT DROP AS SELECT dwelling_id FROM registry_family WHERE batch_id = %s",
        [batch_id],
    )
    bulk.execute("DELETE FROM registry_family WHERE batch_id = %s", [batch_id])
    bulk.execute(
        "DELETE FROM registry_dwelling d USING emptied e WHERE d.id = e.dwelling_id AND d.batch_id = %s", [batch_id]
    )
    bulk.execute("DROP TABLE emptied")
    return removed


def _refuse_changed(batch_id: int, finished_at: datetime) -> None:
    later = sum(
        bulk.rows(
            f"SELECT count(*) FROM {model._meta.db_table} WHERE batch_id = %s AND updated_at > %s",
            [batch_id, finished_at],
        )[0][0]
        for model in (Dwelling, Family, Person)
    )
    joined = bulk.rows(
        "SELECT count(*) FROM registry_person p JOIN registry_family f ON f.id = p.family_id"
        " WHERE f.batch_id = %s AND p.batch_id IS DISTINCT FROM %s",
        [batch_id, batch_id],
    )[0][0]
    if later or joined:
        raise ChangedSince(count=later + joined)


def _refuse_built_on(batch_id: int, ignoring: tuple[type[Model], ...]) -> None:
    """Whoever builds on a family has a foreign key to it, so the models themselves know."""
    for target in (Family, Person, Dwelling):
        for relation in target._meta.get_fields(include_hidden=True):
            if not isinstance(relation, ManyToOneRel) or relation.related_model in (*OWN, *ignoring):
                continue
            model = relation.field.model
            count = bulk.rows(
                f"SELECT count(*) FROM {model._meta.db_table} x JOIN {target._meta.db_table} t"
                f" ON t.id = x.{relation.field.column} WHERE t.batch_id = %s",
                [batch_id],
            )[0][0]
            if count:
                raise BuiltOn(count=count, kind=model._meta.verbose_name)


def restore_changed(*, finished_at: datetime) -> int:
    """Make records again what they were; the temporary table `registry_changed` says what that was.

    Refuses with ChangedSince when one of them was changed after `finished_at`.
    """
    restored = 0
    for model in (Dwelling, Family, Person):
        table = model._meta.db_table
        columns = ", ".join(str(field.column) for field in model._meta.local_concrete_fields if not field.primary_key)
        since = f"SELECT count(*) FROM {table} t {_KEPT} AND t.updated_at > %s"
        if later := bulk.rows(since, [table, finished_at])[0][0]:
            raise ChangedSince(count=later)
        restored += bulk.execute(
            f"UPDATE {table} t SET ({columns}) = (SELECT {columns} FROM jsonb_populate_record(NULL::{table}, c.before))"
            f" FROM registry_changed c WHERE c.table_name = %s AND c.record_id = t.id",
            [table],
        )
    return restored


_KEPT = "JOIN registry_changed c ON c.record_id = t.id WHERE c.table_name = %s"
