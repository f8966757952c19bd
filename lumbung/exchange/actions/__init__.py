"""What partners may ask, what is decided about them, and paying through a bank's API."""

from lumbung.exchange.actions.calling import Reply, take_call
from lumbung.exchange.actions.message_events import BadEvent, NotTheGateway, take_event
from lumbung.exchange.actions.messages import send_messages, start_messages
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
    "BadEvent",
    "NotTheGateway",
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
    "send_messages",
    "start_messages",
    "take_call",
    "take_event",
    "take_voucher_call",
]
