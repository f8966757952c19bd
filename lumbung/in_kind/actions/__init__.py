"""Writes: ask, assess, approve, receive, allot, fit, hand over, visit. One verb, one function."""

from lumbung.core.wording import NumberWritten, SomebodyActs
from lumbung.in_kind.actions.allotting import Allotted, NothingToAllot, allot, free_request
from lumbung.in_kind.actions.approving import BelowTheConditions, approve_requests, refuse_requests
from lumbung.in_kind.actions.assessing import (
    AnswersMissing,
    EvidenceMissing,
    add_evidence,
    assess,
    reopen,
)
from lumbung.in_kind.actions.common import (
    DeclareFirst,
    NotAtThisStep,
    OwnFamily,
    SamePersonDecides,
    SaySomething,
)
from lumbung.in_kind.actions.fitting import StepsMissing, UnknownStep, note_step
from lumbung.in_kind.actions.handing import (
    NobodyReceived,
    NotThere,
    WitnessMissing,
    hand_over,
    note_visit,
)
from lumbung.in_kind.actions.importing import BadStockFile, import_stock
from lumbung.in_kind.actions.requesting import (
    AlreadyAsked,
    NoSuchItem,
    NotForThisFamily,
    file_request,
    withdraw_request,
)
from lumbung.in_kind.actions.stock import (
    BadDelivery,
    CorrectionBelowStock,
    CorrectionWaits,
    ask_correction,
    decide_correction,
    receive,
)

__all__ = [
    "Allotted", "AlreadyAsked", "AnswersMissing", "BadDelivery", "BadStockFile", "BelowTheConditions",
    "CorrectionBelowStock", "CorrectionWaits", "DeclareFirst", "EvidenceMissing", "NoSuchItem", "NobodyReceived",
    "NotAtThisStep", "NotForThisFamily", "NotThere", "NothingToAllot", "NumberWritten", "OwnFamily",
    "SamePersonDecides", "SaySomething", "SomebodyActs", "StepsMissing", "UnknownStep",
    "WitnessMissing", "add_evidence", "allot", "approve_requests", "ask_correction", "assess", "decide_correction",
    "file_request", "free_request", "hand_over", "import_stock", "note_step", "note_visit", "receive",
    "refuse_requests", "reopen", "withdraw_request",
]  # fmt: skip
