"""The arithmetic of verification by sample: how many, who, and how sure the answer is. No database, no chance.

Who is drawn follows from the seed and from the numbers of the payments alone, so that anybody can draw again: within a
stratum those come first whose SHA-256 of `seed:number` is smallest.
"""

from dataclasses import dataclass
from hashlib import sha256
from math import ceil, sqrt
from statistics import NormalDist

import polars as pl

BASIS = 10_000
"""Margin and confidence are whole hundredths of a percent."""

STRATUM = {"0": 2, "": 2, 2: 5, 5: 8, 8: 13, 13: 13}


@dataclass(frozen=True)
class Share:
    """A share of the answers with its interval; None where nobody answered."""

    yes: int
    asked: int
    low: float | None
    high: float | None

    @property
    def share(self) -> float | None:
        """The share itself."""
        return self.yes / self.asked if self.asked else None


def size_needed(*, population: int, margin_bp: int, confidence_bp: int) -> int:
    """How many must be asked so that a share is known within the margin, for the worst case of one half.

    Cochran's size with the correction for a finite population; never more than there are.
    """
    if population <= 0:
        return 0
    margin, z = margin_bp / BASIS, _z(confidence_bp)
    unlimited = z * z / 4 / (margin * margin)
    return min(population, ceil(unlimited / (1 + (unlimited - 1) / population) - 1e-9))


def stratum_length(region_code: str) -> int:
    """How much of a region's code names a stratum: one level below the region that is looked at."""
    return STRATUM.get(region_code) or STRATUM[len(region_code)]  # type: ignore[call-overload, index]


def shared_out(counts: dict[str, int], size: int) -> dict[str, int]:
    """The size over strata in proportion, by largest remainders; no stratum gets more than it has."""
    total = sum(counts.values())
    exact = {name: size * count / total for name, count in counts.items()}
    given = {name: int(share) for name, share in exact.items()}
    left = size - sum(given.values())
    by_rest = sorted(counts, key=lambda name: (given[name] - exact[name], name))
    for name in by_rest[:left]:
        given[name] += 1
    return given


def drawn(frame: pl.DataFrame, *, size: int, seed: str) -> pl.DataFrame:
    """The rows of a frame (`end_to_end_id`, `stratum`) that the seed draws, in proportion to the strata."""
    if frame.is_empty():
        return frame
    counts = dict(frame.group_by("stratum").len().sort("stratum").rows())
    quota = shared_out(counts, size)
    numbers = frame["end_to_end_id"].to_list()
    tickets = [sha256(f"{seed}:{number}".encode()).hexdigest() for number in numbers]
    ordered = frame.with_columns(ticket=pl.Series(tickets)).sort("stratum", "ticket", "end_to_end_id")
    place = pl.int_range(pl.len()).over("stratum")
    limit = pl.col("stratum").replace_strict(quota, return_dtype=pl.Int64)
    return ordered.filter(place < limit).drop("ticket")


def wilson(yes: int, asked: int, *, confidence_bp: int) -> Share:
    """A share with Wilson's interval, which holds for small numbers and near nought and one as well."""
    if not asked:
        return Share(0, 0, None, None)
    z, share = _z(confidence_bp), yes / asked
    middle = share + z * z / (2 * asked)
    spread = z * sqrt(share * (1 - share) / asked + z * z / (4 * asked * asked))
    whole = 1 + z * z / asked
    return Share(yes, asked, max((middle - spread) / whole, 0.0), min((middle + spread) / whole, 1.0))


def _z(confidence_bp: int) -> float:
    return NormalDist().inv_cdf(0.5 + confidence_bp / BASIS / 2)
