"""Open a file that somebody sent: what it is, which sheets, which rows name the columns, which rows are people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

import polars as pl

from lumbung.core import formats
from lumbung.quality.reading import labels, pages, refusals, remarks
from lumbung.quality.reading.columnar import ParquetTable
from lumbung.quality.reading.heading import MAPPED, Choose, Heading, Likely, find
from lumbung.quality.reading.json_rows import JsonTable
from lumbung.quality.reading.kinds import Csv, Json, Parquet, Xlsx, recognise
from lumbung.quality.reading.sheet_cells import WHOLE_ROW
from lumbung.quality.reading.sieve import Sieve
from lumbung.quality.reading.text import TextTable
from lumbung.quality.reading.workbook import WorkbookTable

ROWS_PER_CHUNK = 20_000
ROWS_BEFORE_HEADER = 60
SHEET = "(sheet)"
SHEET_STEP = 10_000_000
"""Rows of the second sheet count from here, so that every row of a file has a number of its own."""
MOST_WORDS = 120
"""A column with more different cells than this in one chunk holds no codes."""
NOTHING_NOTED = {"row": pl.Int64, "column": pl.String, "code": pl.String}

Source = TextTable | WorkbookTable | ParquetTable | JsonTable


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file with its headings and what is written above them; text has one sheet without a name."""

    name: str
    heading: Heading
    above: dict[str, str]
    is_book: bool
    twins_agree: bool


class SheetTold(TypedDict):
    """One sheet of a workbook: whether its sender shows it, and whether it is read."""

    name: str
    visible: bool
    read: bool


@dataclass
class OpenTable:
    """A table whose header was found: `columns` by position, `format` as the chooser named it."""

    source: Source
    sheets: tuple[Sheet, ...]
    columns: tuple[str, ...]
    format: str
    about_file: tuple[tuple[str, str], ...] = ()
    books: Mapping[str, pages.Book] = field(default_factory=dict, repr=False)
    book: tuple[SheetTold, ...] = ()
    _noted: list[pl.DataFrame] = field(default_factory=list, repr=False)
    _left_out: set[int] = field(default_factory=set, repr=False)
    _no_misfits: set[int] = field(default_factory=set, repr=False)

    @property
    def sheet(self) -> str:
        """The first sheet that is read."""
        return self.sheets[0].name

    @property
    def header_row(self) -> int:
        """The last row of the first sheet's headings."""
        return self.sheets[0].heading.last

    @property
    def misfits(self) -> list[tuple[int, str]]:
        """Rows with another number of cells than the header: (row, text)."""
        return [(row, text) for row, text in dict(self.source.misfits).items() if row not in self._no_misfits]

    @property
    def remarks(self) -> pl.DataFrame:
        """What was noticed so far: row (0 for the whole file), column, code."""
        whole = [(remarks.WHOLE_FILE, column, code) for column, code in self.about_file]
        lines = [(row, "row", remarks.LINE_LEFT_OUT) for row in sorted(self._left_out)]
        told = pl.DataFrame([*whole, *lines], schema=NOTHING_NOTED, orient="row")
        return pl.concat([told, *self._noted])

    def chunks(self, *, size: int = ROWS_PER_CHUNK) -> Iterator[pl.DataFrame]:
        """Frames with `row` and one text column per heading; blank rows and repeated headings are left out."""
        self._noted.clear()
        self._left_out.clear()
        several = len(self.sheets) > 1
        for number, sheet in enumerate(self.sheets):
            for frame in self._book(sheet, size) if sheet.is_book else self._table(sheet, size):
                shifted = frame.with_columns(pl.col("row") + number * SHEET_STEP) if number else frame
                self._note(shifted, sheet, number * SHEET_STEP)
                yield shifted.with_columns(pl.lit(sheet.name).alias(SHEET)) if several else shifted

    def sample(self, *, rows: int = 50, among: int = 0) -> pl.DataFrame:
        """The first people of the file; with `among`, also those of the first so many who bring a word of their own."""
        taken = pl.DataFrame(schema={"row": pl.Int64, **dict.fromkeys(filter(_named, self.columns), pl.String)})
        seen = 0
        for chunk in self.chunks(size=ROWS_PER_CHUNK if among else rows):
            taken = pl.concat([taken, chunk.head(0 if seen else rows)], how="diagonal")
            if among:
                taken = pl.concat([taken, _with_new_words(chunk.slice(0 if seen else rows), taken)], how="diagonal")
            seen += chunk.height
            if seen >= among:
                break
        return taken

    def _table(self, sheet: Sheet, size: int) -> Iterator[pl.DataFrame]:
        heading, sieve = sheet.heading, Sieve(sheet.heading)
        width = len(heading.columns)
        names = {str(at): name for at, name in enumerate(self.columns[:width])}
        carried = [pl.lit(sheet.above.get(name), pl.String).alias(name) for name in self.columns[width:]]
        for frame in self.source.chunks(sheet=sheet.name, header_row=heading.last, width=width, size=size):
            people = sieve.people(frame).rename(names).with_columns(carried)
            yield people.select("row", *filter(_named, self.columns))
        for row, text in dict(self.source.misfits).items():
            if isinstance(self.source, TextTable) and not sieve.is_person(self.source.cells(text), row):
                self._no_misfits.add(row)
        self._left_out.update(sieve.left_out)

    def _book(self, sheet: Sheet, size: int) -> Iterator[pl.DataFrame]:
        width = len(sheet.heading.columns)
        book = self.books[sheet.name]
        names = {str(at): name for at, name in enumerate(self.columns[:width])}
        lacking = [pl.lit(None, pl.String).alias(name) for name in self.columns[width:] if name not in book.labels]
        people = book.people.rename(names).with_columns(lacking).select("row", *filter(_named, self.columns))
        self._left_out.update(book.rest)
        yield from people.iter_slices(size)

    def _note(self, frame: pl.DataFrame, sheet: Sheet, step: int) -> None:
        """Hidden rows, formulas and numbers in number cells among the people of a chunk."""
        named = {at: name for at, name in enumerate(self.columns) if _named(name)} | {WHOLE_ROW: "row"}
        noted = self.source.marks(sheet.name).about(frame["row"] - step)
        found = noted.filter(pl.col("at").is_in(list(named))).select(
            pl.col("row") + step,
            pl.col("at").replace_strict(named, default=None, return_dtype=pl.String).alias("column"),
            "code",
        )
        if found.height:
            self._noted.append(found)


