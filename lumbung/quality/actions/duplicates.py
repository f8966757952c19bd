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
        if batch_id:
            _gather_told(names, batch_id)
        found += bulk.execute(_PAIR.format(**names, inside=f"JOIN told USING ({group})" if batch_id else ""))
    narrow_connection(Reach(*former))
    return found


def _gather_told(names: dict[str, str], batch_id: int) -> None:
    """What the batch tells and somebody else tells too: mostly little, and PostgreSQL is shown how little.

    A merge join would fetch everybody in the order of an index, row by row.
    """
    bulk.execute("DROP TABLE IF EXISTS pg_temp.told")
    bulk.execute("SET LOCAL enable_mergejoin = off")
    bulk.execute(_TOLD.format(**names), {"batch": batch_id})
    bulk.execute("SET LOCAL enable_mergejoin = on")
    bulk.execute("ANALYZE told")


_GROUPS = (
    ("same_nik", "nik_index", "nik_index IS NOT NULL"),
    (
        "same_name_birth_mother",
        "name_key, birth_date, mother_key",
        "name_key <> '' AND mother_key <> '' AND birth_date IS NOT NULL",
    ),
)
_TOLD = """
    CREATE TEMPORARY TABLE told ON COMMIT DROP AS
    SELECT DISTINCT {group} FROM registry_person b JOIN registry_person p USING ({group})
     WHERE b.batch_id = %(batch)s AND p.id <> b.id AND p.status <> 'merged' AND {known}
"""
COMMON_AREA = """
    CASE WHEN x.region_code = y.region_code THEN x.region_code
         WHEN left(x.region_code, 8) = left(y.region_code, 8) THEN left(x.region_code, 8)
         WHEN left(x.region_code, 5) = left(y.region_code, 5) THEN left(x.region_code, 5)
         WHEN left(x.region_code, 2) = left(y.region_code, 2) THEN left(x.region_code, 2)
         ELSE '0' END
"""
_PAIR = (
    """
    WITH grouped AS (
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
