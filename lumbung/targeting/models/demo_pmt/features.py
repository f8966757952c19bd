"""What the demonstration model looks at, computed from the registry's columns (Regsosek 2022 codes).

`families` has one row per family with its dwelling; `people` one row per living member with `age` in years.
A fact nobody has asked stays unknown (null): the formula, not this file, decides what to do about it.
"""

import polars as pl

FLOOR_EARTH, WALL_BRICK, FUEL_FIREWOOD, TOILET_OWN, TENURE_OWN = 8, 1, 10, 1, 1
TILE_ROOFS = (1, 2)
CLEAN_WATERS = (1, 2, 3, 4, 5, 7)
PLN_LIGHTS, METERED = (1, 2), 1
HEAD, MARRIED, ATTENDING = 1, 2, 2
NO_DIPLOMA, ELEMENTARY, JUNIOR, SENIOR_OR_MORE = 23, (1, 5), (6, 10), (11, 22)
SENIOR_SCHOOL = (11, 17)
FORMAL_POSITIONS = (3, 4, 5)
AGRICULTURE, INDUSTRY = (1, 6), (7, 11)
SCHOOL_AGES = (5, 25)
ANIMALS_LARGE = ("cattle", "buffalo")


def predictors(families: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """One row per family: `family_id`, `region_code` and every predictor that model.yaml names."""
    household = people.group_by("family_id").agg(**_of_people())
    joined = families.join(household, on="family_id", how="left", maintain_order="left")
    return joined.select("family_id", "region_code", **_of_dwelling(), **_of_household())


def _of_people() -> dict[str, pl.Expr]:
    """Sums and the head's own traits, over the members of one family."""
    head = pl.col("relation") == HEAD
    return {
        "size": pl.len(),
        "heads": head.fill_null(False).sum(),
        "dependants": _count(~pl.col("age").is_between(15, 64)),
        "under5": _count(pl.col("age") < 5),
        "elementary": _pupils(ELEMENTARY),
        "junior": _pupils(JUNIOR),
        "senior": _pupils(SENIOR_SCHOOL),
        "best_school": _known_max(_school(pl.col("diploma"))),
        **{f"head_{name}": trait.filter(head).first() for name, trait in _of_head().items()},
    }


def _of_head() -> dict[str, pl.Expr]:
    works, position, sector = pl.col("works"), pl.col("position"), pl.col("sector")
    formal = pl.when(position.is_in(FORMAL_POSITIONS)).then(2).when(position.is_not_null()).then(1)
    trade = (
        pl.when(sector.is_between(*AGRICULTURE))
        .then(1)
        .when(sector.is_between(*INDUSTRY))
        .then(2)
        .when(sector.is_not_null())
        .then(3)
    )
    return {
        "age": pl.col("age").clip(15, 95),
        "male": pl.col("sex") == "L",
        "married": pl.col("marital") == MARRIED,
        "school": _school(pl.col("diploma")),
        "work": pl.when(~works).then(0).when(works).then(formal),
        "sector": pl.when(~works).then(0).when(works).then(trade),
    }


def _of_household() -> dict[str, pl.Expr]:
    size = pl.col("size").cast(pl.Float64)
    age = pl.col("head_age") / 100
    return {
        "log_floor_per_person": (pl.col("floor_area") / size).clip(1, 200).log(),
        "log_size": size.log(),
        "log_size_squared": size.log() ** 2,
        "dependants_share": pl.col("dependants") / size,
        "children_under5": pl.col("under5"),
        "in_elementary": pl.col("elementary"),
        "in_junior": pl.col("junior"),
        "in_senior": pl.col("senior"),
        "head_age": age,
        "head_age_squared": age**2,
        "head_male": pl.col("head_male"),
        "head_married": pl.col("head_married"),
        "head_male_married": pl.col("head_male") & pl.col("head_married"),
        "head_school": pl.col("head_school"),
        "best_school": pl.col("best_school"),
        "head_work": pl.col("head_work"),
        "head_sector": pl.col("head_sector"),
    }


def _of_dwelling() -> dict[str, pl.Expr]:
    power = pl.col("power")
    return {
        "floor_not_earth": pl.col("floor") != FLOOR_EARTH,
        "wall_brick": pl.col("wall") == WALL_BRICK,
        "roof_tile": pl.col("roof").is_in(TILE_ROOFS),
        "own_toilet": pl.col("toilet") == TOILET_OWN,
        "clean_water": pl.col("water").is_in(CLEAN_WATERS),
        "pln_light": pl.col("lighting").is_in(PLN_LIGHTS),
        "firewood": pl.col("fuel") == FUEL_FIREWOOD,
        "owns_house": pl.col("tenure") == TENURE_OWN,
        "power": pl.when((power <= 1) | (pl.col("lighting") != METERED))
        .then(0)
        .when(power == 2)
        .then(1)
        .when(power > 2)
        .then(2),
        **{name: pl.col(column) > 0 for name, column in ASSETS.items()},
        "cattle": pl.any_horizontal(pl.col(name) > 0 for name in ANIMALS_LARGE),
    }


ASSETS = {
    "large_gas": "gas",
    "refrigerator": "fridge",
    "air_conditioner": "ac",
    "television": "tv",
    "computer": "computer",
    "phone": "smartphone",
    "bicycle": "bicycle",
    "motorcycle": "motorcycle",
    "car": "car",
    "gold": "gold",
    "land": "land",
}


def _count(holds: pl.Expr) -> pl.Expr:
    """How many members it holds for; unknown as soon as it is unknown for one of them."""
    return pl.when(holds.is_not_null().all()).then(holds.sum())


def _pupils(levels: tuple[int, int]) -> pl.Expr:
    of_age = pl.col("age").is_between(*SCHOOL_AGES)
    return _count(of_age & (pl.col("school_status") == ATTENDING) & pl.col("school_level").is_between(*levels))


def _school(diploma: pl.Expr) -> pl.Expr:
    """0 none, 1 elementary, 2 junior, 3 senior or more."""
    return (
        pl.when(diploma == NO_DIPLOMA)
        .then(0)
        .when(diploma.is_between(*ELEMENTARY))
        .then(1)
        .when(diploma.is_between(*JUNIOR))
        .then(2)
        .when(diploma.is_between(*SENIOR_OR_MORE))
        .then(3)
    )


def _known_max(level: pl.Expr) -> pl.Expr:
    """The highest level among adults; unknown as soon as one adult's diploma is."""
    of_adults = level.filter(pl.col("age") >= 15)
    return pl.when(of_adults.is_not_null().all()).then(of_adults.max())
