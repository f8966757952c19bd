"""XLSX as text, some rows at a time: what a million rows need in memory is their shared words and one piece of XML."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import cast

import polars as pl
from lxml import etree

from lumbung.quality.reading import refusals, strings
from lumbung.quality.reading.marks import Marks, Merges, marks_of, tall_merges
from lumbung.quality.reading.number_formats import NumberFormats, number_formats
from lumbung.quality.reading.pieces import pieces
from lumbung.quality.reading.sheet_cells import CellReader, Cells

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
TRUE = ("1", "true")
BROKEN = (
    *(KeyError, ValueError, EOFError, OSError, zlib.error, zipfile.BadZipFile, etree.XMLSyntaxError),
    *(pl.exceptions.OutOfBoundsError, pl.exceptions.InvalidOperationError),
)
ROWS_LOOKED_AT = 60


@dataclass(frozen=True)
class _Book:
    """Sheet name → (its part in the archive, visible), and whether its days count from 1904."""

    parts: dict[str, tuple[str, bool]]
    from_1904: bool


@dataclass
class WorkbookTable:
    """One workbook; of its sheets the visible ones are read, or those `chosen` by name, hidden or not."""

    path: Path
    name: str
    chosen: Sequence[str] = ()
    misfits: list[tuple[int, str]] = field(default_factory=list)
    _marks: dict[str, Marks] = field(default_factory=dict, repr=False)
    _first: dict[str, "_FirstRows"] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        strange = [sheet for sheet in self.chosen if sheet not in self._book.parts]
        if strange:
            raise refusals.NoSuchSheet(file=self.name, sheets=", ".join(strange), known=", ".join(self._book.parts))

    @property
    def sheets(self) -> dict[str, bool]:
        """Every sheet, and whether it is visible."""
        return {sheet: visible for sheet, (_part, visible) in self._book.parts.items()}

    @property
    def hidden(self) -> tuple[str, ...]:
        """Names of the sheets that the sender has hidden and nobody has chosen."""
        return tuple(sheet for sheet, visible in self.sheets.items() if not visible and sheet not in self.chosen)

    def heads(self, *, rows: int) -> Iterator[tuple[str, list[list[str]]]]:
        """The first rows of every sheet that is read, cell by cell."""
        for sheet, visible in self.sheets.items():
            if sheet in self.chosen or (visible and not self.chosen):
                yield sheet, self._beginning(sheet).lines[:rows]

    def estimate(self) -> int:
        """About how many rows there are, as the sheets say themselves."""
        return sum(self.marks(sheet).lines for sheet, _rows in self.heads(rows=1))

    def marks(self, sheet: str) -> Marks:
        """What the sheet says beside its cells, columns counted as `chunks` counts them."""
        if sheet not in self._marks:
            with self._archive() as archive:
                marks = marks_of(archive, self._book.parts[sheet][0])
            left = self._beginning(sheet).left
            marks.hidden_columns = frozenset(at - left for at in marks.hidden_columns)
            self._marks[sheet] = marks
        return self._marks[sheet]

    def chunks(self, *, sheet: str, header_row: int, width: int, size: int) -> Iterator[pl.DataFrame]:
        """Frames of at most `size` rows below `header_row`: `row`, then text columns named 0, 1, 2 …"""
        marks, left = self.marks(sheet), self._beginning(sheet).left
        marks.noted.clear()
        with self._archive() as archive:
            tall = tall_merges(archive, self._book.parts[sheet][0])
        merges = Merges([(column - left, top, low) for column, top, low in tall])
        waiting = pl.DataFrame(schema={"row": pl.Int64, **{str(at): pl.String for at in range(width)}})
        for cells in self._cells(sheet):
            marks.noted.append(cells.noted.with_columns(pl.col("at") - left))
            rows = merges.spread(_wide(cells.frame.with_columns(pl.col("at") - left), width))
            waiting = pl.concat([waiting, rows.filter(pl.col("row") > header_row)])
            full = waiting.height - waiting.height % size
            yield from waiting.head(full).iter_slices(size)
            waiting = waiting.slice(full)
        if waiting.height:
            yield waiting

    @contextmanager
    def _archive(self) -> Iterator[zipfile.ZipFile]:
        try:
            with zipfile.ZipFile(self.path) as archive:
                yield archive
        except BROKEN as broken:
            raise refusals.BrokenWorkbook(file=self.name) from broken

    @cached_property
    def _book(self) -> _Book:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        with self._archive() as archive:
            book = etree.fromstring(archive.read("xl/workbook.xml"), parser)
            relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
        targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
        parts = {
            sheet.get("name", ""): (
                _part(targets.get(sheet.get(RELATION) or sheet.get(STRICT_RELATION), "")),
                sheet.get("state", "visible") == "visible",
            )
            for sheet in book.iter("{*}sheet")
        }
        return _Book(parts, any(one.get("date1904") in TRUE for one in book.iter("{*}workbookPr")))

    @cached_property
    def _words(self) -> pl.Series:
        with self._archive() as archive:
            return strings.shared(archive)

    @cached_property
    def _formats(self) -> NumberFormats:
        with self._archive() as archive:
            return number_formats(archive, from_1904=self._book.from_1904)

    def _cells(self, sheet: str) -> Iterator[Cells]:
        reader = CellReader(self._words, self._formats)
        with self._archive() as archive, archive.open(self._book.parts[sheet][0]) as xml:
            for piece in pieces(xml, "row"):
                yield reader.read(piece)

    def _beginning(self, sheet: str) -> "_FirstRows":
        if sheet not in self._first:
            self._first[sheet] = _first_rows(self._cells(sheet))
        return self._first[sheet]


@dataclass(frozen=True)
class _FirstRows:
    """The first lines of a sheet from the first column that holds anything, blank lines included."""

    left: int
    lines: list[list[str]]


def _first_rows(read: Iterator[Cells]) -> _FirstRows:
    frames = []
    for cells in read:
        frames.append(cells.frame.filter((pl.col("row") <= ROWS_LOOKED_AT) & pl.col("text").is_not_null()))
        if cells.frame.height and cells.frame["row"].item(-1) >= ROWS_LOOKED_AT:
            break
    found = pl.concat(frames)
    if found.is_empty():
        return _FirstRows(0, [])
    left, right, last = (cast(int, one) for one in (found["at"].min(), found["at"].max(), found["row"].max()))
    lines = [[""] * (right - left + 1) for _line in range(last)]
    for row, at, text in found.select("row", pl.col("at") - left, "text").rows():
        lines[row - 1][at] = text
    return _FirstRows(left, lines)


def _wide(cells: pl.DataFrame, width: int) -> pl.DataFrame:
    """One line a row, one column a place; a row whose cells are all empty stays a row."""
    names = [str(at) for at in range(width)]
    rows = cells.select("row").unique(maintain_order=True)
    inside = cells.filter(pl.col("at").is_between(0, width - 1))
    wide = inside.pivot("at", index="row", values="text", aggregate_function="last")
    lacking = [pl.lit(None, pl.String).alias(name) for name in names if name not in wide.columns]
    return rows.join(wide.with_columns(lacking), on="row", how="left", maintain_order="left").select("row", *names)


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
