"""Bulk: frames to and from PostgreSQL by COPY, on Django's own connection and in its transaction.

A chunk of a job and its cursor commit together because they share the connection. PostgreSQL
refuses COPY into a table with row-level security, so a frame goes to a temporary table first and
one set-based statement carries it on; audit triggers see that statement as they see any other.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import polars as pl
from django.db import connection, transaction

BLOCK = 2**20
Params = Sequence[Any] | Mapping[str, Any] | None


def read_frame(sql: str, params: Params = None, schema: Mapping[str, Any] | None = None) -> pl.DataFrame:
    """The rows of a query as a frame; columns not named in `schema` are text.

    `schema` maps column to Polars type (whole numbers, `pl.Boolean`, `pl.Date`, `pl.String`).
    """
    schema = dict(schema or {})
    flags = [name for name, kind in schema.items() if kind == pl.Boolean]
    with _copying(f"COPY ({sql}) TO STDOUT (FORMAT csv, HEADER)", params) as out:
        raw = b"".join(bytes(block) for block in out)
    overrides = {name: pl.String if name in flags else kind for name, kind in schema.items()}
    header = raw.split(b"\n", 1)[0].decode().split(",")
    types = {name: overrides.get(name, pl.String) for name in header}
    frame = pl.read_csv(raw, schema=types)
    return frame.with_columns(pl.col(name) == "t" for name in flags)


def staged(frame: pl.DataFrame, name: str, columns: Mapping[str, str], *, analyzed: bool = True) -> None:
    """Make the temporary table `name` (gone at commit) and COPY the frame's columns into it.

    `columns` maps column to PostgreSQL type; the frame must hold each of them. Statistics cost four times the COPY
    of a wide frame: leave them out where every join is plain.
    """
    declared = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
    listed = ", ".join(f'"{column}"' for column in columns)
    body = io.BytesIO()
    frame.select(columns.keys()).write_csv(body, include_header=False, datetime_format="%Y-%m-%dT%H:%M:%S%.6f%:z")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
        cursor.execute(f"CREATE TEMPORARY TABLE {name} ({declared}) ON COMMIT DROP")
    with _copying(f"COPY {name} ({listed}) FROM STDIN (FORMAT csv)") as into:
        view = body.getbuffer()
        for at in range(0, len(view), BLOCK):
            into.write(view[at : at + BLOCK])
    if analyzed:
        execute(f"ANALYZE {name}")


def freshen(*tables: str, came: int) -> None:
    """Count the tables anew when this transaction has ended, because so many rows `came` in.

    A table that held five times as many when it was last counted is not: a fifth more changes no plan.
    Until the server's own hand comes by, its guesses are of the time before; row security makes wrong guesses dear. It
    waits for the end because the lock of a count held inside would make writers wait for each other in a circle.
    """
    transaction.on_commit(partial(_count, tables, came))


def _count(tables: Sequence[str], came: int) -> None:
    grown = rows(_GROWN, [list(tables), 5 * came])
    if grown:
        execute(f"ANALYZE {', '.join(name for (name,) in grown)}")


_GROWN = "SELECT oid::regclass::text FROM pg_class WHERE oid = ANY(%s::regclass[]) AND reltuples < %s"


def one_at_a_time(what: str) -> None:
    """Wait until nobody else does this; who does it lets go when their transaction ends."""
    execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [what])


def execute(sql: str, params: Params = None) -> int:
    """Run one set-based statement; returns the rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.rowcount


def rows(sql: str, params: Params = None) -> list[tuple]:
    """The rows of a small query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


@contextmanager
def _copying(statement: str, params: Params = None) -> Iterator[Any]:
    """COPY on the driver's cursor below Django's wrapper; its errors are Django's."""
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.cursor.copy(statement, params) as copy:
        yield copy


@contextmanager
def whole_joins() -> Iterator[None]:
    """Join tables whole inside: a planner without statistics takes a full table for an empty one and walks it row by
    row. Needs a transaction; an error's rollback brings the planner back as well."""
    execute("SET LOCAL enable_nestloop = off")
    yield
    execute("SET LOCAL enable_nestloop = on")


@contextmanager
def hash_joins() -> Iterator[None]:
    """Join by hash inside: temporary tables without statistics would be sorted, whole wide rows of them."""
    with whole_joins():
        execute("SET LOCAL enable_mergejoin = off")
        yield
        execute("SET LOCAL enable_mergejoin = on")
