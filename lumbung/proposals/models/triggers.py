"""Promises that the tables of proposals keep themselves, for one and for thousands alike."""

from collections.abc import Mapping
from typing import Any

import pgtrigger


class BackSaysWhy(pgtrigger.Trigger):
    """A step back carries a reason code and a sentence."""

    name = "back_says_why"
    when = pgtrigger.Before
    operation = pgtrigger.UpdateOf("status")

    def __init__(self, returns: Mapping[Any, Any]) -> None:
        self.returns = returns
        super().__init__()

    def get_func(self, model: Any) -> str:
        """The function body, from the ways back of the model."""
        ways = ", ".join(f"('{now}', '{to}')" for now, to in sorted(self.returns.items()))
        return f"""
            IF (OLD.status, NEW.status) IN ({ways}) AND (NEW.reason = '' OR NEW.said = '') THEN
                RAISE EXCEPTION 'a proposal goes back with a reason and a sentence';
            END IF;
            RETURN NEW;
        """


class NotOnesOwn(pgtrigger.Trigger):
    """Whoever acts has declared nobody of the family: neither their own number, nor a relative's, nor its card."""

    name = "not_ones_own"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.UpdateOf("status")
    declare = [("acting", "bigint")]

    def get_func(self, model: Any) -> str:
        """The function body; jobs that act for nobody in particular pass."""
        return """
            acting := nullif(current_setting('lumbung.actor', true), '')::bigint;
            IF acting IS NOT NULL AND (EXISTS (
                SELECT 1 FROM staff_declaration d JOIN registry_person p ON p.nik_index = d.nik_index
                 WHERE d.user_id = acting AND p.family_id = NEW.family_id AND p.status <> 'merged')
              OR EXISTS (
                SELECT 1 FROM staff_declaration d JOIN registry_family f ON f.kk_index = d.kk_index
                 WHERE d.user_id = acting AND f.id = NEW.family_id)) THEN
                RAISE EXCEPTION 'nobody acts on the proposal of their own family';
            END IF;
            RETURN NEW;
        """
