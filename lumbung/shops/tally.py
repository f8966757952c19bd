"""What families' open vouchers are worth lies aside on their cards; what is on its way to a shop waits for its bank."""

from lumbung.core import bulk, tallies

_VOUCHERS = """
    WITH held AS (SELECT c.family_id, sum(a.balance) AS rupiah
                    FROM payments_account a JOIN payments_card c ON c.id = a.card_id
                   WHERE a.kind = 'vouchers' GROUP BY 1),
    owed AS (SELECT c.family_id, sum(v."limit") AS rupiah
               FROM shops_voucher v JOIN payments_card c ON c.id = v.card_id WHERE v.status = 'issued' GROUP BY 1)
    SELECT coalesce(sum(abs(coalesce(held.rupiah, 0) - coalesce(owed.rupiah, 0))), 0)::bigint
      FROM held FULL JOIN owed USING (family_id)
"""
_DUE = """
    WITH owed AS (SELECT shop_id, sum(amount) AS rupiah FROM shops_settlementline WHERE status = 'waiting' GROUP BY 1)
    SELECT coalesce(sum(abs(a.balance - coalesce(owed.rupiah, 0))), 0)::bigint
      FROM shops_shop s JOIN payments_account a ON a.id = s.due_id LEFT JOIN owed ON owed.shop_id = s.id
"""


def vouchers() -> int:
    """Rupiah that lie aside for vouchers nobody holds, or vouchers without their rupiah, family by family."""
    return int(bulk.rows(_VOUCHERS)[0][0])


def due() -> int:
    """Rupiah on their way to a bank that no settlement names, or the other way round, shop by shop."""
    return int(bulk.rows(_DUE)[0][0])


tallies.register("payments.day", vouchers)
tallies.register("payments.day", due)
