"""A list of goods from a supplier or a store, as CSV or XLSX: checked whole, then booked in two statements."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.core import files
from lumbung.core.refusals import BadInput
from lumbung.core.wording import NumberWritten
from lumbung.in_kind import kinds
from lumbung.in_kind.actions.common import sentence
from lumbung.in_kind.actions.stock import COLUMNS, book, delivery, fits

HEADINGS = {
    "item": ("barang", "item"),
    "size": ("ukuran", "size"),
    "batch": ("partai", "batch"),
    "supplier": ("pemasok", "supplier"),
    "serial": ("nomor_seri", "serial"),
    "quantity": ("jumlah", "quantity"),
}
TOLD = 5
MOST_ROWS = 100_000


class BadStockFile(BadInput):
    """The whole file is refused, with the first lines that cannot be taken."""

    message = _("Daftar barang ini tidak bisa dimasukkan: %(told)s.")


@transaction.atomic
def import_stock(*, path: Path, region_code: str, store: str, kind: str, by: Any, on: date) -> int:
    """Take in a list of goods; returns how many lines were new. The same file into the same store again brings nothing.

    Raises BadStockFile with the first lines that cannot be taken; then nothing of the file is taken.
    """
    into = delivery(region_code=region_code, store=store, kind=kind, by=by, on=on)
    rows = _checked(_read(path), kind)
    mark = files.store(path)
    return book(into, rows.with_columns(line=mark + ":" + pl.col("line")), source="file", by=by)


def _read(path: Path) -> pl.DataFrame:
    try:
        with path.open("rb") as file:
            workbook = file.read(2) == b"PK"
        text = pl.read_excel(path, infer_schema_length=0) if workbook else _csv(path)
    except Exception as broken:
        raise _bad(_("berkasnya bukan CSV atau XLSX yang utuh")) from broken
    named = {name: str(name).strip().lower().replace(" ", "_") for name in text.columns}
    text = text.rename(named) if len(set(named.values())) == len(named) else text
    found = {field: next((name for name in names if name in text.columns), None) for field, names in HEADINGS.items()}
    lacking = [HEADINGS[field][0] for field in ("item", "supplier", "quantity") if found[field] is None]
    if lacking:
        raise _bad(_("kolom %(names)s tidak ada") % {"names": ", ".join(lacking)})
    if not 0 < text.height <= MOST_ROWS:
        raise _bad(_("isinya harus 1 sampai %(most)s baris") % {"most": MOST_ROWS})
    columns = {
        field: pl.col(name).cast(pl.String).str.strip_chars().fill_null("") if name else pl.lit("")
        for field, name in found.items()
    }
    return text.select(**columns).with_columns(line=(pl.int_range(pl.len()) + 2).cast(pl.String))


def _csv(path: Path) -> pl.DataFrame:
    with path.open(encoding="utf-8-sig") as file:
        heading = file.readline()
    return pl.read_csv(path, infer_schema=False, separator=";" if heading.count(";") > heading.count(",") else ",")


def _checked(rows: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Numbers as numbers; BadStockFile naming the first lines that do not fit."""
    counted = rows.with_columns(
        pl.col("quantity").cast(pl.Int64, strict=False).fill_null(0),
        pl.when(pl.col("size") == "")
        .then(0)
        .otherwise(pl.col("size").cast(pl.Int64, strict=False).fill_null(-1))
        .alias("size"),
    )
    of_kind, wrong = kinds.find(kind), []
    for row in counted.iter_rows(named=True):
        try:
            for field in ("batch", "supplier", "serial"):
                sentence(row[field], field=field, needed=False)
        except NumberWritten:
            wrong.append(row["line"])
            continue
        if not fits(of_kind, row):
            wrong.append(row["line"])
    doubled = counted.filter((pl.col("serial") != "") & pl.struct("item", "supplier", "serial").is_duplicated())
    wrong += [line for line in doubled["line"].to_list() if line not in wrong]
    if wrong:
        told = {"lines": ", ".join(wrong[:TOLD]), "count": len(wrong)}
        raise _bad(_("%(count)s baris tidak cocok, misalnya baris %(lines)s") % told)
    return counted.select(list(COLUMNS))


def _bad(told: Any) -> BadStockFile:
    return BadStockFile(told=told, fields={"file": str(BadStockFile.message) % {"told": told}})
