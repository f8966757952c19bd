"""Rows and areas for tests; every number here is made up."""

from datetime import date

import polars as pl

from lumbung.quality.places import SCHEMA, Places

TODAY = date(2026, 11, 16)

ROW = {
    "kk": "3323010101209001",
    "nik": "3323014105909003",
    "name": "Siti Aminah",
    "sex": "P",
    "birth_date": "1990-05-01",
    "mother_name": "Sumirah",
    "relation": "1",
    "marital": "2",
    "region_code": "33.23.01.2001",
}

REGIONS = [
    ("33", "JAWA TENGAH", 1, None, None),
    ("33.23", "KABUPATEN TEMANGGUNG", 2, None, None),
    ("33.23.01", "BULU", 3, None, None),
    ("33.23.01.2001", "Wonotirto", 4, None, None),
    ("33.23.01.2002", "Tegalrejo", 4, None, None),
    ("33.23.01.2098", "Lama", 4, date(2023, 1, 1), None),
    ("33.23.01.2099", "Tegalrejo Lama", 4, date(2023, 1, 1), "33.23.01.2002"),
    ("34.01", "KABUPATEN KULON PROGO", 2, None, None),
    ("34.01.01", "TEMON", 3, None, None),
    ("34.01.01.2001", "Jangkaran", 4, None, None),
    ("52", "NUSA TENGGARA BARAT", 1, None, None),
    ("52.01", "KABUPATEN LOMBOK BARAT", 2, None, None),
    ("52.01.14", "BATU LAYAR", 3, None, None),
    ("52.01.14.2001", "Senggigi", 4, None, None),
    ("52.06", "KABUPATEN BIMA", 2, None, None),
    ("52.06.01", "MONTA", 3, None, None),
    ("52.06.02", "BOLO", 3, None, None),
    ("52.06.02.2007", "Timu", 4, None, None),
    ("52.72", "KOTA BIMA", 2, None, None),
    ("91.01", "KABUPATEN MERAUKE", 2, date(2022, 7, 25), "93.01"),
    ("91.01.01", "MERAUKE", 3, date(2022, 7, 25), "93.01.01"),
    ("93.01", "KABUPATEN MERAUKE", 2, None, None),
    ("93.01.01", "MERAUKE", 3, None, None),
]

PLACES = Places(pl.DataFrame(REGIONS, schema=SCHEMA, orient="row"))


def people(*changes: dict) -> pl.DataFrame:
    """Rows as a file would have them, each the model row with changes."""
    rows = [{**ROW, **change} for change in changes]
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row.get(name) for row in rows] for name in names}
    return pl.DataFrame(columns, schema=dict.fromkeys(names, pl.String)).with_row_index("row", offset=2)