def open_table(
    path: Path, *, name: str, choose: Choose, known: str, likely: Likely | None = None, sheets: Sequence[str] = ()
) -> OpenTable:
    """Open `path` by the first heading row that `choose` gives a format for; `known` lists the formats in words.

    Where no row is chosen, the row that `likely` gives most for names the columns, and the format is "mapped".
    With `sheets` only these of a workbook are looked at, hidden ones too; without, the visible ones.
    Raises FileRefused with the sentence for the sender.
    """
    source = _source(path, name, sheets)
    found = [sheet for sheet in _sheets(source, choose, likely) if sheet is not None]
    if not found and source.hidden:
        raise refusals.OnlyHiddenSheets(source.hidden, file=name, sheets=", ".join(source.hidden))
    if not found:
        raise refusals.NoKnownHeader(file=name, formats=known)
    best = max(found, key=lambda sheet: (sheet.heading.format != MAPPED, sheet.heading.worth))
    heading = best.heading
    same = tuple(sheet for sheet in found if _alike(sheet, best))
    columns = _unique(heading.columns, name, strict=heading.format != MAPPED and not best.twins_agree)
    books = {sheet.name: _book_of(sheet, source) for sheet in same if sheet.is_book}
    further = [label for sheet in same for label in (books[sheet.name].labels if sheet.is_book else sheet.above)]
    columns += tuple(label for label in dict.fromkeys(further) if label not in columns)
    read = [sheet.name for sheet in same]
    left = [sheet.name for sheet in found if sheet.name not in read and sheet.heading.worth * 2 >= heading.worth]
    left += [sheet for sheet in sheets if sheet not in (*read, *left)]
    about = [(sheet, remarks.SHEET_HIDDEN) for sheet in source.hidden]
    about += [(sheet, remarks.SHEET_NOT_READ) for sheet in left]
    about += [(column, remarks.COLUMN_HIDDEN) for sheet in same for column in _hidden(sheet, source, columns)]
    told = tuple(SheetTold(name=sheet, visible=shown, read=sheet in read) for sheet, shown in source.sheets.items())
    return OpenTable(source, same, columns, heading.format, tuple(dict.fromkeys(about)), books, told)


