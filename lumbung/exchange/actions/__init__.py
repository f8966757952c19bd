"""What partners may ask, what is decided about them, and paying through a bank's API."""

from lumbung.exchange.actions.calling import Reply, take_call
from lumbung.exchange.actions.partners import Act, issue_key, move_partner, register_partner
from lumbung.exchange.actions.payouts import PayoutOver, pay_out, start_payout

__all__ = [
    "Act",
    "PayoutOver",
    "Reply",
    "issue_key",
    "move_partner",
    "pay_out",
    "register_partner",
    "start_payout",
    "take_call",
]
