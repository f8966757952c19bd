"""Promises that stays keep themselves."""

import pgtrigger


class LaterByConference(pgtrigger.Trigger):
    """The limit of a stay moves later only together with one more extension and the conference that gave it."""

    name = "later_by_conference"
    when = pgtrigger.Before
    operation = pgtrigger.UpdateOf("due_on", "extensions", "conference")
    func = """
            IF NEW.due_on > OLD.due_on AND NOT EXISTS (
                SELECT 1 FROM facilities_extension e
                 WHERE e.stay_id = NEW.id AND e.status = 'agreed' AND e.until = NEW.due_on
                   AND e.conference = NEW.conference AND NEW.extensions = OLD.extensions + 1) THEN
                RAISE EXCEPTION 'a stay becomes longer by a case conference only';
            END IF;
            RETURN NEW;
        """
