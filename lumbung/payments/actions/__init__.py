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
from lumbung.payments.actions.days import close_day
from lumbung.payments.actions.funds import FundDiffers, open_fund
from lumbung.payments.actions.handing import MinutesIncomplete, NothingHanded, NotToBeHanded, hand_over_cards
from lumbung.payments.actions.holding import ApprovalLapsed, Frozen, lapse_approvals
from lumbung.payments.actions.ledger import Booked, MoreThanMoved, NotEnough
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
from lumbung.payments.actions.revising import REVISABLE, NothingToRevise, revise_cycle
from lumbung.payments.actions.signing import (
    ActIsOver,
    AlreadyAsked,
    CannotBeReversed,
    RoleDoesNotSign,
    SamePersonSigns,
    WhyMissing,
    ask_fund_raise,
    ask_purchase_return,
    ask_reversal,
    lapse_acts,
    refuse_act,
    sign_act,
)
from lumbung.payments.actions.simulating import (
    deliver_simulated_cards,
    open_simulated_accounts,
    simulate_answers,
    simulate_opening_answer,
)
from lumbung.payments.actions.wallets import book_transfers, give_back, move_wallets, purchase, withdraw
from lumbung.payments.actions.writing import FileChanged, NothingReleased, start_writing, write_files

__all__ = [
    "ActIsOver",
    "AlreadyAsked",
    "AlreadyHolds",
    "AlreadyLined",
    "AnswerUnknown",
    "AnswersNoList",
    "ApprovalLapsed",
    "AtTheBank",
    "BadEntitlements",
    "BeyondFund",
    "Booked",
    "CannotBeReversed",
    "CyclesOverlap",
    "EmptyCycle",
    "FamiliesOutside",
    "FileChanged",
    "Frozen",
    "FundDiffers",
    "MinutesIncomplete",
    "MoneyOnCard",
    "MoneyOnItsWay",
    "MoreThanMoved",
    "NeedsPerson",
    "NobodyToList",
    "NotAnOpeningBank",
    "NotEnough",
    "NotOfThisFamily",
    "NotToBeHanded",
    "NotYetReconciled",
    "NothingHanded",
    "NothingReleased",
    "NothingToRevise",
    "NumberTaken",
    "REVISABLE",
    "RoleDoesNotSign",
    "RowContradicts",
    "RowNotListed",
    "SamePersonActs",
    "SamePersonApproves",
    "SamePersonLists",
    "SamePersonSigns",
    "WhyMissing",
    "activate_cards",
    "add_lines",
    "approve_cycle",
    "approve_opening_list",
    "ask_fund_raise",
    "ask_purchase_return",
    "ask_reversal",
    "authorise_cycle",
    "block_card",
    "block_second_card",
    "book_answer",
    "book_transfers",
    "cancel_cycle",
    "cancel_opening_list",
    "close_card",
    "close_day",
    "create_cycle",
    "deliver_simulated_cards",
    "give_back",
    "hand_over_cards",
    "issue_cards",
    "lapse_acts",
    "lapse_approvals",
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
    "refuse_act",
    "refuse_while_money_is_on_its_way",
    "release_cycle",
    "revise_cycle",
    "sign_act",
    "simulate_answers",
    "simulate_opening_answer",
    "start_booking",
    "start_writing",
    "submit_cycle",
    "unblock_card",
    "withdraw",
    "write_files",
]
