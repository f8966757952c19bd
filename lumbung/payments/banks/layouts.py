"""How a distributor lays out its files, declared in `profile.yaml`: records, columns, widths, dates, amounts, sums.

A layout is data: an installation puts the one of its agreement into `banks/<bank>/profile.yaml` of the data folder,
where it counts before the example that is shipped. A record is a list of columns: a known word is a value, any other
text stands as it is; in a file of fixed widths each is `{name|text, width, align, pad}`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext_lazy as _

from lumbung.core.home import data_folder
from lumbung.core.refusals import BadInput, NotFound
from lumbung.payments.banks import HERE, Bank

FILE, PROFILE = "profile.yaml", "profile"
CSV, FIXED = "csv", "fixed"
ORDER, ANSWER, FAILED, WITHDRAWN = "out", "answer", "failed", "withdrawn"
TOLD = (ANSWER, FAILED, WITHDRAWN)
"""Kinds of files that a distributor sends."""
MONEY, DAYS, COUNTS = {"amount", "total"}, {"on", "booked_on"}, {"number", "count", "account_sum"}
SUMS = ("count", "total", "account_sum")
WORDS = {
    "end_to_end_id": _("rujukan"),
    "bank_reference": _("nomor transaksi bank"),
    "place": _("tempat"),
    "name": _("nama"),
    "account_number": _("nomor rekening"),
    "address": _("alamat"),
    "region_code": _("kode desa"),
    "note": _("keterangan"),
    "outcome": _("hasil"),
    "reason": _("alasan"),
    "message_id": _("nomor berkas"),
    "payer_name": _("nama pembayar"),
    "payer_account": _("rekening pembayar"),
    "amount": _("nilai rupiah"),
    "total": _("jumlah rupiah"),
    "on": _("tanggal"),
    "booked_on": _("tanggal dibukukan"),
    "number": _("nomor urut"),
    "count": _("jumlah baris"),
    "account_sum": _("jumlah nomor rekening"),
}
"""Every value that a column may hold, with what people call it."""

MAY_BE_CUT = {"name", "address", "note", "payer_name", "reason"}
HASH = 10**15
"""The sum of all account numbers is kept to fifteen digits, as banks do that check it."""


class UnknownBank(NotFound):
    """No layout of that name is declared."""

    message = _("Penyalur %(bank)s belum punya susunan berkas. Yang ada: %(known)s.")


class BrokenLayout(BadInput):
    """A layout that cannot be used."""

    message = _("Susunan berkas %(bank)s tidak bisa dipakai: %(problem)s")


class BadCell(ValueError):
    """A cell that does not hold what its column says; the sentence is for people."""


@dataclass(frozen=True)
class Column:
    """One column: a value by its `name`, or a `text` that always stands there. Width 0 is as wide as it comes."""

    name: str = ""
    text: str = ""
    width: int = 0
    align: str = "left"
    pad: str = " "

    @property
    def words(self) -> Any:
        """What people call it."""
        return WORDS[self.name] if self.name else f"“{self.text}”"


Record = tuple[Column, ...]


@dataclass(frozen=True)
class Section:
    """One kind of file: what stands first, in each line and last; which words of the bank mean what."""

    row: Record
    header: Record = ()
    totals: Record = ()
    outcomes: Mapping[str, str] = field(default_factory=dict)
    outcome: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """The files of one distributor. `orders` says that it takes this layout instead of ISO 20022."""

    bank: str
    format: str
    encoding: str
    delimiter: str
    line_end: str
    date: str
    decimals: int
    mark: str
    orders: bool
    sections: Mapping[str, Section]

    def written(self, name: str, value: Any) -> str:
        """A single value as this bank writes it."""
        if name in MONEY:
            return f"{value}{self.mark if self.decimals else ''}{'0' * self.decimals}"
        if name in DAYS and isinstance(value, date):
            return value.strftime(self.date)
        return str(value)

    def read(self, name: str, text: str) -> Any:
        """The value of a cell: whole rupiah, ISO day, number or text; raises BadCell."""
        if name in MONEY:
            return self._rupiah(text)
        if name in COUNTS:
            if not (text.isascii() and text.isdigit() and len(text) <= 18):
                raise BadCell(_("“%(text)s” bukan bilangan.") % {"text": text[:40]})
            return int(text)
        if name in DAYS and text:
            try:
                return datetime.strptime(text, self.date).date().isoformat()
            except ValueError:
                raise BadCell(_("“%(text)s” bukan tanggal.") % {"text": text[:40]}) from None
        return text

    def _rupiah(self, text: str) -> int:
        whole, parts = text, ""
        if self.decimals:
            whole, parts = text[: -self.decimals].removesuffix(self.mark), text[-self.decimals :]
        if not (text.isascii() and whole.isdigit() and len(whole) <= 18 and (parts.isdigit() or not self.decimals)):
            raise BadCell(_("nilai “%(text)s” bukan rupiah bulat.") % {"text": text[:40]})
        if parts.strip("0"):
            raise BadCell(_("nilai “%(text)s” memuat pecahan rupiah.") % {"text": text[:40]})
        return int(whole)


def declared() -> tuple[str, ...]:
    """Every distributor with a layout: those shipped, and those of this installation."""
    found = {path.parent.name for folder in (HERE, _own()) for path in folder.glob(f"*/{FILE}")}
    return tuple(sorted(found))


def layout(bank: str) -> Layout:
    """The layout of a bank, the installation's own before the example; raises UnknownBank or BrokenLayout."""
    own, example = _own() / bank / FILE, HERE / bank / FILE
    path = own if bank in declared() and own.exists() else example
    if bank not in declared():
        raise UnknownBank(bank=bank, known=", ".join(declared()))
    return _parsed(bank, path, path.stat().st_mtime_ns)


