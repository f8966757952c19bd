"""Which lines of a sheet name its columns: one line, or two of which the upper one groups the lower."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

Choose = Callable[[Sequence[str]], str | None]
Likely = Callable[[Sequence[str]], float]

DATA = re.compile(r"\d{5,}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}-\d\d-\d\d")
COLUMN_NUMBER = re.compile(r"^\(?-?\s*(\d{1,3})(?:\.0)?\s*\)?$")
FEWEST_NUMBERS = 4
FEWEST_GROUPS = 3
MAPPED = "mapped"


@dataclass(frozen=True)
class Heading:
    """`columns` by position, blank where unnamed; `lines` as written, to know them again; data begin below `last`."""

    first: int
    last: int
    columns: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    format: str
    worth: float


def find(rows: Sequence[Sequence[str]], *, choose: Choose, likely: Likely | None) -> Heading | None:
    """The first line that `choose` gives a format for, else the likeliest; None where nothing names columns."""
    tidied = [tuple(" ".join(cell.split()) for cell in row) for row in rows]
    for heading in _candidates(tidied):
        if format_name := choose(heading.columns):
            return _below_labels(_named(heading, format_name, 0), tidied)
    if likely is None:
        return None
    worths = [(likely(heading.columns), heading) for heading in _candidates(tidied)]
    worth, best = max(worths, key=lambda one: one[0], default=(0, None))
    return _below_labels(_named(best, MAPPED, worth), tidied) if best and worth > 0 else None


def is_column_numbers(cells: Sequence[str]) -> bool:
    """A line (1) (2) (3) … under the headings of a printed form."""
    found = [COLUMN_NUMBER.match(cell) for cell in cells if cell]
    numbers = [int(match[1]) for match in found if match]
    steps = sum(later == earlier + 1 for earlier, later in zip(numbers, numbers[1:], strict=False))
    return len(numbers) >= FEWEST_NUMBERS and len(numbers) >= len(found) - 1 and steps >= len(numbers) - 2


def _candidates(rows: Sequence[tuple[str, ...]]) -> Iterator[Heading]:
    """Each line with the next one where that says more about some of its columns, then each by itself."""
    for at, row in enumerate(rows):
        if sum(map(bool, row)) > 1:
            if at + 1 < len(rows) and _is_lower_line(row, rows[at + 1]):
                for columns in _joined(row, rows[at + 1]):
                    yield Heading(at + 1, at + 2, columns, (row, rows[at + 1]), "", 0)
            yield Heading(at + 1, at + 1, row, (row,), "", 0)


def _is_lower_line(upper: Sequence[str], lower: Sequence[str]) -> bool:
    if any(DATA.search(cell) for cell in lower) or is_column_numbers(lower):
        return False
    if sum(map(bool, upper)) * FEWEST_GROUPS < sum(map(bool, lower)):
        return False
    pairs = list(zip(upper, lower, strict=False))
    spread = [at > 0 and above == upper[at - 1] for at, above in enumerate(upper)]
    below_blank = any(below and (not above or spread[at]) for at, (above, below) in enumerate(pairs))
    only_above = any(above and not below for above, below in pairs)
    return below_blank and only_above


def _joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Columns named by both lines, and by the lower line alone where the upper one spans several columns.

    “Kode” over “Kabupaten” and “Desa” needs both; “Tempat dan Tanggal Lahir” over “Tempat Lahir” only the lower.
    """
    both, alone, group = [], [], ""
    for at, (above, below) in enumerate(zip(upper, lower, strict=False)):
        group = above or (group if below else "")
        following = at + 1 < min(len(upper), len(lower)) and bool(lower[at + 1]) and upper[at + 1] in ("", group)
        spans = bool(below) and (following or not above or (at > 0 and upper[at - 1] == above))
        both.append(" ".join(part for part in (group, below) if part))
        alone.append(below if spans else both[-1])
    return tuple(both), tuple(alone)


def _below_labels(heading: Heading, rows: Sequence[tuple[str, ...]]) -> Heading:
    """A line of column numbers or of labels in words right under the headings is no person."""
    last, lines = heading.last, list(heading.lines)
    named = sum(map(bool, heading.columns))
    while last < len(rows) and (is_column_numbers(rows[last]) or _is_labels(rows[last], named)):
        lines.append(rows[last])
        last += 1
    return Heading(heading.first, last, heading.columns, tuple(lines), heading.format, heading.worth)


def _is_labels(cells: Sequence[str], named: int) -> bool:
    filled = [cell for cell in cells if cell]
    data = any(character.isdigit() for cell in filled for character in cell)
    return len(filled) * 2 > named and not data and not any(cell.endswith(":") for cell in filled)


def _named(heading: Heading, format_name: str, worth: float) -> Heading:
    return Heading(heading.first, heading.last, heading.columns, heading.lines, format_name, worth)
