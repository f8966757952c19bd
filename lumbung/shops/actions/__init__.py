"""Every change to shops, one verb each: registration, prices, codes, purchases, vouchers, settlement, signals.

Each takes named values, starts with who acts (`by`), raises a Refusal with a sentence, and can be
repeated: the same request again is one effect.
"""

from lumbung.shops.actions.codes import CardNotInUse, WrongCode, issue_code
from lumbung.shops.actions.common import SayWhy, ShopNotActive
from lumbung.shops.actions.prices import GoodUnknown, NotOwnTill, set_price, set_reference_price
from lumbung.shops.actions.purchases import (
    CardDoesNotCount,
    NotForSale,
    NothingBought,
    NotPermitted,
    NotTheirShop,
    SamePersonReturns,
    buy,
    quote,
    return_purchase,
)
from lumbung.shops.actions.settlements import (
    AnswerUnknown,
    NothingToSettle,
    NotSent,
    SamePersonApproves,
    approve_settlement,
    book_settlement_answer,
    cancel_settlement,
    prepare_settlements,
    simulate_settlement_answer,
)
from lumbung.shops.actions.settling_vouchers import Outcomes
from lumbung.shops.actions.shops import (
    AccountTaken,
    AttendsElsewhere,
    BankUnknown,
    CannotAttend,
    KeyTaken,
    SamePersonChecks,
    SamePersonResumes,
    VillageUnknown,
    accept_shop,
    close_shop,
    end_attendant,
    name_attendant,
    refuse_shop,
    request_shop,
    resume_shop,
    set_shop_key,
    suspend_shop,
)
from lumbung.shops.actions.signalling import (
    SamePersonDecides,
    decide_signal,
    explain_signal,
    look_for_signals,
    return_signal,
)
from lumbung.shops.actions.vouchers import (
    AmountWrong,
    BookTooLarge,
    NothingToUpload,
    Signed,
    end_vouchers,
    issue_books,
    issue_vouchers,
    upload_records,
)

__all__ = [
    "AccountTaken", "AmountWrong", "AnswerUnknown", "AttendsElsewhere", "BankUnknown", "BookTooLarge",
    "CannotAttend", "CardDoesNotCount", "CardNotInUse", "GoodUnknown", "KeyTaken", "NotForSale", "NotOwnTill",
    "NotPermitted", "NotSent", "NotTheirShop", "NothingBought", "NothingToSettle", "NothingToUpload", "Outcomes",
    "SamePersonApproves", "SamePersonChecks", "SamePersonDecides", "SamePersonResumes", "SamePersonReturns", "SayWhy",
    "ShopNotActive", "Signed", "VillageUnknown", "WrongCode", "accept_shop", "approve_settlement",
    "book_settlement_answer", "buy", "cancel_settlement", "close_shop", "decide_signal", "end_attendant",
    "end_vouchers", "explain_signal", "issue_books", "issue_code", "issue_vouchers", "look_for_signals",
    "name_attendant", "prepare_settlements", "quote", "refuse_shop", "request_shop", "resume_shop", "return_purchase",
    "return_signal", "set_price", "set_reference_price", "set_shop_key", "simulate_settlement_answer", "suspend_shop",
    "upload_records",
]  # fmt: skip
