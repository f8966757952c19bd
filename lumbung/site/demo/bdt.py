"""The layout of BDT 2015: one row per person, 101 columns, a second row that repeats column numbers, no family card.

Its villages carry the statistics office's codes, which are not the ministry's; only the names connect them.
"""

from __future__ import annotations

import polars as pl

from lumbung.site.demo.own import ASSETS

PLACE = (
    *("ruta_6 (1)", "ID rumah tangga (2)", "Provinsi (3)", "Kode Provinsi (4)", "Kab/Kota (5)", "Kode Kab/Kota (6)"),
    *("Kecamatan (7)", "Kode Kecamatan (8)", "Desa/Kelurahan (9)", "Kode Desa/Kelurahan (10)", "Nama SLS (11)"),
    *("Alamat (12)", "Nama KRT (13)", "Jumlah ART (14)", "Jumlah Keluarga (15)"),
)
HOUSE = (
    *("Status bangunan (16)", "Status lahan (17)", "Luas lantai (18)", "Lantai terluas (19)", "Dinding terluas (20)"),
    *(
        "Kondisi Dinding (21)",
        "Atap Terluas (22)",
        "Kondisi Atap (23)",
        "Jumlah kamar tidur (24)",
        "Sumber air minum (25)",
    ),
    *("Cara memperoleh air minum (26)", "Sumber penerangan utama (27)", "Daya terpasang (28)"),
    *("Bahan bakar memasak (29)", "Fasilitas BAB (30)", "Jenis kloset (31)", "Tempat buang tinja (32)"),
)
OWNED = {
    "Kepemilikan tabung gas 5,5kg (33)": "gas",
    "Kepemilikan lemari es (34)": "kulkas",
    "Kepemilikan ac (35)": "ac",
    "Kepemilikan pemanas air (36)": "pemanas",
    "Kepemilikan telepon rumah (37)": "telepon",
    "Kepemilikan televisi (38)": "tv",
    "Kepemilikan emas dan tabungan (39)": "emas",
    "Kepemilikan laptop/komputer (40)": "komputer",
    "Kepemilikan sepeda (41)": "sepeda",
    "Kepemilikan sepeda motor (42)": "motor",
    "Kepemilikan mobil (43)": "mobil",
    "Kepemilikan perahu (44)": "perahu",
    "Kepemilikan motor tempel (45)": "kapal_motor",
    "Kepemilikan perahu motor (46)": "kapal_motor",
    "Kepemilikan kapal (47)": "",
}
AFTER_OWNED = (
    *("Nomor HP  yang aktif (48)", "Jumlah ruangan rumah yang ditempati (49)", "Kepemilikan aset tidak bergerak (50)"),
    *("Luas aset tidak bergerak", "Kepemilikan rumah di tempat lain", "Jumlah sapi yang dimiliki"),
    *("Jumlah kerbau yang dimiliki", "Jumlah kuda yang dimiliki", "Jumlah babi yang dimiliki"),
    *("Jumlah kambing/domba yang dimiliki", "Status ART yang memiliki usaha", "Status KKS", "Status KIP", "Status KIS"),
    *("Status BPJS  mandiri", "Status Jamsostek", "Status asuransi kesehatan lainnya", "Status PKH", "Status Rastra"),
    *(
        "Status KUR",
        "No Urut ART Wanita Usia Subur",
        "Usia Suami",
        "Usia Istri",
        "Kepesertaan KB",
        "Metode Kontrasepsi",
    ),
    *("Lama menggunakan kontrasepsi (tahun)", "Lama menggunakan kontrasepsi (bulan)", "Tempat pelayanan KB"),
    *("Status ingin punya anak lagi", "Alasan utama tidak ber KB", "percentile"),
)
PERSON = (
    *("Nomor urut ART", "Nama ART", "NIK", "HubKRT", "Nomor urut keluarga", "Hubungan dengan kepala keluarga"),
    *("jenis kelamin", "Umur anggota rumah tangga (tahun)", "Status perkawinan", "Kepemilikan akta/buku nikah"),
    *("Tercantum di dalam KK", "Kepemilikan kartu identitas", "Status kehamilan", "Jenis cacat", "Penyakit kronis"),
    *("Partisipasi sekolah", "Pendidikan tertinggi", "Kelas tertinggi", "Ijazah tertinggi", "Bekerja seminggu yg lalu"),
    *("Jumlah jam kerja", "Lapangan usaha", "Status dalam pekerjaan"),
)
COLUMNS = (*PLACE, *HOUSE, *OWNED, *AFTER_OWNED, *PERSON)

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FLOOR = {8: 9, 9: 10}
ROOF = {2: 4, 3: 6, 4: 5, 5: 7, 6: 8, 7: 9, 8: 10}
WATER = {4: 5, 5: 6, 6: 7, 7: 8, 8: 9, 9: 10, 10: 11, 11: 12, 12: 3, 13: 3}
LIGHT = {2: 1, 3: 2, 4: 3}
FUEL = {3: 2, 4: 3, 5: 4, 6: 4, 7: 5, 8: 6, 9: 7, 10: 8, 11: 8, 12: 9}
TOILET = {3: 3, 4: 3, 5: 3, 6: 4}
BOWL = {3: 2, 4: 3}
DISPOSAL = {3: 4, 4: 3}
SCHOOLING = {1: 0, 2: 1, 3: 2}
LEVEL = {3: 1, 4: 3, 8: 4, 9: 6, 13: 7, 15: 7, 14: 9, 18: 10, 19: 10, 21: 10}
DIPLOMA = {23: 0, 3: 1, 4: 1, 8: 2, 9: 2, 13: 3, 14: 3, 15: 3, 18: 4, 19: 5, 21: 6}
ILLNESS = {1: 0, 2: 1, 3: 2, 4: 3, 5: 4, 6: 5, 7: 6, 8: 7, 9: 8, 10: 9, 13: 9, 18: 9}
SECTOR = {5: 6, 6: 7, 7: 8, 8: 9, 9: 10, 13: 14, 14: 13, 20: 19, 21: 17, 22: 18, 24: 19, 25: 21}
IMPAIRMENT = (
    ("sulit_jalan", 1),
    ("sulit_tangan", 1),
    ("sulit_lihat", 2),
    ("sulit_dengar", 3),
    ("sulit_bicara", 4),
    ("sulit_belajar", 10),
    ("sulit_perilaku", 11),
)


