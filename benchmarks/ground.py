"""A database and a data folder of the benchmark's own, so that nothing of anybody's is touched."""

import os
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from lumbung.core import embedded
from lumbung.core.home import data_folder

HOME = "benchmarks"


def own_environment(name: str) -> dict[str, str]:
    """What a child process needs to work on the database `lumbung_bench_<name>`, made when it is not there."""
    server = embedded.database_url()
    database = f"lumbung_bench_{name}"
    with psycopg.connect(server, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        if not found:
            connection.execute(f'CREATE DATABASE "{database}" TEMPLATE template0')
    home = data_folder() / HOME / name
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {
        **os.environ,
        "DATABASE_URL": urlunsplit(urlsplit(server)._replace(path=f"/{database}")),
        "LUMBUNG_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "lumbung.site.settings",
    }


def drop(name: str) -> None:
    """Remove a benchmark's database; its files stay until the folder is deleted by hand."""
    with psycopg.connect(embedded.database_url(), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "lumbung_bench_{name}" WITH (FORCE)')


def scratch(name: str) -> Path:
    """A folder for files that a benchmark writes, inside its own home."""
    folder = data_folder() / name
    folder.mkdir(exist_ok=True)
    return folder
