"""A file looked at before anything is written: its good rows as Parquet, its findings, the rows that stay out.

Chunks stream through in bounded memory into a folder; what stays in memory is a few hashes a row, for the checks that
need the whole file. The preview, the import and the command all go through here.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from lumbung.core.ahead import in_order
from lumbung.core.reach import Reach
from lumbung.quality import code_lists, layouts, rules
from lumbung.quality.canonical import FIELDS, REQUIRED, label_of
from lumbung.quality.cells import read_cells
from lumbung.quality.checking import WARNING, findings
from lumbung.quality.facts import across, with_facts
from lumbung.quality.mapping import mapped
from lumbung.quality.mapping.headings import familiarity
from lumbung.quality.mapping.mapped import Mapped
from lumbung.quality.places import Places
from lumbung.quality.reading import refusals, remarks
from lumbung.quality.reading.opening import ROWS_PER_CHUNK, OpenTable, SheetTold, open_table
from lumbung.quality.settling import SETTLED, settled
from lumbung.quality.untangling import untangled

ASIDE, INDEX = "aside.parquet", "index.parquet"
VILLAGE = "region_code"


@dataclass(frozen=True)
class Question:
    """What a file is judged by: the official areas, the sender's reach, the village they named, the day."""

    places: Places
    reach: Reach
    village: str
    on: date
    cards_elsewhere: Callable[..., Sequence[str]] | None = None
    code_list: str = code_lists.OFFICIAL


@dataclass(frozen=True)
class Looked:
    """One chunk judged: rows as they may be stored, what was found, hashes for the whole-file checks."""

    people: pl.DataFrame
    findings: pl.DataFrame
    index: pl.DataFrame


@dataclass(frozen=True)
class Report:
    """What a whole file came to. `set_aside` are the row numbers that stay out, `region` the
    area of all rows, `villages` how many ready rows each village has, where they wait in a folder."""

    layout: str
    rows_read: int
    rows_ready: int
    findings: pl.DataFrame
    set_aside: pl.Series
    region: str
    villages: dict[str, int]
    book: tuple[SheetTold, ...] = ()

    @property
    def rows_warned(self) -> int:
        """Rows that go in and should be looked at."""
        of_people = (pl.col("code") != remarks.LINE_LEFT_OUT) & (pl.col("row") != remarks.WHOLE_FILE)
        warned = self.findings.filter((pl.col("severity") == WARNING) & of_people)["row"].unique()
        return warned.filter(~warned.is_in(self.set_aside.implode())).len()

    def counts(self, severity: str) -> dict[str, int]:
        """Rows by reason code, most frequent first."""
        found = self.findings.filter(pl.col("severity") == severity).unique(["row", "code"])
        counted = Counter(dict(found["code"].value_counts().iter_rows()))
        return dict(counted.most_common())


def look_at(raw: pl.DataFrame, *, layout: Any, question: Question) -> Looked:
    """Judge rows of a file; `raw` has `row` and the file's own columns.

    `layout` is a name, or what `layouts.reader` gives.
    """
    reader = layouts.reader(layout) if isinstance(layout, str) else layout
    return judge(reader.canonical(raw, places=question.places, village=question.village), question=question)


def judge(written: pl.DataFrame, *, question: Question) -> Looked:
    """Judge rows that stand under canonical names already: what a form asks, or a layout has turned into them."""
    read = _as_read(written, question)
    return _judged(read, elsewhere=_cards_elsewhere(read, question), question=question)


def _as_read(written: pl.DataFrame, question: Question) -> pl.DataFrame:
    if question.code_list == code_lists.BPS:
        written = code_lists.translate(written, question.places)
    return read_cells(untangled(written, places=question.places))


def _cards_elsewhere(read: pl.DataFrame, question: Question) -> Sequence[str]:
    return question.cards_elsewhere(cards=read["kk"].drop_nulls()) if question.cards_elsewhere else ()


def _judged(read: pl.DataFrame, *, elsewhere: Sequence[str], question: Question) -> Looked:
    known = settled(read, on=question.on)
    judged = with_facts(known, places=question.places, reach=question.reach, on=question.on, elsewhere=elsewhere)
    found = rules.check_rows(judged, on=question.on)
    good = rules.accepted(judged.filter(~pl.col("row").is_in(rules.set_aside(found).implode())))
    area = pl.coalesce("region_successor", "region_code").alias("region_code")
    return Looked(good.with_columns(area).select("row", *FIELDS), found, across(judged))


