"""Replacing cards: the old one ends, the new one carries on with what was in its wallets, each rupiah once."""

from typing import Any

import polars as pl

from lumbung.core import bulk
from lumbung.payments.actions import wallets
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
_PAIRS = f"""
    SELECT e.old_card_id AS from_card_id, e.card_id AS to_card_id FROM {_OF_LIST} WHERE e.card_id IS NOT NULL
"""


def close_old(values: dict[str, Any]) -> None:
    """The cards that the staged answer replaces are held, closed and so revoked; their families are free for a new one.

    Booking of bank reports waits meanwhile: money on its way to an old card then goes to its successor.
    """
    one_after_the_other(alone=True)
    bulk.execute(_HOLD, values)
    bulk.execute(_CLOSE, values)


def carry_over(values: dict[str, Any], *, by: Any) -> None:
    """The old cards name their successors, and all that is in their wallets moves there."""
    bulk.execute(_SUCCESSOR, values)
    pairs = bulk.read_frame(_PAIRS, values, {"from_card_id": pl.Int64, "to_card_id": pl.Int64})
    wallets.carried_over(pairs=pairs, by=by)
