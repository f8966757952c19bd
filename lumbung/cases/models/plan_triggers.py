"""Promises that plans, their goals and what is given by them keep themselves."""

import pgtrigger

_CONTENT = ("case_id", "version", "wish", "until", "fund_id", "budget", "drafted_by_id", "drafted_on")


_OF_A_GOAL = ("plan_id", "number", "component", "therapy", "aim", "measure", "who", "times", "per", "until")


_CHANGED = " OR ".join(f"OLD.{one} IS DISTINCT FROM NEW.{one}" for one in _CONTENT)


class SealedOnceSubmitted(pgtrigger.Trigger):
    """From the day it waits for approval on, what a plan says stays; back to a draft it may change again.

    A plan that is approved covers what earlier versions have given already.
    """

    name = "sealed_once_submitted"
    when = pgtrigger.Before
    operation = pgtrigger.Update
    func = f"""
            IF OLD.status <> 'draft' AND ({_CHANGED}) THEN
                RAISE EXCEPTION 'a plan that was submitted is sealed';
            END IF;
            IF OLD.approved_by_id IS NOT NULL AND OLD.approved_by_id IS DISTINCT FROM NEW.approved_by_id THEN
                RAISE EXCEPTION 'an approval stays';
            END IF;
            IF OLD.status = 'submitted' AND NEW.status = 'approved' AND NEW.budget < (
                SELECT coalesce(sum(rupiah), 0) FROM cases_aid
                 WHERE case_id = NEW.case_id AND status <> 'cancelled') THEN
                RAISE EXCEPTION 'a budget below what was given';
            END IF;
            RETURN NEW;
        """


class GoalsOfDraftsOnly(pgtrigger.Trigger):
    """Goals are written, changed and struck out while their plan is a draft."""

    name = "goals_of_drafts_only"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.UpdateOf(*_OF_A_GOAL) | pgtrigger.Delete
    declare = [("asked", "bigint")]
    func = """
            asked := CASE TG_OP WHEN 'DELETE' THEN OLD.plan_id ELSE NEW.plan_id END;
            IF NOT EXISTS (SELECT 1 FROM cases_plan WHERE id = asked AND status = 'draft') THEN
                RAISE EXCEPTION 'goals belong to a draft';
            END IF;
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            RETURN NEW;
        """


class WithinTheBudget(pgtrigger.Trigger):
    """What is given to a person stays within the budget of the approved plan, one aid or thousands in a statement.

    Their plans are held first, in the order of their numbers, so that two aids at one moment see each other.
    """

    name = "within_the_budget"
    when = pgtrigger.After
    level = pgtrigger.Statement
    operation = pgtrigger.Insert
    referencing = pgtrigger.Referencing(new="now_rows")
    func = """
            PERFORM 1 FROM cases_plan WHERE id IN (SELECT plan_id FROM now_rows) ORDER BY id FOR NO KEY UPDATE;
            IF EXISTS (
                SELECT 1 FROM (SELECT DISTINCT plan_id, case_id FROM now_rows) n
                  LEFT JOIN cases_plan p ON p.id = n.plan_id AND p.case_id = n.case_id AND p.status = 'approved'
                 WHERE p.id IS NULL) THEN
                RAISE EXCEPTION 'an aid needs the approved plan of its case';
            END IF;
            IF EXISTS (
                SELECT 1 FROM (SELECT DISTINCT plan_id FROM now_rows) n JOIN cases_plan p ON p.id = n.plan_id
                 WHERE p.budget < (SELECT sum(a.rupiah) FROM cases_aid a
                                    WHERE a.case_id = p.case_id AND a.status <> 'cancelled')) THEN
                RAISE EXCEPTION 'above the budget of the plan';
            END IF;
            RETURN NULL;
        """
