"""The wall around sensitive cases: the database shows their rows to the team and to an open break-glass entry only.

Every table about one case carries `region_code`, `sensitive` and `case_id`; a trigger copies the first two from the
case, and a case that becomes sensitive takes all its rows with it. Who may read is a row of `cases_key`, kept by
triggers from the team and from break-glass entries. The policy asks for a person's keys once for a statement, not once
for a row, and as an array: a set would be reckoned anew by the planner for each row that is joined, which then reads
every case of the nation instead of the few it needs.
"""

from typing import Any

import pgtrigger
from django.db.migrations.operations.base import Operation

from lumbung.core import audit
from lumbung.core.beyond import Moment, PastBeyond
from lumbung.core.reach import ACTOR, WITHIN_REACH, RowSecurity

_UNWATCHED = """
    coalesce(current_setting('lumbung.actor', true), '') = ''
    OR coalesce(current_setting('lumbung.wall', true), '') = 'lifted'
"""
"""The system itself, or an act that has asked for the wall to be lifted while it writes."""
_KEYS = f"""
    SELECT k.case_id FROM cases_key k
     WHERE (k.until IS NULL OR k.until > statement_timestamp())
       AND k.user_id = {ACTOR}
"""
_OUT_OF_REACH = "CASE WHEN {alias}.region_code = '' THEN '~' ELSE '~' || left({alias}.region_code, 12) END"
"""A region beyond everybody's reach: what is told of a case is read through the case, not through the common trail."""


class CaseSecurity(RowSecurity):
    """Migration: both walls on a table about cases. `key` is the column that holds the number of the case."""

    by = "region and team"

    def __init__(self, table: str, *, key: str = "case_id") -> None:
        super().__init__(table)
        self.key = key

    def using(self) -> str:
        """Region first, then the keys of whoever looks."""
        return f"{WITHIN_REACH} AND (NOT sensitive OR {_UNWATCHED} OR {self.key} = ANY (ARRAY({_KEYS})))"


def records_of(person: str) -> str:
    """SQL for every record of somebody: what a record was merged into, and whatever else was merged into that."""
    survivor = f"coalesce((SELECT p.merged_into_id FROM registry_person p WHERE p.id = {person}), {person})"
    return f"ARRAY[{survivor}] || ARRAY(SELECT a.id FROM registry_person a WHERE a.merged_into_id = {survivor})"


_THEM = """
    them AS MATERIALIZED (
         SELECT c.person_id AS person FROM cases_case c WHERE c.sensitive AND c.person_id IS NOT NULL
          UNION ALL
         SELECT p.merged_into_id FROM registry_person p JOIN cases_case c ON c.person_id = p.id AND c.sensitive
          WHERE p.merged_into_id IS NOT NULL)
"""
_ABSORBED = "SELECT a.id FROM registry_person a WHERE a.merged_into_id IN (SELECT them.person FROM them)"
IN_SECRET = f"WITH {_THEM} SELECT them.person FROM them UNION ALL {_ABSORBED}"
"""Who has a secret case, by every record of theirs."""
HELD = f"""
    (SELECT k.case_id FROM cases_key k WHERE (k.until IS NULL OR k.until > statement_timestamp())
        AND k.user_id = {ACTOR})
"""
"""Cases that whoever looks has a key to."""
KEPT_FROM = f"""
    WITH mine AS MATERIALIZED (
         SELECT unnest({records_of("c.person_id")}) AS person
           FROM cases_case c WHERE c.sensitive AND c.id IN {HELD}),
    {_THEM}
    SELECT them.person FROM them WHERE NOT EXISTS (SELECT 1 FROM mine WHERE mine.person = them.person)
     UNION ALL
    {_ABSORBED} AND NOT EXISTS (SELECT 1 FROM mine WHERE mine.person = a.id)
"""
"""Whom secret cases keep from whoever looks, as `queries.kept_from` answers it: they are on none of the teams.
Read from an index of the secret cases alone; of the registry only those are asked who became somebody else's record."""


