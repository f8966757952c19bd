"""What can be read of partners, their calls and batches, and of payouts; every query starts with who is looking."""

from lumbung.exchange.queries.messages import Sending, messages, sending, sendings
from lumbung.exchange.queries.partners import (
    BatchState,
    batch,
    batch_of_partner,
    batches,
    calls,
    funds_to_pay_from,
    instructions_of,
    partner,
    partners,
    state_of,
)
from lumbung.exchange.queries.payouts import Choice, counts_of, lines_of, payable, payout, payouts
from lumbung.exchange.queries.vouchers import VoucherSum, voucher_sums, vouchers

__all__ = [
    "BatchState",
    "Choice",
    "Sending",
    "VoucherSum",
    "batch",
    "batch_of_partner",
    "batches",
    "calls",
    "counts_of",
    "funds_to_pay_from",
    "instructions_of",
    "lines_of",
    "messages",
    "partner",
    "partners",
    "payable",
    "payout",
    "payouts",
    "sending",
    "sendings",
    "state_of",
    "voucher_sums",
    "vouchers",
]
