"""A household survey turned into numbers: one column per term, unknown as NaN."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import polars as pl

from lumbung.targeting.proxy.definition import Predictor

SPENDING, WEIGHT, GROUP, AREA = "_spending", "_weight", "_group", "_area"
BY = "_by_"
"""Begins the name of a trait by which errors are told apart."""

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@dataclass(frozen=True)
class Term:
    """One coefficient's place: a predictor itself, or one of its levels."""

    predictor: str
    level: int | None = None
    linear_only: bool = False

    @property
    def key(self) -> str:
        """The name of its column where terms stand side by side."""
        return self.predictor if self.level is None else f"{self.predictor}={self.level}"


@dataclass(frozen=True)
class Sample:
    """Households ready for least squares. `spending` is the logarithm of spending per person."""

    terms: tuple[Term, ...]
    matrix: Floats
    spending: Floats
    weight: Floats
    group: np.ndarray[tuple[int, ...], np.dtype[np.str_]]
    area: np.ndarray[tuple[int, ...], np.dtype[np.str_]]

    def part(self, chosen: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Self:
        """The chosen households only."""
        return replace(
            self,
            matrix=self.matrix[chosen],
            spending=self.spending[chosen],
            weight=self.weight[chosen],
            group=self.group[chosen],
            area=self.area[chosen],
        )


def sample(predictors: tuple[Predictor, ...], frame: pl.DataFrame) -> Sample:
    """The frame of a read survey as a sample; predictors that the survey does not have are left out."""
    present = [predictor for predictor in predictors if predictor.name in frame.columns]
    terms = tuple(term for predictor in present for term in _terms(predictor))
    columns = frame.select(column(term).alias(str(place)) for place, term in enumerate(terms))
    return Sample(
        terms=terms,
        matrix=columns.to_numpy().astype(np.float64),
        spending=np.log(frame[SPENDING].to_numpy().astype(np.float64)),
        weight=frame[WEIGHT].to_numpy().astype(np.float64),
        group=frame[GROUP].to_numpy().astype(np.str_),
        area=frame[AREA].to_numpy().astype(np.str_),
    )


def _terms(predictor: Predictor) -> list[Term]:
    if predictor.kind == "levels":
        return [Term(predictor.name, level, predictor.linear_only) for level in range(1, len(predictor.levels))]
    return [Term(predictor.name, None, predictor.linear_only)]


def column(term: Term) -> pl.Expr:
    """A term of every row as a number; unknown is NaN."""
    value = pl.col(term.predictor)
    return (value if term.level is None else value == term.level).cast(pl.Float64).fill_null(float("nan"))


def prefixes(area: str) -> list[str]:
    """`33` and `33.23` of `33.23`: every area that an area lies in, the widest first, itself last."""
    parts = area.split(".") if area else []
    return [".".join(parts[: depth + 1]) for depth in range(len(parts))]


def levels_of(areas: np.ndarray) -> list[str]:
    """Every area of any level in which a household lives."""
    return sorted({within for area in np.unique(areas) for within in prefixes(str(area))})
