"""Funds and the ledger, cards and wallets, cycles and their lines, the chain, files of the banks."""

from lumbung.payments.models.act import Act, Signature
from lumbung.payments.models.bank_file import BankFile
from lumbung.payments.models.card import Card, CardEvent, Holder
from lumbung.payments.models.chain import AccountCheck, StageEvent
from lumbung.payments.models.countersignature import Countersignature
from lumbung.payments.models.cycle import Cycle
from lumbung.payments.models.day import DayBalance, DayCheck
from lumbung.payments.models.family_word import FamilyWord
from lumbung.payments.models.fund import Fund
from lumbung.payments.models.ledger import Account, Transfer
from lumbung.payments.models.line import Line
from lumbung.payments.models.minutes import Minutes
from lumbung.payments.models.opening import OpeningAnswer, OpeningEntry, OpeningList
from lumbung.payments.models.sample import Sample, SampleEntry, SampleFinding
from lumbung.payments.models.untouched import TreasuryReturn, Untouched
from lumbung.payments.models.withdrawal import WithdrawalDifference

__all__ = [
    "Account",
    "Act",
    "AccountCheck",
    "BankFile",
    "Card",
    "CardEvent",
    "Countersignature",
    "Cycle",
    "DayBalance",
    "DayCheck",
    "FamilyWord",
    "Fund",
    "Holder",
    "Line",
    "Minutes",
    "OpeningAnswer",
    "OpeningEntry",
    "OpeningList",
    "Sample",
    "SampleEntry",
    "SampleFinding",
    "Signature",
    "StageEvent",
    "Transfer",
    "TreasuryReturn",
    "Untouched",
    "WithdrawalDifference",
]