def kept_in(table: str, column: str) -> str:
    """SQL for what hangs, in a table about cases, on a secret one that whoever looks has no key to."""
    return f"SELECT o.{column} FROM {table} o WHERE o.sensitive AND o.case_id NOT IN {HELD}"


def secret_in(table: str, column: str) -> str:
    """SQL for what hangs, in a table about cases, on a secret one."""
    return f"SELECT o.{column} FROM {table} o WHERE o.sensitive"


class AskedBeyond(Operation):
    """Migration: a function that a policy or an audit trigger asks once for a statement, for numbers only.

    It lifts the walls for itself, because it must know of every case, and puts them back.
    """

    reversible = True
    _CREATE = """
        CREATE OR REPLACE FUNCTION {name}() RETURNS SETOF bigint LANGUAGE plpgsql STABLE ROWS 100 AS $$
        DECLARE
            stood text[] := ARRAY[coalesce(current_setting('lumbung.wall', true), ''),
                                  coalesce(current_setting('lumbung.reach_lo', true), ''),
                                  coalesce(current_setting('lumbung.reach_hi', true), '')];
        BEGIN
            PERFORM set_config('lumbung.wall', 'lifted', true), set_config('lumbung.reach_lo', '0', true),
                    set_config('lumbung.reach_hi', ':', true);
            RETURN QUERY {asked};
            PERFORM set_config('lumbung.wall', stood[1], true), set_config('lumbung.reach_lo', stood[2], true),
                    set_config('lumbung.reach_hi', stood[3], true);
        END $$
    """

    def __init__(self, name: str, asked: str) -> None:
        self.name, self.asked = name, asked

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model state does not change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Create it, or make it anew."""
        schema_editor.execute(self._CREATE.format(name=self.name, asked=self.asked))

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop it."""
        schema_editor.execute(f"DROP FUNCTION {self.name}()")

    def describe(self) -> str:
        """One line for `migrate --plan`."""
        return f"What {self.name}() knows beyond the wall"


class KnownSecurity(RowSecurity):
    """Migration: both walls on a table; `known` is SQL for the rows that whoever looks may know of.

    Who writes a row stays within reach.
    """

    by = "region and who may know"

    def __init__(self, table: str, known: str) -> None:
        super().__init__(table)
        self.known = known

    def using(self) -> str:
        """Region first, then who may know."""
        return f"{WITHIN_REACH} AND ({_UNWATCHED} OR {self.known})"

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """In the place of the wall around the region."""
        schema_editor.execute(f"DROP POLICY IF EXISTS {self.policy} ON {self.table}")
        super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """The region's wall again."""
        super().database_backwards(app_label, schema_editor, from_state, to_state)
        RowSecurity(self.table).database_forwards(app_label, schema_editor, from_state, to_state)


class PersonSecurity(KnownSecurity):
    """Migration: on a table about people of the registry, whom a secret case keeps from whoever looks is not there.

    `through` is the table whose row leads to the person, by the `key` of this one.
    """

    def __init__(self, table: str, *, key: str = "person_id", through: str = "") -> None:
        known = f"{key} NOT IN (SELECT cases_kept_from())"
        if through:
            known = f"EXISTS (SELECT 1 FROM {through} behind WHERE behind.id = {table}.{key})"
        super().__init__(table, known)


class OwnToo(PersonSecurity):
    """Migration: on a table that keeps people away already, whoever wrote a row from `outside` the team reads it too.

    Who is refused, or doesn't find what they wrote, would know of the secret case.
    """

    def using(self) -> str:
        """Their own row says so."""
        return f"{WITHIN_REACH} AND ({_UNWATCHED} OR {self.known} OR outside = {ACTOR})"

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """The wall stays up meanwhile."""
        schema_editor.execute(f"ALTER POLICY {self.policy} ON {self.table} USING ({self.using()})")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """The team alone again."""
        schema_editor.execute(f"ALTER POLICY {self.policy} ON {self.table} USING ({super().using()})")


