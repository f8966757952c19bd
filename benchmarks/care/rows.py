"""Rows of care made by set-based statements; what a row has to say and isn't told stays empty."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from benchmarks.bare import bare
from lumbung.core import bulk

CASES = "cases_case c"
OF_CASE = {"region_code": "c.region_code", "sensitive": "c.sensitive", "case_id": "c.id"}
HEADS = (
    "(SELECT DISTINCT ON (family_id) id, region_code, name, sex, birth_date FROM registry_person"
    " ORDER BY family_id, id) p"
)
"""One person of each family, who has the family's case too."""
OF_HEAD = {"region_code": "p.region_code", "person_id": "p.id"}
NORTH = "-7.5 + abs(hashtext({region})) % 300 / 1000.0 + ({id} * 7) % 100 / 10000.0"
EAST = "110.0 + abs(hashtext({region}::text || 'e')) % 300 / 1000.0 + ({id} * 13) % 100 / 10000.0"
_EMPTY = {
    "text": "''",
    "character varying": "''",
    "ARRAY": "'{}'",
    "boolean": "false",
    "smallint": "0",
    "integer": "0",
    "timestamp with time zone": "now()",
}
_NEEDED = """
    SELECT column_name, data_type FROM information_schema.columns
     WHERE table_name = %s AND table_schema = current_schema() AND is_nullable = 'NO' AND column_default IS NULL
       AND is_identity = 'NO'
"""
_COUNTED_ON = "SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT max(id) FROM {table}))"


def place(region: str, pk: str) -> dict[str, str]:
    """Where somebody lives: round about the middle of their village."""
    return {name: line.format(region=region, id=pk) for name, line in (("latitude", NORTH), ("longitude", EAST))}


@contextmanager
def filling(tables: Sequence[str]) -> Iterator[bool]:
    """True while empty tables are filled without indexes and triggers; False where somebody has filled them before."""
    [(there,)] = bulk.rows(f"SELECT EXISTS (SELECT 1 FROM {tables[0]})")
    if there:
        yield False
        return
    with bare(tables):
        for table in tables:
            bulk.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield True
        for table in tables:
            bulk.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    bulk.execute(f"VACUUM (ANALYZE) {', '.join(tables)}")


def put(table: str, source: str, /, **columns: str) -> None:
    """`INSERT INTO table SELECT columns FROM source`."""
    needed = dict(bulk.rows(_NEEDED, [table]))
    told = {name: _EMPTY[kind] for name, kind in needed.items() if name not in columns and kind in _EMPTY} | columns
    names = ", ".join(f'"{name}"' for name in told)
    bulk.execute(f"INSERT INTO {table} ({names}) SELECT {', '.join(told.values())} FROM {source}")
    if "id" in columns:
        bulk.rows(_COUNTED_ON.format(table=table), [table])
