"""XLSX, everything as text; a long number in a number cell is shown as the sheet shows it, because its end is gone."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import fastexcel
import polars as pl
from lxml import etree

from lumbung.quality.reading import refusals

BLOCK_BYTES = 4_000_000
LONG_NUMBER = re.compile(
    rb"<c ([^>]*)>(?:<f[^>]*>[^<]*</f>|<f[^>]*/>)?<v>(\d{15,}(?:\.0+)?|\d(?:\.\d+)?E\+?1[4-9])</v>"
)
CELL_ADDRESS = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
TEXT_CELL = re.compile(rb'\bt="(?:s|str|inlineStr)"')
FIRST_COLUMN = re.compile(rb'<dimension ref="\$?([A-Z]{1,3})')
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class WorkbookTable:
    """One workbook; sheets are tried in order, hidden ones are reported and never taken."""

    path: Path
    name: str
    misfits: list[tuple[int, str]] = field(default_factory=list)

    @cached_property
    def _workbook(self) -> fastexcel.ExcelReader:
        try:
            return fastexcel.read_excel(self.path)
        except fastexcel.FastExcelError as broken:
            if "password" in str(broken).lower():
                raise refusals.ProtectedWorkbook(file=self.name) from broken
            raise refusals.BrokenWorkbook(file=self.name) from broken

    @cached_property
    def _parts(self) -> dict[str, tuple[str, bool]]:
        """Sheet name → (its part in the archive, visible)."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            with zipfile.ZipFile(self.path) as archive:
                book = etree.fromstring(archive.read("xl/workbook.xml"), parser)
                relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
        except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile) as broken:
            raise refusals.BrokenWorkbook(file=self.name) from broken
        targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
        return {
            sheet.get("name", ""): (
                _part(targets.get(sheet.get(RELATION), "")),
                sheet.get("state", "visible") == "visible",
            )
            for sheet in book.iter(f"{MAIN}sheet")
        }

    @property
    def hidden(self) -> tuple[str, ...]:
        """Names of the sheets that the sender has hidden."""
        return tuple(name for name, (_part, visible) in self._parts.items() if not visible)

    def heads(self, *, rows: int) -> Iterator[tuple[str, list[list[str]]]]:
        """The first rows of every visible sheet, cell by cell."""
        for sheet in self._workbook.sheet_names:
            if sheet not in self.hidden:
                frame = self._sheet(sheet, rows=rows)
                yield sheet, [["" if cell is None else cell for cell in cells] for cells in frame.iter_rows()]

    def estimate(self) -> int:
        """Not known before the sheet is read."""
        return 0

    def chunks(self, *, sheet: str, header_row: int, width: int, size: int) -> Iterator[pl.DataFrame]:
        """Frames of at most `size` rows below `header_row`: `row`, then text columns named 0, 1, 2 …"""
        frame = self._sheet(sheet, rows=None).select(pl.all().name.map(str))
        frame = frame.rename(dict(zip(frame.columns, map(str, range(frame.width)), strict=True)))
        numbered = frame.select(pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("row"), *map(str, range(width)))
        damaged = _by_column(self._long_numbers(sheet))
        for chunk in numbered.filter(pl.col("row") > header_row).iter_slices(size):
            yield chunk.with_columns(
                _as_shown(column, rows) for column, rows in damaged.items() if column in chunk.columns
            )

    def _sheet(self, sheet: str, *, rows: int | None) -> pl.DataFrame:
        try:
            loaded = self._workbook.load_sheet(sheet, header_row=None, skip_rows=0, n_rows=rows, dtypes="string")
        except fastexcel.FastExcelError as broken:
            raise refusals.BrokenWorkbook(file=self.name) from broken
        return loaded.to_polars()

    def _long_numbers(self, sheet: str) -> Iterator[tuple[int, int]]:
        """(row, column from 0) of number cells too long for a spreadsheet's 15 digits."""
        with zipfile.ZipFile(self.path) as archive, archive.open(self._parts[sheet][0]) as xml:
            rest, first = b"", None
            while block := xml.read(BLOCK_BYTES):
                text = rest + block
                if first is None:
                    dimension = FIRST_COLUMN.search(text)
                    first = _column(dimension[1]) if dimension else 0
                for cell in LONG_NUMBER.finditer(text):
                    address = CELL_ADDRESS.search(cell[1])
                    if address and not TEXT_CELL.search(cell[1]):
                        yield int(address[2]), _column(address[1]) - first
                rest = text[max(text.rfind(b"<c "), 0) :] if b"<c " in text else b""


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _by_column(cells: Iterator[tuple[int, int]]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row, column in cells:
        rows.setdefault(str(column), []).append(row)
    return rows


def _as_shown(column: str, rows: list[int]) -> pl.Expr:
    """The cell in scientific notation, as on the sheet: 3323014105909000 → 3.32301E+15."""
    text = pl.col(column)
    shown = text.str.slice(0, 1) + "." + text.str.slice(1, 5) + "E+" + (text.str.len_chars() - 1).cast(pl.String)
    return pl.when(pl.col("row").is_in(rows)).then(shown).otherwise(text).alias(column)
