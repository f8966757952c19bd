"""Requests with what was asked, seen, allotted, fitted and handed over; the stock and its movements."""

from lumbung.in_kind.models.after import FollowUp, Handover
from lumbung.in_kind.models.assessed import Answer, Evidence, Need
from lumbung.in_kind.models.fitted import Allotment, Fitting
from lumbung.in_kind.models.request import Request
from lumbung.in_kind.models.stock import Correction, Lot, Movement

__all__ = [
    "Allotment",
    "Answer",
    "Correction",
    "Evidence",
    "Fitting",
    "FollowUp",
    "Handover",
    "Lot",
    "Movement",
    "Need",
    "Request",
]
