"""Lists of areas as they are published: the npm package `idn-area-data`, and lists of codes that no longer exist."""

from datetime import date
from pathlib import Path

import polars as pl
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput

FILES = ("provinces", "regencies", "districts", "villages")
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


def _last_day(year: int) -> date:
    return date(year, 12, 31)


def _columns(path: Path, columns: tuple[str, ...]) -> pl.DataFrame:
    if not path.is_file():
        raise ListNotFound(path=path)
    try:
        return pl.read_csv(path, columns=list(columns), infer_schema=False)
    except (pl.exceptions.PolarsError, UnicodeDecodeError):
        raise ListUnreadable(path=path, columns=", ".join(columns)) from None
