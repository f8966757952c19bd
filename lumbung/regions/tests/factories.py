"""Areas for tests: a province with a regency and a city of one name, a few districts and villages."""

import polars as pl

from lumbung.regions import actions

ROWS = [
    ("33", "Jawa Tengah"),
    ("33.08", "Kabupaten Magelang"),
    ("33.71", "Kota Magelang"),
    ("33.71.01", "Magelang Selatan"),
    ("33.71.01.1001", "Jurangombo"),
    ("33.23", "Kabupaten Temanggung"),
    ("33.23.01", "Bulu"),
    ("33.23.01.2001", "Bulu"),
    ("33.23.01.2017", "Bansari "),
    ("33.23.02", "Tembarak"),
    ("33.23.02.2001", "Tembarak"),
    ("33.23.02.2003", "Purwodadi"),
    ("33.23.14", "Bansari"),
    ("33.23.14.2001", "Bansari"),
    ("33.23.14.2002", "Mojo  Sari"),
    ("93", "Papua Selatan"),
    ("93.01", "Kabupaten Merauke"),
    ("93.01.01", "Merauke"),
    ("93.01.01.1001", "Kelapa Lima"),
    ("93.01.02", "Muting"),
    ("93.01.02.3001", "Boha"),
]


def areas(*more: tuple[str, str]) -> pl.DataFrame:
    """The list as published, with some more rows."""
    return pl.DataFrame([*ROWS, *more], schema=["code", "name"], orient="row")


def import_areas(on, rows: pl.DataFrame | None = None) -> actions.Imported:
    """The list taken in."""
    return actions.import_areas(areas=areas() if rows is None else rows, on=on)
