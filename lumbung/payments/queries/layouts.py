"""Layouts of banks' files as people see them, and trying one on a file: nothing is kept, nothing is booked."""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from lumbung.core import crypto
from lumbung.core.refusals import allowed
from lumbung.payments import banks
from lumbung.payments.banks import layouts, profiles
from lumbung.payments.banks.layouts import Column, Layout
from lumbung.payments.queries import answering, withdrawals

SHOWN = 10
PERMISSION = "payments.read_bank_file"


@dataclass(frozen=True)
class Place:
    """One column and where it stands: the number of the cell, or from which sign to which."""

    column: Column
    where: str


@dataclass(frozen=True)
class Trial:
    """What a file came to: which layout, its lines and rupiah, how many it says what of, and the first lines."""

    bank: str
    kind: str
    lines: int
    total: int
    outcomes: dict[str, int]
    known: int
    first: list[dict[str, Any]]


def layouts_known(*, viewer: Any) -> list[tuple[banks.Bank, Layout]]:
    """Every distributor with a layout."""
    allowed(viewer, PERMISSION)
    known = banks.all_banks()
    return [(known[bank], layouts.layout(bank)) for bank in layouts.declared() if bank in known]


def layout_of(*, viewer: Any, bank: str) -> Layout:
    """One layout; raises UnknownBank."""
    allowed(viewer, PERMISSION)
    return layouts.layout(bank)


def places_of(*, plan: Layout, kind: str) -> list[tuple[str, list[Place]]]:
    """(`header`, `row` or `totals`; its columns) of one kind of file."""
    section = profiles.section_of(plan, kind)
    records = (("header", section.header), ("row", section.row), ("totals", section.totals))
    return [(name, _placed(record, plan)) for name, record in records if record]


def _placed(record: layouts.Record, plan: Layout) -> list[Place]:
    if plan.format != layouts.FIXED:
        return [Place(column, str(number)) for number, column in enumerate(record, 1)]
    placed, at = [], 1
    for column in record:
        placed.append(Place(column, f"{at}–{at + column.width - 1}"))
        at += column.width
    return placed


def try_layout(*, viewer: Any, path: Path, name: str, bank: str = "", kind: str = "") -> Trial:
    """Read a file to its end by a layout, or by the one its heading names; raises a Refusal with file and line."""
    allowed(viewer, PERMISSION)
    if not (bank and kind):
        bank, kind, _encoding = profiles.recognise(path, name=name)
    if kind == layouts.ORDER:
        return _tried_order(path, bank, name)
    rows = list(profiles.rows(path, name=name, bank=bank, kind=kind))
    told = pl.DataFrame(
        [(row.end_to_end_id, row.outcome, row.amount, row.reason, row.booked_on) for row in rows],
        schema=["reference", "outcome", "amount", "reason", "booked_on"],
        schema_overrides={"amount": pl.Int64},
        orient="row",
    )
    counts = {str(outcome): count for outcome, count in told.group_by("outcome").len().sort("outcome").rows()}
    if kind == layouts.WITHDRAWN:
        accounts = pl.Series("account", [row.account_number for row in rows], dtype=pl.String)
        known = withdrawals.known_accounts(told.with_columns(crypto.blind_series(accounts, "account")))
    else:
        known = told.height - answering.preview(told)["unknown"] if rows else 0
    total = int(told["amount"].sum() or 0)
    return Trial(bank, kind, told.height, total, counts, known, told.head(SHOWN).to_dicts())


def _tried_order(path: Path, bank: str, name: str) -> Trial:
    lines = profiles.read(path, layouts.layout(bank), layouts.ORDER, name=name)
    first = [one.values for one in islice(lines, SHOWN)]
    count, total = len(first), sum(one["amount"] for one in first)
    for one in lines:
        count, total = count + 1, total + one.values["amount"]
    shown = [{"reference": one["end_to_end_id"], "amount": one["amount"]} for one in first]
    return Trial(bank, layouts.ORDER, count, total, {}, 0, shown)
