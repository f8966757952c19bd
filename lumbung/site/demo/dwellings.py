"""The house and what is in it, drawn from the family's welfare in the codes of Regsosek blocks 3 and 5."""

from __future__ import annotations

import numpy as np

from lumbung.site.demo.draws import Array, Dice, logistic

YES, NO = 1, 2

ASSETS = {
    "gas": (-2.6, 1.2),
    "kulkas": (0.2, 1.6),
    "ac": (-5.0, 1.5),
    "pemanas": (-6.0, 1.3),
    "telepon": (-5.5, 1.0),
    "tv": (-0.4, 1.4),
    "emas": (-1.4, 1.4),
    "komputer": (-2.0, 1.6),
    "motor": (1.4, 1.3),
    "sepeda": (-0.7, 0.3),
    "mobil": (-3.1, 1.9),
    "perahu": (-7.0, 0.0),
    "kapal_motor": (-8.0, 0.0),
    "hp_pintar": (1.2, 1.2),
    "lahan": (-0.6, 0.7),
    "rumah_lain": (-4.0, 1.2),
}
"""Asset: log odds of a family of middle welfare, and how much one step of welfare adds."""


def furnish(dice: Dice, *, welfare: Array, sizes: Array) -> dict[str, Array]:
    """Dwelling and asset columns of the own layout, one value per family; negative means not asked."""
    return {
        **_house(dice, welfare=welfare, sizes=sizes),
        **_utilities(dice, welfare=welfare),
        **_owned(dice, welfare=welfare),
    }


def _house(dice: Dice, *, welfare: Array, sizes: Array) -> dict[str, Array]:
    area = 46 + 5.5 * sizes + 19 * welfare + dice.normal(len(welfare), sd=16)
    tenure = np.where(dice.chance(0.07, len(welfare)), dice.choose({2: 0.3, 3: 0.45, 4: 0.05, 6: 0.2}, len(welfare)), 1)
    return {
        "status_rumah": tenure,
        "luas_lantai": np.clip(np.rint(area), 9, 260).astype(int),
        "lantai": dice.graded(welfare, [(-1.5, 8), (-0.3, 6), (0.2, 4), (2.4, 2), (0, 1)], noise=0.55),
        "dinding": dice.graded(welfare, [(-2.1, 4), (-1.1, 3), (-0.8, 2), (0, 1)], noise=0.6),
        "atap": np.where(
            dice.chance(0.12, len(welfare)), 4, dice.graded(welfare, [(-1.7, 3), (2.9, 2), (0, 1)], noise=0.5)
        ),
    }


def _utilities(dice: Dice, *, welfare: Array) -> dict[str, Array]:
    count = len(welfare)
    light = dice.graded(welfare, [(-3.2, 4), (-1.5, 2), (0, 1)], noise=0.6)
    power = dice.graded(welfare, [(-0.35, 1), (1.1, 2), (2.1, 3), (2.9, 4), (0, 5)], noise=0.6)
    toilet = dice.graded(welfare, [(-2.0, 6), (-1.5, 4), (-1.0, 3), (-0.6, 2), (0, 1)], noise=0.6)
    has_one = toilet != 6
    return {
        "air_minum": dice.graded(welfare, [(-1.9, 8), (-0.6, 7), (0.1, 5), (1.2, 3), (2.0, 2), (0, 1)], noise=0.9),
        "penerangan": light,
        "daya": np.where(light == 1, power, -1),
        "bahan_bakar": dice.graded(welfare, [(-0.9, 10), (2.3, 4), (3.0, 2), (0, 3)], noise=0.6),
        "jamban": toilet,
        "kloset": np.where(has_one, dice.graded(welfare, [(-1.9, 4), (-1.3, 3), (-1.0, 2), (0, 1)], noise=0.6), -1),
        "tinja": np.where(
            has_one,
            dice.graded(welfare, [(-1.2, 3), (-0.5, 4), (0, 1)], noise=0.7),
            dice.choose({3: 0.6, 5: 0.4}, count),
        ),
    }


def _owned(dice: Dice, *, welfare: Array) -> dict[str, Array]:
    count = len(welfare)
    assets = {
        name: np.where(dice.chance(logistic(odds + step * welfare), count), YES, NO)
        for name, (odds, step) in ASSETS.items()
    }
    herds = {
        "sapi": np.where(dice.chance(0.12, count), 1 + dice.rng.poisson(0.6, count), 0),
        "kerbau": np.where(dice.chance(0.01, count), 1 + dice.rng.poisson(0.3, count), 0),
        "kuda": np.where(dice.chance(0.004, count), 1, 0),
        "babi": np.where(dice.chance(0.001, count), 1 + dice.rng.poisson(1.0, count), 0),
        "kambing": np.where(dice.chance(0.21, count), 1 + dice.rng.poisson(2.0, count), 0),
    }
    return {**assets, **herds}
