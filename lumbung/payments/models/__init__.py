"""Funds and the ledger, cards and wallets, cycles and their lines, files of the banks."""

from lumbung.payments.models.bank_file import BankFile
from lumbung.payments.models.card import Card
from lumbung.payments.models.cycle import Cycle
from lumbung.payments.models.ledger import Account, Fund, Transfer
from lumbung.payments.models.line import Line

__all__ = ["Account", "BankFile", "Card", "Cycle", "Fund", "Line", "Transfer"]
