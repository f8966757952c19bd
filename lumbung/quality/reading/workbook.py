"""XLSX, everything as text; a long number that the sheet wore down is shown as it shows it, because its end is gone."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import fastexcel
import polars as pl
from lxml import etree

from lumbung.quality.reading import refusals
from lumbung.quality.reading.marks import Marks, marks_of

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
NO_ANSWER = "#RUMUS!"
"""Stands in a cell whose formula was never worked out, or ended in an error."""


@dataclass
class WorkbookTable:
    """One workbook; sheets are tried in order, hidden ones are reported and never taken."""

    path: Path
    name: str
    misfits: list[tuple[int, str]] = field(default_factory=list)
    _marks: dict[str, Marks] = field(default_factory=dict, repr=False)
    _last: tuple[str, pl.DataFrame] | None = field(default=None, repr=False)

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
                _part(targets.get(sheet.get(RELATION) or sheet.get(STRICT_RELATION), "")),
                sheet.get("state", "visible") == "visible",
            )
            for sheet in book.iter("{*}sheet")
        }

    @property
    def hidden(self) -> tuple[str, ...]:
        """Names of the sheets that the sender has hidden."""
        return tuple(name for name, (_part, visible) in self._parts.items() if not visible)

    def heads(self, *, rows: int) -> Iterator[tuple[str, list[list[str]]]]:
        """The first rows of every visible sheet, cell by cell."""
        for sheet in self._workbook.sheet_names:
            if sheet not in self.hidden:
                first = self._sheet(sheet).head(rows)
                yield sheet, [["" if cell is None else cell for cell in cells] for cells in first.iter_rows()]

    def estimate(self) -> int:
        """Not known before the sheet is read."""
        return 0

    def marks(self, sheet: str) -> Marks:
        """What the sheet says beside its cells."""
        if sheet not in self._marks:
            try:
                self._marks[sheet] = marks_of(self.path, self._parts[sheet][0])
            except (KeyError, zipfile.BadZipFile, EOFError) as broken:
                raise refusals.BrokenWorkbook(file=self.name) from broken
        return self._marks[sheet]

    def chunks(self, *, sheet: str, header_row: int, width: int, size: int) -> Iterator[pl.DataFrame]:
        """Frames of at most `size` rows below `header_row`: `row`, then text columns named 0, 1, 2 …"""
        frame = self._sheet(sheet)
        frame = frame.rename(dict(zip(frame.columns, map(str, range(frame.width)), strict=True)))
        present = [str(at) for at in range(min(width, frame.width))]
        lacking = [pl.lit(None, pl.String).alias(str(at)) for at in range(frame.width, width)]
        numbered = frame.select(pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("row"), *present, *lacking)
        marks = self.marks(sheet)
        spread = _spread(numbered, marks)
        for chunk in spread.filter(pl.col("row") > header_row).iter_slices(size):
            yield chunk.with_columns(_worn(marks, chunk.columns)).with_columns(_unanswered(marks, chunk.columns))

    def _sheet(self, sheet: str) -> pl.DataFrame:
        """A whole sheet as text; the last one read is kept, since its head and its rows are asked for in turn."""
        if self._last is None or self._last[0] != sheet:
            self._last = None
            try:
                loaded = self._workbook.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
            except fastexcel.FastExcelError as broken:
                raise refusals.BrokenWorkbook(file=self.name) from broken
            self._last = (sheet, loaded.to_polars())
        return self._last[1]


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _spread(frame: pl.DataFrame, marks: Marks) -> pl.DataFrame:
    """A cell merged over several lines counts for each of them."""
    tall = [(left, top, bottom) for top, left, bottom, _right in marks.merged if bottom > top]
    for column in {left for left, _top, _bottom in tall}:
        name = str(column)
        if name in frame.columns:
            ranges = pl.DataFrame(
                [(top, bottom) for left, top, bottom in tall if left == column],
                schema={"top": pl.Int64, "bottom": pl.Int64},
                orient="row",
            ).sort("top")
            frame = (
                frame.join_asof(ranges, left_on="row", right_on="top")
                .join(frame.select(top="row", above=name), on="top", how="left", maintain_order="left")
                .with_columns(pl.when(pl.col("row") <= pl.col("bottom")).then("above").otherwise(name).alias(name))
                .drop("top", "bottom", "above")
            )
    return frame


def _worn(marks: Marks, columns: list[str]) -> list[pl.Expr]:
    """The cell in scientific notation, as on the sheet: 3323014105909000 → 3.32301E+15."""
    return [_as_shown(str(column), rows) for column, rows in marks.worn.items() if str(column) in columns]


def _as_shown(column: str, rows: list[int]) -> pl.Expr:
    text = pl.col(column)
    shown = text.str.slice(0, 1) + "." + text.str.slice(1, 5) + "E+" + (text.str.len_chars() - 1).cast(pl.String)
    return pl.when(pl.col("row").is_in(rows)).then(shown).otherwise(text).alias(column)


def _unanswered(marks: Marks, columns: list[str]) -> list[pl.Expr]:
    return [
        pl.when(pl.col("row").is_in(rows)).then(pl.lit(NO_ANSWER)).otherwise(str(column)).alias(str(column))
        for column, rows in marks.unanswered.items()
        if str(column) in columns
    ]
