"""The columns that the rule of a kind asks for, of requests: the registry's, the decile, and the answers given."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from lumbung.core import bulk
from lumbung.in_kind.kinds import NUMBER, Kind
from lumbung.targeting import queries as targeting

_OF_REGISTRY = """
    SELECT r.id AS request_id, r.item, r.size, r.region_code, r.family_id, r.filed_on,
           extract(year FROM age(%(on)s::date, p.birth_date))::int AS age,
           least(p.d_sight, p.d_hearing, p.d_walking, p.d_hands, p.d_speech, p.d_selfcare) AS hardest,
           d.roof, d.wall, d.floor, d.floor_area * 100 / nullif(m.size, 0) AS area_each,
           CASE WHEN e.family_id IS NULL THEN 'no' ELSE 'yes' END AS enrolled,
           (extract(year FROM age(%(on)s::date, r.filed_on)) * 12
            + extract(month FROM age(%(on)s::date, r.filed_on)))::int AS waited
      FROM in_kind_request r
      JOIN registry_family f ON f.id = r.family_id
      JOIN registry_dwelling d ON d.id = f.dwelling_id
      LEFT JOIN registry_person p ON p.id = r.person_id
      LEFT JOIN (SELECT family_id, count(*) AS size FROM registry_person WHERE status = 'active'
                    AND family_id IN (SELECT family_id FROM in_kind_request WHERE id = ANY(%(ids)s))
                  GROUP BY family_id) m ON m.family_id = f.id
      LEFT JOIN (SELECT DISTINCT family_id FROM programmes_enrolment WHERE status = 'active') e ON e.family_id = f.id
     WHERE r.id = ANY(%(ids)s) ORDER BY r.id
"""
"""The hardest of the difficulties that a device can ease; the area of floor for each person in square decimetres."""

_NUMBERS = ("request_id", "size", "family_id", "age", "hardest", "roof", "wall", "floor", "area_each", "waited")
_ANSWERS = "SELECT request_id, question, value FROM in_kind_answer WHERE request_id = ANY(%s)"


def of_requests(*, kind: Kind, request_ids: Sequence[int], on: date) -> pl.DataFrame:
    """`request_id` and every column that the kind's rule may ask for, one row a request; what is not known is null."""
    ids = list(request_ids)
    schema = {**dict.fromkeys(_NUMBERS, pl.Int64), "filed_on": pl.Date}
    rows = bulk.read_frame(_OF_REGISTRY, {"ids": ids, "on": on}, schema)
    deciles = targeting.deciles(family_ids=rows["family_id"].to_list())
    rows = rows.join(
        deciles.select("family_id", decile=pl.col("decile_national").cast(pl.Int64)), on="family_id", how="left"
    )
    given = bulk.read_frame(_ANSWERS, [ids], {"request_id": pl.Int64})
    for question in kind.questions:
        mine = given.filter(pl.col("question") == question.name).select(
            "request_id", pl.col("value").alias(question.name)
        )
        if question.kind == NUMBER:
            mine = mine.with_columns(pl.col(question.name).cast(pl.Int64))
        rows = rows.join(mine, on="request_id", how="left")
    return rows.sort("request_id")
