"""Migrations that make many triggers at once, and what is left behind them."""

from typing import Any

from django.db import connections
from django.db.migrations.operations.base import Operation

_FORGET = """
    DO $$ DECLARE found record; BEGIN
        FOR found IN SELECT t.tgname AS name, t.tgrelid::regclass AS place FROM pg_trigger t
                       JOIN pg_description d ON d.objoid = t.oid AND d.classoid = 'pg_trigger'::regclass
        LOOP EXECUTE format('COMMENT ON TRIGGER %I ON %s IS NULL', found.name, found.place); END LOOP;
    END $$
"""


def forget_fingerprints(*, using: str, **_told: Any) -> None:
    """Take away the fingerprints that the trigger library leaves as comments: some look like identity numbers, and a
    copy of the database holds none."""
    with connections[using].cursor() as cursor:
        cursor.execute(_FORGET)


class Together(Operation):
    """Migration: many operations as one step, from what was before the first to what is after the last.

    Each of its own works out anew every model that is related to it, which soon is every model: with a hundred and
    fifty of them, half a minute for a new database. None of them may need what another of them has just made, other
    than a table or a column.
    """

    reversible = True

    def __init__(self, *operations: Any) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        """All of them, before any is worked out."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Each in order."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Undo them, the last one first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """One line for `migrate --plan`."""
        return "; ".join(operation.describe() for operation in self.operations)


class CreateTogether(Together):
    """Migration: many models at once."""

    def describe(self) -> str:
        """One line for `migrate --plan`."""
        return f"Models {', '.join(create.name for create in self.operations)}"


class InstallTriggers(Operation):
    """Migration: the triggers that models were created with (`options={"triggers": [...]}`).

    One `AddTrigger` for each would work every related model out anew: a minute for a new database.
    """

    reversible = True

    def __init__(self, *models: str) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models already say what triggers they have."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Create each function with its trigger."""
        for trigger in self._triggers(app_label, to_state):
            schema_editor.execute(trigger.install_sql, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop them."""
        for trigger in self._triggers(app_label, from_state):
            schema_editor.execute(trigger.uninstall_sql, params=None)

    def describe(self) -> str:
        """One line for `migrate --plan`."""
        return f"Triggers of {', '.join(self.models)}"

    def _triggers(self, app_label: str, state: Any) -> list[Any]:
        return [trigger for name in self.models for trigger in state.models[app_label, name].options["triggers"]]


class ReplaceTriggers(Operation):
    """Migration: one trigger of each named model made anew, under the name it has.

    A `RemoveTrigger` and an `AddTrigger` for each would work every related model out twice.
    """

    reversible = True

    def __init__(self, **triggers: Any) -> None:
        self.triggers = triggers

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Each takes the place of the one of its name."""
        for model, made in self.triggers.items():
            options = state.models[app_label, model].options
            options["triggers"] = [*(one for one in options["triggers"] if one.name != made.name), made]

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Create each in the place of the former."""
        for made in self.triggers.values():
            schema_editor.execute(made.install_sql, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """The former ones again."""
        for model, made in self.triggers.items():
            for former in to_state.models[app_label, model].options["triggers"]:
                if former.name == made.name:
                    schema_editor.execute(former.install_sql, params=None)

    def describe(self) -> str:
        """One line for `migrate --plan`."""
        return f"New triggers of {', '.join(self.triggers)}"
