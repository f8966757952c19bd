"""The mark between the cells of a text file, told by how evenly it splits the lines."""

import csv
from collections import Counter
from itertools import islice

USUAL = ";,\t|"
UNUSUAL = "~^:#\x1f\x01*&@!$%"
HINT = "sep="
LINES = 40


def delimiter_of(text: str) -> str:
    """The mark that most lines agree on; the usual ones first, a line `sep=;` at the top above all."""
    lines = text.splitlines()[:LINES]
    if lines and lines[0].lower().startswith(HINT) and len(lines[0]) > len(HINT):
        return lines[0][len(HINT)]
    best = max(USUAL, key=lambda mark: _agreement(lines, mark))
    if _agreement(lines, best)[0]:
        return best
    unusual = max(UNUSUAL, key=lambda mark: _agreement(lines, mark))
    return unusual if _agreement(lines, unusual)[0] else best


def _agreement(lines: list[str], mark: str) -> tuple[int, int]:
    """How many lines are split into the commonest number of cells, and into how many."""
    rows = list(_rows(lines, mark))
    widths = Counter(len(cells) for cells in rows if len(cells) > 1)
    if not widths:
        return 0, 0
    width, times = max(widths.items(), key=lambda one: (one[1], one[0]))
    return (times * width, width) if times > 1 or len(rows) < 3 else (0, 0)


def _rows(lines: list[str], mark: str) -> islice:
    return islice(csv.reader(lines, delimiter=mark), LINES)
