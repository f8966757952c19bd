"""Exact duplicates: found by set-based SQL over blind indexes and name keys."""

from django.db import transaction

from lumbung.core import bulk
from lumbung.core.reach import Reach, narrow_connection
from lumbung.registry import actions as registry


@transaction.atomic
def find_exact_duplicates(*, batch_id: int | None = None) -> int:
    """Put people with the same NIK, or the same name, birth date and mother, side by side; returns the new pairs.

    Looks over the whole country, because the other record often lies in another village: the pair then belongs to the
    smallest area that holds both, and only who reaches that area sees it. Each record is paired with the oldest of
    its group. With `batch_id` only groups with somebody from that batch are looked at.
    """
    former = narrow_connection(Reach.national())
    registry.gather_statistics()
    found = 0
    for kind, group, known in _GROUPS:
        names = {"kind": kind, "group": group, "known": known}
        narrowed = {"told": _TOLD.format(**names), "inside": f"JOIN told USING ({group})"}
        statement = _PAIR.format(**names, **(narrowed if batch_id else {"told": "", "inside": ""}))
        found += bulk.execute(statement, {"batch": batch_id})
    narrow_connection(Reach(*former))
    return found


_GROUPS = (
    ("same_nik", "nik_index", "nik_index IS NOT NULL"),
    (
        "same_name_birth_mother",
        "name_key, birth_date, mother_key",
        "name_key <> '' AND mother_key <> '' AND birth_date IS NOT NULL",
    ),
)
_TOLD = """
    told AS MATERIALIZED (
        SELECT DISTINCT {group} FROM registry_person WHERE batch_id = %(batch)s AND {known}
    ),"""
"""What the batch tells, gathered once."""
COMMON_AREA = """
    CASE WHEN x.region_code = y.region_code THEN x.region_code
         WHEN left(x.region_code, 8) = left(y.region_code, 8) THEN left(x.region_code, 8)
         WHEN left(x.region_code, 5) = left(y.region_code, 5) THEN left(x.region_code, 5)
         WHEN left(x.region_code, 2) = left(y.region_code, 2) THEN left(x.region_code, 2)
         ELSE '0' END
"""
_PAIR = (
    """
    WITH {told} grouped AS (
        SELECT p.id, min(p.id) OVER (PARTITION BY {group}) AS oldest
          FROM registry_person p {inside}
         WHERE p.status <> 'merged' AND {known}
    )
    INSERT INTO quality_duplicatepair
           (a_id, b_id, kind, status, region_code, found_at, why, weights, model_version, hold)
    SELECT x.id, y.id, '{kind}', 'open',"""
    + COMMON_AREA
    + """, now(), '', '[]', '', ''
      FROM grouped g JOIN registry_person x ON x.id = g.oldest JOIN registry_person y ON y.id = g.id
     WHERE g.id > g.oldest
    ON CONFLICT (a_id, b_id) DO NOTHING
"""
)
