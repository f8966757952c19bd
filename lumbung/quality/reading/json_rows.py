"""JSON: a list of people, one object a line, families that hold a list of members, or rows below their headings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from lumbung.quality.reading import refusals
from lumbung.quality.reading.json_text import DECODER, MEGABYTE, RECORDS, Table, Text
from lumbung.quality.reading.kinds import Json
from lumbung.quality.reading.marks import NO_MARKS, Marks

MAX_BYTES = 256_000_000
"""More is not read at once, where no list of records can be read one after the other."""
LOOKED_AT = 1_000


@dataclass
class JsonTable:
    """One JSON file; the names of its fields count as row 1, so that rows are numbered as in every other file."""

    path: Path
    name: str
    kind: Json
    misfits: list[tuple[int, str]] = field(default_factory=list)
    hidden: tuple[str, ...] = ()
    sheets: Mapping[str, bool] = field(default_factory=dict)

    def heads(self, *, rows: int) -> Iterator[tuple[str, list[list[str]]]]:
        """The names of the fields, and the first records below them."""
        first = islice(self._records(), rows)
        yield "", [self._names, *([record.get(name) or "" for name in self._names] for record in first)]

    def estimate(self) -> int:
        """About how many records: lines, where each has its own."""
        with self.path.open("rb") as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(MEGABYTE), b""))

    def marks(self, sheet: str) -> Marks:
        """No formulas, nothing hidden."""
        return NO_MARKS

    def chunks(self, *, sheet: str, header_row: int, width: int, size: int) -> Iterator[pl.DataFrame]:
        """Frames of at most `size` rows below `header_row`: `row`, then text columns named 0, 1, 2 …"""
        records, first = self._records(), 2
        schema = dict.fromkeys(map(str, range(len(self._names))), pl.String)
        while batch := list(islice(records, size)):
            rows = [[record.get(name) for name in self._names] for record in batch]
            frame = pl.DataFrame(rows, schema=schema, orient="row").with_columns(
                row=pl.int_range(first, first + len(batch), dtype=pl.Int64)
            )
            first += len(batch)
            yield frame.filter(pl.col("row") > header_row).select("row", *map(str, range(width)))

    @cached_property
    def _names(self) -> list[str]:
        """Every field of the first records, in the order of their coming."""
        return list(dict.fromkeys(name for record in islice(self._records(), LOOKED_AT) for name in record))

    def _records(self) -> Iterator[dict[str, str]]:
        try:
            for item in self._items():
                yield from _people(item)
        except (ValueError, RecursionError) as broken:
            raise refusals.BrokenJson(file=self.name) from broken

    def _items(self) -> Iterator[Any]:
        """Line by line where every line is a record, a list one record after the other, else the whole at once."""
        with self.path.open(encoding=self.kind.encoding) as file:
            first = file.readline(MEGABYTE).lstrip("\ufeff").strip()
            if first.startswith("{") and first.endswith("}") and file.readline(MEGABYTE).lstrip().startswith("{"):
                file.seek(0)
                yield from (_read(line.lstrip("\ufeff")) for line in file if line.strip())
                return
            file.seek(0)
            text = Text(file)
            if text.peek() == "[":
                yield from _below_headings(text.elements())
                text.end()
                return
            if self._table:
                file.seek(0)
                text = Text(file)
                text.go(self._table.place)
                yield from _below_headings(text.elements())
                return
        yield from _columns_in(self._whole())

    @cached_property
    def _table(self) -> Table | None:
        """Of the lists inside an object: records before rows, the outermost, the longest."""
        with self.path.open(encoding=self.kind.encoding) as file:
            text = Text(file)
            found = list(text.tables())
            text.end()
        return min(found, key=lambda one: (one.kind != RECORDS, len(one.place), -one.length), default=None)

    def _whole(self) -> Any:
        size = self.path.stat().st_size
        if size > MAX_BYTES:
            raise refusals.TooLarge(file=self.name, size=size // MEGABYTE, limit=MAX_BYTES // MEGABYTE)
        return _read(self.path.read_text(encoding=self.kind.encoding).lstrip("\ufeff"))


def _read(text: str) -> Any:
    return DECODER.decode(text)


def _below_headings(records: Iterator[Any]) -> Iterator[Any]:
    """Rows of a list of lists get the names that the first row holds; records pass through."""
    first = next(records, None)
    if not isinstance(first, list):
        yield from () if first is None else (first,)
        yield from records
        return
    for row in records:
        yield dict(zip(map(str, first), row, strict=False))


def _columns_in(whole: Any) -> list[Any]:
    """An object of columns side by side as records; the first such object inside another."""
    if not isinstance(whole, dict):
        return []
    if len(whole) > 1 and all(map(_is_column, whole.values())):
        return [dict(zip(whole, row, strict=True)) for row in zip(*whole.values(), strict=True)]
    return next((found for value in whole.values() if (found := _columns_in(value))), [])


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _is_column(value: Any) -> bool:
    return isinstance(value, list) and not any(isinstance(cell, dict | list) for cell in value)


def _people(item: Any) -> Iterator[dict[str, str]]:
    """One record, or one for each member of the list it holds, with the family's own fields."""
    if not isinstance(item, dict):
        raise ValueError(item)
    own = dict(_flat(item))
    members = next((value for value in item.values() if _is_table(value)), None)
    if members is None:
        yield own
        return
    for member in members:
        for person in _people(member):
            yield {**own, **person}


def _flat(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in item.items():
        if isinstance(value, dict):
            yield from _flat(value)
        elif isinstance(value, bool):
            yield name, "1" if value else "0"
        elif value is not None and not isinstance(value, list):
            yield name, str(value)
