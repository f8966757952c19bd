"""Lists of areas as they are published: the package `idn-area-data`, codes that no longer exist, outlines."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput
from lumbung.regions.outlines import Ring, rings_of

FILES = ("provinces", "regencies", "districts", "villages")
CODES = ("kode", "code")
"""How files of outlines call the official code."""
RIGHT_ANGLE = 90
BPS_COLUMNS = ("kode_bps", "nama_bps", "kode_kemendagri")
RETIRED_COLUMNS = ("kode", "nama_terakhir", "edisi_pertama", "edisi_terakhir")


class ListNotFound(BadInput):
    """The list of areas is not where it should be."""

    message = _(
        "Berkas daftar wilayah “%(path)s” tidak ada. Pasang dulu dengan make, atau sebutkan foldernya dengan --from."
    )


class ListUnreadable(BadInput):
    """The file is there but is no list of areas."""

    message = _("Berkas “%(path)s” tidak memuat kolom %(columns)s. Periksa apakah ini daftar kode wilayah.")


def official_list(folder: Path) -> pl.DataFrame:
    """code and name of every area in force, from the data folder of `idn-area-data`; islands are left out."""
    return pl.concat(_columns(folder / f"{name}.csv", ("code", "name")) for name in FILES)


def retired_list(path: Path) -> pl.DataFrame:
    """Codes no longer listed: code, name, first_edition (year), retired_on (last day of the last edition's year)."""
    rows = _columns(path, RETIRED_COLUMNS)
    return rows.select(
        code="kode",
        name="nama_terakhir",
        first_edition=pl.col("edisi_pertama").cast(pl.Int16),
        retired_on=pl.col("edisi_terakhir").cast(pl.Int32).map_elements(_last_day, pl.Date),
    )


def bps_list(path: Path) -> pl.DataFrame:
    """The bridge of the statistics office: bps (its digits), name and the official code of the same area.

    The columns are called kode_bps, nama_bps and kode_kemendagri, with or without a year behind.
    """
    if not path.is_file():
        raise ListNotFound(path=path)
    try:
        rows = pl.read_csv(path, infer_schema=False)
        named = {wanted: next(name for name in rows.columns if name.startswith(wanted)) for wanted in BPS_COLUMNS}
    except (pl.exceptions.PolarsError, UnicodeDecodeError, StopIteration):
        raise ListUnreadable(path=path, columns=", ".join(BPS_COLUMNS)) from None
    return rows.select(bps=named["kode_bps"], name=named["nama_bps"], code=named["kode_kemendagri"])


def outlines(path: Path) -> dict[str, list[Ring]]:
    """Rings by official code, of a GeoJSON file whose areas carry it as `kode`, `code` or their id.

    Degrees stand as GeoJSON wants them, east before north; a file that has them the other way round is no such list.
    """
    if not path.is_file():
        raise ListNotFound(path=path)
    try:
        areas = json.loads(path.read_text(encoding="utf-8-sig"))["features"]
        told = [(_code_of(area), rings_of(area["geometry"])) for area in areas]
    except (KeyError, TypeError, ValueError, UnicodeDecodeError):
        raise ListUnreadable(path=path, columns=", ".join(CODES)) from None
    found = {code: rings for code, rings in told if code and rings}
    degrees = (north for rings in found.values() for ring in rings for north, _east in ring)
    if not found or any(abs(north) > RIGHT_ANGLE for north in degrees):
        raise ListUnreadable(path=path, columns=", ".join(CODES))
    return found


def _code_of(area: dict[str, Any]) -> str:
    told = area.get("properties") or {}
    return str(next((told[name] for name in CODES if told.get(name)), area.get("id") or ""))


def _last_day(year: int) -> date:
    return date(year, 12, 31)


def _columns(path: Path, columns: tuple[str, ...]) -> pl.DataFrame:
    if not path.is_file():
        raise ListNotFound(path=path)
    try:
        return pl.read_csv(path, columns=list(columns), infer_schema=False)
    except (pl.exceptions.PolarsError, UnicodeDecodeError):
        raise ListUnreadable(path=path, columns=", ".join(columns)) from None
