"""Parquet: columns of an analyst's file as text, a batch at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from lumbung.core.later import later
from lumbung.quality.reading import refusals
from lumbung.quality.reading.marks import NO_MARKS, Marks

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow import parquet
else:
    pa, parquet = later("pyarrow"), later("pyarrow.parquet")

EXACT_IN_A_FLOAT = 2**53


@dataclass
class ParquetTable:
    """One Parquet file; its column names count as row 1, so that rows are numbered as in every other file."""

    path: Path
    name: str
    misfits: list[tuple[int, str]] = field(default_factory=list)
    hidden: tuple[str, ...] = ()
    sheets: Mapping[str, bool] = field(default_factory=dict)

    @cached_property
    def _file(self) -> "parquet.ParquetFile":
        try:
            return parquet.ParquetFile(self.path)
        except (pa.ArrowException, OSError) as broken:
            raise refusals.BrokenColumns(file=self.name) from broken

    def heads(self, *, rows: int) -> Iterator[tuple[str, list[list[str]]]]:
        """The column names, and the first rows below them."""
        below = next(self.chunks(sheet="", header_row=1, width=len(self._names), size=rows), None)
        cells = [] if below is None else [["" if cell is None else cell for cell in row[1:]] for row in below.rows()]
        yield "", [self._names, *cells]

    def estimate(self) -> int:
        """As the file says itself."""
        return self._file.metadata.num_rows

    def marks(self, sheet: str) -> Marks:
        """No formulas, nothing hidden."""
        return NO_MARKS

    def chunks(self, *, sheet: str, header_row: int, width: int, size: int) -> Iterator[pl.DataFrame]:
        """Frames of at most `size` rows below `header_row`: `row`, then text columns named 0, 1, 2 …"""
        first = 2
        try:
            for batch in self._file.iter_batches(batch_size=size, columns=self._names):
                frame = pl.DataFrame(pa.Table.from_batches([batch]))
                text = frame.select(_text(frame[name]).alias(str(at)) for at, name in enumerate(self._names))
                numbered = text.with_columns(row=pl.int_range(first, first + text.height, dtype=pl.Int64))
                first += text.height
                yield numbered.filter(pl.col("row") > header_row).select("row", *map(str, range(width)))
        except (pa.ArrowException, OSError) as broken:
            raise refusals.BrokenColumns(file=self.name) from broken

    @cached_property
    def _names(self) -> list[str]:
        return [column.name for column in self._file.schema_arrow if not pa.types.is_nested(column.type)]


def _text(column: pl.Series) -> pl.Series:
    """As a person would write it; a whole number that a float can't hold exactly is shown as spoiled."""
    if column.dtype.is_float():
        exact = column.abs() <= EXACT_IN_A_FLOAT
        whole = (column == column.floor()) & exact
        shown = column.cast(pl.String)
        digits = column.cast(pl.Int64, strict=False).cast(pl.String)
        return pl.select(pl.when(whole).then(digits).when(exact).then(shown).otherwise(_spoiled(column))).to_series()
    if column.dtype == pl.Boolean:
        return column.replace_strict({True: "1", False: "0"}, return_dtype=pl.String)
    if column.dtype == pl.Binary:
        return column.cast(pl.String, strict=False)
    return column.cast(pl.String)


def _spoiled(column: pl.Series) -> pl.Series:
    return column.map_elements("{:.5E}".format, return_dtype=pl.String)
