"""Promises that the database keeps: how many persons a cadre has, how many members a workshop, one pay a month."""

import pgtrigger

_EVERYTHING = """
            wall := coalesce(current_setting('lumbung.wall', true), '');
            lo := coalesce(current_setting('lumbung.reach_lo', true), '');
            hi := coalesce(current_setting('lumbung.reach_hi', true), '');
            PERFORM set_config('lumbung.wall', 'lifted', true), set_config('lumbung.reach_lo', '0', true),
                    set_config('lumbung.reach_hi', ':', true);
"""
"""Counted beyond the wall and beyond the reach of whoever decides; nobody is told who is counted."""
_AS_BEFORE = """
            PERFORM set_config('lumbung.wall', wall, true), set_config('lumbung.reach_lo', lo, true),
                    set_config('lumbung.reach_hi', hi, true);
"""
_DECLARED = [("wall", "text"), ("lo", "text"), ("hi", "text"), ("held", "bigint"), ("places", "bigint")]


class WithinTheLoad(pgtrigger.Trigger):
    """A cadre accompanies no more persons than the day's figure, unless somebody wrote why."""

    name = "within_the_load"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.UpdateOf("status", "cadre_id")
    condition = pgtrigger.Condition("NEW.status = 'open'")
    declare = _DECLARED
    func = f"""
            {_EVERYTHING}
            PERFORM 1 FROM outreach_cadre WHERE id = NEW.cadre_id FOR NO KEY UPDATE;
            SELECT count(*) INTO held FROM outreach_match
             WHERE cadre_id = NEW.cadre_id AND status = 'open' AND id <> NEW.id;
            {_AS_BEFORE}
            IF held >= NEW.at_most AND NEW.over_reason = '' THEN
                RAISE EXCEPTION 'cadre % already accompanies % persons', NEW.cadre_id, held
                      USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """


class WithinThePlaces(pgtrigger.Trigger):
    """A workshop has no more members than places."""

    name = "within_the_places"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.UpdateOf("status", "workshop_id")
    condition = pgtrigger.Condition("NEW.status = 'member'")
    declare = _DECLARED
    func = f"""
            {_EVERYTHING}
            SELECT w.places INTO places FROM outreach_workshop w WHERE w.id = NEW.workshop_id FOR NO KEY UPDATE;
            SELECT count(*) INTO held FROM outreach_workshopmember
             WHERE workshop_id = NEW.workshop_id AND status = 'member' AND id <> NEW.id;
            {_AS_BEFORE}
            IF held >= places THEN
                RAISE EXCEPTION 'workshop % is full with % members', NEW.workshop_id, held
                      USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """


class PaidOnce(pgtrigger.Trigger):
    """What is in a payment cycle goes into another one only when the first was cancelled."""

    name = "paid_once"
    when = pgtrigger.Before
    operation = pgtrigger.UpdateOf("cycle_id")
    condition = pgtrigger.Condition("OLD.cycle_id IS NOT NULL AND NEW.cycle_id IS DISTINCT FROM OLD.cycle_id")
    func = """
            IF NOT EXISTS (SELECT 1 FROM payments_cycle c WHERE c.id = OLD.cycle_id AND c.status = 'cancelled') THEN
                RAISE EXCEPTION 'allowance % is in cycle %', OLD.id, OLD.cycle_id;
            END IF;
            RETURN NEW;
        """
