"""Promises that needs and referrals keep themselves."""

import pgtrigger

_WITH_ANSWERERS = "ARRAY(SELECT DISTINCT unnest({readers} || {answerers}) ORDER BY 1)"
"""Readers of a referral: those of its need, and whoever answers where it goes."""


class LevelByEscalation(pgtrigger.Trigger):
    """A need stands at another desk only by an escalation that somebody agreed to, one level at a time."""

    name = "level_by_escalation"
    when = pgtrigger.Before
    operation = pgtrigger.UpdateOf("level")
    condition = pgtrigger.Condition("OLD.level IS DISTINCT FROM NEW.level")
    func = """
            IF NOT EXISTS (
                SELECT 1 FROM referrals_escalation e
                 WHERE e.need_id = NEW.id AND e.status = 'agreed' AND e.from_level = OLD.level
                   AND e.to_level = NEW.level AND e.due_on = NEW.due_on) THEN
                RAISE EXCEPTION 'a need rises by an escalation only';
            END IF;
            RETURN NEW;
        """


class OfNeed(pgtrigger.Trigger):
    """A row about a need lies in its region and behind its wall; whoever answers a referral reads it too."""

    name = "of_need"
    when = pgtrigger.Before
    operation = pgtrigger.Insert

    def get_func(self, model: object) -> str:
        """Escalations have no institution."""
        is_referral = any(field.name == "institution" for field in model._meta.local_fields)  # type: ignore[attr-defined]
        answerers = f"""
            IF NEW.readers IS NOT NULL THEN
                SELECT {_WITH_ANSWERERS.format(readers="NEW.readers", answerers="i.answerers")} INTO NEW.readers
                  FROM referrals_institution i WHERE i.id = NEW.institution_id;
            END IF;"""
        return f"""
            SELECT d.region_code, d.readers INTO NEW.region_code, NEW.readers FROM referrals_need d
             WHERE d.id = NEW.need_id;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'a row names a need that its writer cannot see';
            END IF;{answerers if is_referral else ""}
            RETURN NEW;
        """


class OfReferral(pgtrigger.Trigger):
    """A consent lies where its need lies; the other side sees what it covers, not who signed."""

    name = "of_referral"
    when = pgtrigger.Before
    operation = pgtrigger.Insert
    func = """
            SELECT d.region_code, d.readers INTO NEW.region_code, NEW.readers
              FROM referrals_need d JOIN referrals_referral r ON r.need_id = d.id WHERE r.id = NEW.referral_id;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'a consent names a referral that its writer cannot see';
            END IF;
            RETURN NEW;
        """


class TakeReadersAlong(pgtrigger.Trigger):
    """A need with other readers takes every row about it along."""

    name = "take_readers_along"
    when = pgtrigger.After
    operation = pgtrigger.UpdateOf("readers")
    condition = pgtrigger.Condition("OLD.readers IS DISTINCT FROM NEW.readers")
    func = f"""
            UPDATE referrals_referral r
               SET readers = CASE WHEN NEW.readers IS NULL THEN NULL
                             ELSE {_WITH_ANSWERERS.format(readers="NEW.readers", answerers="i.answerers")} END
              FROM referrals_institution i WHERE i.id = r.institution_id AND r.need_id = NEW.id;
            UPDATE referrals_escalation SET readers = NEW.readers WHERE need_id = NEW.id;
            UPDATE referrals_consent c SET readers = NEW.readers
              FROM referrals_referral r WHERE r.id = c.referral_id AND r.need_id = NEW.id;
            RETURN NULL;
        """


class AnswerersRead(pgtrigger.Trigger):
    """Whoever answers for an institution from now on reads its open secret referrals; whoever no longer does, not."""

    name = "answerers_read"
    when = pgtrigger.After
    operation = pgtrigger.UpdateOf("answerers")
    condition = pgtrigger.Condition("OLD.answerers IS DISTINCT FROM NEW.answerers")
    declare = [("wall", "text")]
    func = f"""
            wall := coalesce(current_setting('lumbung.wall', true), '');
            PERFORM set_config('lumbung.wall', 'lifted', true);
            UPDATE referrals_referral r
               SET readers = {_WITH_ANSWERERS.format(readers="d.readers", answerers="NEW.answerers")}
              FROM referrals_need d
             WHERE d.id = r.need_id AND d.readers IS NOT NULL AND r.institution_id = NEW.id;
            PERFORM set_config('lumbung.wall', wall, true);
            RETURN NULL;
        """
