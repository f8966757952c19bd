"""Who lives together: the members of each family, with their relation to the head, sex, age and marriage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from lumbung.site.demo.draws import Array, Dice

HEAD, SPOUSE, CHILD, CHILD_IN_LAW, GRANDCHILD, PARENT, OTHER = 1, 2, 3, 4, 5, 6, 8
SINGLE, MARRIED, DIVORCED, WIDOWED = 1, 2, 3, 4

COUPLE_WITH_CHILDREN, COUPLE, THREE_GENERATIONS, MOTHER, FATHER, GRANDPARENTS, OLD_ALONE, ADULT_ALONE = range(8)

SHAPES = {
    COUPLE_WITH_CHILDREN: 0.54,
    COUPLE: 0.11,
    THREE_GENERATIONS: 0.12,
    MOTHER: 0.06,
    FATHER: 0.02,
    GRANDPARENTS: 0.05,
    OLD_ALONE: 0.07,
    ADULT_ALONE: 0.03,
}
"""Shape of a family and its share among the families of a Central Javanese regency."""

HEAD_AGE = {
    COUPLE_WITH_CHILDREN: (43, 9, 22, 66),
    COUPLE: (57, 14, 21, 82),
    THREE_GENERATIONS: (45, 8, 30, 62),
    MOTHER: (45, 9, 24, 66),
    FATHER: (47, 9, 26, 68),
    GRANDPARENTS: (63, 6, 52, 82),
    OLD_ALONE: (71, 7, 60, 92),
    ADULT_ALONE: (44, 11, 20, 59),
}
"""Mean, deviation, youngest and oldest age of the head."""

MOST_CHILDREN = 6
LEAVES_HOME = 24


@dataclass(frozen=True)
class Part:
    """Members of one kind, at most a few per family."""

    family: Array
    relation: Array
    female: Array
    age: Array
    marital: Array


def compose(dice: Dice, *, welfare: Array) -> pl.DataFrame:
    """Columns family (position), relation, female, age (years), marital; head first in each family."""
    count = len(welfare)
    shape = dice.choose(SHAPES, count)
    head_age = _head_ages(dice, shape=shape)
    head_female = _head_is_woman(dice, shape=shape)
    paired = np.isin(shape, (COUPLE_WITH_CHILDREN, COUPLE, THREE_GENERATIONS)) | (
        (shape == GRANDPARENTS) & dice.chance(0.6, count)
    )
    parts = [
        _heads(dice, shape=shape, age=head_age, female=head_female, paired=paired),
        _spouses(dice, age=head_age, female=head_female, paired=paired),
        _children(dice, shape=shape, age=head_age, welfare=welfare),
        *_younger_couples(dice, shape=shape, age=head_age),
        _parents(dice, shape=shape, age=head_age),
        _others(dice, count=count),
    ]
    return _together(parts)


def _head_ages(dice: Dice, *, shape: Array) -> Array:
    table = np.array([HEAD_AGE[kind] for kind in SHAPES], dtype=float)[shape]
    return np.clip(table[:, 0] + dice.normal(len(shape)) * table[:, 1], table[:, 2], table[:, 3]).astype(int)


def _head_is_woman(dice: Dice, *, shape: Array) -> Array:
    share = {MOTHER: 1.0, GRANDPARENTS: 0.3, OLD_ALONE: 0.74, ADULT_ALONE: 0.35}
    return dice.chance(np.array([share.get(kind, 0.0) for kind in SHAPES])[shape], len(shape))


def _heads(dice: Dice, *, shape: Array, age: Array, female: Array, paired: Array) -> Part:
    count = len(shape)
    widowed = dice.chance(np.clip((age - 25) / 50, 0.1, 0.95), count)
    alone = np.where((shape == ADULT_ALONE) & dice.chance(0.7, count), SINGLE, np.where(widowed, WIDOWED, DIVORCED))
    return Part(
        family=np.arange(count),
        relation=np.full(count, HEAD),
        female=female & ~paired,
        age=age,
        marital=np.where(paired, MARRIED, alone),
    )


def _spouses(dice: Dice, *, age: Array, female: Array, paired: Array) -> Part:
    family = np.flatnonzero(paired)
    younger = np.rint(3.2 + dice.normal(len(family), sd=3.0)).astype(int)
    return Part(
        family=family,
        relation=np.full(len(family), SPOUSE),
        female=np.ones(len(family), dtype=bool),
        age=np.clip(age[family] - younger, 18, 88),
        marital=np.full(len(family), MARRIED),
    )


def _children(dice: Dice, *, shape: Array, age: Array, welfare: Array) -> Part:
    """Children of the head; the poorer, the more; grown ones mostly live on their own."""
    family = np.flatnonzero(np.isin(shape, (COUPLE_WITH_CHILDREN, THREE_GENERATIONS, MOTHER, FATHER)))
    count = len(family)
    mean = np.clip(0.95 - 0.28 * welfare[family], 0.15, 3.0)
    wanted = np.minimum(1 + dice.rng.poisson(mean), MOST_CHILDREN)
    first = age[family] - dice.between(22, 31, count)
    gaps = dice.rng.integers(2, 8, (count, MOST_CHILDREN - 1)).cumsum(axis=1)
    ages = np.column_stack([first, first[:, None] - gaps])
    at_home = (ages < LEAVES_HOME) | dice.chance(0.3, ages.size).reshape(ages.shape)
    there = (np.arange(MOST_CHILDREN) < wanted[:, None]) & (ages >= 0) & (ages < 45) & at_home
    rows, _ = np.nonzero(there)
    ages = ages[there]
    return Part(
        family=family[rows],
        relation=np.full(len(rows), CHILD),
        female=dice.chance(0.487, len(rows)),
        age=ages,
        marital=np.where((ages >= LEAVES_HOME) & dice.chance(0.12, len(rows)), DIVORCED, SINGLE),
    )


def _younger_couples(dice: Dice, *, shape: Array, age: Array) -> tuple[Part, Part, Part]:
    """A grown child, sometimes with wife or husband, and their children, in the house of the grandparents."""
    family = np.flatnonzero(shape == GRANDPARENTS)
    count = len(family)
    child_age = np.clip(age[family] - dice.between(22, 32, count), 20, 50)
    child_female = dice.chance(0.5, count)
    child_there = dice.chance(0.72, count)
    married = child_there & dice.chance(0.62, count)
    grandchildren = 1 + dice.rng.poisson(0.5, count)
    which = np.repeat(np.arange(count), grandchildren)
    grandchild_age = np.clip(child_age[which] - dice.between(20, 30, len(which)), 0, 20)
    child = Part(
        family=family[child_there],
        relation=np.full(child_there.sum(), CHILD),
        female=child_female[child_there],
        age=child_age[child_there],
        marital=np.where(married, MARRIED, DIVORCED)[child_there],
    )
    in_law = Part(
        family=family[married],
        relation=np.full(married.sum(), CHILD_IN_LAW),
        female=~child_female[married],
        age=np.clip(child_age[married] + dice.between(-4, 5, married.sum()), 19, 55),
        marital=np.full(married.sum(), MARRIED),
    )
    grandchild = Part(
        family=family[which],
        relation=np.full(len(which), GRANDCHILD),
        female=dice.chance(0.487, len(which)),
        age=grandchild_age,
        marital=np.full(len(which), SINGLE),
    )
    return child, in_law, grandchild


def _parents(dice: Dice, *, shape: Array, age: Array) -> Part:
    family = np.flatnonzero(shape == THREE_GENERATIONS)
    return Part(
        family=family,
        relation=np.full(len(family), PARENT),
        female=dice.chance(0.72, len(family)),
        age=np.clip(age[family] + dice.between(20, 33, len(family)), 50, 97),
        marital=np.full(len(family), WIDOWED),
    )


def _others(dice: Dice, *, count: int) -> Part:
    """A niece, a brother, somebody taken in."""
    family = np.flatnonzero(dice.chance(0.03, count))
    age = dice.between(3, 72, len(family))
    return Part(
        family=family,
        relation=np.full(len(family), OTHER),
        female=dice.chance(0.5, len(family)),
        age=age,
        marital=np.where(age < LEAVES_HOME, SINGLE, np.where(dice.chance(0.5, len(family)), SINGLE, WIDOWED)),
    )


def _together(parts: list[Part]) -> pl.DataFrame:
    frame = pl.DataFrame(
        {
            name: np.concatenate([getattr(part, name) for part in parts])
            for name in ("family", "relation", "female", "age", "marital")
        }
    )
    return frame.sort("family", "relation", "age", descending=[False, False, True])
