"""Promises that a case keeps itself, for one row and for bulk updates alike."""

import pgtrigger


class StepIsOver(pgtrigger.Trigger):
    """A case leaves a step only when the step was done, or left out with a signature."""

    name = "step_is_over"
    when = pgtrigger.Before
    operation = pgtrigger.UpdateOf("status")
    condition = pgtrigger.Condition(
        "OLD.status IS DISTINCT FROM NEW.status AND NEW.status NOT IN ('withdrawn', 'refused')"
    )
    func = """
            IF EXISTS (SELECT 1 FROM cases_casestep s WHERE s.case_id = NEW.id AND s.kind = OLD.status
                          AND s.status = 'open')
               OR NOT EXISTS (SELECT 1 FROM cases_casestep s WHERE s.case_id = NEW.id AND s.kind = OLD.status) THEN
                RAISE EXCEPTION 'step % of case % is neither done nor left out with a signature', OLD.status, NEW.id;
            END IF;
            RETURN NEW;
        """


class ConferenceBinds(pgtrigger.Trigger):
    """Intake, refusal, a longer stay and the ending stand in the minutes of a conference that was held."""

    name = "conference_binds"
    when = pgtrigger.Before
    operation = pgtrigger.UpdateOf("status", "limit_on")
    declare = [("wanted", "text")]
    func = """
            wanted := CASE
                WHEN OLD.status = 'conference' AND NEW.status = 'plan' THEN 'accept'
                WHEN OLD.status = 'conference' AND NEW.status = 'refused' THEN 'not'
                WHEN OLD.status <> NEW.status AND NEW.status = 'termination' THEN 'end'
            END;
            IF wanted IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM cases_decision d JOIN cases_conference m ON m.id = d.conference_id
                 WHERE d.case_id = NEW.id AND d.outcome = wanted AND m.status = 'held'
                   AND (wanted <> 'end' OR m."on" >= coalesce(
                        (SELECT max(s.opened_on) FROM cases_casestep s
                          WHERE s.case_id = NEW.id AND s.kind = 'implementation'), m."on"))) THEN
                RAISE EXCEPTION 'case % has no decision "%" of a conference', NEW.id, wanted;
            END IF;
            IF OLD.limit_on IS NOT NULL AND (NEW.limit_on IS NULL OR NEW.limit_on > OLD.limit_on) AND NOT EXISTS (
                SELECT 1 FROM cases_decision d JOIN cases_conference m ON m.id = d.conference_id
                 WHERE d.case_id = NEW.id AND d.outcome = 'extend' AND d.until >= NEW.limit_on
                   AND m.status = 'held') THEN
                RAISE EXCEPTION 'the stay of case % is extended by a conference only', NEW.id;
            END IF;
            RETURN NEW;
        """


class NotAfterTheMinutes(pgtrigger.Trigger):
    """What a conference decided is written before its minutes are closed, and never afterwards."""

    name = "not_after_the_minutes"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.UpdateOf("outcome", "until", "said", "conference_id", "case_id")
    func = """
            IF EXISTS (SELECT 1 FROM cases_conference m WHERE m.id = NEW.conference_id AND m.status <> 'planned') THEN
                RAISE EXCEPTION 'the minutes of conference % are closed', NEW.conference_id;
            END IF;
            RETURN NEW;
        """
