"""What a sheet says around and beside its cells: how long it is, hidden columns, merged cells, what reading noted."""

import re
import zipfile
from dataclasses import dataclass, field
from functools import partial
from typing import cast

import polars as pl

from lumbung.quality.reading.sheet_cells import NOTED, column_at

HEAD_BYTES, BLOCK_BYTES, OVERLAP = 1_000_000, 4_000_000, 64
MOST_COLUMNS = 16_384
HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col [^>]*\bhidden=[\"'](?:1|true)[\"'][^>]*>")
FROM, UNTIL = re.compile(rb"\bmin=[\"'](\d+)"), re.compile(rb"\bmax=[\"'](\d+)")
SIZE = re.compile(rb"<(?:\w+:)?dimension [^>]*\bref=[\"'][A-Z]+(\d+):[A-Z]+(\d+)")
END_OF_CELLS = re.compile(rb"</(?:\w+:)?sheetData>|<(?:\w+:)?sheetData/>")
MERGED = re.compile(rb"<(?:\w+:)?mergeCell [^>]*\bref=[\"']([A-Z]{1,3})(\d+):[A-Z]{1,3}(\d+)")


@dataclass
class Marks:
    """Columns count from 0 at A; `noted` has row, at and code of odd cells in the rows read so far."""

    lines: int = 0
    hidden_columns: frozenset[int] = frozenset()
    noted: list[pl.DataFrame] = field(default_factory=list)

    def about(self, rows: pl.Series) -> pl.DataFrame:
        """What was noted about these rows, and forget what came before them."""
        first = cast(int, rows.min() or 0)
        self.noted[:] = [one for one in self.noted if one.height and cast(int, one["row"].max()) >= first]
        found = pl.concat([pl.DataFrame(schema=NOTED), *self.noted])
        return found.filter(pl.col("row").is_in(rows.implode()))


NO_MARKS = Marks()


def marks_of(archive: zipfile.ZipFile, part: str) -> Marks:
    """What stands above the cells of a sheet."""
    with archive.open(part) as xml:
        head = xml.read(HEAD_BYTES)
    hidden: set[int] = set()
    for column in HIDDEN_COLUMN.findall(head):
        low, high = FROM.search(column), UNTIL.search(column)
        if low and high:
            hidden.update(range(int(low[1]) - 1, min(int(high[1]), MOST_COLUMNS)))
    size = SIZE.search(head)
    return Marks(int(size[2]) - int(size[1]) if size else 0, frozenset(hidden))


def tall_merges(archive: zipfile.ZipFile, part: str) -> list[tuple[int, int, int]]:
    """(column, first line, last line) of cells merged over several lines, which are listed below all cells."""
    with archive.open(part) as xml:
        seen = b""
        while block := xml.read(BLOCK_BYTES):
            seen = seen[-OVERLAP:] + block
            if b"sheetData" in seen and (end := END_OF_CELLS.search(seen)):
                below = b"".join([seen[end.end() :], *iter(partial(xml.read, BLOCK_BYTES), b"")])
                merged = [(column_at(left.decode()), int(top), int(low)) for left, top, low in MERGED.findall(below)]
                return [one for one in merged if one[2] > one[1]]
    return []


@dataclass
class Merges:
    """Hands the words of a tall merged cell down to its lower lines, from one frame of rows to the next."""

    tall: list[tuple[int, int, int]]
    _tops: pl.DataFrame | None = field(default=None, repr=False)

    def spread(self, frame: pl.DataFrame) -> pl.DataFrame:
        """`frame` has row and columns named 0, 1, 2 …; the next one has later rows."""
        if not self.tall or frame.is_empty():
            return frame
        known = frame if self._tops is None else pl.concat([self._tops, frame])
        for column in {column for column, _top, _low in self.tall}:
            if str(column) in known.columns:
                known = self._down(known, column)
        last = cast(int, known["row"].max())
        begun = [top for _column, top, low in self.tall if top <= last < low]
        self._tops = known.filter(pl.col("row").is_in(begun))
        return known.tail(frame.height)

    def _down(self, frame: pl.DataFrame, column: int) -> pl.DataFrame:
        ranges = pl.DataFrame(
            [(top, low) for at, top, low in self.tall if at == column],
            schema={"top": pl.Int64, "low": pl.Int64},
            orient="row",
        )
        name = str(column)
        return (
            frame.join_asof(ranges.sort("top"), left_on="row", right_on="top")
            .join(frame.select(top="row", above=name), on="top", how="left", maintain_order="left")
            .with_columns(pl.when(pl.col("row") <= pl.col("low")).then("above").otherwise(name).alias(name))
            .drop("top", "low", "above")
        )
