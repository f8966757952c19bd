"""Floors: the cheapest possible way to move the same bytes, with nothing checked and nothing understood."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from lumbung.core.home import data_folder

BLOCK = 2**20


def copied_out(sql: str) -> int:
    """COPY the rows of a query out and throw them away; returns the bytes."""
    with connection.cursor() as cursor, cursor.cursor.copy(f"COPY ({sql}) TO STDOUT") as out:
        return sum(len(block) for block in out)


def copied_in(sql: str, columns: Mapping[str, str], *, key: str = "") -> int:
    """COPY the rows of a query, already in hand as text, into a plain new table (with a key when named)."""
    with connection.cursor() as cursor, cursor.cursor.copy(f"COPY ({sql}) TO STDOUT") as out:
        rows = [bytes(block) for block in out]
    return put_in(rows, columns, key=key)


def put_in(rows: list[bytes], columns: Mapping[str, str], *, key: str = "", options: str = "") -> int:
    """COPY text rows into a plain new table and commit; the table goes afterwards."""
    declared = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    constraint = f", PRIMARY KEY ({key})" if key else ""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_floor")
        cursor.execute(f"CREATE TABLE bench_floor ({declared}{constraint})")
        with cursor.cursor.copy(f"COPY bench_floor FROM STDIN {options}") as into:
            for block in rows:
                into.write(block)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bench_floor")
    return sum(len(block) for block in rows)


def written(total: int) -> None:
    """Write so many bytes to a file and make sure that they are on the disk."""
    block = os.urandom(BLOCK)
    with tempfile.TemporaryDirectory(dir=data_folder()) as folder, (Path(folder) / "floor").open("wb") as out:
        for at in range(0, total, BLOCK):
            out.write(block[: min(BLOCK, total - at)])
        out.flush()
        os.fsync(out.fileno())


def row(sql: str, params: list[Any]) -> Any:
    """One bare look-up."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
