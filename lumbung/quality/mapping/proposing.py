"""Which column is which field: proposed from headings and contents, each with how sure that is.

A column goes to one field and a field is filled by one column; the likeliest pairs are taken first. What is not
likely is left for a person, and nothing is taken from a column that nobody has placed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

import polars as pl

from lumbung.quality.mapping import headings, values, veiling
from lumbung.quality.mapping.contents import Column
from lumbung.quality.mapping.mapped import Mapped
from lumbung.quality.mapping.targets import all_targets

CERTAIN, LIKELY = 0.8, 0.5
BY_LOOKS_ALONE = (
    "nik",
    "kk",
    "birth_date",
    "sex",
    "region_code",
    "phone",
    "rt_rw",
    "birth_place_date",
    "relation",
    "marital",
    "presence",
)
LOOKS_ENOUGH = 0.9
DAMAGED = 0.2
"""Cells that look wrong under a heading that is plain set rows aside; they don't make the column another one."""
TWIN = 0.75
"""Two columns of one name: likely, never certain."""
EMPTY = 0.9
"""A fitting heading over an empty column is a little less sure."""


@dataclass(frozen=True)
class Guess:
    """One column of a file: what it probably is, how sure that is, and what stands in it."""

    heading: str
    target: str
    confidence: float
    samples: Sequence[str]
    words: Mapping[str, int]

    @property
    def is_certain(self) -> bool:
        """Whether heading and cells agree."""
        return self.confidence >= CERTAIN


@dataclass(frozen=True)
class Proposal:
    """All columns of a file, in their order."""

    guesses: tuple[Guess, ...]

    @property
    def certain(self) -> Mapped:
        """As the file is read when no person looks at it: doubtful columns are left out."""
        return mapping_of({guess.heading: guess.target for guess in self.guesses if guess.is_certain}, self.words)

    @property
    def mapping(self) -> Mapped:
        """As it would be read if a person changed nothing."""
        return mapping_of({guess.heading: guess.target for guess in self.guesses if guess.target}, self.words)

    @property
    def words(self) -> dict[str, Mapping[str, int]]:
        """Heading → its words, as far as they may be codes."""
        return {guess.heading: guess.words for guess in self.guesses}

    def unsure(self) -> list[str]:
        """Headings that are probably a field, and that a person should look at."""
        return [guess.heading for guess in self.guesses if guess.target and not guess.is_certain]

    def as_json(self) -> list[dict[str, Any]]:
        """To be stored; samples are veiled, words are not."""
        return [asdict(guess) for guess in self.guesses]

    @classmethod
    def from_json(cls, stored: Sequence[Mapping[str, Any]]) -> Self:
        """As it was stored."""
        return cls(tuple(Guess(**guess) for guess in stored))


def propose(sample: pl.DataFrame) -> Proposal:
    """`sample` has `row` and some rows of text columns under the file's own headings."""
    columns = [Column.of(heading, sample[heading]) for heading in sample.columns if headings.is_a_heading(heading)]
    placed = _placed(columns)
    unlike = _unlike_twins(sample)
    doubted = {heading: (target, min(sure, TWIN)) for heading, (target, sure) in placed.items() if heading in unlike}
    told = placed | doubted
    return Proposal(tuple(_guess(column, *told.get(column.heading, ("", 0.0))) for column in columns))


def _unlike_twins(sample: pl.DataFrame) -> set[str]:
    """Headings that stand twice above different cells: only a person can say whose name “Nama” is."""
    pairs = [(heading, f"{heading} (2)") for heading in sample.columns if f"{heading} (2)" in sample.columns]
    unlike = [pair for pair in pairs if not sample[pair[0]].equals(sample[pair[1]], check_names=False)]
    return {heading for pair in unlike for heading in pair}


def _guess(column: Column, target: str, confidence: float) -> Guess:
    return Guess(column.heading, target, confidence, veiling.samples(column, target), column.words)


def mapping_of(columns: Mapping[str, str], words: Mapping[str, Mapping[str, int]]) -> Mapped:
    """Columns as placed, with what their words probably mean."""
    meant = {}
    for heading, target in columns.items():
        said = words.get(heading, {})
        if values.is_coded(target) and said and not values.self_evident(target, said):
            meant[target] = values.proposed(target, said)
    return Mapped(columns=dict(columns), values=meant)


def _placed(columns: Sequence[Column]) -> dict[str, tuple[str, float]]:
    placed: dict[str, tuple[str, float]] = {}
    filled: set[str] = set()
    for confidence, _order, heading, target in sorted(_pairs(columns), key=lambda pair: (-pair[0], pair[1])):
        if heading not in placed and target not in filled:
            placed[heading] = (target, round(confidence, 2))
            filled.add(target)
    return placed


def _pairs(columns: Sequence[Column]) -> Iterator[tuple[float, int, str, str]]:
    for order, column in enumerate(columns):
        like = headings.likenesses(column.heading)
        for target in all_targets():
            if (confidence := _confidence(column, target, like)) >= LIKELY:
                yield confidence, order, column.heading, target


def _confidence(column: Column, target: str, like: Mapping[str, float]) -> float:
    """Heading and cells together; cells alone only where the heading says nothing and their look is unmistakable."""
    said = like.get(target, 0.0)
    if not said:
        silent = not like and not headings.is_about_something_else(column.heading)
        alone = column.looks_like(target) if silent and target in BY_LOOKS_ALONE else 0.0
        return alone * 0.7 if alone >= LOOKS_ENOUGH else 0.0
    looks = column.fit(target)
    if said == 1.0 and looks is not None and looks >= DAMAGED and not values.is_coded(target):
        return max(CERTAIN, 0.5 + looks / 2)
    return said * (EMPTY if looks is None and not column.cells.len() else 1.0 if looks is None else 0.5 + looks / 2)
