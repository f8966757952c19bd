"""What of a stay only some may read, as `core.need_to_know` says.

A stay is secret when it names its readers. Everything about it (leave, belongings, incidents, extensions) carries the
same readers, copied by triggers, and so does its audit, which lies beyond everybody's common trail.
"""

import pgtrigger

from lumbung.core.need_to_know import NeedToKnow, ReadersField, SecretAudit, SecretQuerySet, audited, written_once

__all__ = ["NeedToKnow", "ReadersField", "SecretAudit", "SecretQuerySet", "audited", "of_stay", "written_once"]


class ReadersOfStay(pgtrigger.Trigger):
    """A row about a stay has the readers of the stay."""

    name = "readers_of_stay"
    when = pgtrigger.Before
    operation = pgtrigger.Insert
    func = """
            IF NEW.stay_id IS NOT NULL THEN
                SELECT s.readers INTO NEW.readers FROM facilities_stay s WHERE s.id = NEW.stay_id;
                IF NOT FOUND THEN
                    RAISE EXCEPTION 'a row names a stay that its writer cannot see';
                END IF;
            END IF;
            RETURN NEW;
        """


class TakeReadersAlong(pgtrigger.Trigger):
    """A stay that becomes secret takes every row about it along."""

    name = "take_readers_along"
    when = pgtrigger.After
    operation = pgtrigger.UpdateOf("readers")
    condition = pgtrigger.Condition("OLD.readers IS DISTINCT FROM NEW.readers")
    func = """
            UPDATE facilities_extension SET readers = NEW.readers WHERE stay_id = NEW.id;
            UPDATE facilities_leave SET readers = NEW.readers WHERE stay_id = NEW.id;
            UPDATE facilities_belonging SET readers = NEW.readers WHERE stay_id = NEW.id;
            UPDATE facilities_incident SET readers = NEW.readers WHERE stay_id = NEW.id;
            UPDATE facilities_waiting SET readers = NEW.readers WHERE stay_id = NEW.id;
            UPDATE facilities_learner SET readers = NEW.readers WHERE stay_id = NEW.id;
            UPDATE facilities_glass SET readers = NEW.readers WHERE stay_id = NEW.id;
            RETURN NULL;
        """


def of_stay() -> list[pgtrigger.Trigger]:
    """For every table about one stay."""
    return [*audited(), ReadersOfStay()]