def as_bdt(people: pl.DataFrame, *, villages: pl.DataFrame) -> pl.DataFrame:
    """People of `population` in the layout of 2015, every cell text; `villages` has the names above each village."""
    numbered = people.join(_statistics_codes(villages), on="kode_wilayah", maintain_order="left").with_columns(
        order=pl.int_range(1, pl.len() + 1).over("id_keluarga"), size=pl.len().over("id_keluarga")
    )
    filled = {**_place(), **_house(), **_owned(), **_person()}
    empty = pl.lit(None, dtype=pl.String)
    return numbered.select(filled.get(name, empty).cast(pl.String).alias(name) for name in COLUMNS)


def second_row() -> list[str | None]:
    """What stands below the headers: the word KOLOM, the number of the second column, then nothing."""
    return ["KOLOM", "2", *[None] * (len(COLUMNS) - 2)]


def _statistics_codes(villages: pl.DataFrame) -> pl.DataFrame:
    """Codes in the manner of the statistics office: districts in tens, villages in ones."""
    upper = pl.col("name", "district_name", "regency_name", "province_name").str.to_uppercase()
    return villages.select(
        upper,
        kode_wilayah="code",
        district_code=(pl.col("district").rank("dense") * 10).cast(pl.String).str.zfill(3),
        village_code=pl.int_range(1, pl.len() + 1).over("district").cast(pl.String).str.zfill(3),
    )


def _place() -> dict[str, pl.Expr]:
    household = pl.col("id_keluarga").str.tail(6)
    return {
        "ruta_6 (1)": _six_letters(),
        "ID rumah tangga (2)": pl.lit("3323") + pl.col("district_code") + pl.col("village_code") + "98" + household,
        "Provinsi (3)": pl.col("province_name"),
        "Kode Provinsi (4)": pl.col("kode_wilayah").str.head(2),
        "Kab/Kota (5)": pl.col("regency_name").str.replace("^(KABUPATEN|KOTA) ", ""),
        "Kode Kab/Kota (6)": pl.col("kode_wilayah").str.slice(3, 2),
        "Kecamatan (7)": pl.col("district_name"),
        "Kode Kecamatan (8)": pl.col("district_code"),
        "Desa/Kelurahan (9)": pl.col("name"),
        "Kode Desa/Kelurahan (10)": pl.col("village_code"),
        "Nama SLS (11)": pl.format("DUSUN {}, RW {}, RT {}", pl.col("dusun").str.to_uppercase(), "rw", "rt"),
        "Alamat (12)": pl.col("alamat").str.to_uppercase(),
        "Nama KRT (13)": pl.col("nama").str.to_uppercase().first().over("id_keluarga"),
        "Jumlah ART (14)": pl.col("size"),
        "Jumlah Keluarga (15)": pl.lit("1"),
    }


