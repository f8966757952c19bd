"""Delimited text, chunk by chunk in bounded memory, with the row numbers that a spreadsheet would show."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from lumbung.core.later import later
from lumbung.quality.reading import refusals
from lumbung.quality.reading.kinds import Csv
from lumbung.quality.reading.marks import NO_MARKS, Marks

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.csv as arrow_csv
else:
    pa, arrow_csv = later("pyarrow"), later("pyarrow.csv")

BLOCK_BYTES = 4_000_000
HEAD_BYTES = 262_144
ROWS_LOOKED_AT = 40


@dataclass
class TextTable:
    """One delimited file; rows count from 1 as a spreadsheet does, a quoted line break stays inside its row."""

    path: Path
    name: str
    kind: Csv
    misfits: list[tuple[int, str]] = field(default_factory=list)
    hidden: tuple[str, ...] = ()
    sheets: Mapping[str, bool] = field(default_factory=dict)

    def heads(self, *, rows: int) -> Iterator[tuple[str, list[list[str]]]]:
        """The first rows, cell by cell, under the name of their sheet (text has none)."""
        yield "", [cells for _line, cells in self._first_records(rows)]

    def estimate(self) -> int:
        """About how many rows there are: lines, since a break inside quotes is rare."""
        with self.path.open("rb") as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(BLOCK_BYTES), b""))

    def marks(self, sheet: str) -> Marks:
        """No formulas, nothing hidden."""
        return NO_MARKS

    def cells(self, text: str) -> list[str]:
        """One line cut into its cells."""
        return next(csv.reader([text.replace("\n", " ")], delimiter=self.kind.delimiter), [])

    def chunks(self, *, sheet: str, header_row: int, width: int, size: int) -> Iterator[pl.DataFrame]:
        """Frames of at most `size` rows below `header_row`: `row`, then text columns named 0, 1, 2 …"""
        waiting, waiting_rows = [], 0
        for frame in self._numbered(header_row, width):
            waiting.append(frame)
            waiting_rows += frame.height
            if waiting_rows >= size:
                whole = pl.concat(waiting)
                full = whole.height - whole.height % size
                yield from whole.head(full).iter_slices(size)
                waiting, waiting_rows = [whole.tail(whole.height - full)], whole.height - full
        if waiting_rows:
            yield pl.concat(waiting)

    def _first_records(self, rows: int) -> list[tuple[int, list[str]]]:
        """Each record with the number of the text line on which it begins."""
        with self.path.open("rb") as file:
            head = file.read(HEAD_BYTES).decode(self.kind.encoding, errors="replace")
        reader = csv.reader(io.StringIO(head, newline=""), delimiter=self.kind.delimiter)
        records, line = [], 0
        try:
            for cells in islice(reader, rows):
                records.append((line, cells))
                line = reader.line_num
        except csv.Error as broken:
            raise refusals.BrokenText(file=self.name, row=len(records) + 1) from broken
        return records

    def _numbered(self, header_row: int, width: int) -> Iterator[pl.DataFrame]:
        first_line = self._first_records(header_row)[-1][0] if header_row else 0
        cells = self._cells_in_a_row(header_row, width)
        misfit_rows: list[int] = []

        def misfit(row: "arrow_csv.InvalidRow") -> str:
            number = row.number - first_line + max(header_row, 1) - 1
            misfit_rows.append(number)
            if number > header_row:
                self.misfits.append((number, row.text))
            return "skip"

        next_row, last_text = max(header_row, 1), ""
        try:
            for batch in self._batches(first_line, cells, misfit):
                rows = _numbers(next_row, batch.num_rows, misfit_rows)
                next_row = rows[-1] + 1 if rows else next_row
                frame = pl.DataFrame(batch).with_columns(row=pl.Series(rows, dtype=pl.Int64))
                last_text = "".join(filter(None, frame.drop("row").row(-1))) if rows else last_text
                above = sum(row <= header_row for row in rows[: header_row + 1])
                yield self._within(frame.slice(above), width).select("row", *map(str, range(width)))
        except (pa.ArrowInvalid, UnicodeError) as broken:
            raise refusals.BrokenText(file=self.name, row=next_row) from broken
        if self.misfits and misfit_rows and misfit_rows[-1] >= next_row:
            next_row, last_text = misfit_rows[-1] + 1, self.misfits[-1][1]
        if "\n" in last_text and self._ends_inside_quotes():
            raise refusals.BrokenText(file=self.name, row=next_row - 1)

    def _cells_in_a_row(self, header_row: int, width: int) -> int:
        """How many cells the rows below the headings have: a program may end each with blank ones."""
        below = [cells for _line, cells in self._first_records(header_row + ROWS_LOOKED_AT)[header_row:]]
        widths = Counter(len(cells) for cells in below if any(cells))
        return max(width, widths.most_common(1)[0][0]) if widths else width

    def _within(self, frame: pl.DataFrame, width: int) -> pl.DataFrame:
        """Rows with something beyond the last heading are misfits like rows that are too long."""
        beyond = [name for name in frame.columns if name != "row" and int(name) >= width]
        if not beyond:
            return frame
        over = frame.select(pl.any_horizontal(pl.col(beyond).is_not_null())).to_series()
        for row, *cells in frame.filter(over).select("row", pl.exclude("row")).rows():
            self.misfits.append((row, self.kind.delimiter.join(cell or "" for cell in cells)))
        return frame.filter(~over)

    def _ends_inside_quotes(self) -> bool:
        """An odd number of quotes: the last cell swallowed the rest of the file."""
        quotes = 0
        with self.path.open(encoding=self.kind.encoding, newline="") as file:
            while block := file.read(BLOCK_BYTES):
                quotes += block.count('"')
        return quotes % 2 == 1

    def _batches(self, first_line: int, width: int, misfit) -> "arrow_csv.CSVStreamingReader":
        names = [str(number) for number in range(width)]
        return arrow_csv.open_csv(
            self.path,
            read_options=arrow_csv.ReadOptions(
                use_threads=False,
                block_size=BLOCK_BYTES,
                skip_rows=first_line,
                column_names=names,
                encoding=self.kind.encoding,
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self.kind.delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=misfit,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types={name: pa.string() for name in names},
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )


def _numbers(first: int, count: int, skipped: list[int]) -> list[int]:
    """`count` row numbers from `first` on, leaving out the rows that were skipped."""
    if not skipped or skipped[-1] < first:
        return list(range(first, first + count))
    gaps = {number for number in skipped if number >= first}
    numbers: list[int] = []
    number = first
    while len(numbers) < count:
        if number not in gaps:
            numbers.append(number)
        number += 1
    return numbers
