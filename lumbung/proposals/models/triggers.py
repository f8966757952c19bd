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
    """Whoever acts has declared nobody of the family: neither their own number, nor a relative's, nor its card.

    One look a statement: the families of one officer are few, the proposals of a docket are many.
    """

    when = pgtrigger.After
    level = pgtrigger.Statement
    declare = [("acting", "bigint")]

    def __init__(self, action: str) -> None:
        self.action = action
        old = "old_rows" if action == "update" else None
        super().__init__(
            name=f"not_ones_own_{action}",
            operation=getattr(pgtrigger, action.capitalize()),
            referencing=pgtrigger.Referencing(new="now_rows", old=old),
        )

    def get_func(self, model: Any) -> str:
        """The function body; jobs that act for nobody in particular pass."""
        moved = "" if self.action == "insert" else "JOIN old_rows o ON o.id = n.id AND o.status <> n.status"
        return f"""
            acting := nullif(current_setting('lumbung.actor', true), '')::bigint;
            IF acting IS NOT NULL AND EXISTS (
                WITH own AS MATERIALIZED (
                    SELECT p.family_id FROM staff_declaration d JOIN registry_person p ON p.nik_index = d.nik_index
                     WHERE d.user_id = acting AND p.status <> 'merged'
                    UNION
                    SELECT f.id FROM staff_declaration d JOIN registry_family f ON f.kk_index = d.kk_index
                     WHERE d.user_id = acting)
                SELECT 1 FROM now_rows n {moved} WHERE n.family_id IN (SELECT family_id FROM own)) THEN
                RAISE EXCEPTION 'nobody acts on the proposal of their own family';
            END IF;
            RETURN NULL;
        """


def not_ones_own() -> list[pgtrigger.Trigger]:
    """The two triggers, for `class Meta: triggers`."""
    return [NotOnesOwn(action) for action in ("insert", "update")]
