"""Reads for matching: whom to compare, with which model, and which searches there were."""

from datetime import date
from typing import Any

import polars as pl
from django.db.models import QuerySet

from lumbung.core import bulk, crypto
from lumbung.core.models import Job
from lumbung.core.reach import Reach
from lumbung.quality.linkage import model as definitions
from lumbung.quality.linkage.model import Model
from lumbung.quality.linkage.profiles import registri
from lumbung.quality.models import MatchingModel

MATCH_JOB, TRAIN_JOB = "quality.match", "quality.train_matching"
LARGEST_AREA = 600_000
"""People weighed against each other at a time: a regency, or each of its districts where it has more."""
LARGEST_SPAN = 1_000_000
"""People among whom movers are sought at a time: those born in some years, all over the region."""
SO_MANY_ALIKE = 20
"""More people than this who share name and birth date, or mother and birth date, are told apart by neither."""
SAMPLE = 200_000
"""People from which a model of matching learns."""


def areas_to_match(*, region_code: str) -> list[tuple[str, int]]:
    """Regencies of a region ('' for the country) with their people; large ones by district, a smaller region alone."""
    reach = Reach.of(region_code) if region_code else Reach.national()
    counted = bulk.rows(
        "SELECT left(region_code, 8) AS district, count(*) FROM registry_person"
        " WHERE status <> 'merged' AND region_code >= %s AND region_code < %s GROUP BY 1 ORDER BY 1",
        [reach.lo, reach.hi],
    )
    if region_code.count(".") > 1:
        return [(region_code, sum(people for _code, people in counted))] if counted else []
    districts: dict[str, list[tuple[str, int]]] = {}
    for code, people in counted:
        districts.setdefault(code[:5], []).append((code, people))
    areas: list[tuple[str, int]] = []
    for regency, inside in districts.items():
        people = sum(count for _code, count in inside)
        areas += inside if people > LARGEST_AREA else [(regency, people)]
    return areas


def people_to_match(*, region_code: str) -> pl.DataFrame:
    """Everybody recorded in one area, the dead and the moved too; NIKs are plain in memory only, never stored."""
    reach = Reach.of(region_code)
    stored = bulk.read_frame(_TO_MATCH, [reach.lo, reach.hi], {"unique_id": pl.Int64, "birth": pl.Date})
    return stored.with_columns(crypto.decrypt_series(stored["nik"]))


def spans_to_match(*, region_code: str) -> list[tuple[int, int, int]]:
    """First and last year of birth, with people, of each span in which movers are sought; none within one regency."""
    reach = Reach.of(region_code) if region_code else Reach.national()
    if region_code.count(".") > 0:
        return []
    spans: list[tuple[int, int, int]] = []
    for year, people in bulk.rows(_BORN, [reach.lo, reach.hi]):
        first, _last, before = spans[-1] if spans else (year, year, LARGEST_SPAN)
        if before + people > LARGEST_SPAN:
            spans.append((year, year, people))
        else:
            spans[-1] = (first, year, before + people)
    return spans


def movers_to_match(*, region_code: str, first: int, last: int) -> pl.DataFrame:
    """Of everybody born in these years those who share name or mother with somebody in another regency, with how often
    their names are met (`tf_…`, where Splink looks for it)."""
    reach = Reach.of(region_code) if region_code else Reach.national()
    schema = {"unique_id": pl.Int64, "birth": pl.Date, "tf_name_key": pl.Float64, "tf_mother_key": pl.Float64}
    told = {"lo": reach.lo, "hi": reach.hi, "born": date(first, 1, 1), "until": date(last + 1, 1, 1)}
    stored = bulk.read_frame(_MOVERS, {**told, "most": SO_MANY_ALIKE}, schema)
    return stored.with_columns(crypto.decrypt_series(stored["nik"]))


def matching_models() -> QuerySet[MatchingModel]:
    """Models learnt from the registry, the newest first."""
    return MatchingModel.objects.select_related("trained_by", "activated_by").order_by("-number")


def matching_in_use() -> Model:
    """The model that pairs are judged with: the one put into use, or the product's own."""
    active = MatchingModel.objects.filter(status=MatchingModel.Status.ACTIVE).first()
    return definitions.from_definition(active.definition) if active else definitions.read(definitions.own(registri))


def matchings(*, viewer: Any) -> QuerySet[Job]:
    """Searches for probable duplicates and trainings within reach, the newest first."""
    within = Job.objects.filter(kind__in=(MATCH_JOB, TRAIN_JOB)).select_related("by").order_by("-pk")
    if viewer.reach == Reach.national():
        return within
    return within.filter(region_code__gte=viewer.reach.lo, region_code__lt=viewer.reach.hi)


_COMPARED = """
    SELECT p.id AS unique_id, p.nik, p.name, p.mother_name AS mother, p.sex, p.birth_date AS birth, p.birth_place,
           p.region_code AS village, f.kk_index AS card, f.phone_index AS phone{more}
      FROM registry_person p JOIN registry_family f ON f.id = p.family_id
"""
_TO_MATCH = f"""
    {_COMPARED.format(more="")} WHERE p.status <> 'merged' AND p.region_code >= %s AND p.region_code < %s ORDER BY p.id
"""
_BORN = """
    SELECT extract(year FROM birth_date)::int AS year, count(*) FROM registry_person
     WHERE status <> 'merged' AND birth_date IS NOT NULL AND region_code >= %s AND region_code < %s
     GROUP BY 1 ORDER BY 1
"""
_ALIKE = """
    SELECT unnest(array_agg(id)) FROM born WHERE {known} GROUP BY {alike}
    HAVING count(*) BETWEEN 2 AND %(most)s AND min(regency) <> max(regency)
"""
_MET = """,
           n.count::float8 / (SELECT count(*) FROM born) AS tf_name_key,
           m.count::float8 / (SELECT count(*) FROM born) AS tf_mother_key"""
"""How often a name is met among everybody born then: among those picked for being alike, none would seem rare."""
_MOVERS = f"""
    WITH born AS MATERIALIZED (
        SELECT id, birth_date, sex, name_key, mother_key, left(region_code, 5) AS regency,
               extract(year FROM birth_date) AS year
          FROM registry_person
         WHERE status <> 'merged' AND region_code >= %(lo)s AND region_code < %(hi)s
           AND birth_date >= %(born)s AND birth_date < %(until)s
    )
    {_COMPARED.format(more=_MET)}
      JOIN (SELECT name_key, count(*) FROM born GROUP BY 1) n ON n.name_key = p.name_key
      JOIN (SELECT mother_key, count(*) FROM born GROUP BY 1) m ON m.mother_key = p.mother_key
     WHERE p.id IN (
        {_ALIKE.format(alike="birth_date, sex, name_key", known="name_key <> ''")}
        UNION {_ALIKE.format(alike="birth_date, sex, mother_key", known="mother_key <> ''")}
        UNION {_ALIKE.format(alike="name_key, mother_key, year", known="name_key <> '' AND mother_key <> ''")}
    ) ORDER BY p.id
"""
