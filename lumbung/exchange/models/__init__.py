"""Partners, what they sent, payouts through a bank's API, messages to telephones."""

from lumbung.exchange.models.batch import Batch, Instruction
from lumbung.exchange.models.message import Message
from lumbung.exchange.models.partner import Call, Partner, Payee
from lumbung.exchange.models.payout import Payout, PayoutLine
from lumbung.exchange.models.voucher import PartnerVoucher

__all__ = ["Batch", "Call", "Instruction", "Message", "Partner", "PartnerVoucher", "Payee", "Payout", "PayoutLine"]
