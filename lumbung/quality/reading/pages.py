"""A printed population book (BIP): many families on a sheet, each under its own labels, made into one flat table."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from lumbung.quality.reading.heading import Heading, is_column_numbers
from lumbung.quality.reading.labels import EVERY, KK, Labels

NIK_HEADING = re.compile(r"(?i)^(?:no(?:mor)?\.?\s*)?(?:nik|n\.i\.k|induk kependudukan|ktp)\b")
CARD_HEADING = re.compile(r"(?i)^(?:no(?:mor)?\.?\s*)?(?:kk|kartu keluarga|kartu kk)\b|^no_?kk$|^nokk$")
NAME_HEADING = re.compile(r"(?i)^nama(?:\s+(?:lengkap|penduduk|anggota.*|warga|art))?$")
Block = tuple[int, dict[str, str]]
FEWEST_CELLS = 4
DIGITS_OF_A_NUMBER = r"\d{8,}|\dE\+"


@dataclass(frozen=True)
class Book:
    """The people of a sheet with the labels of their family and place as further columns; `rest` are other lines."""

    people: pl.DataFrame
    labels: tuple[str, ...]
    rest: tuple[int, ...]


def is_book(heading: Heading, rows: Sequence[Sequence[str]]) -> bool:
    """A table of people without a card number, and card numbers in labels outside it."""
    if _position(heading, NIK_HEADING) is None or _position(heading, CARD_HEADING) is not None:
        return False
    if _position(heading, NAME_HEADING) is None:
        return False
    labels = Labels()
    for at, cells in enumerate(rows, start=1):
        if not heading.first <= at <= heading.last:
            labels.read([cell.strip() for cell in cells], people_came=False)
    return KK in labels.said


def flatten(sheet: pl.DataFrame, heading: Heading) -> Book:
    """`sheet` has `row` and text columns 0, 1, 2 …; every line of it, from the first."""
    width = len(heading.columns)
    people = sheet.filter(_is_person(heading)).select("row", *map(str, range(width)))
    others = sheet.filter(~pl.col("row").is_in(people["row"].implode()))
    blocks, rest = _blocks(others, people["row"].to_list(), heading)
    found = tuple(name for name in EVERY if any(name in said for _row, said in blocks))
    carried = pl.DataFrame(
        [(row, *(said.get(name) for name in found)) for row, said in blocks],
        schema={"from": pl.Int64, **dict.fromkeys(found, pl.String)},
        orient="row",
    ).sort("from")
    joined = people.sort("row").join_asof(carried, left_on="row", right_on="from").drop("from")
    return Book(joined, found, tuple(rest))


def _is_person(heading: Heading) -> pl.Expr:
    """A name, and a number beside it or a line that is well filled in; a heading that repeats is neither."""
    nik, name = _position(heading, NIK_HEADING), _position(heading, NAME_HEADING)
    named = pl.col(str(name)).str.strip_chars().str.len_chars() > 0
    filled = pl.sum_horizontal(pl.exclude("row").str.strip_chars().str.len_chars() > 0)
    numbered = pl.col(str(nik)).str.contains(DIGITS_OF_A_NUMBER)
    label = pl.any_horizontal(pl.exclude("row").str.contains(r":\s*$|^\s*:"))
    again = pl.any_horizontal(
        pl.col(str(at)).str.strip_chars() == word
        for line in heading.lines
        for at, word in enumerate(line)
        if at in (nik, name) and word
    )
    return (named & (numbered | ((filled >= FEWEST_CELLS) & ~label)) & ~again).fill_null(False)


def _blocks(others: pl.DataFrame, people: list[int], heading: Heading) -> tuple[list[Block], list[int]]:
    """(line from which labels hold, what they say), and the lines that say nothing that is known."""
    labels, blocks, rest = Labels(), [], []
    last_label = 0
    for row, cells in _lines(others):
        if _is_furniture(cells, heading):
            continue
        if labels.read(cells, people_came=_any_between(people, last_label, row)):
            last_label = row
            blocks.append((row, dict(labels.said)))
        elif row > heading.last:
            rest.append(row)
    return blocks, rest


def _any_between(people: list[int], low: int, high: int) -> bool:
    return bisect_left(people, high) > bisect_right(people, low)


def _lines(others: pl.DataFrame) -> Iterator[tuple[int, list[str]]]:
    for row, *cells in others.rows():
        if any(cell and cell.strip() for cell in cells):
            yield row, [(cell or "").strip() for cell in cells]


def _is_furniture(cells: Sequence[str], heading: Heading) -> bool:
    """A heading that repeats, or its column numbers."""
    tidied = tuple(" ".join(cell.split()) for cell in cells)
    return is_column_numbers(tidied) or any(_same(tidied, line) for line in heading.lines)


def _same(cells: Sequence[str], line: Sequence[str]) -> bool:
    pairs = [(cell, word) for cell, word in zip(cells, line, strict=False) if word]
    return bool(pairs) and all(cell == word for cell, word in pairs)


def _position(heading: Heading, pattern: re.Pattern[str]) -> int | None:
    """The column of one meaning; the last words of a heading count too."""
    return next((at for at, name in enumerate(heading.columns) if pattern.search(name)), None)