class Inspection:
    """One pass over a file into `folder`; iterate it for the number of rows read so far, then ask for the report.

    Without a folder nothing is written anywhere, and nothing is left behind by a process that is killed.
    """

    def __init__(
        self,
        path: Path,
        *,
        name: str,
        question: Question,
        folder: Path | None,
        mapping: Mapped | None = None,
        sheets: Sequence[str] = (),
    ) -> None:
        self.table = open_any(path, name=name, sheets=sheets)
        if self.table.format == mapped.NAME and not mapping:
            raise refusals.NoKnownHeader(file=name, formats=layouts.titles())
        self.layout = mapping or layouts.reader(self.table.format)
        self.layout_name = mapped.NAME if mapping else self.table.format
        self.question, self.folder, self.name = question, folder, name
        self._index: list[pl.DataFrame] = []
        self._found: list[pl.DataFrame] = []
        self._regions: set[str] = set()
        self.rows_read = 0

    def __iter__(self) -> Iterator[int]:
        if self.folder:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for number, looked in enumerate(in_order(self._judge, self._asked())):
            if self.folder:
                looked.people.write_parquet(self.folder / f"people-{number:06}.parquet", compression="lz4")
            self._index.append(looked.index)
            self._found.append(looked.findings)
            self._regions.update(looked.people["region_code"].unique().drop_nulls())
            self.rows_read += looked.index.height
            yield self.rows_read

    def _asked(self) -> Iterator[tuple[pl.DataFrame, Sequence[str]]]:
        """Chunks read, each with what only the database knows about it: that is asked from the caller's thread."""
        for frame in in_order(self._read, self._raw()):
            yield frame, _cards_elsewhere(frame, self.question)

    def _read(self, raw: pl.DataFrame) -> pl.DataFrame:
        written = self.layout.canonical(raw, places=self.question.places, village=self.question.village)
        return _as_read(written, self.question)

    def _raw(self) -> Iterator[pl.DataFrame]:
        for number, raw in enumerate(self.table.chunks(size=ROWS_PER_CHUNK)):
            if not number:
                self._begin(raw)
            yield raw

    def _judge(self, asked: tuple[pl.DataFrame, Sequence[str]]) -> Looked:
        frame, elsewhere = asked
        return _judged(frame, elsewhere=elsewhere, question=self.question)

    def _begin(self, raw: pl.DataFrame) -> None:
        """Decide whose area codes these are; one sentence about a column that is not there, for all its rows."""
        written = self.layout.canonical(raw, places=self.question.places, village=self.question.village)
        code_list = code_lists.decide(written, self.question.places)
        if code_list == code_lists.UNCLEAR:
            raise refusals.UnclearCodes(file=self.name)
        if code_list == code_lists.BPS:
            self.question = replace(self.question, code_list=code_list)
            self.table.about_file = (*self.table.about_file, (VILLAGE, code_lists.CODES_ARE_BPS))
        present = (*untangled(written.head(1), places=self.question.places).columns, *SETTLED)
        lacking = [name for name in REQUIRED if name not in present]
        if lacking == [VILLAGE]:
            raise refusals.NoVillage(file=self.name)
        if lacking:
            raise refusals.MissingColumns(file=self.name, columns=", ".join(map(label_of, lacking)))

    def report(self) -> Report:
        """After the last chunk: with the checks over the whole file, and rows of another width."""
        if not self.rows_read and not self.table.misfits:
            raise refusals.NoRows(file=self.name)
        misfits = [(row, "row", remarks.CELL_COUNT) for row, _text in self.table.misfits]
        noticed = pl.DataFrame(misfits, schema=self.table.remarks.schema, orient="row").vstack(self.table.remarks)
        whole = rules.check_across(pl.concat(self._index)) if self._index else findings([])
        found = findings([*self._found, whole, rules.of_remarks(noticed)])
        aside = rules.set_aside(found)
        if self.folder:
            aside.rename("row").to_frame().write_parquet(self.folder / ASIDE)
            if self._index:
                pl.concat(self._index).write_parquet(self.folder / INDEX)
        read = self.rows_read + len(misfits)
        villages = villages_of(self.folder) if self.folder else {}
        area = common_area(self._regions)
        return Report(self.layout_name, read, read - aside.len(), found, aside, area, villages, self.table.book)

    def raw_cells(self, rows: pl.Series) -> Iterator[tuple[int, str]]:
        """(row, its cells as JSON) of the rows that stay out, read once more from the file."""
        wanted = rows.implode()
        for raw in self.table.chunks(size=ROWS_PER_CHUNK):
            for cells in raw.filter(pl.col("row").is_in(wanted)).iter_rows(named=True):
                yield cells.pop("row"), json.dumps(cells, ensure_ascii=False)
        yield from ((row, json.dumps({"": text}, ensure_ascii=False)) for row, text in self.table.misfits)


def open_any(path: Path, *, name: str, sheets: Sequence[str] = ()) -> OpenTable:
    """Open a file; its `format` is “mapped” where no known layout has these headings. Raises FileRefused.

    `sheets` are those of a workbook that are read, hidden ones too; without, every visible one.
    """
    known = layouts.titles()
    return open_table(path, name=name, choose=layouts.choose, likely=familiarity, known=known, sheets=sheets)


def chunk_of(folder: Path, number: int) -> pl.DataFrame:
    """The good rows of one chunk."""
    aside = pl.read_parquet(folder / ASIDE)["row"]
    return pl.read_parquet(folder / f"people-{number:06}.parquet").filter(~pl.col("row").is_in(aside.implode()))


def chunks_in(folder: Path) -> int:
    """How many chunks wait in the folder."""
    return sum(1 for _ in folder.glob("people-*.parquet"))


def villages_of(folder: Path) -> dict[str, int]:
    """How many ready rows of a looked-at file each village has."""
    files = sorted(folder.glob("people-*.parquet"))
    if not files:
        return {}
    aside = pl.read_parquet(folder / ASIDE)["row"]
    ready = pl.scan_parquet(files).select("row", "region_code").filter(~pl.col("row").is_in(aside.implode()))
    return dict(ready.group_by("region_code").len().sort("region_code").collect().iter_rows())


def common_area(codes: set[str]) -> str:
    """The smallest area that holds all of these, "0" for the nation."""
    if not codes:
        return ""
    first, last = min(codes), max(codes)
    return next((first[:size] for size in (13, 8, 5, 2) if first[:size] == last[:size]), "0")
