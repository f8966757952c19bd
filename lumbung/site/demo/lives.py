"""What each person does and bears: school, work, pregnancy, difficulties, illness, in the codes of Regsosek."""

from __future__ import annotations

import numpy as np
import polars as pl

from lumbung.site.demo.draws import Array, Dice, logistic

YES, NO = 1, 2
NEVER_AT_SCHOOL, AT_SCHOOL, LEFT_SCHOOL = 1, 2, 3
SD, MI, SMP, MTS, SMA, MA, SMK, DIPLOMA, BACHELOR, MASTER = 3, 4, 8, 9, 13, 14, 15, 18, 19, 21
NO_DIPLOMA, PASSED = 23, 8
CIVIL_SERVANT = 5
CANNOT, MUCH, LITTLE, NONE = 1, 2, 3, 4

DIFFICULTIES = (
    "sulit_lihat",
    "sulit_dengar",
    "sulit_jalan",
    "sulit_tangan",
    "sulit_belajar",
    "sulit_perilaku",
    "sulit_bicara",
    "sulit_urus_diri",
    "sulit_ingat",
)

LADDER = np.array([NO_DIPLOMA, SD, SMP, SMA, DIPLOMA, BACHELOR, MASTER])
"""Diplomas one after the other."""


def live(dice: Dice, *, people: pl.DataFrame, welfare: Array) -> dict[str, Array]:
    """Columns of the own layout by name; a negative number means not asked or not known.

    `people` has female, age, relation, marital; `welfare` is each person's (that of the family).
    """
    age, female = people["age"].to_numpy(), people["female"].to_numpy()
    school = _school(dice, age=age, welfare=welfare)
    difficulty = _difficulties(dice, age=age)
    severe = np.min(np.column_stack([difficulty[name] for name in DIFFICULTIES]), axis=1) <= MUCH
    work = _work(dice, age=age, female=female, welfare=welfare, school=school, severe=severe)
    return {
        **school,
        **work,
        **difficulty,
        "keberadaan": _presence(dice, people=people),
        "hamil": _pregnancy(dice, age=age, female=female, marital=people["marital"].to_numpy()),
        "sedih": dice.graded(welfare, [(-2.6, 1), (-1.9, 2), (-0.6, 3), (0, 4)], noise=0.6),
        "pengasuh": np.where(severe, dice.choose({1: 0.9, 2: 0.05, 3: 0.05}, len(age)), -1),
        "penyakit_kronis": _illness(dice, age=age),
        "korban_ham": np.where(dice.chance(0.00025, len(age)), YES, NO),
    }


def _presence(dice: Dice, *, people: pl.DataFrame) -> Array:
    count = people.height
    of_members = dice.choose({1: 0.972, 2: 0.006, 3: 0.017, 4: 0.004, 6: 0.001}, count)
    is_head = (people["relation"] == 1).to_numpy()
    return np.where(is_head & ~dice.chance(0.003, count), 1, of_members)


def _pregnancy(dice: Dice, *, age: Array, female: Array, marital: Array) -> Array:
    asked = female & (age >= 10) & (age <= 54)
    likely = asked & (marital == 2)
    chance = np.where(likely, 0.075 * np.exp(-(((age - 27) / 8.0) ** 2)), np.where(age >= 17, 0.001, 0.0))
    return np.where(asked, np.where(dice.chance(chance, len(age)), YES, NO), -1)


def _school(dice: Dice, *, age: Array, welfare: Array) -> dict[str, Array]:
    """Pupils by age with some who stay behind; grown people by the time they grew up and their welfare."""
    count = len(age)
    grade = np.clip(age - 6 - dice.chance(0.07, count), 0, 18)
    attends = dice.chance(
        np.select(
            [age < 7, age <= 12, age <= 15, age <= 18, age <= 23],
            [0.0, 0.993, logistic(3.2 + 0.7 * welfare), logistic(1.3 + 0.9 * welfare), logistic(-1.6 + welfare)],
            default=0.0,
        ),
        count,
    )
    attends &= grade >= 1
    left = (age >= 7) & ~attends
    reached = _years_reached(dice, age=age, welfare=welfare)
    reached = np.where(age <= 23, np.minimum(reached, np.maximum(grade, 0)), reached)
    never = (age < 7) & ~attends | left & (reached < 1)
    years = np.where(attends, grade, reached)
    level, klass, diploma = _ladder(dice, years=years, attends=attends)
    unknown = np.full(count, -1)
    return {
        "status_sekolah": np.where(attends, AT_SCHOOL, np.where(never, NEVER_AT_SCHOOL, LEFT_SCHOOL)),
        "jenjang": np.where(never, unknown, level),
        "kelas": np.where(never, unknown, klass),
        "ijazah": np.where(age < 5, unknown, np.where(never, NO_DIPLOMA, diploma)),
    }


def _years_reached(dice: Dice, *, age: Array, welfare: Array) -> Array:
    """Years of schooling of those who left: three for people born about 1935, eleven for those born about 2000."""
    mean = np.clip(12.0 - 0.125 * np.clip(age - 22, 0, None) + 1.7 * welfare, 0, 17)
    years = np.clip(np.rint(mean + dice.normal(len(age), sd=1.8)), 0, 18).astype(int)
    finished = np.array([0, 1, 2, 6, 6, 6, 6, 6, 9, 9, 9, 12, 12, 12, 15, 16, 16, 16, 18])
    return np.where(dice.chance(0.85, len(age)), finished[years], years)


