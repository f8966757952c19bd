"""The resident file of village information systems: 43 columns with code lists of the civil registry.

It has no column for the village. The sender names it, or the district is read from the first six digits of the card
number, with a warning, since a card keeps its number when the family moves.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
from django.utils.translation import gettext_lazy as _

from lumbung.quality.checking import WARNING, Reason
from lumbung.quality.places import Places
from lumbung.quality.translating import load, plain_code, translated

TITLE = _("berkas penduduk desa (43 kolom)")
REASONS = (
    Reason(
        "region_from_card",
        WARNING,
        id="Berkas ini tidak punya kolom desa; kecamatan diambil dari enam angka pertama nomor KK.",
        en="This file has no village column; the district was read from the first six digits of the card number.",
        do_id="Sebutkan desanya ketika memasukkan berkas.",
        do_en="Name the village when taking the file in.",
    ),
)
CODES = load(Path(__file__).with_name("codes.yaml"))
COLUMNS = {
    "no_kk": "kk",
    "nik": "nik",
    "nama": "name",
    "tanggallahir": "birth_date",
    "tempatlahir": "birth_place",
    "nama_ibu": "mother_name",
    "alamat": "address",
    "dusun": "hamlet",
    "rt": "rt",
    "rw": "rw",
}
RECOGNISED_BY = frozenset({"no_kk", "nik", "nama", "kk_level", "tanggallahir"})
ATTENDING = (4, *range(6, 17))
NEVER_AT_SCHOOL, NO_LONGER, NOT_AT_SCHOOL = "1", "3", "18"


def matches(headings: Sequence[str]) -> bool:
    """`kk_level` stands in no other layout."""
    return RECOGNISED_BY.issubset(headings)


def canonical(frame: pl.DataFrame, *, places: Places, village: str) -> pl.DataFrame:
    """Codes of the civil registry become those of the Regsosek form; what has no counterpart is not known."""
    named = {heading: COLUMNS[heading.lower()] for heading in frame.columns if heading.lower() in COLUMNS}
    headings = {heading.lower(): heading for heading in frame.columns}
    columns = frame.select(
        "row", pl.col(*named).name.map(named.__getitem__), *translated(CODES, headings), *_schooling(headings)
    )
    return _placed(columns, village)


def _schooling(headings: dict[str, str]) -> list[pl.Expr]:
    """“Not at school” means never for somebody without any schooling, no longer for everybody else."""
    if not {"pendidikan_sedang_id", "pendidikan_kk_id"} <= headings.keys():
        return []
    now, ever = plain_code(headings["pendidikan_sedang_id"]), plain_code(headings["pendidikan_kk_id"])
    table = {
        "1": "1",
        "2": "1",
        "3": "1",
        "5": NO_LONGER,
        **dict.fromkeys(map(str, ATTENDING), "2"),
    }
    left = pl.when(ever == NEVER_AT_SCHOOL).then(pl.lit(NEVER_AT_SCHOOL)).otherwise(pl.lit(NO_LONGER))
    status = (
        pl.when(now == NOT_AT_SCHOOL)
        .then(left)
        .otherwise(now.replace_strict(table, default=None, return_dtype=pl.String))
    )
    return [status.alias("school_status")]


def _placed(columns: pl.DataFrame, village: str) -> pl.DataFrame:
    if village:
        return columns.with_columns(region_code=pl.lit(village))
    digits = pl.col("kk").str.replace_all(r"[\s.\-'’‘`]", "")
    district = pl.when(digits.str.contains(r"^\d{16}$")).then(
        pl.concat_str(digits.str.slice(0, 2), digits.str.slice(2, 2), digits.str.slice(4, 2), separator=".")
    )
    return columns.with_columns(
        district.alias("region_code"), district.is_not_null().alias("note.region_code.region_from_card")
    )
