"""The wall around sensitive cases: the database shows their rows to the team and to an open break-glass entry only.

Every table about one case carries `region_code`, `sensitive` and `case_id`; a trigger copies the first two from the
case, and a case that becomes sensitive takes all its rows with it. Who may read is a row of `cases_key`, kept by
triggers from the team and from break-glass entries. The policy asks for a person's keys once for a statement, not once
for a row, and as an array: a set would be reckoned anew by the planner for each row that is joined, which then reads
every case of the nation instead of the few it needs.
"""

from typing import Any

import pgtrigger

from lumbung.core import audit
from lumbung.core.reach import WITHIN_REACH, RowSecurity

_UNWATCHED = """
    coalesce(current_setting('lumbung.actor', true), '') = ''
    OR coalesce(current_setting('lumbung.wall', true), '') = 'lifted'
"""
"""The system itself, or an act that has asked for the wall to be lifted while it writes."""
_KEYS = """
    SELECT k.case_id FROM cases_key k
     WHERE (k.until IS NULL OR k.until > statement_timestamp())
       AND k.user_id = nullif(current_setting('lumbung.actor', true), '')::bigint
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


class KeySecurity(RowSecurity):
    """Migration: people see their own keys, triggers write everybody's."""

    by = "owner"

    def using(self) -> str:
        """No region here: a key says who, and nothing of whom."""
        return f"{_UNWATCHED} OR user_id = nullif(current_setting('lumbung.actor', true), '')::bigint"

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


class CaseAuditTrigger(audit.AuditTrigger):
    """The house's audit, its events beyond everybody's reach."""

    def get_func(self, model: Any) -> str:
        """The same function, with the region put out of reach."""
        alias = "o" if self.action == "delete" else "n"
        return super().get_func(model).replace(f"{alias}.region_code", _OUT_OF_REACH.format(alias=alias))


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
