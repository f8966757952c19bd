"""A trained model as a file: coefficients, what they were learnt from, and how they score a family.

Scores are whole millionths of the expected logarithm of spending, added up term by term in one fixed order, so a
family scored alone and the same family among ten million get the same number.
"""

import json
from dataclasses import asdict, dataclass
from functools import reduce
from typing import Any

import polars as pl

from lumbung.targeting.proxy.definition import Definition, sha256

MICRO = 1_000_000
AREA_DEPTHS = (5, 2)


@dataclass(frozen=True)
class Part:
    """One predictor's share of the score. `values` are by level (levels) or the single slope (number, yes_no)."""

    predictor: str
    kind: str
    values: tuple[float, ...]
    mean: float
    weight: float


@dataclass(frozen=True)
class Formula:
    """Everything needed to score, and to know what was scored with."""

    model: str
    release: int
    definition: str
    intercept: float
    parts: tuple[Part, ...]
    areas: dict[str, float]
    minimum_known: float
    cut_points: tuple[int, ...]
    only_in_file: tuple[str, ...]
    trained: str
    training: dict[str, Any]
    metrics: dict[str, Any]
    versions: dict[str, str]

    def as_json(self) -> bytes:
        """The model file: the same training gives the same bytes."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"

    @property
    def fingerprint(self) -> str:
        """Changes with any coefficient, any training row, any word of the definition."""
        return sha256(self.as_json())

    @classmethod
    def from_json(cls, content: bytes) -> "Formula":
        """The formula that `as_json` wrote."""
        read = json.loads(content)
        parts = tuple(Part(**{**part, "values": tuple(part["values"])}) for part in read["parts"])
        tuples = {name: tuple(read[name]) for name in ("cut_points", "only_in_file")}
        return cls(**{**read, **tuples, "parts": parts})


def score(formula: Formula, features: pl.DataFrame) -> pl.DataFrame:
    """`family_id`, `region_code`, `score` (millionths; null when too little is known), `known` (thousandths)."""
    known = known_share(formula)
    points = reduce(lambda total, part: total + contribution(part), formula.parts, pl.lit(formula.intercept))
    points = ((points + area_effect(formula)) * MICRO).round().cast(pl.Int64)
    return features.select(
        "family_id",
        "region_code",
        score=pl.when(known >= formula.minimum_known).then(points),
        known=(known * 1000).round().cast(pl.Int16),
    )


def contribution(part: Part) -> pl.Expr:
    """What this predictor adds; the survey's mean where the fact is unknown."""
    value = pl.col(part.predictor)
    if part.kind != "levels":
        return (value.cast(pl.Float64) * part.values[0]).fill_null(part.mean)
    by_level = (pl.when(value == level).then(effect) for level, effect in enumerate(part.values))
    return pl.coalesce(*by_level, pl.lit(part.mean))


def area_effect(formula: Formula) -> pl.Expr:
    """The effect of the regency, else of the province, else nought."""
    code = pl.col("region_code")
    found = [
        code.str.slice(0, depth).replace_strict(effects, default=None, return_dtype=pl.Float64)
        for depth in AREA_DEPTHS
        if (effects := {area: effect for area, effect in formula.areas.items() if len(area) == depth})
    ]
    return pl.coalesce(*found, pl.lit(0.0))


def known_share(formula: Formula) -> pl.Expr:
    """How much of what moves the score is known, from 0 to 1."""
    total = sum(part.weight for part in formula.parts)
    missing = reduce(
        lambda sum_, part: sum_ + pl.when(pl.col(part.predictor).is_null()).then(part.weight).otherwise(0.0),
        formula.parts,
        pl.lit(0.0),
    )
    return (1 - missing / total).round(9)


def reasons(formula: Formula, definition: Definition, features: pl.DataFrame) -> pl.DataFrame:
    """For each family (row) how far each reason moves the score from the survey's mean; null where unknown."""
    names = {predictor.name: predictor.reason for predictor in definition.predictors}
    moves: dict[str, pl.Expr] = {}
    for part in formula.parts:
        move = pl.when(pl.col(part.predictor).is_not_null()).then(contribution(part) - part.mean)
        reason = names[part.predictor]
        moves[reason] = moves[reason] + move if reason in moves else move
    return features.select("family_id", **moves)
