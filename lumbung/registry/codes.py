"""The code lists of the Regsosek 2022 family form, in words.

A list is named after its column; the number beside it is the question of the form. Structure and words follow the
published form; a single code stays to be compared with the printed original (domain notes, 1.2).
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

SEX = {  # 405
    "L": _("Laki-laki"),
    "P": _("Perempuan"),
}
BIRTH_DATE_SOURCE = {
    "stated": _("tertulis di sumbernya"),
    "nik": _("dibaca dari NIK"),
    "age": _("dihitung dari umur"),
}
RELATION = {  # 409
    1: _("Kepala keluarga"),
    2: _("Istri atau suami"),
    3: _("Anak"),
    4: _("Menantu"),
    5: _("Cucu"),
    6: _("Orang tua atau mertua"),
    7: _("Pembantu atau sopir"),
    8: _("Lainnya"),
}
MARITAL = {  # 408
    1: _("Belum kawin"),
    2: _("Kawin"),
    3: _("Cerai hidup"),
    4: _("Cerai mati"),
}
PRESENCE = {  # 404
    1: _("Tinggal bersama keluarga"),
    2: _("Meninggal"),
    3: _("Pindah di dalam negeri"),
    4: _("Pindah ke luar negeri"),
    5: _("Anggota baru"),
    6: _("Tidak ditemukan"),
}
SCHOOL_STATUS = {  # 412
    1: _("Belum pernah sekolah"),
    2: _("Masih sekolah"),
    3: _("Tidak bersekolah lagi"),
}
SCHOOL_LEVEL = {  # 413
    1: _("Paket A"),
    2: _("SDLB"),
    3: _("SD"),
    4: _("MI"),
    5: _("SPM/PDF Ula"),
    6: _("Paket B"),
    7: _("SMPLB"),
    8: _("SMP"),
    9: _("MTs"),
    10: _("SPM/PDF Wustha"),
    11: _("Paket C"),
    12: _("SMALB"),
    13: _("SMA"),
    14: _("MA"),
    15: _("SMK"),
    16: _("MAK"),
    17: _("SPM/PDF Ulya"),
    18: _("D1, D2, atau D3"),
    19: _("D4 atau S1"),
    20: _("Profesi"),
    21: _("S2"),
    22: _("S3"),
}
SECTOR = {  # 417
    1: _("Tanaman pangan dan palawija"),
    2: _("Hortikultura"),
    3: _("Perkebunan"),
    4: _("Perikanan"),
    5: _("Peternakan"),
    6: _("Kehutanan dan pertanian lainnya"),
    7: _("Pertambangan dan penggalian"),
    8: _("Industri pengolahan"),
    9: _("Listrik dan gas"),
    10: _("Air, limbah, dan daur ulang"),
    11: _("Bangunan"),
    12: _("Perdagangan dan reparasi kendaraan"),
    13: _("Pengangkutan dan pergudangan"),
    14: _("Penginapan dan makan minum"),
    15: _("Informasi dan komunikasi"),
    16: _("Keuangan dan asuransi"),
    17: _("Real estat"),
    18: _("Jasa profesi, ilmiah, dan teknis"),
    19: _("Penyewaan, ketenagakerjaan, dan perjalanan"),
    20: _("Administrasi pemerintahan dan pertahanan"),
    21: _("Pendidikan"),
    22: _("Kesehatan dan kegiatan sosial"),
    23: _("Kesenian, hiburan, dan rekreasi"),
    24: _("Jasa lainnya"),
    25: _("Pekerjaan di rumah tangga"),
    26: _("Badan internasional"),
}
POSITION = {  # 418
    1: _("Berusaha sendiri"),
    2: _("Berusaha dibantu buruh tidak tetap"),
    3: _("Berusaha dibantu buruh tetap"),
    4: _("Buruh atau pegawai swasta"),
    5: _("ASN, TNI, Polri, BUMN, BUMD, atau pejabat negara"),
    6: _("Pekerja bebas di pertanian"),
    7: _("Pekerja bebas di luar pertanian"),
    8: _("Pekerja keluarga tanpa upah"),
}
DIFFICULTY = {  # 428a-i
    1: _("Sama sekali tidak bisa"),
    2: _("Banyak kesulitan dan perlu bantuan"),
    3: _("Sedikit kesulitan"),
    4: _("Tidak ada kesulitan"),
}
SADNESS = {  # 428j
    1: _("Sangat sering"),
    2: _("Sering"),
    3: _("Jarang"),
    4: _("Tidak pernah"),
}
CARER = {  # 429
    1: _("Ada, anggota keluarga"),
    2: _("Ada, orang lain"),
    3: _("Tidak ada, tinggal sendiri"),
}
CHRONIC = {  # 430
    1: _("Tidak ada"),
    2: _("Hipertensi"),
    3: _("Rematik"),
    4: _("Asma"),
    5: _("Masalah jantung"),
    6: _("Diabetes"),
    7: _("Tuberkulosis"),
    8: _("Strok"),
    9: _("Kanker"),
    10: _("Gagal ginjal"),
    11: _("Hemofilia"),
    12: _("HIV/AIDS"),
    13: _("Kolesterol"),
    14: _("Sirosis hati"),
    15: _("Talasemia"),
    16: _("Leukemia"),
    17: _("Alzheimer"),
    18: _("Lainnya"),
}
TENURE = {  # 301a
    1: _("Milik sendiri"),
    2: _("Sewa"),
    3: _("Bebas sewa"),
    4: _("Rumah dinas"),
    5: _("Lainnya"),
}
FLOOR = {  # 303
    1: _("Marmer atau granit"),
    2: _("Keramik"),
    3: _("Parket, vinil, atau karpet"),
    4: _("Ubin, tegel, atau teraso"),
    5: _("Kayu atau papan"),
    6: _("Semen atau bata merah"),
    7: _("Bambu"),
    8: _("Tanah"),
    9: _("Lainnya"),
}
WALL = {  # 304
    1: _("Tembok"),
    2: _("Plesteran anyaman bambu atau kawat"),
    3: _("Kayu, papan, gipsum, atau GRC"),
    4: _("Anyaman bambu"),
    5: _("Batang kayu"),
    6: _("Bambu"),
    7: _("Lainnya"),
}
ROOF = {  # 305
    1: _("Beton"),
    2: _("Genteng"),
    3: _("Seng"),
    4: _("Asbes"),
    5: _("Bambu"),
    6: _("Kayu atau sirap"),
    7: _("Jerami, ijuk, daun, atau rumbia"),
    8: _("Lainnya"),
}
WATER = {  # 306a
    1: _("Air kemasan bermerek"),
    2: _("Air isi ulang"),
    3: _("Leding"),
    4: _("Sumur bor atau pompa"),
    5: _("Sumur terlindung"),
    6: _("Sumur tak terlindung"),
    7: _("Mata air terlindung"),
    8: _("Mata air tak terlindung"),
    9: _("Air permukaan"),
    10: _("Air hujan"),
    11: _("Lainnya"),
}
LIGHTING = {  # 307a
    1: _("PLN dengan meteran"),
    2: _("PLN tanpa meteran"),
    3: _("Listrik bukan PLN"),
    4: _("Bukan listrik"),
}
POWER = {  # 307b
    1: _("450 W"),
    2: _("900 W"),
    3: _("1.300 W"),
    4: _("2.200 W"),
    5: _("Di atas 2.200 W"),
}
FUEL = {  # 308
    1: _("Listrik"),
    2: _("Gas elpiji 5,5 kg atau bluegaz"),
    3: _("Gas elpiji 12 kg"),
    4: _("Gas elpiji 3 kg"),
    5: _("Gas kota"),
    6: _("Biogas"),
    7: _("Minyak tanah"),
    8: _("Briket"),
    9: _("Arang"),
    10: _("Kayu bakar"),
    11: _("Lainnya"),
    12: _("Tidak memasak di rumah"),
}
TOILET = {  # 309a
    1: _("Ada, hanya untuk keluarga sendiri"),
    2: _("Ada, bersama keluarga tertentu"),
    3: _("Ada, di MCK komunal"),
    4: _("Ada, di MCK umum"),
    5: _("Ada, tidak dipakai"),
    6: _("Tidak ada"),
}
TOILET_TYPE = {  # 309b
    1: _("Leher angsa"),
    2: _("Plengsengan dengan tutup"),
    3: _("Plengsengan tanpa tutup"),
    4: _("Cemplung"),
}
DISPOSAL = {  # 310
    1: _("Tangki septik"),
    2: _("IPAL"),
    3: _("Kolam, sawah, sungai, danau, atau laut"),
    4: _("Lubang tanah"),
    5: _("Pantai, tanah lapang, atau kebun"),
    6: _("Lainnya"),
}

DIFFICULTIES = {  # 428a to 428i
    "d_sight": _("Penglihatan"),
    "d_hearing": _("Pendengaran"),
    "d_walking": _("Berjalan atau naik tangga"),
    "d_hands": _("Menggerakkan tangan atau jari"),
    "d_learning": _("Belajar"),
    "d_behaviour": _("Mengendalikan perilaku"),
    "d_speech": _("Berbicara dan memahami"),
    "d_selfcare": _("Mengurus diri"),
    "d_memory": _("Mengingat dan memusatkan pikiran"),
}

ASSETS = {  # 502 and 503; 1 is yes, or a count
    "gas": _("Tabung gas 5,5 kg atau lebih"),
    "fridge": _("Kulkas"),
    "ac": _("Penyejuk udara"),
    "heater": _("Pemanas air"),
    "landline": _("Telepon rumah"),
    "tv": _("Televisi layar datar"),
    "gold": _("Emas 10 gram atau lebih"),
    "computer": _("Komputer"),
    "motorcycle": _("Sepeda motor"),
    "bicycle": _("Sepeda"),
    "car": _("Mobil"),
    "boat": _("Perahu"),
    "motorboat": _("Perahu motor"),
    "smartphone": _("Telepon pintar"),
    "land": _("Tanah lain"),
    "house_elsewhere": _("Rumah lain"),
    "cattle": _("Sapi"),
    "buffalo": _("Kerbau"),
    "horse": _("Kuda"),
    "pig": _("Babi"),
    "goat": _("Kambing atau domba"),
}

PROGRAMMES = {  # 501
    "sembako": _("Program Sembako atau BPNT"),
    "pkh": _("Program Keluarga Harapan (PKH)"),
    "blt_desa": _("BLT Dana Desa"),
    "electricity": _("Subsidi listrik"),
    "local_aid": _("Bantuan pemerintah daerah"),
    "fertiliser": _("Subsidi pupuk"),
    "lpg": _("Subsidi elpiji 3 kg"),
}
VISIT_RESULT = {  # 205
    1: _("Terisi lengkap"),
    2: _("Terisi sebagian"),
    3: _("Tidak ada yang bisa menjawab"),
    4: _("Menolak menjawab"),
    5: _("Pindah atau tidak ditemukan"),
}

NO_DIFFICULTY = 4


def word(codes: Mapping, code: Any) -> Any:
    """The word for a code of one list; a dash for a code that was not asked or is not in the list."""
    return codes.get(code, "–")
