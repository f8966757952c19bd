"""What partners may ask, what is decided about them, and paying through a bank's API."""

from lumbung.exchange.actions.calling import Reply, take_call
from lumbung.exchange.actions.partners import (
    Act,
    SamePersonAgrees,
    agree_vouchers,
    issue_key,
    move_partner,
    register_partner,
)
from lumbung.exchange.actions.payouts import PayoutOver, pay_out, start_payout
from lumbung.exchange.actions.voucher_calls import take_voucher_call
from lumbung.exchange.actions.vouchers import end_vouchers

__all__ = [
    "Act",
    "PayoutOver",
    "Reply",
    "SamePersonAgrees",
    "agree_vouchers",
    "end_vouchers",
    "issue_key",
    "move_partner",
    "pay_out",
    "register_partner",
    "start_payout",
    "take_call",
    "take_voucher_call",
]
