"""Partners, what they sent, and payouts through a bank's API."""

from lumbung.exchange.models.batch import Batch, Instruction
from lumbung.exchange.models.partner import Call, Partner, Payee
from lumbung.exchange.models.payout import Payout, PayoutLine
from lumbung.exchange.models.voucher import PartnerVoucher

__all__ = ["Batch", "Call", "Instruction", "Partner", "PartnerVoucher", "Payee", "Payout", "PayoutLine"]
