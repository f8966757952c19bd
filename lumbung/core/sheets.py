"""Sheets to take along: CSV and XLSX, streamed, with formulas made harmless."""

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

import polars as pl
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils import timezone

from lumbung.core.crypto import mask
from lumbung.core.later import later

if TYPE_CHECKING:
    import xlsxwriter
else:
    xlsxwriter = later("xlsxwriter")

KINDS = ("csv", "xlsx")
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_RISKY_START = f"^[{''.join(re.escape(mark) for mark in _RISKY)}]"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answer(kind: str, name: str, heads: list[str], rows: Iterable[list[Any]]) -> HttpResponse:
    """The sheet as a download called `name.csv` or `name.xlsx`; streamed, so an HttpResponse in all but its class."""
    if kind == "csv":
        streamed = StreamingHttpResponse(_csv(heads, rows), content_type="text/csv; charset=utf-8")
        streamed["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    else:
        streamed = FileResponse(_xlsx(heads, rows), as_attachment=True, filename=f"{name}.xlsx", content_type=_XLSX)
    return cast(HttpResponse, streamed)


def plain(kind: str, value: Any) -> Any:
    """A value as a sheet keeps it: numbers as numbers, masked numbers masked, words without power."""
    if value is None:
        return ""
    if kind == "masked":
        return mask(str(value))
    if kind == "badge":
        return harmless(str(value[1]))
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return harmless(str(value))


def harmless(text: str) -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(_RISKY) else text


def harmless_columns(frame: pl.DataFrame) -> pl.DataFrame:
    """`harmless` over every text column of a frame."""
    return frame.with_columns(
        pl.when(pl.col(name).str.contains(_RISKY_START)).then("'" + pl.col(name)).otherwise(name).alias(name)
        for name, dtype in frame.schema.items()
        if dtype == pl.String
    )


def _csv(heads: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    yield "\ufeff"
    for row in _with_heads(heads, rows):
        writer.writerow(row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _xlsx(heads: list[str], rows: Iterable[list[Any]]) -> io.BufferedRandom:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(_with_heads(heads, rows)):
            sheet.write_row(number, 0, row)
    file.seek(0)
    return file


def _with_heads(heads: list[str], rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """Whatever a caller handed over, no text leaves with power."""
    yield [harmless(str(head)) for head in heads]
    for row in rows:
        yield [harmless(value) if isinstance(value, str) else value for value in row]
