"""Rows and areas for tests; every number here is made up."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from lumbung.core import jobs
from lumbung.core.actors import SYSTEM
from lumbung.quality import actions
from lumbung.quality.models import ImportBatch
from lumbung.quality.places import SCHEMA, Places
from lumbung.regions.models import Region

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

NAMES = ["Sari", "Budi", "Wati", "Joko", "Rini", "Agus", "Dewi", "Slamet", "Tuti", "Hadi", "Yanti"]

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


def regions() -> None:
    """The areas above as rows, parents first."""
    for code, name, level, retired_on, successor in sorted(REGIONS, key=lambda row: (row[4] is not None, row[2])):
        parent = code.rpartition(".")[0]
        known = Region.objects.filter(pk=parent).exists()
        Region.objects.create(
            code=code,
            name=name,
            path=name,
            name_key=name.lower(),
            level=level,
            parent_id=parent if known else None,
            retired_on=retired_on,
            successor_id=successor,
            successor_certainty="exact" if successor else "",
        )


def person(number: int, **changes: str) -> dict[str, str]:
    """A made-up member of family number // 4, the first of whom is its head."""
    return {
        "no_kk": f"3323010101{number // 4 // 999:02}{9001 + number // 4 % 999:04}",
        "nik": f"33230141{1 + number // 999 % 12:02}90{9001 + number % 999:04}",
        "nama": f"{NAMES[number % 11]} {NAMES[number // 11 % 11]}",
        "jk": "P",
        "tgl_lahir": f"1990-{1 + number // 999 % 12:02}-01",
        "nama_ibu": NAMES[number % 7],
        "hubungan": "3" if number % 4 else "1",
        "kode_wilayah": "33.23.01.2001",
        "lantai": "2",
        **changes,
    }


def file_of(folder: Path, *rows: dict[str, str], name: str = "keluarga.csv") -> Path:
    """A file in Lumbung's own layout."""
    path = folder / name
    pl.DataFrame(list(rows)).write_csv(path, separator=";")
    return path


def take_in(path: Path, *, by: Any = SYSTEM, village: str = "") -> ImportBatch:
    """Preview and import a file to its end."""
    batch = look(path, by=by, village=village)
    batch = actions.import_file(batch_id=batch.pk, by=by, queued=False)
    jobs.run(batch.job_id)
    batch.refresh_from_db()
    return batch


def look(path: Path, *, by: Any = SYSTEM, village: str = "") -> ImportBatch:
    """Preview a file to its end."""
    batch = actions.preview_file(path=path, name=path.name, by=by, village=village, queued=False)
    jobs.run(batch.job_id)
    batch.refresh_from_db()
    return batch
