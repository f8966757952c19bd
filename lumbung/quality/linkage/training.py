"""Learning a model without being told who is who: expectation maximisation over what Splink compared.

Splink samples the strangers and compares the pairs of each block. The rounds of expectation maximisation are our own:
Splink 5.0 stops with an error where a level is never met in a block, and it knows no third kind of pair, relatives.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from lumbung.core.later import later
from lumbung.quality.linkage.comparing import Chance, Field
from lumbung.quality.linkage.model import RARE, Model
from lumbung.quality.linkage.scoring import connect, settings

if TYPE_CHECKING:
    import splink
else:
    splink = later("splink")

RANDOM_PAIRS = 400_000
START, ROUNDS = 0.2, 100
NOBODY = 0.5
"""So many pairs are added to every level, so that nothing is impossible because the sample did not have it."""
SELDOM = 1e-3
"""What one person's two records never did in the sample they may do once in a thousand times."""
NO_RELATIVES = 1e9

Levels = dict[str, np.ndarray]
Chances = dict[str, np.ndarray]


@dataclass(frozen=True)
class _Met:
    """How often each combination of levels was met among the pairs of one block."""

    levels: Levels
    counts: np.ndarray


def train(*frames: pl.DataFrame, profile: ModuleType, version: str, told: dict[str, Any], seed: int = 1) -> Model:
    """A model from prepared records; the same records and seed give the same model.

    What is `told` goes into `trained_on`, with `pairs`: about how many pairs of one person there were to learn from.
    """
    _api, tables = connect(*frames)
    strangers = _strangers(tables, profile, seed)
    same, pairs = _same(tables, profile, strangers)
    relatives, odds = _relatives(tables, profile, same) if profile.RELATIVES else ({}, NO_RELATIVES)
    chances = {
        field.code: {
            code: Chance(
                same=max(float(same[field.code][at]), SELDOM),
                stranger=float(strangers[field.code][at]),
                relative=max(
                    float(relatives.get(field.code, strangers[field.code])[at]),
                    profile.TWINS.get(field.code, {}).get(code, 0.0),
                ),
            )
            for at, code in enumerate(field.codes)
        }
        for field in profile.FIELDS
    }
    return Model(profile.NAME, version, chances, odds, {**told, "pairs": round(pairs, 1)})


def _strangers(tables: list[Any], profile: ModuleType, seed: int) -> Chances:
    """How strangers agree: pairs drawn at random."""
    linker = _linker(tables, profile, profile.FIELDS, profile.BLOCKS)
    linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=seed)
    told = {
        one["output_column_name"]: one["comparison_levels"] for one in linker.misc.save_model_to_json()["comparisons"]
    }
    by_code = {
        code: {level["label_for_charts"]: level.get("u_probability") for level in of} for code, of in told.items()
    }
    return {
        field.code: np.array([max(by_code[field.code][code] or 0.0, RARE) for code in field.codes])
        for field in profile.FIELDS
    }


def _same(tables: list[Any], profile: ModuleType, strangers: Chances) -> tuple[Chances, float]:
    """How records of one person agree, pooled over blocks, each silent about what it was made by; and how many pairs
    of one person the richest block had."""
    pairs = 0.0
    pooled = {field.code: np.zeros(len(field.codes)) for field in profile.FIELDS}
    for block in profile.LEARN:
        free = [field for field in profile.FIELDS if not _speaks_of(field, block)]
        met = _compare(tables, profile, free, block)
        if met is None:
            continue
        even = {field.code: _ladder(len(field.codes)) for field in free}
        *_unused, (likely, _share) = _rounds(met, learnt=even, fixed=strangers)
        pairs = max(pairs, float((met.counts * likely).sum()))
        for field in free:
            pooled[field.code] += _expected(met.levels[field.code], met.counts * likely, len(field.codes))
    return {code: _shares(counts) for code, counts in pooled.items()}, pairs


def _relatives(tables: list[Any], profile: ModuleType, same: Chances) -> tuple[Chances, float]:
    """How relatives agree, and the odds of one person against two relatives among pairs of one household."""
    of_person = [field for field in profile.FIELDS if field.of_person]
    met = _compare(tables, profile, of_person, profile.RELATIVES)
    if met is None:
        return {}, NO_RELATIVES
    learnt = {field.code: _shares(np.zeros(len(field.codes))) for field in of_person}
    *_unused, (related, share) = _rounds(met, learnt=learnt, fixed=same)
    return {
        field.code: _shares(_expected(met.levels[field.code], met.counts * related, len(field.codes)))
        for field in of_person
    }, (1 - share) / share


def _rounds(met: _Met, *, learnt: Chances, fixed: Chances) -> Iterator[tuple[np.ndarray, float]]:
    """Round by round: for each combination how likely it is of the kind that is being learnt, and that kind's share."""
    other = _likelihood(met.levels, {code: fixed[code] for code in met.levels})
    share = START
    for _round in range(ROUNDS):
        own = share * _likelihood(met.levels, learnt)
        likely = own / (own + (1 - share) * other)
        share = float((met.counts * likely).sum() / met.counts.sum())
        share = min(max(share, RARE), 1 - RARE)
        learnt = {
            code: _shares(_expected(met.levels[code], met.counts * likely, len(of))) for code, of in learnt.items()
        }
        yield likely, share


def _compare(tables: list[Any], profile: ModuleType, fields: Sequence[Field], block: tuple[str, ...]) -> _Met | None:
    compared = _linker(tables, profile, fields, [block]).inference.predict(warning_mode="never")
    names = [f"gamma_{field.code}" for field in fields]
    met = compared.as_duckdbpyrelation().pl().group_by(names).len().sort(names)
    if met.is_empty():
        return None
    levels = {field.code: met[name].to_numpy() for field, name in zip(fields, names, strict=True)}
    return _Met(levels, met["len"].to_numpy().astype(float))


def _linker(
    tables: list[Any], profile: ModuleType, fields: Sequence[Field], blocks: Sequence[tuple[str, ...]]
) -> "splink.Linker":
    link = len(tables) > 1
    own = settings(profile, None, link=link)
    own["comparisons"] = [field.comparison() for field in fields]
    own["blocking_rules_to_generate_predictions"] = [splink.block_on(*columns) for columns in blocks]
    return splink.Linker(tables if link else tables[0], own, log_level="ERROR")


def _speaks_of(field: Field, block: tuple[str, ...]) -> bool:
    """Whether the block was made by what the field compares: then every pair of it agrees."""
    read = " ".join([*field.needs, *(level.sql for level in field.levels)])
    return any(re.search(rf"\b{column}(_l)?\b", read) for column in block)


def _likelihood(levels: Levels, chances: Chances) -> np.ndarray:
    """Of each combination; unknown says nothing."""
    product = np.ones(len(next(iter(levels.values()))))
    for code, of in levels.items():
        product *= np.where(of < 0, 1.0, chances[code][of])
    return product


def _expected(levels: np.ndarray, weights: np.ndarray, size: int) -> np.ndarray:
    return np.bincount(levels[levels >= 0], weights=weights[levels >= 0], minlength=size)


def _shares(counts: np.ndarray) -> np.ndarray:
    return (counts + NOBODY) / (counts + NOBODY).sum()


def _ladder(size: int) -> np.ndarray:
    """A start from which the strictest level is the commonest."""
    steps = 4.0 ** np.arange(size)
    return steps / steps.sum()
