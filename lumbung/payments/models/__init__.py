"""Funds and the ledger, cards and wallets, cycles and their lines, files of the banks."""

from lumbung.payments.models.act import Act, Signature
from lumbung.payments.models.bank_file import BankFile
from lumbung.payments.models.card import Card, CardEvent, Holder
from lumbung.payments.models.cycle import Cycle
from lumbung.payments.models.day import DayBalance, DayCheck
from lumbung.payments.models.ledger import Account, Fund, Transfer
from lumbung.payments.models.line import Line
from lumbung.payments.models.minutes import Minutes
from lumbung.payments.models.opening import OpeningAnswer, OpeningEntry, OpeningList

__all__ = [
    "Account",
    "Act",
    "BankFile",
    "Card",
    "CardEvent",
    "Cycle",
    "DayBalance",
    "DayCheck",
    "Fund",
    "Holder",
    "Line",
    "Minutes",
    "OpeningAnswer",
    "OpeningEntry",
    "OpeningList",
    "Signature",
    "Transfer",
]
