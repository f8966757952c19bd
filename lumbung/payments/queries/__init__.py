"""What can be read of funds, cycles, lines and cards; every query starts with who is looking."""

from lumbung.payments.queries.answering import OtherMovement, other_movements, unclear_rows
from lumbung.payments.queries.cards import card, code_of, read_card, revocations
from lumbung.payments.queries.cycles import (
    AT_HAND,
    bank_file,
    cycle,
    cycles,
    files_of,
    lines_of,
    next_act,
    waiting_cycles,
    work_on,
    work_under_way,
)
from lumbung.payments.queries.families import benefits_of, card_of, opening_list
from lumbung.payments.queries.funds import FundState, fund_of, fund_state, funds
from lumbung.payments.queries.layouts import Trial, layout_of, layouts_known, places_of, try_layout
from lumbung.payments.queries.merges import line_on_its_way, lined_before_merging, reasons_for_a_second_person
from lumbung.payments.queries.reconciling import Amount, Cause, Channel, Reconciliation, failures, reconciliation

__all__ = [
    "AT_HAND",
    "Cause",
    "Channel",
    "FundState",
    "Reconciliation",
    "Amount",
    "benefits_of",
    "card",
    "card_of",
    "code_of",
    "cycle",
    "cycles",
    "failures",
    "files_of",
    "fund_of",
    "fund_state",
    "funds",
    "layout_of",
    "layouts_known",
    "line_on_its_way",
    "lined_before_merging",
    "lines_of",
    "next_act",
    "OtherMovement",
    "other_movements",
    "opening_list",
    "places_of",
    "bank_file",
    "read_card",
    "reasons_for_a_second_person",
    "reconciliation",
    "revocations",
    "Trial",
    "try_layout",
    "unclear_rows",
    "waiting_cycles",
    "work_on",
    "work_under_way",
]
