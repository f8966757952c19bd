"""Response codes of SNAP BI, `HTTP status + service + case`, and what each means for the money of one line."""

from enum import Enum

TOKEN, TRANSFER, STATUS = "73", "17", "36"
"""Service codes: access token B2B, transfer within the bank, status of a transfer."""

DONE, INITIATED, PAYING, PENDING, REFUNDED, CANCELLED, FAILED, NOT_FOUND = (
    "00", "01", "02", "03", "04", "05", "06", "07",
)  # fmt: skip
"""latestTransactionStatus."""

REASONS = {"40411": "AC01", "40309": "AC06", "40318": "AC06", "40305": "AC04"}
"""Status and case → reason of ISO 20022, where the payee's account is the cause. Unconfirmed beyond the common list."""

NO_MONEY = "40314"
DUPLICATES = {"40900", "40901"}
UNKNOWN_TRANSFER = "40401"


class Fate(Enum):
    """What an answer says of a line."""

    PAID = "paid"
    FAILED = "failed"
    UNSURE = "unsure"
    NEVER_SENT = "never_sent"
    STOP = "stop"


def case_of(code: str) -> str:
    """`4041711` is `40411`: the status and the case, whichever service answered."""
    return code[:3] + code[5:7]


def of_transfer(code: str) -> tuple[Fate, str]:
    """(fate, reason) by the answer to a transfer. What speaks of us and not of the payee stops the payout."""
    case = case_of(code)
    if code[:3] == "200":
        return Fate.PAID, ""
    if case in REASONS:
        return Fate.FAILED, REASONS[case]
    if code[:3] in ("202", "500", "504", "503", "502") or case in DUPLICATES:
        return Fate.UNSURE, ""
    return Fate.STOP, case


def of_status(code: str, latest: str) -> tuple[Fate, str]:
    """(fate, reason) by the answer to a status inquiry."""
    if case_of(code) == UNKNOWN_TRANSFER or (code[:3] == "200" and latest == NOT_FOUND):
        return Fate.NEVER_SENT, ""
    if code[:3] != "200":
        return (Fate.STOP, case_of(code)) if code[:3] in ("400", "401", "403") else (Fate.UNSURE, "")
    if latest == DONE:
        return Fate.PAID, ""
    if latest in (REFUNDED, CANCELLED, FAILED):
        return Fate.FAILED, "NARR"
    return Fate.UNSURE, ""
