"""What a sheet says beside its cells: hidden lines and columns, formulas, merged cells, numbers worn down."""

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

BLOCK_BYTES = 4_000_000
PREFIX = rb"(?:\w+:)?"
ROW = re.compile(rb"<" + PREFIX + rb"row [^>]*?\br=\"(\d+)\"[^>]*>")
FIRST_CELL = re.compile(rb"<" + PREFIX + rb"c [^>]*?\br=\"([A-Z]{1,3})\d+\"[^>]*[^/]>\s*<" + PREFIX + rb"[vfi]")
FORMULA = re.compile(
    rb"<" + PREFIX + rb"c ([^>]*)>\s*<" + PREFIX + rb"f(?:\s[^>]*)?(?:/>|>[^<]*</" + PREFIX + rb"f>)"
    rb"\s*(?:<" + PREFIX + rb"v[^>]*>([^<]*)<)?"
)
ERROR_CELL = re.compile(rb"<" + PREFIX + rb"c ([^>]*\bt=\"e\"[^>]*)>")
LONG_NUMBER = re.compile(
    rb"<" + PREFIX + rb"c ([^>]*)>(?:<" + PREFIX + rb"f[^>]*>[^<]*</" + PREFIX + rb"f>|<" + PREFIX + rb"f[^>]*/>)?"
    rb"<" + PREFIX + rb"v>(\d{16,}(?:\.0+)?|\d(?:\.\d+)?E\+?1[5-9])</"
)
CELL_ADDRESS = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
TEXT_CELL = re.compile(rb'\bt="(?:s|str|inlineStr|e|b)"')
HIDDEN_ROW = re.compile(rb"<" + PREFIX + rb"row [^>]*\bhidden=\"(?:1|true)\"[^>]*>")
ROW_NUMBER = re.compile(rb'\br="(\d+)"')
HIDDEN_COLUMN = re.compile(rb"<" + PREFIX + rb"col [^>]*\bhidden=\"(?:1|true)\"[^>]*>")
FROM, UNTIL = re.compile(rb'\bmin="(\d+)"'), re.compile(rb'\bmax="(\d+)"')
MERGED = re.compile(rb"<" + PREFIX + rb"mergeCell [^>]*\bref=\"([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)\"")
SIGNIFICANT = 15


@dataclass
class Marks:
    """Rows as the sheet numbers them; columns count from 0 at the first one that holds anything."""

    first_column: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    unanswered: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    worn: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    as_number: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


NO_MARKS = Marks()


def marks_of(path: Path, part: str) -> Marks:
    """One pass over a sheet's XML in bounded memory."""
    marks, lowest = Marks(), None
    with zipfile.ZipFile(path) as archive, archive.open(part) as xml:
        rest = b""
        while block := xml.read(BLOCK_BYTES):
            text = rest + block
            cut = max(text.rfind(b"<row "), text.rfind(b":row "))
            whole, rest = (text[:cut], text[cut:]) if cut > 0 else (b"", text)
            lowest = _read(whole, marks, lowest)
        lowest = _read(rest, marks, lowest)
    return _shifted(marks, lowest or 0)


def _read(text: bytes, marks: Marks, lowest: int | None) -> int | None:
    """Adds what whole rows of XML say; columns are counted from A until `_shifted`."""
    if b"hidden=" in text:
        marks.hidden_rows.update(_numbers(HIDDEN_ROW.findall(text), ROW_NUMBER))
        for column in HIDDEN_COLUMN.findall(text):
            low, high = FROM.search(column), UNTIL.search(column)
            if low and high:
                marks.hidden_columns.update(range(int(low[1]) - 1, min(int(high[1]), 16_384)))
    if b"f>" in text or b"<f" in text:
        for cell in FORMULA.finditer(text):
            answered = (cell[2] or b"").strip() and b't="e"' not in cell[1]
            _add(marks.formulas if answered else marks.unanswered, cell[1])
    if b't="e"' in text:
        for cell in ERROR_CELL.finditer(text):
            _add(marks.unanswered, cell[1])
    for cell in LONG_NUMBER.finditer(text):
        if not TEXT_CELL.search(cell[1]):
            _add(marks.as_number if _intact(cell[2]) else marks.worn, cell[1])
    for left, top, right, bottom in MERGED.findall(text):
        marks.merged.append((int(top), _column(left), int(bottom), _column(right)))
    if lowest != 0:
        columns = [_column(letters) for letters in FIRST_CELL.findall(text)]
        lowest = min(columns if lowest is None else [lowest, *columns], default=lowest)
    return lowest


def _intact(value: bytes) -> bool:
    """A sheet keeps 15 digits: where the sixteenth is no 0, a program wrote the number and nothing is lost."""
    return value.isdigit() and len(value) == SIGNIFICANT + 1 and not value.endswith(b"0")


def _add(cells: dict[int, list[int]], attributes: bytes) -> None:
    if address := CELL_ADDRESS.search(attributes):
        cells[_column(address[1])].append(int(address[2]))


def _numbers(found: Iterable[bytes], number: re.Pattern[bytes]) -> Iterable[int]:
    return (int(match[1]) for text in found if (match := number.search(text)))


def _shifted(marks: Marks, first: int) -> Marks:
    """Columns as the reader counts them: from the first that holds anything."""
    marks.first_column = first
    marks.hidden_columns = {column - first for column in marks.hidden_columns}
    for name in ("formulas", "unanswered", "worn", "as_number"):
        setattr(marks, name, {column - first: rows for column, rows in getattr(marks, name).items()})
    marks.merged = [(top, left - first, bottom, right - first) for top, left, bottom, right in marks.merged]
    return marks


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
