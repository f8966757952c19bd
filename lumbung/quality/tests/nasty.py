"""Files as villages really send them, made with real writers; every number here is made up."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import xlsxwriter

from lumbung.core.reach import Reach
from lumbung.quality.inspection import Inspection, Question, Report
from lumbung.quality.tests.factories import PLACES, TODAY, person

QUESTION = Question(PLACES, Reach.national(), "", TODAY)
HEADINGS = list(person(0))
Fill = Callable[[xlsxwriter.Workbook], None]


def people(count: int = 8, **changes: dict[int, str]) -> list[list[str]]:
    """Rows under HEADINGS; `nik={2: "x"}` changes the cell of the third person."""
    told = []
    for number in range(count):
        changed = {name: cells[number] for name, cells in changes.items() if number in cells}
        row = person(number, **changed)
        told.append([row.get(name, "") for name in [*HEADINGS, *[name for name in changes if name not in HEADINGS]]])
    return told


def headings(**changes: dict[int, str]) -> list[str]:
    """HEADINGS and further columns that `people` was given."""
    return [*HEADINGS, *[name for name in changes if name not in HEADINGS]]


def text(rows: Sequence[Sequence[str]], mark: str = ";") -> str:
    """Delimited lines."""
    return "\n".join(mark.join(row) for row in rows) + "\n"


def table(mark: str = ";", **changes: dict[int, str]) -> str:
    """Headings and eight people as delimited text."""
    return text([headings(**changes), *people(**changes)], mark)


def sheet(book: xlsxwriter.Workbook, name: str = "Data", *, first: int = 0) -> Any:
    """A sheet with headings and eight people, from the line `first` on."""
    made = book.add_worksheet(name)
    for number, row in enumerate([HEADINGS, *people()]):
        made.write_row(first + number, 0, row)
    return made


def at(column: str, line: int) -> str:
    """The address of a cell of `sheet`: at("nik", 2) is B2."""
    return f"{chr(ord('A') + HEADINGS.index(column))}{line}"


def workbook(folder: Path, fill: Fill) -> Path:
    """A workbook as `fill` makes it."""
    path = folder / "berkas.xlsx"
    with xlsxwriter.Workbook(path) as book:
        fill(book)
    return path


def never_worked_out(folder: Path, column: str) -> Path:
    """A workbook with a formula that no spreadsheet has worked out yet."""
    book = openpyxl.Workbook()
    for row in [HEADINGS, *people()]:
        book.active.append(row)
    book.active[at(column, 3)] = '=CONCATENATE("a","b")'
    path = folder / "berkas.xlsx"
    book.save(path)
    return path


def frame() -> pl.DataFrame:
    """Eight people as columns of text."""
    return pl.DataFrame(people(), schema=HEADINGS, orient="row")


def written(folder: Path, content: bytes | str, name: str = "berkas.csv") -> Path:
    """A file of these bytes."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def look(path: Path, folder: Path) -> Report:
    """The file judged to its end, rows that stay out read once more."""
    looked = Inspection(path, name=path.name, question=QUESTION, folder=folder / "looked")
    for _rows in looked:
        pass
    report = looked.report()
    assert {row for row, _cells in looked.raw_cells(report.set_aside)} == set(report.set_aside)
    return report
