"""What the common trail told of a row before it became secret: it goes beyond reach together with the row.

Events are sealed and never changed, so another table says which of them lie beyond (`AuditBeyond`); the policy of the
trail leaves them out. Of an event that tells of many rows a third table names the secret ones (`AuditPartBeyond`); who
reads the trail is told of the others only. The triggers below write it in the very statement that makes something
secret, psql's included.
"""

from dataclasses import dataclass
from typing import Any

from django.db.migrations.operations.base import Operation

from lumbung.core.audit import BLOCK

_BLOCKS = f"ANY (ARRAY(SELECT one / {BLOCK} FROM unnest(secret) AS one))"
_FUNCTION = """
    CREATE {or_replace}FUNCTION core_put_beyond(place text, which text, numbers bigint[])
    RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
        wall text := coalesce(current_setting('lumbung.wall', true), '');
        lo text := coalesce(current_setting('lumbung.reach_lo', true), '');
        hi text := coalesce(current_setting('lumbung.reach_hi', true), '');
        secret bigint[];
    BEGIN
        PERFORM set_config('lumbung.wall', 'lifted', true), set_config('lumbung.reach_lo', '0', true),
                set_config('lumbung.reach_hi', ':', true);
        EXECUTE format('SELECT array_agg(t.id) FROM %I t WHERE %s', place, which) INTO secret USING numbers;
        {put}
        PERFORM set_config('lumbung.wall', wall, true), set_config('lumbung.reach_lo', lo, true),
                set_config('lumbung.reach_hi', hi, true);
    END $$
"""
_OF_ONE = """
        SELECT e.id FROM core_auditevent e
         WHERE e.table_name = place AND e.records IS NULL AND e.record_id = ANY (secret::text[]) AND e.region_code < '~'
"""
PUT_BEYOND = _FUNCTION.format(
    or_replace="",
    put=f"""INSERT INTO core_auditbeyond (event_id)
        {_OF_ONE.strip()}
         UNION
        SELECT e.id FROM core_auditevent e
         WHERE e.table_name = place AND e.block = {_BLOCKS}
           AND e.records <@ secret AND e.region_code < '~'
            ON CONFLICT DO NOTHING;""",
)
"""Events of the rows of a table that `which` finds by numbers (`$1`); of those that tell of many, where all are secret.

It lifts the walls for itself: who makes something secret may have known less of it than is told.
"""
PUT_PARTS_BEYOND = _FUNCTION.format(
    or_replace="OR REPLACE ",
    put=f"""INSERT INTO core_auditpartbeyond (event_id, record)
        SELECT e.id, one FROM core_auditevent e, unnest(e.records) AS one
         WHERE e.table_name = place AND e.block = {_BLOCKS} AND e.records && secret AND one = ANY (secret)
           AND e.region_code < '~'
            ON CONFLICT DO NOTHING;
        INSERT INTO core_auditbeyond (event_id)
        {_OF_ONE.strip()}
         UNION
        SELECT e.id FROM core_auditevent e
         WHERE e.table_name = place AND e.block = {_BLOCKS} AND e.records && secret AND e.region_code < '~'
           AND cardinality(e.records) = (SELECT count(*) FROM core_auditpartbeyond p WHERE p.event_id = e.id)
            ON CONFLICT DO NOTHING;""",
)
"""The same; of an event that tells of many, each secret one by itself, and all of it once none is left to be told."""


@dataclass(frozen=True)
class Moment:
    """When rows become secret: a change of a table, under a condition, and the numbers by which they are found."""

    table: str
    change: str
    condition: str
    numbers: str


class PastBeyond(Operation):
    """Migration: the past of rows goes beyond reach when they get readers; of those that have some, now.

    Another context says for its tables what makes a row secret: `moments`, `which` and `by_now`.
    """

    reversible = True
    _CREATE = """
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM core_put_beyond('{table}', '{which}', {numbers});
            RETURN NULL;
        END $$;
        CREATE TRIGGER {name} AFTER {change} ON {on} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION {name}()
    """

    def __init__(self, table: str) -> None:
        self.table = table

    def moments(self) -> list[Moment]:
        """A row gets its readers."""
        gets = "OLD.readers IS NULL AND NEW.readers IS NOT NULL"
        return [Moment(self.table, "UPDATE OF readers", gets, "ARRAY[NEW.id]")]

    def which(self) -> str:
        """The rows of the table, as `t`, by the numbers of a moment."""
        return "t.id = ANY ($1)"

    def by_now(self) -> str:
        """The rows that are secret as the migration runs."""
        return "t.readers IS NOT NULL"

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model state does not change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """A trigger for each moment; then what became secret before there was one."""
        for name, moment in self._named():
            schema_editor.execute(
                self._CREATE.format(
                    name=name, table=self.table, which=self.which(), numbers=moment.numbers,
                    change=moment.change, on=moment.table, condition=moment.condition,
                )
            )  # fmt: skip
        self.look_again(schema_editor)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop them; what lies beyond stays there."""
        for name, moment in self._named():
            schema_editor.execute(f"DROP TRIGGER {name} ON {moment.table}")
            schema_editor.execute(f"DROP FUNCTION {name}()")

    def describe(self) -> str:
        """One line for `migrate --plan`."""
        return f"The past of {self.table} goes beyond reach with what becomes secret"

    def look_again(self, schema_editor: Any) -> None:
        """What is secret by now goes beyond, whatever went before."""
        schema_editor.execute("SELECT core_put_beyond(%s, %s, ARRAY[]::bigint[])", [self.table, self.by_now()])

    def _named(self) -> list[tuple[str, Moment]]:
        return [(f"past_of_{self.table}_by_{moment.table}", moment) for moment in self.moments()]


class PastAgain(Operation):
    """Migration: the past of rows that are secret is looked at once more, by a function that has learnt more."""

    reversible = True

    def __init__(self, past: PastBeyond) -> None:
        self.past = past

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model state does not change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """What lies beyond already stays there."""
        self.past.look_again(schema_editor)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """What lies beyond stays there."""

    def describe(self) -> str:
        """One line for `migrate --plan`."""
        return f"The past of {self.past.table} is looked at once more"
