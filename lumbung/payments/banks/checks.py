"""The bank's check of accounts: the list that goes out, and the answer that comes back, in declared layouts."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl
import yaml
from django.utils.translation import gettext_lazy as _

from lumbung.core import sheets
from lumbung.payments.banks import HERE, all_banks
from lumbung.payments.banks.profiles import BadRow, UnknownLayout

ENCODINGS = ("utf-8-sig", "utf-16")
LAYOUT = "account_check.yaml"
UNTOLD = "NARR"
"""The reason of a failure that the bank gave no code for."""
SCHEMA = {"reference": pl.String, "result": pl.String, "reason": pl.String, "told_on": pl.String}


@cache
def layout(bank: str) -> Mapping[str, Any]:
    """The bank's own layout, or the plain one."""
    own = HERE / bank / LAYOUT
    return yaml.safe_load((own if own.exists() else HERE / LAYOUT).read_text(encoding="utf-8"))


def write(out: BinaryIO, bank: str, frame: pl.DataFrame) -> None:
    """Write the list of accounts to check; the frame holds the columns that the layout names."""
    told = layout(bank)
    out.write((told["delimiter"].join(told["out"]["header"]) + "\r\n").encode(told["encoding"]))
    rows = sheets.harmless_columns(frame.select(told["out"]["row"]))
    rows.write_csv(out, include_header=False, separator=told["delimiter"], line_terminator="\r\n")


def read(path: Path, *, name: str) -> pl.DataFrame:
    """The rows of an answer: `reference, result, reason, told_on`; raises a Refusal naming file and row."""
    told, encoding = _recognise(path, name)
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=told["delimiter"])
        next(reader)
        rows = list(_rows(reader, told["answer"], name))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row").unique("reference", keep="last", maintain_order=True)


def _recognise(path: Path, name: str) -> tuple[Mapping[str, Any], str]:
    layouts = [layout(bank) for bank in all_banks()]
    for encoding in ENCODINGS:
        try:
            with path.open(encoding=encoding) as file:
                heading = file.readline(4096).strip()
        except UnicodeError:
            continue
        for told in layouts:
            if heading == told["delimiter"].join(told["answer"]["header"]):
                return told, encoding
    raise UnknownLayout(file=name, wanted=", ".join(layouts[0]["answer"]["header"]))


def _rows(reader: Any, shape: Mapping[str, Any], name: str) -> Iterator[tuple[str, str, str, str]]:
    for cells in reader:
        if len(cells) != len(shape["row"]):
            problem = _("ada %(found)s kolom, seharusnya %(wanted)s.")
            values = {"found": len(cells), "wanted": len(shape["row"])}
            raise BadRow(file=name, line=reader.line_num, problem=problem % values)
        row = dict(zip(shape["row"], (cell.strip() for cell in cells), strict=True))
        if row["result"] not in shape["results"]:
            problem = _("hasil “%(text)s” tidak dikenal.")
            raise BadRow(file=name, line=reader.line_num, problem=problem % {"text": row["result"][:40]})
        result = shape["results"][row["result"]]
        reason = (row["reason"] or UNTOLD) if result == "failed" else ""
        yield row["reference"], result, reason, _day(row["told_on"], name, reader.line_num)


def _day(text: str, name: str, line: int) -> str:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        problem = _("tanggal “%(text)s” tidak dikenal.")
        raise BadRow(file=name, line=line, problem=problem % {"text": text[:40]}) from None
