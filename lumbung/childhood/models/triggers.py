"""Promises that Dream Start and reports of abuse keep themselves."""

import pgtrigger


class LongerByConference(pgtrigger.Trigger):
    """The age limit of a start moves later only by the decision of a conference that was held on its case."""

    name = "longer_by_conference"
    when = pgtrigger.Before
    operation = pgtrigger.UpdateOf("until_on", "longer_by_id")
    condition = pgtrigger.Condition("NEW.until_on IS NULL OR NEW.until_on > OLD.until_on")
    func = """
            IF OLD.until_on IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM cases_decision d JOIN cases_conference m ON m.id = d.conference_id
                 WHERE d.id = NEW.longer_by_id AND d.case_id = NEW.case_id AND d.outcome = 'extend'
                   AND d.until >= NEW.until_on AND m.status = 'held') THEN
                RAISE EXCEPTION 'a start lasts beyond its age by a case conference only';
            END IF;
            RETURN NEW;
        """


class TakenOnce(pgtrigger.Trigger):
    """What was reported, by whom and when, is never rewritten; how far the report has come is."""

    name = "taken_once"
    when = pgtrigger.Before
    operation = pgtrigger.Update
    condition = pgtrigger.Condition(
        "ROW(OLD.received_at, OLD.decide_by, OLD.taken_by_id, OLD.case_id, OLD.told_by, OLD.happened, OLD.kinds,"
        " OLD.danger, OLD.suspect_is_guardian) IS DISTINCT FROM ROW(NEW.received_at, NEW.decide_by, NEW.taken_by_id,"
        " NEW.case_id, NEW.told_by, NEW.happened, NEW.kinds, NEW.danger, NEW.suspect_is_guardian)"
    )
    func = """
            RAISE EXCEPTION 'a report of abuse is not rewritten';
        """
