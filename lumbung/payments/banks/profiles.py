"""Files of a distributor read by its layout, CSV or fixed widths: answers, lists of failures or cash taken, orders."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput
from lumbung.payments.banks import layouts
from lumbung.payments.banks.layouts import FIXED, TOLD, BadCell, Layout, Record, Section

SNIFFED = ("utf-8-sig", "utf-16", "cp1252")
"""Encodings that are tried beside the declared one: banks send what their programs write."""

Raw = Any
"""A line as it comes: cells of a CSV, or the text of a line of fixed widths."""


class UnknownLayout(BadInput):
    """The first line is not the heading of any declared layout."""

    message = _("Berkas %(file)s tidak dikenal. Baris pertama harus berisi: %(wanted)s.")


class BadRow(BadInput):
    """A row that does not fit its layout."""

    message = _("Berkas %(file)s baris %(line)s: %(problem)s Minta penyalur memperbaikinya.")


class TotalsDiffer(BadInput):
    """The sums are missing, or say something else than the rows: the file was cut or changed."""

    message = _("Berkas %(file)s terpotong atau berubah: isinya %(found)s, barisan jumlah berkata %(told)s.")


class NoSuchFile(BadInput):
    """The layout of a bank does not declare such a file."""

    message = _("Susunan berkas %(bank)s tidak memuat berkas semacam itu.")


@dataclass(frozen=True)
class Row:
    """One line of an answer: which line, what became of it, how much, why and when.

    Cash that was taken belongs to no line: there `end_to_end_id` is the bank's number of the transaction, and the
    account and the place are told.
    """

    end_to_end_id: str
    outcome: str
    amount: int
    reason: str
    booked_on: str
    line: int
    account_number: str = ""
    place: str = ""

    @property
    def bank_reference(self) -> str:
        """The bank's number of the transaction."""
        return self.end_to_end_id


class Told(NamedTuple):
    """A line of any file as read: where it stands, and its values by name."""

    line: int
    values: dict[str, Any]


def section_of(plan: Layout, kind: str) -> Section:
    """One kind of file of a layout; raises NoSuchFile."""
    if kind not in plan.sections:
        raise NoSuchFile(bank=plan.bank)
    return plan.sections[kind]


def recognise(path: Path, *, name: str) -> tuple[str, str, str]:
    """(bank, kind of file, encoding) of what a distributor sent, by its heading; raises UnknownLayout."""
    for bank in layouts.declared():
        plan = layouts.layout(bank)
        for kind in (kind for kind in TOLD if kind in plan.sections):
            for encoding in dict.fromkeys((plan.encoding, *SNIFFED)):
                if _begins(path, encoding, plan, plan.sections[kind]):
                    return bank, kind, encoding
    wanted = {_heading(layouts.layout(bank), kind) for bank in layouts.declared() for kind in TOLD} - {""}
    raise UnknownLayout(file=name, wanted=" / ".join(sorted(wanted)))


def _heading(plan: Layout, kind: str) -> str:
    section = plan.sections.get(kind)
    return ", ".join(column.text or f"<{column.words}>" for column in section.header) if section else ""


def _begins(path: Path, encoding: str, plan: Layout, section: Section) -> bool:
    try:
        with path.open(encoding=encoding, newline="") as file:
            first = file.readline(4096).removeprefix("\ufeff").strip("\r\n")
    except UnicodeError:
        return False
    raw: Raw = first if plan.format == FIXED else next(csv.reader([first], delimiter=plan.delimiter), [])
    return _is_record(raw, section.header, plan)


def rows(path: Path, *, name: str, bank: str = "", kind: str = "") -> Iterator[Row]:
    """The rows of an answer or of a list of failures or withdrawals, checked against its sums at the end; streamed.

    Which layout it is, its heading says, unless `bank` and `kind` do.
    """
    encoding = ""
    if not (bank and kind):
        bank, kind, encoding = recognise(path, name=name)
    plan = layouts.layout(bank)
    section = section_of(plan, kind)
    for line, values in read(path, plan, kind, name=name, encoding=encoding):
        outcome = section.outcome
        if "outcome" in values:
            if values["outcome"] not in section.outcomes:
                problem = _("hasil “%(text)s” tidak dikenal.") % {"text": values["outcome"][:40]}
                raise BadRow(file=name, line=line, problem=problem)
            outcome = section.outcomes[values["outcome"]]
        reason = values.get("reason", "")
        yield Row(
            end_to_end_id=values["end_to_end_id"] if "end_to_end_id" in values else values["bank_reference"],
            outcome=outcome,
            amount=values["amount"],
            reason=section.reasons.get(reason, reason),
            booked_on=values.get("booked_on", ""),
            line=line,
            account_number=values.get("account_number", ""),
            place=values.get("place", ""),
        )


