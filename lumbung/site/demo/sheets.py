"""Workbooks of text cells: codes with leading zeros and 16-digit numbers survive."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import xlsxwriter


def write_text_sheet(path: Path, rows: pl.DataFrame, *, above: Sequence[Sequence[str | None]] = ()) -> None:
    """One sheet with a header, then the rows `above`, then `rows`; empty where null."""
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("Data")
        for number, row in enumerate([rows.columns, *above, *rows.iter_rows()]):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write_string(number, column, value)