def _ladder(dice: Dice, *, years: Array, attends: Array) -> tuple[Array, Array, Array]:
    """Level, grade and diploma from years of schooling; who left after the last grade has passed (8)."""
    count = len(years)
    religious = dice.chance(0.17, count)
    technical = dice.chance(0.5, count)
    running = np.maximum(years, 1)
    stage = np.searchsorted([6, 9, 12, 15, 16], running, side="left")
    stage = np.where(attends & (stage >= 3), 4, stage)
    upper = np.where(technical, SMK, np.where(religious, MA, SMA))
    level = np.select(
        [stage == 0, stage == 1, stage == 2, stage == 3, stage == 4],
        [np.where(religious, MI, SD), np.where(religious, MTS, SMP), upper, DIPLOMA, BACHELOR],
        default=MASTER,
    )
    started = np.array([0, 6, 9, 12, 12, 16])[stage]
    complete = np.isin(years, (6, 9, 12, 15, 16, 18)) & ~attends
    klass = np.where(complete, PASSED, np.clip(running - started, 1, 7))
    held = np.searchsorted([6, 9, 12, 15, 16, 18], years, side="right")
    before = np.searchsorted([7, 10, 13, 16, 17, 19], years, side="right")
    diploma = LADDER[np.where(attends, np.minimum(before, 3), held)]
    return level, klass, np.where(complete, level, diploma)


def _work(
    dice: Dice, *, age: Array, female: Array, welfare: Array, school: dict[str, Array], severe: Array
) -> dict[str, Array]:
    """Farming first (tobacco country), then trade, crafts, building; the educated and well-off more often salaried."""
    count = len(age)
    asked = age >= 5
    grown = (age >= 15) & (school["status_sekolah"] != AT_SCHOOL)
    chance = np.where(female, 0.56, 0.9) * np.select(
        [age < 20, age < 60, age < 70, age < 80], [0.6, 1.0, 0.78, 0.45], 0.1
    )
    works = grown & dice.chance(np.where(severe, chance * 0.2, chance), count)
    educated = np.isin(school["ijazah"], (SMA, MA, SMK, DIPLOMA, BACHELOR, MASTER))
    degree = np.isin(school["ijazah"], (DIPLOMA, BACHELOR, MASTER))
    official = (
        works
        & (age < 60)
        & dice.chance(
            np.select([degree, educated], [logistic(-1.1 + 0.8 * welfare), logistic(-4.0 + 0.9 * welfare)], 0.001),
            count,
        )
    )
    farms = dice.chance(logistic(0.35 - 0.85 * welfare - 0.9 * educated), count)
    on_the_land = dice.choose({1: 0.34, 2: 0.22, 3: 0.3, 5: 0.1, 6: 0.04}, count)
    elsewhere = dice.choose(
        {8: 0.24, 11: 0.15, 12: 0.31, 13: 0.08, 14: 0.07, 21: 0.03, 22: 0.02, 24: 0.06, 25: 0.04}, count
    )
    in_office = dice.choose({20: 0.55, 21: 0.33, 22: 0.12}, count)
    helps = female & dice.chance(0.28, count)
    farm_post = np.where(helps, 8, dice.graded(welfare, [(-0.5, 6), (0.3, 1), (1.9, 2), (0, 3)], noise=0.7))
    town_post = dice.graded(welfare, [(-0.7, 7), (0.1, 1), (1.3, 4), (0, 3)], noise=0.8)
    return {
        "bekerja": np.where(asked, np.where(works, YES, NO), -1),
        "lapangan": np.where(works, np.where(official, in_office, np.where(farms, on_the_land, elsewhere)), -1),
        "kedudukan": np.where(works, np.where(official, CIVIL_SERVANT, np.where(farms, farm_post, town_post)), -1),
    }


def _difficulties(dice: Dice, *, age: Array) -> dict[str, Array]:
    """One person in a hundred is severely disabled from youth; with age sight, hearing and walking fail."""
    count = len(age)
    asked = age >= 2
    disabled = dice.chance(0.011 + 0.0009 * np.clip(age - 60, 0, None), count)
    main = dice.choose({2: 0.3, 4: 0.2, 0: 0.12, 1: 0.1, 6: 0.12, 5: 0.08, 3: 0.08}, count)
    grave = dice.choose({CANNOT: 0.35, MUCH: 0.65}, count)
    frail = np.clip((age - 50) / 90.0, 0, 0.6)
    weights = (1.0, 0.7, 0.9, 0.4, 0.1, 0.1, 0.15, 0.3, 0.7)
    result = {}
    for place, name in enumerate(DIFFICULTIES):
        some = dice.chance(frail * weights[place] + 0.004, count)
        grade = np.where(some, LITTLE, NONE)
        grade = np.where(disabled & (main == place), grave, grade)
        if name == "sulit_urus_diri":
            grade = np.where(
                disabled & (grave == CANNOT) & dice.chance(0.6, count), dice.between(CANNOT, MUCH, count), grade
            )
        result[name] = np.where(asked, grade, -1)
    return result


def _illness(dice: Dice, *, age: Array) -> Array:
    ill = dice.chance(np.clip(0.01 + 0.006 * np.clip(age - 30, 0, None), 0, 0.45), len(age))
    kind = dice.choose(
        {2: 0.4, 3: 0.18, 6: 0.14, 4: 0.08, 5: 0.06, 8: 0.05, 13: 0.05, 7: 0.01, 9: 0.01, 10: 0.01, 18: 0.01}, len(age)
    )
    return np.where(ill, kind, 1)
