"""Lumbung's own layout: one row a person, Regsosek codes, headings in Indonesian."""

from collections.abc import Sequence

import polars as pl
from django.utils.translation import gettext_lazy as _

from lumbung.quality.places import Places

TITLE = _("tata letak Lumbung")
REASONS = ()
COLUMNS = {
    "nomor_kk": "kk",
    "kode_desa": "region_code",
    "telepon": "phone",
    "nik": "nik",
    "nama": "name",
    "jenis_kelamin": "sex",
    "tanggal_lahir": "birth_date",
    "tempat_lahir": "birth_place",
    "nama_ibu": "mother_name",
    "hubungan": "relation",
    "status_kawin": "marital",
    "keberadaan": "presence",
    "hamil": "pregnant",
    "status_sekolah": "school_status",
    "jenjang_sekolah": "school_level",
    "kelas": "grade",
    "ijazah": "diploma",
    "bekerja": "works",
    "lapangan_usaha": "sector",
    "kedudukan_kerja": "position",
    "sulit_melihat": "d_sight",
    "sulit_mendengar": "d_hearing",
    "sulit_berjalan": "d_walking",
    "sulit_tangan": "d_hands",
    "sulit_belajar": "d_learning",
    "sulit_perilaku": "d_behaviour",
    "sulit_bicara": "d_speech",
    "sulit_mengurus_diri": "d_selfcare",
    "sulit_mengingat": "d_memory",
    "sedih": "sad",
    "pengasuh": "carer",
    "penyakit_kronis": "chronic",
    "korban_ham": "violation_victim",
    "alamat": "address",
    "dusun": "hamlet",
    "rt": "rt",
    "rw": "rw",
    "kepemilikan_rumah": "tenure",
    "luas_lantai": "floor_area",
    "jenis_lantai": "floor",
    "jenis_dinding": "wall",
    "jenis_atap": "roof",
    "sumber_air": "water",
    "penerangan": "lighting",
    "daya_listrik": "power",
    "bahan_bakar": "fuel",
    "jamban": "toilet",
    "jenis_kloset": "toilet_type",
    "pembuangan_tinja": "disposal",
    "tabung_gas": "gas",
    "kulkas": "fridge",
    "ac": "ac",
    "pemanas_air": "heater",
    "telepon_rumah": "landline",
    "televisi": "tv",
    "emas": "gold",
    "komputer": "computer",
    "sepeda_motor": "motorcycle",
    "sepeda": "bicycle",
    "mobil": "car",
    "perahu": "boat",
    "perahu_motor": "motorboat",
    "ponsel": "smartphone",
    "lahan": "land",
    "rumah_lain": "house_elsewhere",
    "sapi": "cattle",
    "kerbau": "buffalo",
    "kuda": "horse",
    "babi": "pig",
    "kambing": "goat",
}
RECOGNISED_BY = frozenset({"nomor_kk", "nik", "nama", "tanggal_lahir"})


def matches(headings: Sequence[str]) -> bool:
    """The four headings that no other layout has together; order and further columns don't matter."""
    return RECOGNISED_BY.issubset(headings)


def canonical(frame: pl.DataFrame, *, places: Places, village: str) -> pl.DataFrame:
    """Other names, same contents; a village named by the sender stands in where a row has none."""
    named = {heading: COLUMNS[heading.lower()] for heading in frame.columns if heading.lower() in COLUMNS}
    renamed = frame.select("row", pl.col(*named).name.map(named.__getitem__))
    if not village:
        return renamed
    given = pl.col("region_code") if "region_code" in renamed.columns else pl.lit(None, pl.String)
    return renamed.with_columns(region_code=pl.coalesce(given, pl.lit(village)))