def row_told(row: int) -> str:
    """A row's number as people look for it: from the second sheet on with the sheet before it; none for the file."""
    sheet, line = divmod(row, SHEET_STEP)
    return f"{sheet + 1}:{formats.count(line)}" if sheet else formats.count(line) if line else formats.NOTHING


def _source(path: Path, name: str, sheets: Sequence[str]) -> Source:
    kind = recognise(path, name=name)
    if sheets and not isinstance(kind, Xlsx):
        raise refusals.NoSheets(file=name)
    if isinstance(kind, Csv):
        return TextTable(path, name, kind)
    if isinstance(kind, Parquet):
        return ParquetTable(path, name)
    return JsonTable(path, name, kind) if isinstance(kind, Json) else WorkbookTable(path, name, tuple(sheets))


def _sheets(source: Source, choose: Choose, likely: Likely | None) -> Iterator[Sheet | None]:
    for name, rows in source.heads(rows=ROWS_BEFORE_HEADER):
        heading = find(rows, choose=choose, likely=likely)
        if heading is None:
            yield None
            continue
        above = labels.above([[cell.strip() for cell in row] for row in rows[: heading.first - 1]]).said
        plain = {column.lower() for column in heading.columns}
        further = {label: said for label, said in above.items() if label.lower() not in plain}
        yield Sheet(name, heading, further, pages.is_book(heading, rows), _twins_agree(heading, rows))


def _with_new_words(chunk: pl.DataFrame, taken: pl.DataFrame) -> pl.DataFrame:
    """Rows with a word that no row taken so far has, in columns of few words: codes that come late in a file."""
    rows = pl.Series([], dtype=pl.Int64)
    for column in filter(_named, chunk.drop("row").columns):
        words = chunk.select("row", column).drop_nulls().unique(column, keep="first")
        if words.height <= MOST_WORDS:
            rows.append(words.join(taken.select(column), on=column, how="anti")["row"])
    return chunk.filter(pl.col("row").is_in(rows.implode()))


def _twins_agree(heading: Heading, rows: Sequence[Sequence[str]]) -> bool:
    """Whether columns of one name say the same, as where a wide form repeats name and number on every printed page."""
    below = [[cell.strip() for cell in row] for row in rows[heading.last :]]
    first = {name: at for at, name in reversed(list(enumerate(heading.columns)))}
    twins = [(first[name], at) for at, name in enumerate(heading.columns) if name and first[name] != at]
    return bool(below) and all(row[one] == row[other] for row in below for one, other in twins if other < len(row))


def _book_of(sheet: Sheet, source: Source) -> pages.Book:
    """A book is read whole: which labels it has is known only then."""
    width = len(sheet.heading.columns)
    lines = pl.concat(source.chunks(sheet=sheet.name, header_row=0, width=width, size=ROWS_PER_CHUNK))
    return pages.flatten(lines, sheet.heading)


def _alike(sheet: Sheet, best: Sheet) -> bool:
    """Sheets with the same headings are one table, as where each hamlet has its sheet."""
    return sheet is best or [name.lower() for name in sheet.heading.columns] == [
        name.lower() for name in best.heading.columns
    ]


def _hidden(sheet: Sheet, source: Source, columns: Sequence[str]) -> list[str]:
    hidden = source.marks(sheet.name).hidden_columns
    return [column for at, column in enumerate(columns) if at in hidden and _named(column)]


def _unique(headings: Sequence[str], name: str, *, strict: bool) -> tuple[str, ...]:
    twice = sorted({heading for heading in headings if heading and headings.count(heading) > 1})
    if twice and strict:
        raise refusals.TwoColumnsOneName(file=name, columns=", ".join(twice))
    unique: list[str] = []
    for position, heading in enumerate(headings, start=1):
        earlier = headings[: position - 1].count(heading)
        numbered = f"{heading} ({earlier + 1})" if earlier else heading
        unique.append(numbered if heading else f"({position})")
    return tuple(unique)


def _named(heading: str) -> bool:
    return not heading.startswith("(")
