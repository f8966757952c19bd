"""Declared file layouts: columns, order, totals row and words of a distributor that takes plain CSV."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl
import yaml
from django.utils.translation import gettext_lazy as _

from lumbung.core import sheets
from lumbung.core.refusals import BadInput, Refusal
from lumbung.payments.banks import HERE

ENCODINGS = ("utf-8-sig", "utf-16")


class UnknownLayout(BadInput):
    """The first row is not the heading of any declared layout."""

    message = _("Berkas %(file)s tidak dikenal. Baris pertama harus berisi: %(wanted)s.")


class BadRow(BadInput):
    """A row that does not fit its layout."""

    message = _("Berkas %(file)s baris %(line)s: %(problem)s Minta penyalur memperbaikinya.")


class TotalsDiffer(BadInput):
    """The totals row is missing, or says something else than the rows: the file was cut or changed."""

    message = _("Berkas %(file)s terpotong atau berubah: isinya %(found)s, barisan jumlah berkata %(told)s.")


class WrittenTotalsDiffer(Refusal):
    """The rows written do not add up to what the order says."""

    message = _("Berkas %(file)s tidak jadi dikirim: isinya %(found)s, seharusnya %(told)s.")


@dataclass(frozen=True)
class Row:
    """One line of an answer: which line, what became of it, how much, why and when."""

    end_to_end_id: str
    outcome: str
    amount: int
    reason: str
    booked_on: str
    line: int


@cache
def profile(bank: str) -> Mapping[str, Any]:
    """The declared layout of a bank, from its folder."""
    return yaml.safe_load((HERE / bank / "profile.yaml").read_text(encoding="utf-8"))


@cache
def declared() -> tuple[str, ...]:
    """Every bank that declares a layout."""
    return tuple(found.parent.name for found in sorted(HERE.glob("*/profile.yaml")))


def write(out: BinaryIO, bank: str, frames: Iterable[pl.DataFrame], *, name: str, count: int, total: int) -> None:
    """Write an order in the bank's layout; the totals row must come out as `count` and `total`.

    Frames hold the columns the layout names (without `number`). Rupiah are whole numbers.
    """
    told = profile(bank)
    mark, shape = told["delimiter"], told["out"]
    out.write((mark.join(shape["header"]) + "\r\n").encode(told["encoding"]))
    written = rupiah = 0
    for frame in frames:
        numbered = frame.with_row_index("number", offset=written + 1).select(shape["row"])
        sheets.harmless_columns(numbered).write_csv(out, include_header=False, separator=mark, line_terminator="\r\n")
        written, rupiah = written + frame.height, rupiah + int(frame["amount"].sum() or 0)
    if (written, rupiah) != (count, total):
        raise WrittenTotalsDiffer(file=name, found=f"{written} / Rp{rupiah}", told=f"{count} / Rp{total}")
    out.write((_totals(shape["totals"], count, total, mark) + "\r\n").encode(told["encoding"]))


def write_answer(out: BinaryIO, bank: str, rows: Iterable[Row]) -> None:
    """Write an answer in the bank's own words, as the bank would."""
    told = profile(bank)
    shape, mark = told["answer"], told["delimiter"]
    words = {outcome: word for word, outcome in shape["outcomes"].items()}
    lines, count, total = [mark.join(shape["header"])], 0, 0
    for row in rows:
        cells = {"outcome": words[row.outcome]}
        lines.append(mark.join(str(cells.get(column, getattr(row, column))) for column in shape["row"]))
        count, total = count + 1, total + row.amount
    lines.append(_totals(shape["totals"], count, total, mark))
    out.write(("\r\n".join(lines) + "\r\n").encode(told["encoding"]))


def _totals(shape: list[str], count: int, total: int, mark: str) -> str:
    return mark.join({"count": str(count), "total": str(total)}.get(cell, cell) for cell in shape)


def recognise(path: Path, *, name: str) -> tuple[str, str]:
    """(bank, encoding) of an answer, by its heading; raises UnknownLayout."""
    for encoding in ENCODINGS:
        try:
            with path.open(encoding=encoding) as file:
                heading = file.readline(4096).strip()
        except UnicodeError:
            continue
        for bank in declared():
            if heading == profile(bank)["delimiter"].join(profile(bank)["answer"]["header"]):
                return bank, encoding
    wanted = " / ".join(", ".join(profile(bank)["answer"]["header"]) for bank in declared())
    raise UnknownLayout(file=name, wanted=wanted)


def rows(path: Path, *, name: str) -> Iterator[Row]:
    """The rows of an answer, checked against its totals row at the end; streamed."""
    bank, encoding = recognise(path, name=name)
    shape = profile(bank)["answer"]
    count = total = 0
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=profile(bank)["delimiter"])
        next(reader)
        for cells in reader:
            if cells and cells[0] == shape["totals"][0]:
                told = _totals(shape["totals"], count, total, ";").split(";")
                if cells != told:
                    raise TotalsDiffer(file=name, found=f"{count} / Rp{total}", told=" ".join(cells[1:3]))
                return
            row = _row(cells, shape, name, reader.line_num)
            count, total = count + 1, total + row.amount
            yield row
    raise TotalsDiffer(file=name, found=f"{count} / Rp{total}", told="–")


def _row(cells: list[str], shape: Mapping[str, Any], name: str, line: int) -> Row:
    if len(cells) != len(shape["row"]):
        problem = _("ada %(found)s kolom, seharusnya %(wanted)s.")
        raise BadRow(file=name, line=line, problem=problem % {"found": len(cells), "wanted": len(shape["row"])})
    told = dict(zip(shape["row"], (cell.strip() for cell in cells), strict=True))
    if not (told["amount"].isascii() and told["amount"].isdigit() and len(told["amount"]) <= 18):
        problem = _("nilai “%(text)s” bukan rupiah bulat.")
        raise BadRow(file=name, line=line, problem=problem % {"text": told["amount"][:40]})
    if told["outcome"] not in shape["outcomes"]:
        problem = _("hasil “%(text)s” tidak dikenal.")
        raise BadRow(file=name, line=line, problem=problem % {"text": told["outcome"][:40]})
    told |= {"outcome": shape["outcomes"][told["outcome"]]}
    return Row(**{**told, "amount": int(told["amount"])}, line=line)
