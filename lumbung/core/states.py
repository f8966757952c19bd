"""States: one status per record, one table of legal moves, kept by the database as well."""

from typing import Any

import pgtrigger
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import Refusal


class IllegalMove(Refusal):
    """The table of moves does not contain this step."""

    message = _("Langkah ini tidak bisa dilakukan: keadaannya sekarang “%(now)s”, bukan menuju “%(to)s”.")


def move(record: Any, to: str, **fields: Any) -> Any:
    """Move a (locked) record to another status and set what belongs to that step.

    Raises IllegalMove when the model's MOVES do not contain the step.
    """
    allowed = type(record).MOVES.get(record.status, frozenset())
    if to not in allowed:
        raise IllegalMove(record, now=record.get_status_display(), to=type(record).Status(to).label)
    record.status = to
    for name, value in fields.items():
        setattr(record, name, value)
    record.save(update_fields=["status", *fields])
    return record


class MovesTrigger(pgtrigger.Trigger):
    """The model's own MOVES as a trigger, so that a bulk update cannot walk past them.

    The table of moves stands in the trigger's condition: the database compares it itself, and only an
    illegal move calls a function. A function called for each row would take longer than the update.
    """

    when = pgtrigger.Before
    operation = pgtrigger.Update

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(name=f"moves_{field}")

    def get_condition(self, model: Any) -> pgtrigger.Condition:
        """A move that the table of the model it stands on does not contain."""
        table = apps.get_model(model._meta.label).MOVES
        legal = ", ".join(sorted(f"'{now}>{to}'" for now, targets in table.items() for to in targets))
        old, new = f'OLD."{self.field}"', f'NEW."{self.field}"'
        return pgtrigger.Condition(
            f"{old} IS DISTINCT FROM {new} AND ({old} || '>' || {new} = ANY (ARRAY[{legal}]::text[])) IS NOT TRUE"
        )

    def get_func(self, model: Any) -> str:
        """Refuse it."""
        return f"""
            RAISE EXCEPTION 'Invalid transition of field "{self.field}" from "%" to "%" on table %',
                OLD."{self.field}", NEW."{self.field}", TG_TABLE_NAME;
        """


def moves_trigger(field: str = "status") -> MovesTrigger:
    """For `class Meta: triggers = [states.moves_trigger()]`; the model has MOVES."""
    return MovesTrigger(field)
