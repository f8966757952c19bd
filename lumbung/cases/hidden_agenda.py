"""A conference that discusses secret cases alone is a secret itself: that it met says that there is such a case.

`Conference.sensitive` says so, kept by triggers from the lines of its agenda, and its seats carry it too. It is read by
whoever may read one of its lines, who sits in it, its chair and whoever called it; nobody else finds it anywhere. One
whose agenda is still empty, or has one open line, is everybody's within reach.
"""

from typing import Any

import pgtrigger
from django.db.migrations.operations.base import Operation

from lumbung.cases.secrecy import HELD, KnownSecurity, SecretAudit
from lumbung.core.beyond import Moment, PastBeyond
from lumbung.core.reach import ACTOR

KNOWN = f"""
    SELECT m.id FROM cases_conference m WHERE m.sensitive AND (m.chair_id = {ACTOR} OR m.planned_by_id = {ACTOR})
     UNION ALL
    SELECT a.conference_id FROM cases_attendant a WHERE a.sensitive AND a.user_id = {ACTOR}
     UNION ALL
    SELECT d.conference_id FROM cases_decision d WHERE d.sensitive AND d.case_id IN {HELD}
"""
"""Conferences that whoever looks may know of although they are secret; each part by an index."""
_SECRET = """
    EXISTS (SELECT 1 FROM cases_decision d WHERE d.conference_id = m.id AND d.sensitive)
    AND NOT EXISTS (SELECT 1 FROM cases_decision d WHERE d.conference_id = m.id AND NOT d.sensitive)
"""


class ConferenceSecurity(KnownSecurity):
    """Migration: both walls on conferences and their seats. `key` is the column that holds the conference's number."""

    def __init__(self, table: str, *, key: str) -> None:
        super().__init__(table, f"NOT sensitive OR {key} = ANY (ARRAY(SELECT cases_conferences_known()))")


class PastOfConferences(PastBeyond):
    """Migration: what the trail told of a conference or a seat goes beyond reach when its agenda becomes secret."""

    def moments(self) -> list[Moment]:
        """The last open line goes, or its case becomes secret."""
        becomes = "NEW.sensitive AND NOT OLD.sensitive"
        return [Moment(self.table, "UPDATE OF sensitive", becomes, "ARRAY[NEW.id]")]

    def by_now(self) -> str:
        """Those whose agenda is secret as the migration runs."""
        return "t.sensitive"


class AgendasSecret(Operation):
    """Migration: the function that reckons anew which conferences are secret; none named is all of them.

    It lifts the walls for itself: who changes a case may know less of the agenda. It holds the conferences first, so
    that two who change one agenda at a time reckon one after the other.
    """

    reversible = True
    _CREATE = f"""
        CREATE FUNCTION cases_agendas_secret(numbers bigint[]) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE
            wall text := coalesce(current_setting('lumbung.wall', true), '');
            lo text := coalesce(current_setting('lumbung.reach_lo', true), '');
            hi text := coalesce(current_setting('lumbung.reach_hi', true), '');
        BEGIN
            PERFORM set_config('lumbung.wall', 'lifted', true), set_config('lumbung.reach_lo', '0', true),
                    set_config('lumbung.reach_hi', ':', true);
            numbers := coalesce(numbers, ARRAY(SELECT m.id FROM cases_conference m));
            PERFORM 1 FROM cases_conference m WHERE m.id = ANY (numbers) ORDER BY m.id FOR NO KEY UPDATE;
            UPDATE cases_conference m SET sensitive = NOT m.sensitive
             WHERE m.id = ANY (numbers) AND m.sensitive IS DISTINCT FROM ({_SECRET});
            UPDATE cases_attendant a SET sensitive = m.sensitive FROM cases_conference m
             WHERE m.id = ANY (numbers) AND a.conference_id = m.id AND a.sensitive IS DISTINCT FROM m.sensitive;
            PERFORM set_config('lumbung.wall', wall, true), set_config('lumbung.reach_lo', lo, true),
                    set_config('lumbung.reach_hi', hi, true);
        END $$
    """

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model state does not change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Create it."""
        schema_editor.execute(self._CREATE, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop it."""
        schema_editor.execute("DROP FUNCTION cases_agendas_secret(bigint[])")

    def describe(self) -> str:
        """One line for `migrate --plan`."""
        return "Which conferences are secret"


_CHANGED = {
    "insert": "SELECT DISTINCT n.conference_id FROM now_rows n",
    "update": """
        SELECT o.conference_id FROM old_rows o JOIN now_rows n USING (id)
         WHERE o.sensitive <> n.sensitive OR o.conference_id <> n.conference_id
         UNION
        SELECT n.conference_id FROM old_rows o JOIN now_rows n USING (id)
         WHERE o.sensitive <> n.sensitive OR o.conference_id <> n.conference_id""",
    "delete": "SELECT DISTINCT o.conference_id FROM old_rows o",
}


class HideConference(pgtrigger.Trigger):
    """A line that comes, goes or turns secret says anew whether its conference is; for whole statements."""

    when = pgtrigger.After
    level = pgtrigger.Statement
    declare = [("meant", "bigint[]")]

    def __init__(self, action: str) -> None:
        tables = {"new": "now_rows"} if action != "delete" else {}
        tables |= {"old": "old_rows"} if action != "insert" else {}
        super().__init__(
            name=f"hide_conference_{action}",
            operation=getattr(pgtrigger, action.capitalize()),
            referencing=pgtrigger.Referencing(**tables),
            func=f"""
            meant := ARRAY({_CHANGED[action]});
            IF cardinality(meant) > 0 THEN
                PERFORM cases_agendas_secret(meant);
            END IF;
            RETURN NULL;
        """,
        )


class SeatOfConference(pgtrigger.Trigger):
    """A seat is as secret as the conference."""

    name = "seat_of_conference"
    when = pgtrigger.Before
    operation = pgtrigger.Insert
    func = """
            SELECT m.sensitive INTO NEW.sensitive
              FROM cases_conference m WHERE m.id = NEW.conference_id FOR SHARE;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'a seat names a conference that its writer cannot see';
            END IF;
            RETURN NEW;
        """


def audited() -> list[pgtrigger.Trigger]:
    """Audit of conferences and seats, beyond the common trail while the agenda is secret; that it becomes so, or no
    longer is, nobody else is told."""
    told = {"insert": "n.sensitive", "update": "o.sensitive OR n.sensitive", "delete": "o.sensitive"}
    return [SecretAudit(action, secret=secret) for action, secret in told.items()]


def of_lines() -> list[pgtrigger.Trigger]:
    """For the table of the lines."""
    return [HideConference(action) for action in ("insert", "update", "delete")]
