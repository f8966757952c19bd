"""Lumbung's own layout: one row a person, Regsosek codes, headings in Indonesian."""

import re
from collections.abc import Sequence

import polars as pl
from django.utils.translation import gettext_lazy as _

from lumbung.quality.code_lists import NAMES
from lumbung.quality.places import Places

TITLE = _("tata letak Lumbung")
REASONS = ()
COLUMNS = {
    "no_kk": "kk",
    "kode_wilayah": "region_code",
    "no_hp": "phone",
    "nik": "nik",
    "nama": "name",
    "jk": "sex",
    "tgl_lahir": "birth_date",
    "tempat_lahir": "birth_place",
    "nama_ibu": "mother_name",
    "hubungan": "relation",
    "status_kawin": "marital",
    "keberadaan": "presence",
    "hamil": "pregnant",
    "status_sekolah": "school_status",
    "jenjang": "school_level",
    "kelas": "grade",
    "ijazah": "diploma",
    "bekerja": "works",
    "lapangan": "sector",
    "kedudukan": "position",
    "sulit_lihat": "d_sight",
    "sulit_dengar": "d_hearing",
    "sulit_jalan": "d_walking",
    "sulit_tangan": "d_hands",
    "sulit_belajar": "d_learning",
    "sulit_perilaku": "d_behaviour",
    "sulit_bicara": "d_speech",
    "sulit_urus_diri": "d_selfcare",
    "sulit_ingat": "d_memory",
    "sedih": "sad",
    "pengasuh": "carer",
    "penyakit_kronis": "chronic",
    "korban_ham": "violation_victim",
    "alamat": "address",
    "dusun": "hamlet",
    "rt": "rt",
    "rw": "rw",
    "status_rumah": "tenure",
    "luas_lantai": "floor_area",
    "lantai": "floor",
    "dinding": "wall",
    "atap": "roof",
    "air_minum": "water",
    "penerangan": "lighting",
    "daya": "power",
    "bahan_bakar": "fuel",
    "jamban": "toilet",
    "kloset": "toilet_type",
    "tinja": "disposal",
    "gas": "gas",
    "kulkas": "fridge",
    "ac": "ac",
    "pemanas": "heater",
    "telepon": "landline",
    "tv": "tv",
    "emas": "gold",
    "komputer": "computer",
    "motor": "motorcycle",
    "sepeda": "bicycle",
    "mobil": "car",
    "perahu": "boat",
    "kapal_motor": "motorboat",
    "hp_pintar": "smartphone",
    "lahan": "land",
    "rumah_lain": "house_elsewhere",
    "sapi": "cattle",
    "kerbau": "buffalo",
    "kuda": "horse",
    "babi": "pig",
    "kambing": "goat",
}
YES_OR_NO = (
    *("gas", "fridge", "ac", "heater", "landline", "tv", "gold", "computer", "motorcycle", "bicycle", "car", "boat"),
    *("motorboat", "smartphone", "land", "house_elsewhere"),
)
"""The form writes 1 for yes and 2 for no; the registry keeps 1 and 0, because herds and some assets are counts."""
NAMES_OF_AREAS = {
    **dict.fromkeys(("provinsi", "nama_provinsi"), NAMES["province"]),
    **dict.fromkeys(("kabupaten", "kabupaten_kota", "nama_kabupaten"), NAMES["regency"]),
    **dict.fromkeys(("kecamatan", "nama_kecamatan"), NAMES["district"]),
    **dict.fromkeys(("desa", "kelurahan", "desa_kelurahan", "nama_desa"), NAMES["village"]),
}
"""Names beside the code: they tell BPS codes from official ones, and stand in where a row has no code."""
RECOGNISED_BY = frozenset({"no_kk", "nik", "nama", "tgl_lahir"})


def matches(headings: Sequence[str]) -> bool:
    """The four headings that no other layout has together; order and further columns don't matter."""
    return RECOGNISED_BY.issubset(headings)


def canonical(frame: pl.DataFrame, *, places: Places, village: str) -> pl.DataFrame:
    """Other names, same contents; a village named by the sender stands in where a row has none."""
    known = {**COLUMNS, **NAMES_OF_AREAS}
    plain = {heading: re.sub(r"[\s/]+", "_", heading.lower()) for heading in frame.columns}
    named = {heading: known[name] for heading, name in plain.items() if name in known}
    named = {heading: target for heading, target in named.items() if list(named.values()).count(target) == 1}
    renamed = frame.select("row", pl.col(*named).name.map(named.__getitem__))
    renamed = renamed.with_columns(pl.col(name).replace("2", "0") for name in YES_OR_NO if name in renamed.columns)
    if not village:
        return renamed
    given = pl.col("region_code") if "region_code" in renamed.columns else pl.lit(None, pl.String)
    return renamed.with_columns(region_code=pl.coalesce(given, pl.lit(village)))
