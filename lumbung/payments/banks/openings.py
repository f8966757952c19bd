"""Collective opening lists in the layout that each bank declares in `opening.yaml`, and the banks' answers to them."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import yaml
from django.utils.translation import gettext_lazy as _

from lumbung.core import sheets
from lumbung.core.refusals import BadInput
from lumbung.payments.banks import HERE
from lumbung.payments.banks.profiles import BadRow, TotalsDiffer, UnknownLayout

ENCODINGS = ("utf-8-sig", "utf-16")
LARGEST = 64 * 2**20
_ACCOUNT, _CARD = r"^\d{8,20}$", r"^\d{16}$"


class TooLarge(BadInput):
    """No answer to a list of ours is that long."""

    message = _("Berkas %(file)s lebih dari 64 MB. Ini bukan jawaban daftar pembukaan rekening.")


@dataclass(frozen=True)
class Answer:
    """What a bank says: `reference, outcome, account_number, number, reason, line`; the numbers are in clear."""

    bank: str
    rows: pl.DataFrame


@cache
def layout(bank: str) -> Mapping[str, Any]:
    """The declared layout of a bank, from its folder."""
    return yaml.safe_load((HERE / bank / "opening.yaml").read_text(encoding="utf-8"))


@cache
def opening_banks() -> tuple[str, ...]:
    """Every bank that opens accounts by list."""
    return tuple(found.parent.name for found in sorted(HERE.glob("*/opening.yaml")))


def write(bank: str, wanted: pl.DataFrame) -> bytes:
    """The list as the bank takes it; `wanted` has the columns that its layout names, without `number`."""
    told = layout(bank)
    numbered = wanted.with_row_index("number", offset=1).select(told["out"]["row"])
    return _written(told, "out", sheets.harmless_columns(numbered))


def write_answer(bank: str, rows: pl.DataFrame) -> bytes:
    """An answer in the bank's own words, as the bank would write it."""
    shape = layout(bank)["answer"]
    for column, words in (("outcome", shape["outcomes"]), ("reason", shape["reasons"])):
        rows = rows.with_columns(pl.col(column).replace({code: word for word, code in words.items()}))
    return _written(layout(bank), "answer", rows.select(shape["row"]))


def _written(told: Mapping[str, Any], part: str, rows: pl.DataFrame) -> bytes:
    mark, shape = told["delimiter"], told[part]
    body = rows.write_csv(include_header=False, separator=mark, line_terminator="\r\n", null_value="")
    totals = mark.join(_totals(shape, rows.height))
    return f"{mark.join(shape['header'])}\r\n{body}{totals}\r\n".encode(told["encoding"])


def _totals(shape: Mapping[str, Any], count: int) -> list[str]:
    return [str(count) if cell == "count" else cell for cell in shape["totals"]]


def read(path: Path, *, name: str) -> Answer:
    """The whole answer, every row looked at; raises a Refusal that names the file and the line."""
    if path.stat().st_size > LARGEST:
        raise TooLarge(file=name)
    bank, text = _recognised(path.read_bytes(), name)
    shape = layout(bank)["answer"]
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=layout(bank)["delimiter"]))[1:]
    lines = [line for line in lines if line]
    _expect_totals(lines.pop() if lines else [], shape, len(lines), name)
    width = len(shape["row"])
    if odd := next((at for at, line in enumerate(lines, start=2) if len(line) != width), 0):
        problem = _("ada %(found)s kolom, seharusnya %(wanted)s.")
        raise BadRow(file=name, line=odd, problem=problem % {"found": len(lines[odd - 2]), "wanted": width})
    schema = dict.fromkeys(shape["row"], pl.String)
    rows = pl.DataFrame(lines, schema=schema, orient="row").with_columns(pl.all().str.strip_chars())
    return Answer(bank, _checked(rows.with_row_index("line", offset=2), shape, name))


def _recognised(raw: bytes, name: str) -> tuple[str, str]:
    for encoding in ENCODINGS:
        try:
            text = raw.decode(encoding)
        except UnicodeError:
            continue
        heading = text.split("\n", 1)[0].strip()
        for bank in opening_banks():
            if heading == layout(bank)["delimiter"].join(layout(bank)["answer"]["header"]):
                return bank, text
    headings = {", ".join(layout(bank)["answer"]["header"]) for bank in opening_banks()}
    raise UnknownLayout(file=name, wanted=" / ".join(sorted(headings)))


def _expect_totals(last: list[str], shape: Mapping[str, Any], count: int, name: str) -> None:
    if last != _totals(shape, count):
        told = last[1] if last[:1] == shape["totals"][:1] and len(last) > 1 else "–"
        raise TotalsDiffer(file=name, found=count, told=told)


def _checked(rows: pl.DataFrame, shape: Mapping[str, Any], name: str) -> pl.DataFrame:
    """Outcomes and reasons as our codes; every other oddity is refused with its line."""
    opened = pl.col("outcome") == "opened"
    rows = rows.with_columns(
        pl.col("outcome").replace_strict(shape["outcomes"], default=None),
        pl.when(pl.col("reason") == "").then(pl.lit("")).otherwise(
            pl.col("reason").replace_strict(shape["reasons"], default="other")
        ).alias("reason"),
    )  # fmt: skip
    numbers = opened & ~(pl.col("account_number").str.contains(_ACCOUNT) & pl.col("number").str.contains(_CARD))
    doubled = pl.col("reference").is_duplicated()
    for column in ("account_number", "number"):
        doubled = doubled | (opened & pl.col(column).is_duplicated())
    faults = (
        (pl.col("outcome").is_null(), _("hasilnya tidak dikenal.")),
        (numbers, _("nomor rekening atau nomor kartu tidak berupa angka dengan panjang yang benar.")),
        (~opened & (pl.col("reason") == ""), _("ditolak tanpa alasan.")),
        (doubled, _("rujukan atau nomornya muncul dua kali dalam berkas ini.")),
    )
    for fault, problem in faults:
        found = rows.filter(fault)
        if found.height:
            raise BadRow(file=name, line=found["line"][0], problem=problem)
    return rows
