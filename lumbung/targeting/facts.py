"""The registry's columns that a proxy-means model may ask for, of some families, on a day."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from lumbung.core import bulk
from lumbung.core.reach import Reach
from lumbung.registry import facts as registry

DWELLING = (
    "floor_area", "tenure", "floor", "wall", "roof", "water", "lighting", "power", "fuel", "toilet", "toilet_type",
    "disposal", "gas", "fridge", "ac", "heater", "landline", "tv", "gold", "computer", "motorcycle", "bicycle", "car",
    "boat", "motorboat", "smartphone", "land", "house_elsewhere", "cattle", "buffalo", "horse", "pig", "goat",
)  # fmt: skip
PERSON = ("relation", "marital", "school_status", "school_level", "diploma", "sector", "position")


IN_REGION = "f.status = 'active' AND f.region_code >= %s AND f.region_code < %s"
AMONG = "f.status = 'active' AND f.id = ANY(%s)"


def of_region(*, region_code: str, on: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Families with their dwellings, and their members, of one region."""
    reach = Reach.of(region_code)
    return _frames(IN_REGION, [reach.lo, reach.hi], on)


def of_families(*, family_ids: Sequence[int], on: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The same two frames for these families."""
    return _frames(AMONG, [list(family_ids)], on)


def _frames(where: str, params: list, on: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    dwelling = ", ".join(f"d.{name}" for name in DWELLING)
    families = bulk.read_frame(
        f"SELECT f.id AS family_id, f.region_code, {dwelling} FROM registry_family f"
        f" JOIN registry_dwelling d ON d.id = f.dwelling_id WHERE {where} ORDER BY f.id",
        params,
        {"family_id": pl.Int64, "floor_area": pl.Int32, **dict.fromkeys(DWELLING[1:], pl.Int16)},
    )
    person = ", ".join(f"p.{name}" for name in PERSON)
    people = bulk.read_frame(
        f"SELECT p.family_id, p.sex, p.birth_date, p.works, {person} FROM registry_person p"
        f" JOIN registry_family f ON f.id = p.family_id WHERE {where} AND {registry.AT_HOME} ORDER BY p.id",
        params,
        {"family_id": pl.Int64, "birth_date": pl.Date, "works": pl.Boolean, **dict.fromkeys(PERSON, pl.Int16)},
    )
    return families, people.with_columns(age=_age(on))


def _age(on: date) -> pl.Expr:
    """Whole years lived on the day."""
    born = pl.col("birth_date")
    birthday_passed = (born.dt.month() * 100 + born.dt.day()) <= on.month * 100 + on.day
    return (on.year - born.dt.year() - (~birthday_passed).cast(pl.Int32)).cast(pl.Int16)
