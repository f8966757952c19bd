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
from lumbung.payments.actions.cards import (
    AlreadyHolds,
    AtTheBank,
    MoneyOnCard,
    NotOfThisFamily,
    activate_cards,
    block_card,
    close_card,
    move_holder,
    print_cards,
    unblock_card,
)
from lumbung.payments.actions.cycles import (
    AlreadyLined,
    BadEntitlements,
    CyclesOverlap,
    FamiliesOutside,
    add_lines,
    create_cycle,
)
from lumbung.payments.actions.funds import FundDiffers, open_fund
from lumbung.payments.actions.handing import MinutesIncomplete, NothingHanded, NotToBeHanded, hand_over_cards
from lumbung.payments.actions.ledger import Booked
from lumbung.payments.actions.merges import MoneyOnItsWay, block_second_card, refuse_while_money_is_on_its_way
from lumbung.payments.actions.opening_answers import (
    AnswersNoList,
    NumberTaken,
    RowContradicts,
    RowNotListed,
    read_opening_answer,
)
from lumbung.payments.actions.openings import (
    NobodyToList,
    NotAnOpeningBank,
    SamePersonLists,
    approve_opening_list,
    cancel_opening_list,
    opening_banks,
    prepare_opening_list,
)
from lumbung.payments.actions.reconciling import NotYetReconciled, reconcile_cycle
from lumbung.payments.actions.simulating import (
    deliver_simulated_cards,
    open_simulated_accounts,
    simulate_answers,
    simulate_opening_answer,
)
from lumbung.payments.actions.wallets import expire, give_back, move_wallets, purchase, withdraw
from lumbung.payments.actions.writing import FileChanged, NothingReleased, start_writing, write_files

__all__ = [
    "AlreadyHolds",
    "AlreadyLined",
    "AnswerUnknown",
    "AnswersNoList",
    "AtTheBank",
    "BadEntitlements",
    "BeyondFund",
    "Booked",
    "CyclesOverlap",
    "EmptyCycle",
    "FamiliesOutside",
    "FileChanged",
    "FundDiffers",
    "MinutesIncomplete",
    "MoneyOnCard",
    "MoneyOnItsWay",
    "NeedsPerson",
    "NobodyToList",
    "NotAnOpeningBank",
    "NotOfThisFamily",
    "NotToBeHanded",
    "NotYetReconciled",
    "NothingHanded",
    "NothingReleased",
    "NumberTaken",
    "RowContradicts",
    "RowNotListed",
    "SamePersonActs",
    "SamePersonApproves",
    "SamePersonLists",
    "activate_cards",
    "add_lines",
    "approve_cycle",
    "approve_opening_list",
    "authorise_cycle",
    "block_card",
    "block_second_card",
    "book_answer",
    "cancel_cycle",
    "cancel_opening_list",
    "close_card",
    "create_cycle",
    "deliver_simulated_cards",
    "expire",
    "give_back",
    "hand_over_cards",
    "issue_cards",
    "move_holder",
    "move_wallets",
    "open_fund",
    "open_simulated_accounts",
    "opening_banks",
    "prepare_opening_list",
    "print_cards",
    "purchase",
    "read_opening_answer",
    "receive_answer",
    "reconcile_cycle",
    "refuse_while_money_is_on_its_way",
    "release_cycle",
    "simulate_answers",
    "simulate_opening_answer",
    "start_booking",
    "start_writing",
    "submit_cycle",
    "unblock_card",
    "withdraw",
    "write_files",
]
