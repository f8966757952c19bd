"""Promises that the stock keeps itself, for one piece and for thousands alike."""

import pgtrigger

_EFFECT = """
    sum(quantity * CASE kind WHEN 'received' THEN 1 WHEN 'found' THEN 1 WHEN 'returned' THEN 1
                             WHEN 'lost' THEN -1 WHEN 'issued' THEN -1 ELSE 0 END) AS on_hand,
    sum(quantity * CASE kind WHEN 'reserved' THEN 1 WHEN 'freed' THEN -1 WHEN 'issued' THEN -1 ELSE 0 END) AS reserved,
    sum(quantity * CASE kind WHEN 'issued' THEN 1 WHEN 'returned' THEN -1 ELSE 0 END) AS issued
"""
"""What each kind of movement does to the three figures of a lot; only what was set aside is issued."""


class KeepStock(pgtrigger.Trigger):
    """Each insert of movements moves the figures of all lots it touches, in one statement, locked in their order."""

    name = "keep_stock"
    when = pgtrigger.After
    level = pgtrigger.Statement
    operation = pgtrigger.Insert
    referencing = pgtrigger.Referencing(new="now_rows")
    declare = [("wanted", "bigint"), ("moved", "bigint")]
    func = f"""
            PERFORM 1 FROM in_kind_lot WHERE id IN (SELECT lot_id FROM now_rows) ORDER BY id FOR NO KEY UPDATE;
            SELECT count(DISTINCT lot_id) INTO wanted FROM now_rows;
            UPDATE in_kind_lot l SET on_hand = l.on_hand + change.on_hand, reserved = l.reserved + change.reserved,
                                     issued = l.issued + change.issued
              FROM (SELECT lot_id, {_EFFECT} FROM now_rows GROUP BY lot_id) AS change
             WHERE l.id = change.lot_id;
            GET DIAGNOSTICS moved = ROW_COUNT;
            IF moved <> wanted THEN
                RAISE EXCEPTION 'a movement names a lot outside the reach of its writer';
            END IF;
            RETURN NULL;
        """


class StockByMovementsOnly(pgtrigger.Trigger):
    """The figures of a lot change only from inside the trigger above, never by hand."""

    name = "stock_by_movements_only"
    when = pgtrigger.Before
    operation = pgtrigger.UpdateOf("on_hand", "reserved", "issued")
    condition = pgtrigger.Condition(
        "((OLD.on_hand, OLD.reserved, OLD.issued) IS DISTINCT FROM (NEW.on_hand, NEW.reserved, NEW.issued)"
        " AND pg_trigger_depth() < 1)"
    )
    func = "RAISE EXCEPTION 'stock changes by movements only';"
