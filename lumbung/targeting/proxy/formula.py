"""A trained model as a file: coefficients and trees, what they were learnt from, and how they score a family.

Scores are whole millionths of the expected logarithm of spending, added up term by term in one fixed order, so a
family scored alone and the same family among ten million get the same number. The file holds numbers and words only:
reading one runs nothing.
"""

import json
from dataclasses import asdict, dataclass, field, replace
from functools import reduce
from typing import Any

import polars as pl

from lumbung.targeting.proxy.definition import Definition, sha256
from lumbung.targeting.proxy.sample import Floats, Term, column, prefixes
from lumbung.targeting.proxy.trees import Trees

MICRO, NANO_IN_MICRO = 1_000_000, 1000
AREA = "_area"


@dataclass(frozen=True)
class Part:
    """One predictor's share of the score. `values` are by level (levels) or the single slope (number, yes_no)."""

    predictor: str
    kind: str
    values: tuple[float, ...]
    mean: float
    weight: float


@dataclass(frozen=True)
class Regional:
    """The straight line of one area of the first level: its own intercept and slopes."""

    intercept: float
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Formula:
    """Everything needed to score, and to know what was scored with. Leaves of `trees` are billionths."""

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
    engine: str = "linear"
    regional: dict[str, Regional] = field(default_factory=dict)
    trees: Trees | None = None

    def as_json(self) -> bytes:
        """The model file: the same training gives the same bytes."""
        bare = asdict(replace(self, trees=None))
        grown = {"trees": self.trees.as_data() if self.trees else None}
        return json.dumps({**bare, **grown}, ensure_ascii=False, indent=None, sort_keys=True).encode() + b"\n"

    @property
    def fingerprint(self) -> str:
        """Changes with any coefficient, any training row, any word of the definition."""
        return sha256(self.as_json())

    @classmethod
    def from_json(cls, content: bytes) -> "Formula":
        """The formula that `as_json` wrote."""
        read = json.loads(content)
        tuples = {name: tuple(read[name]) for name in ("cut_points", "only_in_file")}
        regional = {
            area: Regional(own["intercept"], _parts(own["parts"])) for area, own in read.get("regional", {}).items()
        }
        trees = Trees.of_data(read["trees"]) if read.get("trees") else None
        return cls(**{**read, **tuples, "parts": _parts(read["parts"]), "regional": regional, "trees": trees})


def _parts(written: list[dict[str, Any]]) -> tuple[Part, ...]:
    return tuple(Part(**{**part, "values": tuple(part["values"])}) for part in written)


def score(formula: Formula, features: pl.DataFrame) -> pl.DataFrame:
    """`family_id`, `region_code`, `score` (millionths; null when too little is known), `known` (thousandths)."""
    known = known_share(formula)
    codes = features["region_code"].unique().to_list()
    points = ((_straight(formula, codes) + area_effect(formula, codes)) * MICRO).round().cast(pl.Int64)
    if formula.trees:
        points = points + pl.lit(grown(formula, features)) // NANO_IN_MICRO
    return features.select(
        "family_id",
        "region_code",
        score=pl.when(known >= formula.minimum_known).then(points),
        known=(known * 1000).round().cast(pl.Int16),
    )


def grown(formula: Formula, features: pl.DataFrame) -> pl.Series:
    """What the trees add, in billionths."""
    if formula.trees is None:
        return pl.zeros(features.height, dtype=pl.Int64, eager=True)
    return pl.Series(formula.trees.score(_asked(formula, formula.trees, features)), dtype=pl.Int64)


def _asked(formula: Formula, trees: Trees, features: pl.DataFrame) -> Floats:
    """The columns that the trees ask, side by side; unknown is NaN."""
    codes = features["region_code"].unique().to_list()
    terms = {AREA: area_effect(formula, codes)} | {
        term.key: column(term) for part in formula.parts for term in _terms(part)
    }
    return features.select(terms[name].alias(name) for name in trees.columns).to_numpy()


