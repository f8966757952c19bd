"""Files written in the layout of a distributor: orders as we send them, answers as a bank would."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, BinaryIO

import polars as pl
from django.utils.translation import gettext_lazy as _

from lumbung.core import sheets
from lumbung.core.refusals import Refusal
from lumbung.payments.banks import layouts, profiles
from lumbung.payments.banks.layouts import ANSWER, FIXED, ORDER, Layout, Record

_CONTROL = r"[\x00-\x1F\x7F]"
_MARKS = {"utf-16": b"\xff\xfe", "utf-8-sig": b"\xef\xbb\xbf"}
"""What a file of these encodings begins with."""


class WrittenTotalsDiffer(Refusal):
    """The rows written do not add up to what the order says."""

    message = _("Berkas %(file)s tidak jadi dikirim: isinya %(found)s, seharusnya %(told)s.")


class TooWide(Refusal):
    """A value that may not be cut is wider than its column."""

    message = _("Berkas %(file)s tidak jadi dikirim: baris %(line)s, %(column)s lebih dari %(width)s tanda.")


def write(
    out: BinaryIO,
    bank: str,
    frames: Iterable[pl.DataFrame],
    *,
    name: str,
    count: int,
    total: int,
    head: Mapping[str, Any] | None = None,
) -> None:
    """Write an order in the bank's layout; the sums must come out as `count` and `total`.

    Frames hold the columns the layout names (without `number`), `head` what stands once in a file (`message_id`, `on`,
    `payer_account`, …). Rupiah are whole numbers. Raises TooWide, WrittenTotalsDiffer.
    """
    plan = layouts.layout(bank)
    section = profiles.section_of(plan, ORDER)
    told = {**(head or {}), "count": count, "total": total}
    once = {key: plan.written(key, value) for key, value in (head or {}).items()}
    out.write(_MARKS.get(plan.encoding, b"") + _once(plan, section.header, told))
    written = rupiah = accounts = 0
    for frame in frames:
        numbered = frame.with_row_index("number", offset=written + 1)
        numbered = numbered.with_columns(pl.lit(value).alias(key) for key, value in once.items() if key not in frame)
        out.write(_encoded(plan, _lines(plan, section.row, numbered, name)))
        written, rupiah = written + frame.height, rupiah + int(frame["amount"].sum() or 0)
        if "account_number" in frame.columns:
            accounts += _account_sum(frame["account_number"])
    if (written, rupiah) != (count, total):
        raise WrittenTotalsDiffer(file=name, found=f"{written} / Rp{rupiah}", told=f"{count} / Rp{total}")
    out.write(_once(plan, section.totals, told | {"account_sum": accounts % layouts.HASH}))


def write_answer(out: BinaryIO, bank: str, rows: Iterable[profiles.Row], *, kind: str = ANSWER) -> None:
    """Write an answer in the bank's own words, as the bank would."""
    plan = layouts.layout(bank)
    section = profiles.section_of(plan, kind)
    words = {outcome: word for word, outcome in section.outcomes.items()}
    codes = {reason: code for code, reason in section.reasons.items()}
    body, count, total = [], 0, 0
    for row in rows:
        values = {column.name: getattr(row, column.name, "") for column in section.row if column.name}
        values |= {"outcome": words.get(row.outcome, ""), "reason": codes.get(row.reason, row.reason)}
        if row.booked_on:
            values["booked_on"] = date.fromisoformat(row.booked_on)
        body.append(_once(plan, section.row, values | {"number": count + 1}))
        count, total = count + 1, total + row.amount
    sums = {"count": count, "total": total, "message_id": bank.upper(), "account_sum": 0}
    mark = _MARKS.get(plan.encoding, b"")
    out.write(b"".join([mark, _once(plan, section.header, sums), *body, _once(plan, section.totals, sums)]))


def _once(plan: Layout, record: Record, values: Mapping[str, Any]) -> bytes:
    """One record of single values as the bank takes it; nothing for a record that the layout does not have."""
    if not record:
        return b""
    cells = [plan.written(one.name, values.get(one.name, "")) if one.name else one.text for one in record]
    if plan.format == FIXED:
        return _encoded(plan, "".join(_fitted(cell, one) for cell, one in zip(cells, record, strict=True)))
    return _encoded(plan, plan.delimiter.join(_quoted(cell, plan.delimiter) for cell in cells))


def _fitted(cell: str, column: layouts.Column) -> str:
    padded = cell.ljust if column.align == "left" else cell.rjust
    return padded(column.width, column.pad)[: column.width]


def _quoted(cell: str, mark: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if mark in cell or '"' in cell else cell


def _encoded(plan: Layout, text: str) -> bytes:
    """Text with its line end in the bank's encoding; what that has no letter for becomes a question mark."""
    codec = {"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(plan.encoding, plan.encoding)
    return (text + plan.line_end).encode(codec, errors="replace") if text else b""


def _lines(plan: Layout, record: Record, frame: pl.DataFrame, name: str) -> str:
    """The lines of one frame, made column by column."""
    cells = frame.select(_cell(plan, one).alias(f"c{at}") for at, one in enumerate(record))
    if plan.format != FIXED:
        written = cells.write_csv(include_header=False, separator=plan.delimiter, line_terminator=plan.line_end)
        return written.removesuffix(plan.line_end)
    for at, one in enumerate(record):
        wide = cells[f"c{at}"].str.len_chars() > one.width
        if one.name not in layouts.MAY_BE_CUT and wide.any():
            raise TooWide(file=name, line=frame["number"][wide.arg_max() or 0], column=one.words, width=one.width)
    fitted = cells.select(_padded(pl.col(f"c{at}"), one).alias(f"c{at}") for at, one in enumerate(record))
    return plan.line_end.join(fitted.select(pl.concat_str(pl.all()))["c0"].to_list())


def _cell(plan: Layout, column: layouts.Column) -> pl.Expr:
    if not column.name:
        return pl.lit(column.text)
    text = pl.col(column.name).cast(pl.String).fill_null("")
    if column.name in layouts.MONEY:
        return text + (plan.mark if plan.decimals else "") + "0" * plan.decimals
    plain = text.str.replace_all(_CONTROL, " ")
    if plan.encoding == "ascii":
        plain = plain.str.normalize("NFKD").str.replace_all(r"[^\x20-\x7E]", "")
    return plain if plan.format == FIXED else plain.map_batches(_harmless, return_dtype=pl.String)


def _harmless(cells: pl.Series) -> pl.Series:
    return sheets.harmless_columns(cells.to_frame("cell"))["cell"].alias(cells.name)


def _padded(cell: pl.Expr, column: layouts.Column) -> pl.Expr:
    cut = cell.str.slice(0, column.width)
    if column.align == "left":
        return cut.str.pad_end(column.width, column.pad)
    return cut.str.pad_start(column.width, column.pad)


def _account_sum(numbers: pl.Series) -> int:
    """The sum of the account numbers that are numbers, as banks add them up to see that none was changed."""
    return sum(int(number) for number in numbers.drop_nulls().to_list() if number.isdigit())
