"""Replacing cards: the old one ends, the new one carries on with what was in its wallets, each rupiah once."""

from typing import Any

from lumbung.core import bulk
from lumbung.payments.actions.common import one_after_the_other

_OF_LIST = "told t JOIN payments_openingentry e ON e.list_id = %(list)s AND e.family_id = t.family_id"
_HOLD = f"""
    SELECT c.id FROM payments_card c
     WHERE c.id IN (SELECT e.old_card_id FROM {_OF_LIST} WHERE e.status = 'listed' AND t.outcome = 'opened')
     ORDER BY c.id FOR UPDATE
"""
_CLOSE = f"""
    WITH ended AS (
        UPDATE payments_card c
           SET status = 'closed', closed_on = %(on)s, reason = coalesce(nullif(c.reason, ''), 'expired')
          FROM {_OF_LIST}
         WHERE e.status = 'listed' AND t.outcome = 'opened' AND c.id = e.old_card_id AND c.status <> 'closed'
        RETURNING c.id, c.region_code, c.reason
    )
    INSERT INTO payments_cardevent (card_id, region_code, act, reason, "on", by_id, at)
    SELECT id, region_code, 'replaced', reason, %(on)s, %(by)s, now() FROM ended
"""
_SUCCESSOR = f"""
    UPDATE payments_card c SET successor_id = e.card_id
      FROM {_OF_LIST}
     WHERE e.card_id IS NOT NULL AND (c.id = e.old_card_id OR c.successor_id = e.old_card_id)
"""
_SAME_WALLETS = f"""
    INSERT INTO payments_account (kind, region_code, card_id, channel)
    SELECT o.kind, o.region_code, e.card_id, %(bank)s
      FROM {_OF_LIST} JOIN payments_account o ON o.card_id = e.old_card_id
     WHERE e.card_id IS NOT NULL
    ON CONFLICT DO NOTHING
"""
_HOLD_WALLETS = f"""
    SELECT a.id FROM payments_account a
     WHERE a.card_id IN (SELECT e.old_card_id FROM {_OF_LIST} WHERE e.card_id IS NOT NULL)
     ORDER BY a.id FOR UPDATE
"""
_MOVE = f"""
    INSERT INTO payments_transfer (debit_id, credit_id, amount, kind, reference, region_code, by_id)
    SELECT o.id, n.id, o.balance, 'moved', 'card:' || e.old_card_id || ':moved:' || o.kind, o.region_code, %(by)s
      FROM {_OF_LIST}
      JOIN payments_account o ON o.card_id = e.old_card_id AND o.balance > 0
      JOIN payments_account n ON n.card_id = e.card_id AND n.kind = o.kind
    ON CONFLICT (reference) DO NOTHING
"""


def close_old(values: dict[str, Any]) -> None:
    """The cards that the staged answer replaces are held, closed and so revoked; their families are free for a new one.

    Booking of bank reports waits meanwhile: money on its way to an old card then goes to its successor.
    """
    one_after_the_other(alone=True)
    bulk.execute(_HOLD, values)
    bulk.execute(_CLOSE, values)


def carry_over(values: dict[str, Any]) -> None:
    """The new cards get the wallets of the old ones and all that is in them; the old ones name their successor."""
    for statement in (_SUCCESSOR, _SAME_WALLETS, _HOLD_WALLETS, _MOVE):
        bulk.execute(statement, values)