def _terms(part: Part) -> list[Term]:
    if part.kind == "levels":
        return [Term(part.predictor, level) for level in range(1, len(part.values))]
    return [Term(part.predictor)]


def _straight(formula: Formula, codes: list[str]) -> pl.Expr:
    """The straight line: the nation's, and where an area has its own, that one."""
    line = _line(formula.intercept, formula.parts)
    for area, own in formula.regional.items():
        if inside := [code for code in codes if area in prefixes(code)]:
            line = pl.when(pl.col("region_code").is_in(inside)).then(_line(own.intercept, own.parts)).otherwise(line)
    return line


def _line(intercept: float, parts: tuple[Part, ...]) -> pl.Expr:
    return reduce(lambda total, part: total + contribution(part), parts, pl.lit(intercept))


def contribution(part: Part) -> pl.Expr:
    """What this predictor adds; the survey's mean where the fact is unknown."""
    value = pl.col(part.predictor)
    if part.kind != "levels":
        return (value.cast(pl.Float64) * part.values[0]).fill_null(part.mean)
    by_level = (pl.when(value == level).then(effect) for level, effect in enumerate(part.values))
    return pl.coalesce(*by_level, pl.lit(part.mean))


def area_effect(formula: Formula, codes: list[str]) -> pl.Expr:
    """The effect of the regency, else of the province, else nought; `codes` are those that occur."""
    known = {code: [formula.areas[area] for area in prefixes(code) if area in formula.areas] for code in codes}
    effects = {code: found[-1] for code, found in known.items() if found}
    if not effects:
        return pl.lit(0.0)
    return pl.col("region_code").replace_strict(effects, default=0.0, return_dtype=pl.Float64)


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
    known = features.select(pl.col(part.predictor).is_not_null().alias(_known(part)) for part in formula.parts)
    moves: dict[str, pl.Expr] = {}
    for part in formula.parts:
        move = pl.when(pl.col(_known(part))).then(pl.col(part.predictor))
        reason = names.get(part.predictor, part.predictor)
        moves[reason] = moves[reason] + move if reason in moves else move
    return contributions(formula, features).hstack(known).select("family_id", **moves)


def _known(part: Part) -> str:
    return f"known {part.predictor}"


def contributions(formula: Formula, features: pl.DataFrame) -> pl.DataFrame:
    """How far each predictor moves each family's score from the middle; `_area` is the area's share.

    Together with the middle they are the score, but for rounding. Some thousands of families, not a nation.
    """
    codes = features["region_code"].unique().to_list()
    moves = {
        part.predictor: _own_contribution(formula, place, codes) - part.mean for place, part in enumerate(formula.parts)
    }
    level = _straight(replace(formula, parts=(), regional=_levels_only(formula)), codes) - formula.intercept
    straight = features.select("family_id", **moves, **{AREA: area_effect(formula, codes) + level})
    if formula.trees is None:
        return straight
    told = formula.trees.told(_asked(formula, formula.trees, features)) / (MICRO * NANO_IN_MICRO)
    owners = {term.key: part.predictor for part in formula.parts for term in _terms(part)} | {AREA: AREA}
    places: dict[str, list[int]] = {}
    for place, name in enumerate(formula.trees.columns):
        places.setdefault(owners[name], []).append(place)
    return straight.with_columns(pl.col(owner) + pl.Series(told[:, its].sum(axis=1)) for owner, its in places.items())


def _levels_only(formula: Formula) -> dict[str, Regional]:
    return {area: Regional(own.intercept, ()) for area, own in formula.regional.items()}


def _own_contribution(formula: Formula, place: int, codes: list[str]) -> pl.Expr:
    """What a predictor adds where the family lives."""
    found = contribution(formula.parts[place])
    for area, own in formula.regional.items():
        if inside := [code for code in codes if area in prefixes(code)]:
            here = pl.col("region_code").is_in(inside)
            found = pl.when(here).then(contribution(own.parts[place])).otherwise(found)
    return found
