"""What open vouchers of partners are worth is what their funds have put aside, fund by fund."""

from lumbung.core import bulk, tallies

_PROMISED = """
    WITH held AS (SELECT fund_id, sum(balance) AS rupiah FROM payments_account WHERE kind = 'promised' GROUP BY 1),
    owed AS (SELECT p.fund_id, sum(v.amount) AS rupiah
               FROM exchange_partnervoucher v JOIN exchange_partner p ON p.id = v.partner_id
              WHERE v.status IN ('preactivated', 'active') GROUP BY 1)
    SELECT coalesce(sum(abs(coalesce(held.rupiah, 0) - coalesce(owed.rupiah, 0))), 0)::bigint
      FROM held FULL JOIN owed USING (fund_id)
"""


def promised() -> int:
    """Rupiah that lie aside without a voucher, or vouchers without their rupiah."""
    return int(bulk.rows(_PROMISED)[0][0])


tallies.register("payments.day", promised)
