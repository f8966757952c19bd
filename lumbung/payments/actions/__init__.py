"""What can be done with money. One verb, one function; every screen, call, job and command comes through here.

Locks are always taken in the same order: cycles by id, then lines, then accounts by id (the
ledger's trigger takes those). Two acts on one cycle therefore wait for each other, and two cycles
on one fund meet only at the fund's account, where the second waits and then sees what is left.
"""

from lumbung.payments.actions.acts import (
    BeyondFund,
    EmptyCycle,
    NeedsPerson,
    SamePersonActs,
    SamePersonApproves,
    approve_cycle,
    authorise_cycle,
    cancel_cycle,
    release_cycle,
    submit_cycle,
)
from lumbung.payments.actions.answering import AnswerUnknown, book_answer, receive_answer, start_booking
from lumbung.payments.actions.cards import activate_cards, issue_cards
from lumbung.payments.actions.cycles import (
    AlreadyLined,
    BadEntitlements,
    CyclesOverlap,
    FamiliesOutside,
    add_lines,
    create_cycle,
)
from lumbung.payments.actions.funds import FundDiffers, open_fund
from lumbung.payments.actions.ledger import Booked
from lumbung.payments.actions.merges import MoneyOnItsWay, block_second_card, refuse_while_money_is_on_its_way
from lumbung.payments.actions.reconciling import NotYetReconciled, reconcile_cycle
from lumbung.payments.actions.simulating import open_simulated_accounts, simulate_answers
from lumbung.payments.actions.wallets import expire, give_back, move_wallets, purchase, withdraw
from lumbung.payments.actions.writing import FileChanged, NothingReleased, start_writing, write_files

__all__ = [
    "AlreadyLined",
    "AnswerUnknown",
    "BadEntitlements",
    "BeyondFund",
    "Booked",
    "CyclesOverlap",
    "EmptyCycle",
    "FamiliesOutside",
    "FileChanged",
    "FundDiffers",
    "MoneyOnItsWay",
    "NeedsPerson",
    "NotYetReconciled",
    "NothingReleased",
    "SamePersonActs",
    "SamePersonApproves",
    "activate_cards",
    "add_lines",
    "approve_cycle",
    "authorise_cycle",
    "block_second_card",
    "book_answer",
    "cancel_cycle",
    "create_cycle",
    "expire",
    "give_back",
    "issue_cards",
    "move_wallets",
    "open_fund",
    "open_simulated_accounts",
    "purchase",
    "receive_answer",
    "refuse_while_money_is_on_its_way",
    "reconcile_cycle",
    "release_cycle",
    "simulate_answers",
    "start_booking",
    "start_writing",
    "submit_cycle",
    "withdraw",
    "write_files",
]
