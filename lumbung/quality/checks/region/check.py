"""A village that exists, inside the reach of whoever sends the file."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from lumbung.quality.canonical import written
from lumbung.quality.checking import ERROR, WARNING, Found, Reason
from lumbung.quality.places import DISTRICT

REASONS = (
    Reason(
        "region_unknown",
        ERROR,
        id="Kode wilayah ini tidak ada dalam daftar Kemendagri.",
        en="This area code is not on the list of the Ministry of Home Affairs.",
        do_id="Pakai kode desa 10 angka dengan titik, misalnya 33.23.01.2001.",
        do_en="Use the village code of 10 digits with dots, as 33.23.01.2001.",
    ),
    Reason(
        "region_too_wide",
        ERROR,
        id="Kode ini menunjuk kabupaten atau provinsi, bukan desa.",
        en="This code names a regency or a province, not a village.",
        do_id="Isi kode desanya.",
        do_en="Fill in the code of the village.",
    ),
    Reason(
        "region_is_district",
        WARNING,
        id="Kode ini menunjuk kecamatan; desanya belum diketahui.",
        en="This code names a district; the village is not known yet.",
        do_id="Lengkapi kode desanya.",
        do_en="Add the code of the village.",
    ),
    Reason(
        "region_retired",
        WARNING,
        id="Kode wilayah ini sudah tidak berlaku; penggantinya dipakai.",
        en="This area code is retired; its successor is used.",
        do_id="Pakai kode yang baru pada berkas berikutnya.",
        do_en="Use the new code in the next file.",
    ),
    Reason(
        "region_gone",
        ERROR,
        id="Kode wilayah ini sudah tidak berlaku dan penggantinya tidak pasti.",
        en="This area code is retired and its successor is not certain.",
        do_id="Cari kode desa yang berlaku sekarang.",
        do_en="Look up the village code in force.",
    ),
    Reason(
        "region_outside_reach",
        ERROR,
        id="Wilayah ini di luar wilayah tugas Anda.",
        en="This area is outside the one you work in.",
        do_id="Minta petugas wilayah itu memasukkannya.",
        do_en="Ask the officer of that area to take it in.",
    ),
)

COLUMN = "region_code"


def in_row(on: date) -> Iterator[Found]:
    """One finding a row: the first that holds."""
    level, retired = pl.col("region_level"), pl.col("region_retired")
    known = level.is_not_null()
    gone = retired & pl.col("region_successor").is_null()
    yield Found("region_unknown", COLUMN, written(COLUMN).is_not_null() & ~known)
    yield Found("region_gone", COLUMN, gone)
    yield Found("region_too_wide", COLUMN, known & ~gone & (level < DISTRICT))
    yield Found("region_retired", COLUMN, retired & ~gone)
    yield Found("region_is_district", COLUMN, ~gone & (level == DISTRICT))
    yield Found("region_outside_reach", COLUMN, known & ~gone & (level >= DISTRICT) & ~pl.col("within_reach"))
