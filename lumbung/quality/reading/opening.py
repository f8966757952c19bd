"""Open a file that somebody sent: what it is, which sheet, which row names the columns."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from lumbung.quality.reading import refusals
from lumbung.quality.reading.kinds import Csv, recognise
from lumbung.quality.reading.text import TextTable
from lumbung.quality.reading.workbook import WorkbookTable

ROWS_PER_CHUNK = 20_000
ROWS_BEFORE_HEADER = 30
HARDLY_A_CELL = 4


@dataclass(frozen=True)
class OpenTable:
    """A table whose header was found: `columns` by position, `format` as the chooser named it."""

    source: TextTable | WorkbookTable
    sheet: str
    header_row: int
    columns: tuple[str, ...]
    format: str

    @property
    def misfits(self) -> list[tuple[int, str]]:
        """Rows with another number of cells than the header: (row, text)."""
        return self.source.misfits

    def chunks(self, *, size: int = ROWS_PER_CHUNK) -> Iterator[pl.DataFrame]:
        """Frames with `row` and one text column per heading; blank rows and repeated headings are left out."""
        width = len(self.columns)
        names = {str(position): name for position, name in enumerate(self.columns)}
        for frame in self.source.chunks(sheet=self.sheet, header_row=self.header_row, width=width, size=size):
            yield self._people(frame).rename(names).select("row", *filter(_named, self.columns))

    def _people(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows that say something. A whole look is taken only at rows with hardly a cell filled in."""
        first, last = pl.col("0"), pl.col(str(len(self.columns) - 1))
        repeated = (first == self.columns[0]) & (last == self.columns[-1])
        filled = pl.sum_horizontal(pl.exclude("row").is_not_null())
        judged = frame.select("row", repeated=repeated.fill_null(False), sparse=filled < HARDLY_A_CELL)
        left_out = judged.filter(pl.col("repeated"))["row"].to_list()
        if judged["sparse"].any():
            sparse = frame.filter(judged["sparse"])
            written = pl.any_horizontal(pl.exclude("row").str.strip_chars().str.len_chars() > 0)
            left_out += sparse.filter(~written.fill_null(False))["row"].to_list()
        return frame.filter(~pl.col("row").is_in(left_out)) if left_out else frame


def open_table(path: Path, *, name: str, choose: Callable[[Sequence[str]], str | None], known: str) -> OpenTable:
    """Open `path` by the first heading row that `choose` gives a format for; `known` lists the formats in words.

    Raises FileRefused with the sentence for the sender.
    """
    kind = recognise(path, name=name)
    source = TextTable(path, name, kind) if isinstance(kind, Csv) else WorkbookTable(path, name)
    for sheet, rows in source.heads(rows=ROWS_BEFORE_HEADER):
        for number, cells in enumerate(rows, start=1):
            headings = [" ".join(cell.split()) for cell in cells]
            if format_name := choose(headings):
                return OpenTable(source, sheet, number, _unique(headings, name), format_name)
    raise refusals.NoKnownHeader(file=name, formats=known)


def _unique(headings: Sequence[str], name: str) -> tuple[str, ...]:
    twice = sorted({heading for heading in headings if heading and headings.count(heading) > 1})
    if twice:
        raise refusals.TwoColumnsOneName(file=name, columns=", ".join(twice))
    return tuple(heading or f"({position})" for position, heading in enumerate(headings, start=1))


def _named(heading: str) -> bool:
    return not heading.startswith("(")
