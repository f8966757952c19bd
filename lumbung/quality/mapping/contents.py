"""What the cells of a column look like, whatever stands above them."""

from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from lumbung.quality.canonical import FIELDS, Kind
from lumbung.quality.cells import BLANKS, read_cells
from lumbung.quality.mapping.folding import folded_cells
from lumbung.quality.mapping.values import code_words, is_coded

MOST_WORDS = 120
"""A column with more different cells than this holds no codes; the list of occupations has 89."""
LIKE_A_NUMBER = r"^\d{14,18}$|^\d+([.,]\d+)?[eE]\+?1[4-6]$"
LONG_NUMBER = r"(\d[ .\-]?){9,}"
LETTERS = r"(?i)[a-z]{2}"
AREA = r"^\d{2}([. ]?\d{2}([. ]?\d{2}([. ]?\d{3,4})?)?)?$"
WHOLE_AREA = r"^\d{2}[. ]?\d{2}[. ]?\d{2}[. ]?\d{4}$"
WOMANS_DAY = r"^\d{6}[4-7]\d"
SHORTEST = {"nik": 14, "kk": 14, "birth_date": 5, "region_code": 10, "phone": 7, "birth_place_date": 6, "rt_rw": 3}
"""Letters of the longest cell, below which a column is none of these, whatever it is: most columns of a form are
codes of one or two digits, and a form may have thousands."""
READ_BY = {
    Kind.DATE: "birth_date",
    Kind.PHONE: "phone",
    Kind.PART: "rt",
    Kind.COUNT: "floor_area",
}


@dataclass
class Column:
    """The cells of one column of a sample, trimmed, without the empty ones."""

    heading: str
    cells: pl.Series
    _fits: dict[str, float | None] = field(default_factory=dict)

    @classmethod
    def of(cls, heading: str, sample: pl.Series) -> "Column":
        """From the raw cells of a sample."""
        trimmed = sample.cast(pl.String).str.replace_all(BLANKS, " ").str.strip_chars(" '’")
        return cls(heading, trimmed.filter(trimmed.is_not_null() & (trimmed != "")).alias("cell"))

    @cached_property
    def distinct(self) -> int:
        """How many different cells there are."""
        return self.cells.n_unique()

    @cached_property
    def longest(self) -> int:
        """How many letters the longest cell has."""
        return int(self.cells.str.len_chars().max() or 0)  # type: ignore[arg-type]

    @cached_property
    def words(self) -> dict[str, int]:
        """Folded cell → how often; empty where there are too many for a list of codes, or numbers of people."""
        if not self.cells.len() or self.distinct > MOST_WORDS or self.share(LONG_NUMBER):
            return {}
        told = self.cells.to_frame().select(folded_cells("cell").alias("cell"))
        counted = told.group_by("cell").len().sort("len", "cell", descending=[True, False])
        return dict(counted.filter(pl.col("cell") != "").iter_rows())

    @cached_property
    def repeats(self) -> bool:
        """Whether the same cell stands in several rows, as a card number does and a NIK does not."""
        return self.cells.len() > self.distinct * 1.15

    def share(self, pattern: str) -> float:
        """How many of the cells look like a pattern, 0 to 1."""
        plain = self.cells.str.replace_all(r"[\s.\-'’‘`]", "") if pattern is LIKE_A_NUMBER else self.cells
        return float(plain.str.contains(pattern).mean() or 0)  # type: ignore[arg-type]

    def readable(self, name: str) -> float:
        """How many of the cells can be read as a field, 0 to 1."""
        read = read_cells(pl.DataFrame({name: self.cells}))
        return 1 - read[name].null_count() / self.cells.len()

    def looks_like(self, target: str) -> float:
        """How well the cells alone speak for a field: words for a list, whole numbers, ten digits for an area."""
        if not self.cells.len() or self.longest < SHORTEST.get(target, 0):
            return 0.0
        if is_coded(target) and any(word.isdecimal() for word in self.words):
            return 0.0
        if target == "region_code":
            return self.share(WHOLE_AREA)
        return self.fit(target) or 0.0

    def fit(self, target: str) -> float | None:
        """How well the cells suit a field, 0 to 1; None where there is nothing to see."""
        if not self.cells.len():
            return None
        if target not in self._fits:
            self._fits[target] = self._fit(target)
        return self._fits[target]

    def _fit(self, target: str) -> float | None:
        kind = FIELDS[target].kind if target in FIELDS else None
        if kind is Kind.NUMBER:
            return self._number(target)
        if kind is Kind.REGION:
            return self.share(AREA)
        if target == "birth_place_date":
            return self.share(r"(?i)^[a-z].*[,/ ]\s*\d")
        if target == "rt_rw":
            return self.share(r"\d{1,3}\s*/\s*\d{1,3}")
        if is_coded(target):
            return self._coded(target)
        if kind in READ_BY:
            return self.readable(READ_BY[kind])
        if target in {"name", "mother_name", "birth_place"} or target.startswith("place."):
            return self.share(LETTERS)
        return None

    def _number(self, target: str) -> float:
        """A NIK is anybody's own; a card number is shared, and no woman's day (41 to 71) stands in it."""
        whole = self.share(LIKE_A_NUMBER)
        women = self.share(WOMANS_DAY)
        suits = (self.repeats and not women) if target == "kk" else (bool(women) or not self.repeats)
        return whole if suits else whole * 0.8

    def _coded(self, target: str) -> float:
        if not self.words:
            return 0.0
        known = code_words(target)
        told = sum(count for word, count in self.words.items() if word in known)
        return told / sum(self.words.values())
