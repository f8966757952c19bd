"""The few kinds of dice that the made-up regency needs, all vectorised over one generator."""

from __future__ import annotations

import numpy as np
import polars as pl

Array = np.ndarray


class Dice:
    """Dice of one seed and one place: the same seed and place always fall the same way."""

    def __init__(self, *, seed: int, place: str) -> None:
        digits = [int(part) for part in place.split(".") if part]
        self.rng = np.random.default_rng([seed, *digits])

    def chance(self, probability: Array | float, count: int) -> Array:
        """True with that probability, for each of `count`."""
        return self.rng.random(count) < probability

    def choose(self, options: dict[int, float], count: int) -> Array:
        """Codes drawn by weight."""
        weights = np.fromiter(options.values(), dtype=float)
        edges = np.cumsum(weights) / weights.sum()
        codes = np.fromiter(options.keys(), dtype=np.int64)
        return codes[np.searchsorted(edges, self.rng.random(count), side="right").clip(max=len(codes) - 1)]

    def normal(self, count: int, *, sd: float = 1.0) -> Array:
        """Noise around zero."""
        return self.rng.normal(0.0, sd, count)

    def between(self, low: int, high: int, count: int) -> Array:
        """Whole numbers from `low` to `high`, both included."""
        return self.rng.integers(low, high + 1, count)

    def graded(self, score: Array, steps: list[tuple[float, int]], *, noise: float) -> Array:
        """The code of the first step whose limit is above the score with noise; the last step takes the rest."""
        limits = np.array([limit for limit, _ in steps[:-1]])
        codes = np.array([code for _, code in steps])
        return codes[np.searchsorted(limits, score + self.normal(len(score), sd=noise))]


def logistic(value: Array) -> Array:
    """From any number to a probability."""
    return 1.0 / (1.0 + np.exp(-value))


def texts(values: Array) -> pl.Series:
    """A text column from an array of str and None."""
    return pl.Series(values.tolist(), dtype=pl.String)
