"""What was compared, and why a pair waits for a person, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.quality.linkage.comparing import DIFFERENT, UNKNOWN

FIELDS = {
    "name": _("Nama"),
    "birth_date": _("Tanggal lahir"),
    "sex": _("Jenis kelamin"),
    "nik": _("NIK"),
    "mother": _("Nama ibu kandung"),
    "village": _("Desa"),
    "birth_place": _("Tempat lahir"),
    "household": _("Kartu keluarga atau telepon"),
}
ANY: dict[str, Any] = {
    "same": _("sama"),
    UNKNOWN: _("belum diketahui di salah satu"),
    DIFFERENT: _("berbeda"),
}
LEVELS: dict[str, dict[str, Any]] = {
    "name": {
        "same": _("bunyinya sama"),
        "shorter": _("yang satu lebih singkat atau tersambung"),
        "similar": _("hampir sama"),
        "partly": _("hanya sebagian sama"),
    },
    "birth_date": {
        "same_default": _("sama, tetapi hari pengganti seperti 1 Juli"),
        "swapped": _("tanggal dan bulan tertukar"),
        "default": _("tahun sama, salah satunya hari pengganti seperti 1 Juli"),
        "year_off": _("tanggal dan bulan sama, tahun meleset"),
        "days_off": _("berselisih paling banyak sebulan"),
        "one_digit": _("beda satu angka"),
        "same_year": _("tahunnya berdekatan, harinya lain"),
    },
    "nik": {
        "cut": _("sama, satu terpotong"),
        "serial": _("sama kecuali nomor urut di belakang"),
        "one_digit": _("beda satu angka atau dua angka tertukar"),
    },
    "mother": {
        "same": _("bunyinya sama"),
        "shorter": _("yang satu lebih singkat"),
        "similar": _("hampir sama"),
    },
    "village": {
        "district": _("kecamatan sama"),
        "regency": _("kabupaten sama"),
    },
    "household": {
        "card": _("kartu keluarga sama"),
        "phone": _("telepon sama"),
    },
}
HOLDS = {
    "same_card": _("Keduanya anggota kartu keluarga yang sama."),
    "twins": _("Mungkin kembar: lahir pada hari yang sama di rumah yang sama, atau NIK berbeda hanya di nomor urut."),
    "parent_child": _("Mungkin orang tua dan anak: nama hampir sama, tahun lahir berjauhan."),
    "nik_of_several": _("NIK yang sama mungkin dipakai orang berbeda: nama atau tanggal lahirnya tidak cocok."),
    "nik_differs": _("Keduanya punya NIK lengkap yang berbeda."),
    "name_differs": _("Tanpa NIK yang mendukung, namanya tidak ditulis sama."),
    "birth_differs": _("Tanpa NIK yang mendukung, tanggal lahirnya tidak sama atau tidak diketahui."),
    "elsewhere": _("Selain nama dan tanggal lahir tidak ada yang menghubungkan keduanya."),
}
REGIMES: dict[str, Any] = {
    "usual": _("kotor seperti biasa"),
    "clean": _("bersih"),
    "dirty": _("kotor sekali"),
    "hardly a NIK": _("hampir tanpa NIK"),
    "no NIK": _("tanpa NIK"),
    "many twins": _("banyak kembar"),
    "no twins": _("tanpa kembar"),
    "many copies": _("banyak salinan"),
    "nobody twice": _("tidak ada yang ganda"),
    "one village": _("beberapa desa padat saja"),
    "no card, no phone": _("tanpa nomor KK dan telepon"),
    "NIK of relatives": _("NIK tertukar serumah"),
}


def regime(name: str) -> str:
    """The kind of made-up list on which a model was measured."""
    return str(REGIMES.get(name, name))


def field(code: str) -> str:
    """What was compared."""
    return str(FIELDS.get(code, code))


def words(field: str, level: str) -> str:
    """How the two agree in one field."""
    return str(LEVELS.get(field, {}).get(level) or ANY.get(level, level))


def hold(code: str) -> str:
    """Why the pair is never merged without a person; empty when nothing speaks against it."""
    return str(HOLDS.get(code, ""))