def _six_letters() -> pl.Expr:
    """A short number of the household, six digits and letters, another one in every village."""
    number = pl.concat_str("district_code", "village_code").cast(pl.Int64) * 10_000
    number = number + pl.col("id_keluarga").str.tail(6).cast(pl.Int64)
    digits = [((number // len(SIGNS) ** place) % len(SIGNS)) for place in range(5, -1, -1)]
    return pl.concat_str(digit.replace_strict(range(len(SIGNS)), list(SIGNS)) for digit in digits)


def _house() -> dict[str, pl.Expr]:
    metered = pl.col("penerangan") == 1
    return {
        "Status bangunan (16)": pl.col("status_rumah").replace(6, 5),
        "Status lahan (17)": pl.lit("1"),
        "Luas lantai (18)": pl.col("luas_lantai"),
        "Lantai terluas (19)": pl.col("lantai").replace(FLOOR),
        "Dinding terluas (20)": pl.col("dinding"),
        "Kondisi Dinding (21)": pl.when(pl.col("dinding") == 1).then(1).otherwise(2),
        "Atap Terluas (22)": pl.col("atap").replace(ROOF),
        "Kondisi Atap (23)": pl.when(pl.col("atap") <= 2).then(1).otherwise(2),
        "Jumlah kamar tidur (24)": (pl.col("luas_lantai") // 24).clip(1, 6),
        "Sumber air minum (25)": pl.col("air_minum").replace(WATER),
        "Cara memperoleh air minum (26)": pl.when(pl.col("air_minum").is_in([1, 2, 3])).then(1).otherwise(3),
        "Sumber penerangan utama (27)": pl.col("penerangan").replace(LIGHT),
        "Daya terpasang (28)": pl.when(metered).then("daya").when(pl.col("penerangan") == 2).then(6),
        "Bahan bakar memasak (29)": pl.col("bahan_bakar").replace(FUEL),
        "Fasilitas BAB (30)": pl.col("jamban").replace(TOILET),
        "Jenis kloset (31)": pl.col("kloset").replace(BOWL),
        "Tempat buang tinja (32)": pl.col("tinja").replace(DISPOSAL),
    }


def _owned() -> dict[str, pl.Expr]:
    """Yes and no are 1 and 2 in one column and 3 and 4 in the next, all the way."""
    owned = {
        header: (pl.col(name) if name else pl.lit(2)) + 2 * (place % 2)
        for place, (header, name) in enumerate(OWNED.items())
    }
    herds = zip(AFTER_OWNED[5:10], ASSETS[-5:], strict=True)
    return {
        **owned,
        "Nomor HP  yang aktif (48)": pl.when(pl.col("no_hp").is_not_null()).then(1),
        "Kepemilikan aset tidak bergerak (50)": pl.col("lahan"),
        "Kepemilikan rumah di tempat lain": pl.col("rumah_lain") + 2,
        **{header: pl.col(name) for header, name in herds},
        "Status KKS": pl.lit("2"),
        "Status PKH": pl.lit("2"),
    }


def _person() -> dict[str, pl.Expr]:
    impaired = pl.coalesce(pl.when(pl.col(name) <= 2).then(code) for name, code in IMPAIRMENT)
    without_number = pl.col("tgl_lahir").dt.day() == 5
    return {
        "Nomor urut ART": pl.col("order"),
        "Nama ART": pl.col("nama").str.to_uppercase(),
        "NIK": pl.when(~without_number).then("nik"),
        "HubKRT": pl.col("hubungan"),
        "Nomor urut keluarga": pl.lit("1"),
        "Hubungan dengan kepala keluarga": pl.col("hubungan"),
        "jenis kelamin": pl.when(pl.col("jk") == "L").then(1).otherwise(2),
        "Umur anggota rumah tangga (tahun)": pl.col("umur"),
        "Status perkawinan": pl.col("status_kawin"),
        "Tercantum di dalam KK": pl.lit("1"),
        "Status kehamilan": pl.col("hamil"),
        "Jenis cacat": impaired.fill_null(0),
        "Penyakit kronis": pl.col("penyakit_kronis").replace(ILLNESS),
        "Partisipasi sekolah": pl.col("status_sekolah").replace(SCHOOLING),
        "Pendidikan tertinggi": pl.col("jenjang").replace(LEVEL),
        "Kelas tertinggi": pl.col("kelas"),
        "Ijazah tertinggi": pl.col("ijazah").replace(DIPLOMA),
        "Bekerja seminggu yg lalu": pl.col("bekerja"),
        "Jumlah jam kerja": pl.when(pl.col("bekerja") == 1).then(35),
        "Lapangan usaha": pl.col("lapangan").replace(SECTOR),
        "Status dalam pekerjaan": pl.col("kedudukan"),
    }
