"""Tables stripped for filling and dressed again afterwards, in one transaction: all of it or nothing.

Plain indexes, exclusions and references to other tables are made anew over the whole, much cheaper than row by row.
The wall lets the owner pass while it lasts, because PostgreSQL refuses COPY into a table behind it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction

from lumbung.core import bulk

AUDITS = """
    SELECT format('ALTER TABLE %%s DISABLE TRIGGER %%I', tgrelid::regclass, tgname),
           format('ALTER TABLE %%s ENABLE TRIGGER %%I', tgrelid::regclass, tgname)
      FROM pg_trigger WHERE tgname LIKE 'pgtrigger_audit_%%' AND tgrelid = ANY(%s::regclass[])
"""
WALLS = """
    SELECT format('ALTER TABLE %%s NO FORCE ROW LEVEL SECURITY', oid::regclass),
           format('ALTER TABLE %%s FORCE ROW LEVEL SECURITY', oid::regclass)
      FROM pg_class WHERE relforcerowsecurity AND oid = ANY(%s::regclass[])
"""
REFERENCES = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
           format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE contype IN ('f', 'x') AND conrelid = ANY(%s::regclass[])
"""
INDEXES = """
    SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
      FROM pg_index WHERE indrelid = ANY(%s::regclass[])
       AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
"""


@contextmanager
def bare(tables: Sequence[str]) -> Iterator[None]:
    """The tables without audit, references and indexes inside; with them again when it ends."""
    with transaction.atomic():
        found = [pair for sql in (AUDITS, WALLS, REFERENCES, INDEXES) for pair in bulk.rows(sql, [list(tables)])]
        for strip, _dress in found:
            bulk.execute(strip)
        yield
        bulk.execute("SET LOCAL maintenance_work_mem = '1GB'")
        for _strip, dress in reversed(found):
            bulk.execute(dress)
