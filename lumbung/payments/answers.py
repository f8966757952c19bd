"""Answers of the banks, of whatever message and layout, as one table of what became of each line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

import polars as pl

from lumbung.core import crypto
from lumbung.payments.banks import profiles
from lumbung.payments.iso20022 import amounts, reading, statements, status_reports

PAID, FAILED, RETURNED, ACCEPTED, OTHER = "paid", "failed", "returned", "accepted", "other"
WITHDRAWN = "withdrawn"
KINDS = (status_reports.KIND, statements.KIND, statements.NOTIFICATION)
PROFILE = "profile"

_OF_STATUS = {"ACSC": PAID, "ACCC": PAID, "RJCT": FAILED, "CANC": FAILED}
_XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<", b"<\x00", b"\x00<")
_AT_ONCE = 50_000

SCHEMA = {
    "scope": pl.String,
    "reference": pl.String,
    "outcome": pl.String,
    "amount": pl.Int64,
    "reason": pl.String,
    "booked_on": pl.String,
    "place": pl.Int64,
    "account": pl.String,
    "where": pl.String,
}
"""`scope` says whether `reference` is a line or a whole file; `amount` is null where none is told.

Of cash that was taken `reference` is the bank's number of the transaction, `account` the blind index of the account,
`where` the machine or agent.
"""
_LONG = r"(\d{12})"
"""The table is kept and its references are booked: long runs of digits, which could be a NIK, get a point inside."""

_Row = tuple[str, str, str, int | None, str, str, int, str | None, str]


@dataclass(frozen=True)
class Answer:
    """One file of a bank, read to its end: its kind (`pain.002`, `camt.053`, `camt.054`, `profile`) and rows."""

    kind: str
    version: int
    rows: pl.DataFrame


def read(path: Path, *, name: str) -> Answer:
    """The whole answer; raises a Refusal naming file and place, and then nothing of it counts."""
    with path.open("rb") as file:
        start = file.read(64).lstrip()
    if not start:
        raise reading.DamagedFile(file=name, line=1)
    if not start.startswith(_XML_STARTS):
        return Answer(PROFILE, 0, _framed(_of_profile(path, name)))
    kind, version = reading.expect(path, name=name, kinds=KINDS)
    rows = _of_report(path, name) if kind == status_reports.KIND.name else _of_statement(path, name)
    return Answer(kind, version, _framed(rows))


def _framed(rows: Iterator[_Row]) -> pl.DataFrame:
    frames = [pl.DataFrame(schema=SCHEMA)]
    while block := list(islice(rows, _AT_ONCE)):
        frames.append(_unrecognisable(pl.DataFrame(block, schema=SCHEMA, orient="row")))
    return pl.concat(frames)


def _unrecognisable(rows: pl.DataFrame) -> pl.DataFrame:
    """Whose account cash was taken from is kept as its blind index only."""
    if rows["account"].null_count() == rows.height:
        return rows
    taken = pl.col("outcome") == WITHDRAWN
    parted = [pl.col(name).str.replace_all(_LONG, "${1}·") for name in ("reference", "where")]
    return rows.with_columns(
        crypto.blind_series(rows["account"], "account"),
        *(pl.when(taken).then(one).otherwise(pl.col(one.meta.output_name())) for one in parted),
    )


def _day(text: str) -> str:
    """The day of a date or moment as banks write it; nothing when it is none."""
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""


def _of_report(path: Path, name: str) -> Iterator[_Row]:
    """A report speaks of lines, batches or the whole file; a batch is a whole file in our orders."""
    on = _day(status_reports.header(path, name=name).created_at)
    for told in status_reports.statuses(path, name=name):
        amount = None
        if told.amount is not None:
            amount = amounts.whole_rupiah(told.amount, told.currency, file=name, line=told.line)
        scope = "line" if told.scope == "line" else "file"
        outcome = _OF_STATUS.get(told.code, ACCEPTED)
        yield scope, told.reference, outcome, amount, told.reason, on, told.line, None, ""


def _of_statement(path: Path, name: str) -> Iterator[_Row]:
    """Money that left was paid, money that came back was returned; the rest pays no line and keeps the bank's word.

    Cash that a family took is booked where the bank names account and transaction, and told where it doesn't.
    """
    for told in statements.movements(path, name=name, strict=True):
        outcome, reason = OTHER, f"{'CRDT' if told.credit else 'DBIT'} {told.code}".strip()
        reference, account = told.end_to_end_id, None
        if told.cash and told.cash.account and told.cash.reference:
            outcome, reason, reference, account = WITHDRAWN, "", told.cash.reference, told.cash.account
        elif told.credit == told.returned and told.end_to_end_id:
            outcome, reason = (RETURNED, told.reason) if told.returned else (PAID, told.reason)
        if not told.booked:
            outcome = ACCEPTED
        amount = amounts.whole_rupiah(told.amount, told.currency, file=name, line=told.line)
        where = told.cash.place if told.cash else ""
        yield "line", reference, outcome, amount, reason, _day(told.on), told.line, account, where


def _of_profile(path: Path, name: str) -> Iterator[_Row]:
    for told in profiles.rows(path, name=name):
        account = told.account_number if told.outcome == WITHDRAWN else None
        day = _day(told.booked_on)
        yield "line", told.end_to_end_id, told.outcome, told.amount, told.reason, day, told.line, account, told.place