def read(path: Path, plan: Layout, kind: str, *, name: str, encoding: str = "") -> Iterator[Told]:
    """The lines of any file of a layout by name of value, an order as well; raises BadRow or TotalsDiffer."""
    section = section_of(plan, kind)
    sums: dict[str, int] = {}
    found = dict.fromkeys(layouts.SUMS, 0)
    first, over = True, not section.totals
    for line, raw in _raws(path, plan, name, encoding):
        if first and section.header:
            _expect_heading(raw, section.header, plan, name)
            sums |= _sums(raw, section.header, plan, name, line)
        elif section.totals and _is_record(raw, section.totals, plan):
            sums |= _sums(raw, section.totals, plan, name, line)
            over = True
        elif section.totals and over:
            raise BadRow(file=name, line=line, problem=_("ada baris sesudah baris jumlah."))
        else:
            values = _values(raw, section.row, plan, name, line)
            _add(found, values)
            yield Told(line, values)
        first = False
    if not over or any(found[key] != value for key, value in sums.items()):
        said = f"{sums.get('count', '–')} / Rp{sums.get('total', '–')}" if over else "–"
        raise TotalsDiffer(file=name, found=f"{found['count']} / Rp{found['total']}", told=said)


def _add(found: dict[str, int], values: Mapping[str, Any]) -> None:
    number = str(values.get("account_number", ""))
    found["count"] += 1
    found["total"] += values["amount"]
    found["account_sum"] = (found["account_sum"] + (int(number) if number.isdigit() else 0)) % layouts.HASH


def _raws(path: Path, plan: Layout, name: str, encoding: str) -> Iterator[tuple[int, Raw]]:
    line = 0
    try:
        with path.open(encoding=encoding or plan.encoding, newline="") as file:
            if plan.format == FIXED:
                for line, text in enumerate(file, 1):
                    if text.strip("\r\n\x1a\ufeff"):
                        yield line, text.strip("\r\n\ufeff")
                return
            reader = csv.reader(file, delimiter=plan.delimiter)
            for cells in reader:
                line = reader.line_num
                if cells:
                    yield line, [cells[0].removeprefix("\ufeff"), *cells[1:]]
    except (UnicodeError, csv.Error) as error:
        raise BadRow(file=name, line=line + 1, problem=_("hurufnya tidak terbaca.")) from error


def _expect_heading(raw: Raw, header: Record, plan: Layout, name: str) -> None:
    if not _is_record(raw, header, plan):
        raise UnknownLayout(file=name, wanted=", ".join(one.text or f"<{one.words}>" for one in header))


def _is_record(raw: Raw, record: Record, plan: Layout) -> bool:
    """Whether a line has the fixed words of a record where it has them, and as many cells."""
    if not record or (plan.format != FIXED and len(raw) != len(record)):
        return False
    cells = _cut(raw, record, plan)
    said = [(cell.strip(), one.text) for cell, one in zip(cells, record, strict=True) if one.text]
    return bool(said) and all(cell == text for cell, text in said)


def _cut(raw: Raw, record: Record, plan: Layout) -> Sequence[str]:
    if plan.format != FIXED:
        return raw
    cells, at = [], 0
    for one in record:
        cells.append(raw[at : at + one.width])
        at += one.width
    return cells


def _sums(raw: Raw, record: Record, plan: Layout, name: str, line: int) -> dict[str, int]:
    values = _values(raw, record, plan, name, line)
    return {key: values[key] for key in layouts.SUMS if key in values}


def _values(raw: Raw, record: Record, plan: Layout, name: str, line: int) -> dict[str, Any]:
    """The cells of a line by name; raises BadRow with what is wrong."""
    _fits(raw, record, plan, name, line)
    values = {}
    for cell, one in zip(_cut(raw, record, plan), record, strict=True):
        text = cell.strip() if one.pad == " " else _without_pad(cell.strip(), one)
        if not one.name:
            if text != one.text.strip(one.pad) and text != one.text:
                problem = _("tertulis “%(text)s”, seharusnya “%(wanted)s”.") % {"text": text[:40], "wanted": one.text}
                raise BadRow(file=name, line=line, problem=problem)
            continue
        try:
            values[one.name] = plan.read(one.name, text)
        except BadCell as error:
            raise BadRow(file=name, line=line, problem=str(error)) from error
    return values


def _without_pad(text: str, column: layouts.Column) -> str:
    """Numbers keep the zeros that fill their column: they are worth nothing; texts lose what fills theirs."""
    if column.name in layouts.MONEY | layouts.COUNTS | layouts.DAYS:
        return text
    return text.lstrip(column.pad) if column.align == "right" else text.rstrip(column.pad)


def _fits(raw: Raw, record: Record, plan: Layout, name: str, line: int) -> None:
    if plan.format == FIXED:
        found, wanted, problem = (
            len(raw),
            sum(one.width for one in record),
            _("ada %(found)s tanda, seharusnya %(wanted)s."),
        )
        bad = found > wanted or found < wanted - record[-1].width
    else:
        found, wanted, problem = len(raw), len(record), _("ada %(found)s kolom, seharusnya %(wanted)s.")
        bad = found != wanted
    if bad:
        raise BadRow(file=name, line=line, problem=problem % {"found": found, "wanted": wanted})
