"""The product's own layout: one row per person, the family's and the dwelling's columns repeated."""

from __future__ import annotations

import polars as pl

FAMILY = ("id_keluarga", "no_kk", "kode_wilayah", "alamat", "dusun", "rt", "rw", "no_hp")
PERSON = (
    *("nik", "nama", "hubungan", "jk", "tempat_lahir", "tgl_lahir", "nama_ibu", "status_kawin", "keberadaan", "hamil"),
    *("status_sekolah", "jenjang", "kelas", "ijazah", "bekerja", "lapangan", "kedudukan"),
    *("sulit_lihat", "sulit_dengar", "sulit_jalan", "sulit_tangan", "sulit_belajar", "sulit_perilaku"),
    *("sulit_bicara", "sulit_urus_diri", "sulit_ingat", "sedih", "pengasuh", "penyakit_kronis", "korban_ham"),
)
DWELLING = (
    *("status_rumah", "luas_lantai", "lantai", "dinding", "atap", "air_minum", "penerangan", "daya", "bahan_bakar"),
    *("jamban", "kloset", "tinja"),
)
ASSETS = (
    *("gas", "kulkas", "ac", "pemanas", "telepon", "tv", "emas", "komputer", "motor", "sepeda", "mobil", "perahu"),
    *("kapal_motor", "hp_pintar", "lahan", "rumah_lain", "sapi", "kerbau", "kuda", "babi", "kambing"),
)
COLUMNS = (*FAMILY, *PERSON, *DWELLING, *ASSETS)


def as_text(people: pl.DataFrame) -> pl.DataFrame:
    """The layout as it is written to a file: every cell text, unknown is empty (null)."""
    return people.with_columns(
        tempat_lahir=pl.coalesce("born_away", "home_town"),
        tgl_lahir=pl.col("tgl_lahir").dt.strftime("%Y-%m-%d"),
    ).select(pl.col(name).cast(pl.String) for name in COLUMNS)