class KeySecurity(RowSecurity):
    """Migration: people see their own keys, triggers write everybody's."""

    by = "owner"

    def using(self) -> str:
        """No region here: a key says who, and nothing of whom."""
        return f"{_UNWATCHED} OR user_id = {ACTOR}"

    def checking(self) -> str:
        """Nobody writes what they would not see."""
        return self.using()


class TrailSecurity(RowSecurity):
    """Migration: events of case tables are in nobody's common trail, the nation's included; the system seals them."""

    policy = "cases"
    by = "case"

    def __init__(self) -> None:
        super().__init__("core_auditevent")

    def using(self) -> str:
        """Only what lies beyond every region is hidden."""
        return f"region_code < '~' OR {_UNWATCHED}"

    def checking(self) -> str:
        """Everything is still written."""
        return "true"


class TrailBeyond(TrailSecurity):
    """Migration: what went beyond reach later, with what became secret, is hidden as well."""

    def using(self) -> str:
        """One look at an index for each event of a page."""
        told = "NOT EXISTS (SELECT 1 FROM core_auditbeyond b WHERE b.event_id = core_auditevent.id)"
        return f"(region_code < '~' AND {told}) OR {_UNWATCHED}"

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """The wall stays up meanwhile."""
        schema_editor.execute(f"ALTER POLICY {self.policy} ON {self.table} USING ({self.using()})")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Regions alone again."""
        schema_editor.execute(f"ALTER POLICY {self.policy} ON {self.table} USING ({super().using()})")


class PastOfPeople(PastBeyond):
    """Migration: what the common trail told of somebody goes beyond reach when a case of theirs becomes secret, or when
    they turn out to be somebody who has one.

    `through` is the table whose row leads to the person, by the `key` of this one.
    """

    def __init__(self, table: str, *, key: str = "person_id", through: str = "") -> None:
        super().__init__(table)
        self.key, self.through = key, through

    def moments(self) -> list[Moment]:
        """A case that is secret, or now says of whom; a record that is one with another, of which either is secret."""
        told = records_of("NEW.person_id")
        merged = f"ARRAY(SELECT unnest({records_of('NEW.merged_into_id')}) WHERE NEW.id IN (SELECT cases_in_secret()))"
        return [
            Moment("cases_case", "INSERT OR UPDATE OF sensitive, person_id", "NEW.sensitive", told),
            Moment("registry_person", "UPDATE OF merged_into_id", "NEW.merged_into_id IS NOT NULL", merged),
        ]

    def which(self) -> str:
        """Rows about them."""
        return self._about("= ANY ($1)")

    def by_now(self) -> str:
        """Rows about everybody who has a secret case."""
        return self._about("IN (SELECT cases_in_secret())")

    def _about(self, them: str) -> str:
        if self.through:
            return f"t.{self.key} IN (SELECT o.id FROM {self.through} o WHERE o.person_id {them})"
        return f"t.{self.key} {them}"


class CaseAuditTrigger(audit.AuditTrigger):
    """The house's audit, its events beyond everybody's reach."""

    def get_func(self, model: Any) -> str:
        """The same function, with the region put out of reach."""
        alias = "o" if self.action == "delete" else "n"
        return super().get_func(model).replace(f"{alias}.region_code", _OUT_OF_REACH.format(alias=alias))


class SecretAudit(audit.AuditTrigger):
    """The house's audit; what is written of rows that are secret lies beyond everybody's reach.

    `secret` is SQL that says so of a row called `{row}`.
    """

    def __init__(self, action: str, *, secret: str) -> None:
        super().__init__(action)
        self.secret = secret

    def get_func(self, model: Any) -> str:
        """The same function, with the region put out of reach where the row is secret."""
        row = "o" if self.action == "delete" else "n"
        beyond = f"CASE WHEN {self.secret.format(row=row)} THEN {_OUT_OF_REACH.format(alias=row)}"
        return super().get_func(model).replace(f"{row}.region_code", f"{beyond} ELSE {row}.region_code END")


class CopyFromCase(pgtrigger.Trigger):
    """A row about a case lies in its region and behind its wall."""

    name = "copy_from_case"
    when = pgtrigger.Before
    operation = pgtrigger.Insert
    func = """
            SELECT c.region_code, c.sensitive INTO NEW.region_code, NEW.sensitive
              FROM cases_case c WHERE c.id = NEW.case_id;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'a row names a case that its writer cannot see';
            END IF;
            RETURN NEW;
        """


class TakeRowsAlong(pgtrigger.Trigger):
    """A case that becomes sensitive, or no longer is, takes every row about it along, whichever table holds it."""

    name = "take_rows_along"
    when = pgtrigger.After
    operation = pgtrigger.UpdateOf("sensitive")
    condition = pgtrigger.Condition("OLD.sensitive IS DISTINCT FROM NEW.sensitive")
    declare = [("place", "regclass")]
    func = """
            FOR place IN SELECT c.conrelid::regclass FROM pg_constraint c
                           JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attname = 'sensitive'
                           JOIN pg_attribute k ON k.attrelid = c.conrelid AND k.attnum = c.conkey[1]
                          WHERE c.confrelid = TG_RELID AND c.contype = 'f' AND k.attname = 'case_id'
            LOOP
                EXECUTE format('UPDATE %s SET sensitive = $1 WHERE case_id = $2', place) USING NEW.sensitive, NEW.id;
            END LOOP;
            RETURN NULL;
        """


class KeepKeys(pgtrigger.Trigger):
    """Who is on the team, or has an open break-glass entry, holds a key; written for whole statements."""

    when = pgtrigger.After
    level = pgtrigger.Statement
    declare = [("wall", "text")]
    func = """
            wall := coalesce(current_setting('lumbung.wall', true), '');
            PERFORM set_config('lumbung.wall', 'lifted', true);
            DELETE FROM cases_key k USING now_rows n WHERE k.case_id = n.case_id AND k.user_id = n.user_id;
            INSERT INTO cases_key (case_id, user_id, until)
            SELECT DISTINCT n.case_id, n.user_id, CASE WHEN m.id IS NULL THEN g.until END
              FROM now_rows n
              LEFT JOIN LATERAL (SELECT id FROM cases_member WHERE case_id = n.case_id AND user_id = n.user_id
                                    AND until IS NULL LIMIT 1) AS m ON true
              LEFT JOIN LATERAL (SELECT max(until) AS until FROM cases_glass
                                  WHERE case_id = n.case_id AND user_id = n.user_id) AS g ON true
             WHERE m.id IS NOT NULL OR g.until IS NOT NULL;
            PERFORM set_config('lumbung.wall', wall, true);
            RETURN NULL;
        """

    def __init__(self, operation: str) -> None:
        tables = {"new": "now_rows"} | ({"old": "old_rows"} if operation == "update" else {})
        super().__init__(
            name=f"keep_keys_{operation}",
            operation=getattr(pgtrigger, operation.capitalize()),
            referencing=pgtrigger.Referencing(**tables),
        )


def audited() -> list[pgtrigger.Trigger]:
    """Audit of a table about cases; `audit.triggers()` of other contexts would tell of them in the common trail."""
    return [CaseAuditTrigger(action) for action in ("insert", "update", "delete")]


def of_case() -> list[pgtrigger.Trigger]:
    """For `class Meta: triggers = [*secrecy.of_case()]` of every model that is an `OfCase`."""
    return [*audited(), CopyFromCase()]


def written_once() -> list[pgtrigger.Trigger]:
    """Refuses DELETE and every change but that of the wall, for rows that are history themselves."""
    return [
        pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        pgtrigger.ReadOnly(name="written_once", exclude=["sensitive", "region_code"]),
    ]


def keys() -> list[pgtrigger.Trigger]:
    """For the two tables that say who may read."""
    return [KeepKeys("insert"), KeepKeys("update")]