def is_example(bank: str) -> bool:
    """Whether the layout in use is the shipped example."""
    return not (_own() / bank / FILE).exists()


def takes(bank: Bank) -> bool:
    """Whether a bank is sent files in its layout; the others are sent ISO 20022."""
    return bank.channel == PROFILE or (bank.key in declared() and layout(bank.key).orders)


def suffix(bank: Bank) -> str:
    """How the name of a file to this bank ends."""
    if not takes(bank):
        return "xml"
    return "txt" if layout(bank.key).format == FIXED else "csv"


def _own() -> Path:
    return data_folder() / "banks"


@cache
def _parsed(bank: str, path: Path, _changed: int) -> Layout:
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        sections = {name: _section(told[name]) for name in (ORDER, *TOLD) if name in told}
        made = Layout(
            bank=bank,
            format=told.get("format", CSV),
            encoding=told["encoding"],
            delimiter=told.get("delimiter", ";"),
            line_end={"crlf": "\r\n", "lf": "\n"}[told.get("line_end", "crlf")],
            date=told.get("date", "%Y-%m-%d"),
            decimals=told.get("decimals", 0),
            mark=told.get("mark", ""),
            orders=bool(told.get("orders")),
            sections=sections,
        )
    except (yaml.YAMLError, KeyError, TypeError, AttributeError, UnicodeError) as error:
        raise BrokenLayout(bank=bank, problem=f"{type(error).__name__}: {error}"[:200]) from error
    _check(made)
    return made


def _section(told: Mapping[str, Any]) -> Section:
    return Section(
        row=_record(told["row"]),
        header=_record(told.get("header", [])),
        totals=_record(told.get("totals", [])),
        outcomes={str(word): outcome for word, outcome in told.get("outcomes", {}).items()},
        outcome=told.get("outcome", ""),
        reasons={str(code): reason for code, reason in told.get("reasons", {}).items()},
    )


def _record(told: list[Any]) -> Record:
    return tuple(_column(one) for one in told)


def _column(told: Any) -> Column:
    if isinstance(told, dict):
        return Column(**told)
    return Column(name=told) if told in WORDS else Column(text=str(told))


def _check(made: Layout) -> None:
    """What would only come out with the first file."""
    for kind, section in made.sections.items():
        for column in (*section.header, *section.row, *section.totals):
            if made.format == FIXED and (column.width < 1 or len(column.pad) != 1 or len(column.text) > column.width):
                raise BrokenLayout(
                    bank=made.bank, problem=_("kolom %(column)s tanpa lebar.") % {"column": column.words}
                )
            if column.name and column.name not in WORDS:
                problem = _("kolom %(column)s tidak dikenal.") % {"column": column.name}
                raise BrokenLayout(bank=made.bank, problem=problem)
        names = {"bank_reference", "account_number"} if kind == WITHDRAWN else {"end_to_end_id"}
        needed = {*names, "amount"} - {column.name for column in section.row}
        if needed:
            raise BrokenLayout(
                bank=made.bank, problem=_("%(kind)s tanpa %(needed)s.") % {"kind": kind, "needed": needed}
            )
