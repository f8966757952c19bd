"""The columns that rules ask for, each defined once, read by COPY for one region or for some families.

Null means that nobody has asked or nobody knows; a rule then stays undecided rather than says no.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl

from lumbung.core import bulk
from lumbung.core.reach import Reach

FAMILY = {
    "regency": ("left(f.region_code, 5)", pl.String),
}
MEMBER = {
    "age": ("extract(year FROM age(%(on)s::date, p.birth_date))::int", pl.Int64),
    "age_months": (
        "extract(year FROM age(%(on)s::date, p.birth_date))::int * 12"
        " + extract(month FROM age(%(on)s::date, p.birth_date))::int",
        pl.Int64,
    ),
    "age_days": ("%(on)s::date - p.birth_date", pl.Int64),
    "relation": ("p.relation", pl.Int64),
    "sex": ("p.sex", pl.String),
    "pregnant": ("p.pregnant", pl.Boolean),
    "at_school": ("p.school_status = 2", pl.Boolean),
    "school_stage": (
        "CASE WHEN p.school_level BETWEEN 1 AND 5 THEN 'sd' WHEN p.school_level BETWEEN 6 AND 10 THEN 'smp'"
        " WHEN p.school_level BETWEEN 11 AND 17 THEN 'sma' WHEN p.school_level BETWEEN 18 AND 22 THEN 'higher' END",
        pl.String,
    ),
    "self_care": ("p.d_selfcare", pl.Int64),
    "position": ("CASE WHEN p.works IS FALSE THEN 0 ELSE p.position END", pl.Int64),
    "violation_victim": ("coalesce(p.violation_victim, false)", pl.Boolean),
}
"""`school_stage` groups question 413; `position` is 0 for who does not work; victims stand on a list of the state, so
who is not marked is none."""

AT_HOME = "p.status = 'active' AND (p.presence IS NULL OR p.presence IN (1, 5))"
"""Who was not asked is at home. Without coalesce(), of which PostgreSQL expects one row in a hundred."""
IN_REGION = "p.region_code >= %(lo)s AND p.region_code < %(hi)s"
"""People carry the region of their family, so those of a regency are found without reading the nation's."""


def families(
    *, names: Iterable[str] = (), region_code: str = "", family_ids: Sequence[int] | None = None
) -> pl.DataFrame:
    """Active families by id: `family_id`, `region_code` and the facts named."""
    where, params = _chosen(region_code, family_ids)
    columns, schema = _columns(FAMILY, names)
    return bulk.read_frame(
        f"SELECT f.id AS family_id, f.region_code{columns} FROM registry_family f WHERE {where} ORDER BY f.id",
        params,
        {"family_id": pl.Int64, **schema},
    )


def members(
    *, names: Iterable[str], on: date, region_code: str = "", family_ids: Sequence[int] | None = None
) -> pl.DataFrame:
    """Who lives in those families, by family and person: `family_id`, `person_id` and the facts named, as of `on`."""
    where, params = _chosen(region_code, family_ids)
    columns, schema = _columns(MEMBER, names)
    return bulk.read_frame(
        f"SELECT p.family_id, p.id AS person_id{columns} FROM registry_person p"
        f" JOIN registry_family f ON f.id = p.family_id WHERE {where} AND {IN_REGION} AND {AT_HOME}"
        " ORDER BY p.family_id, p.id",
        {**params, "on": on},
        {"family_id": pl.Int64, "person_id": pl.Int64, **schema},
    )


def regencies(*, region_code: str = "", family_ids: Sequence[int] | None = None) -> list[tuple[str, int]]:
    """Regencies with active families among those chosen, and how many families each."""
    where, params = _chosen(region_code, family_ids)
    return bulk.rows(
        f"SELECT left(f.region_code, 5), count(*) FROM registry_family f WHERE {where} GROUP BY 1 ORDER BY 1", params
    )


def _chosen(region_code: str, family_ids: Sequence[int] | None) -> tuple[str, dict]:
    reach = Reach.of(region_code) if region_code else Reach.national()
    where = "f.status = 'active' AND f.region_code >= %(lo)s AND f.region_code < %(hi)s"
    params: dict = {"lo": reach.lo, "hi": reach.hi}
    if family_ids is None:
        return where, params
    return f"{where} AND f.id = ANY(%(ids)s)", {**params, "ids": list(family_ids)}


def _columns(known: dict, names: Iterable[str]) -> tuple[str, dict]:
    wanted = {name: known[name] for name in names}
    listed = "".join(f", {expression} AS {name}" for name, (expression, _kind) in wanted.items())
    return listed, {name: kind for name, (_expression, kind) in wanted.items()}
