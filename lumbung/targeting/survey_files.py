"""A survey's file as it was sent: CSV of any mark and encoding, gzipped or not, a workbook, or Parquet."""

import codecs
import csv
import gzip
import io
import re
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from django.utils.translation import gettext_lazy as _

from lumbung.core.later import later
from lumbung.core.refusals import BadInput

if TYPE_CHECKING:
    import fastexcel
else:
    fastexcel = later("fastexcel")

BLANKS = ["", "NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None", ".", "-", " ", "#N/A"]
HEAD_BYTES = 2**16
GZIP, WORKBOOK, PARQUET, NOT_TEXT = b"\x1f\x8b", b"PK\x03\x04", b"PAR1", b"\x00"
TWO_BYTES = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MOST_EXACT = 2**53
MONEY = r"^-?(Rp|[$€£¥])?\.?\s*-?"
"""What may stand before an amount."""
COMMAS = rf"{MONEY}\d{{1,3}}(,\d{{3}})*(\.\d+)?$"
POINTS = rf"{MONEY}\d{{1,3}}(\.\d{{3}})*(,\d+)?$"


class SurveyMissing(BadInput):
    """There is no such file."""

    message = _("Berkas %(file)s tidak ditemukan. Periksa nama dan foldernya.")


class SurveyUnreadable(BadInput):
    """The file is not a table that can be read."""

    message = _(
        "Berkas %(file)s tidak bisa dibaca. Pakai CSV (boleh .gz), XLSX, atau Parquet dengan nama kolom di baris "
        "pertama. "
        "Berkas Stata atau SPSS simpan ulang sebagai CSV."
    )


def is_workbook(file: Path) -> bool:
    """Told by its content; raises SurveyMissing."""
    if not file.is_file():
        raise SurveyMissing(file=str(file))
    with file.open("rb") as opened:
        return opened.read(len(WORKBOOK)) == WORKBOOK


def table(file: Path) -> pl.DataFrame:
    """Each column as it is written: numbers where every answer is one, else text. Lists in a cell are no answer."""
    if not file.is_file():
        raise SurveyMissing(file=str(file))
    try:
        content = file.read_bytes()
        if content[:2] == GZIP:
            content = gzip.decompress(content)
        found = _opened(content, file)
    except (pl.exceptions.PolarsError, OSError, EOFError, UnicodeError, zlib.error) as error:
        raise SurveyUnreadable(file=file.name) from error
    if not found.width or not found.height:
        raise SurveyUnreadable(file=file.name)
    return found


def _opened(content: bytes, file: Path) -> pl.DataFrame:
    if content[:4] == PARQUET:
        whole = pl.read_parquet(io.BytesIO(content))
        return whole.drop([name for name, kind in whole.schema.items() if kind.is_nested()])
    if content[:4] == WORKBOOK:
        return _largest_sheet(content, file)
    if content.startswith(TWO_BYTES):
        content = content.decode("utf-16").encode()
    if NOT_TEXT in content[:HEAD_BYTES]:
        raise SurveyUnreadable(file=file.name)
    mark = _mark(content[:HEAD_BYTES])
    text = pl.read_csv(
        content,
        separator=mark,
        null_values=BLANKS,
        infer_schema=False,
        encoding="utf8-lossy",
        truncate_ragged_lines=True,
    )
    decimal_comma = mark != "," and bool(re.search(rb"\d,\d+[;\t|\r\n]", content[:HEAD_BYTES]))
    return _typed(text, decimal_comma=decimal_comma)


def _largest_sheet(content: bytes, file: Path) -> pl.DataFrame:
    """A workbook's households are on the sheet with the most cells: others explain, count, or list codes."""
    try:
        book = fastexcel.read_excel(content)
        sheets = [book.load_sheet(name, dtypes="string").to_polars() for name in book.sheet_names]
    except fastexcel.FastExcelError as error:
        raise SurveyUnreadable(file=file.name) from error
    largest = max(sheets, key=lambda sheet: sheet.height * sheet.width)
    return _typed(largest.with_columns(pl.all().replace(BLANKS, None)), decimal_comma=False)


def _typed(text: pl.DataFrame, *, decimal_comma: bool) -> pl.DataFrame:
    text = text.rename(_headings(text.columns))
    return text.with_columns(_numbers(text[name], decimal_comma) for name in text.columns)


def _headings(written: Sequence[str]) -> dict[str, str]:
    """Headings without blanks around them; one that is there already gets a number, so that no column is lost."""
    taken: dict[str, str] = {}
    for name in written:
        plain = name.strip().strip("\ufeff") or "kolom"
        again = sum(other == plain or other.startswith(f"{plain}_") for other in taken.values())
        taken[name] = f"{plain}_{again + 1}" if plain in taken.values() else plain
    return taken


def _mark(head: bytes) -> str:
    try:
        return csv.Sniffer().sniff(head.decode(errors="replace").split("\n")[0], delimiters=",;\t|").delimiter
    except csv.Error:
        return ","


def _numbers(column: pl.Series, decimal_comma: bool) -> pl.Series:
    """Text whose every answer is a number or an amount becomes numbers; codes with leading zeros stay text."""
    text = column.str.strip_chars()
    if text.str.contains(r"^0\d").any():
        return text
    plain = text.str.replace(",", ".", literal=True) if decimal_comma else text
    for way in (plain, _amounts(text, COMMAS, ",", "."), _amounts(text, POINTS, ".", ",")):
        numbers = way.cast(pl.Float64, strict=False)
        if numbers.null_count() == text.null_count():
            return _whole(numbers)
    return text


def _whole(numbers: pl.Series) -> pl.Series:
    """Codes without a point, so that a district is 12 and not 12.0."""
    exact = bool(((numbers == numbers.round()) & (numbers.abs() < MOST_EXACT)).all())
    return numbers.cast(pl.Int64) if exact and numbers.null_count() < len(numbers) else numbers


def _amounts(text: pl.Series, written: str, thousands: str, decimal: str) -> pl.Series:
    """`Rp1.250.000,00` or `$1,250.50` without what stands before it and between its thousands."""
    bare = (
        text.str.replace_all(r"[^\d,.\-]", "").str.strip_chars_start(".").str.replace_all(thousands, "", literal=True)
    )
    amounts = bare.str.replace(decimal, ".", literal=True)
    return amounts.zip_with(text.str.contains(written), pl.Series([None], dtype=pl.String))
