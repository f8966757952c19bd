"""Three cells of a column to look at, with everything veiled that could name somebody."""

import re
from functools import cache

from lumbung.quality.mapping.contents import Column
from lumbung.quality.mapping.targets import all_targets
from lumbung.quality.mapping.values import code_words, is_coded

SAMPLES = 3
LONGEST = 24
WORDS_OF_A_LIST = 0.2
DIGITS_OF_A_CODE = 3
HIDDEN = "•"
OPEN = {"rt", "rw", "rt_rw", "hamlet", "birth_place", "region_code", "floor_area", "grade"}
"""Fields whose cells name nobody; so do codes and areas. Everything else is veiled, untaken columns above all."""
YEAR_FIRST = re.compile(r"^((?:19|20)\d\d)(?=[-/.]\d{1,2}[-/.]\d{1,2}\b)")
YEAR_LAST = re.compile(r"(?<=[-/. ])((?:19|20)\d\d)\b")
DAY = re.compile(r"\d{1,2}[-/. ]+(?:\d{1,2}|[A-Za-z]{3,9})[-/. ]+\d{4}\b")


def samples(column: Column, target: str) -> list[str]:
    """The most telling cells: words of the form's lists and of short lists as they are, all else by its shape."""
    spread = column.cells.unique(maintain_order=True)
    is_open = target in OPEN or target.startswith("place.") or is_coded(target)
    few = is_open and column.distinct <= max(column.cells.len() * WORDS_OF_A_LIST, 2)
    if (few and column.words) or (column.words and set(column.words) <= known_words()):
        shown = spread if target == "region_code" else spread.filter(~spread.str.contains(r"\d{4,}"))
        if shown.len():
            return [_short(cell) for cell in shown.head(SAMPLES)]
    return [veiled(cell) for cell in spread.gather_every(max(spread.len() // SAMPLES, 1)).head(SAMPLES)]


def veiled(cell: str) -> str:
    """The shape of a cell: how long, digits or letters; of a date only its year, of a number only how many digits."""
    year = YEAR_FIRST.search(cell) or (YEAR_LAST.search(cell) if DAY.search(cell) else None)
    if year:
        return _short(_hidden(cell[: year.start()]) + year[0] + _hidden(cell[year.end() :]))
    if sum(letter.isdigit() for letter in cell) > DIGITS_OF_A_CODE:
        return _short(_hidden(cell))
    return _short(re.sub(r"\B[^\W\d]", HIDDEN, cell))


def _hidden(text: str) -> str:
    return re.sub(r"\w", HIDDEN, text)


def _short(cell: str) -> str:
    return cell if len(cell) <= LONGEST else cell[: LONGEST - 1] + "…"


@cache
def known_words() -> frozenset[str]:
    """Every word and code of every list."""
    return frozenset(word for target in all_targets() if is_coded(target) for word in code_words(target))
