"""Promises that grants and places keep themselves; audit of what hangs on a row about somebody."""

import pgtrigger

from lumbung.cases.models import audited_people


def of(owner: str) -> list[pgtrigger.Trigger]:
    """Audit of a table whose rows hang on a call, an activity or a place, which leads to the person."""
    return audited_people(f"(SELECT w.person_id FROM districts_{owner} w WHERE w.id = {{row}}.{owner}_id)")


class NotBoth(pgtrigger.Trigger):
    """Two services of which one excludes the other are never granted to one person for the same day."""

    name = "not_both"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.UpdateOf("service", "excludes", "during", "person_id")
    declare = [("other", "text")]
    func = """
            PERFORM pg_advisory_xact_lock(hashtextextended('districts_grant', NEW.person_id));
            SELECT g.service INTO other FROM districts_grant g
             WHERE g.person_id = NEW.person_id AND g.id IS DISTINCT FROM NEW.id AND g.during && NEW.during
               AND (g.service = ANY (NEW.excludes) OR NEW.service = ANY (g.excludes) OR g.service = NEW.service)
             LIMIT 1;
            IF FOUND THEN
                RAISE EXCEPTION 'service % excludes service %', NEW.service, other;
            END IF;
            RETURN NEW;
        """


class WithinTheSeats(pgtrigger.Trigger):
    """Nobody sits where the cohort has no seat; that two don't sit on one is a constraint of its own."""

    name = "within_the_seats"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.UpdateOf("seat", "cohort_id")
    condition = pgtrigger.Condition("NEW.seat IS NOT NULL")
    func = """
            IF NOT EXISTS (SELECT 1 FROM districts_cohort c WHERE c.id = NEW.cohort_id AND NEW.seat <= c.seats) THEN
                RAISE EXCEPTION 'the cohort has no seat %', NEW.seat;
            END IF;
            RETURN NEW;
        """
