"""A few area codes that ended when provinces were divided in 2022, so that the demonstration knows what became of them.

The whole list is a file for `lumbung regions import --retired`; these are public facts: Merauke went from Papua (91) to
Papua Selatan (93) by UU 14/2022, Kota Sorong from Papua Barat (92) to Papua Barat Daya (96) by UU 29/2022. Each code is
retired on the last day of the year in which the ministry's list had it last.
"""

from datetime import date

import polars as pl

PAPUA_SELATAN, PAPUA_BARAT_DAYA = date(2022, 12, 31), date(2023, 12, 31)
FIRST_EDITION = 2018
FORMER = (
    ("91.01", "Kab. Merauke", PAPUA_SELATAN),
    ("91.01.01", "Merauke", PAPUA_SELATAN),
    ("91.01.01.1002", "Samkai", PAPUA_SELATAN),
    ("92.71", "Kota Sorong", PAPUA_BARAT_DAYA),
    ("92.71.01", "Sorong", PAPUA_BARAT_DAYA),
    ("92.71.01.1001", "Remu Utara", PAPUA_BARAT_DAYA),
    ("92.71.01.1002", "Klademak", PAPUA_BARAT_DAYA),
)


def former_codes() -> pl.DataFrame:
    """code, name, first_edition (year) and retired_on, as `regions.actions.import_retired` takes them."""
    rows = [(code, name, FIRST_EDITION, ended) for code, name, ended in FORMER]
    schema = {"code": pl.String, "name": pl.String, "first_edition": pl.Int16, "retired_on": pl.Date}
    return pl.DataFrame(rows, schema=schema, orient="row")
