"""One spelling for what people write: headings and words in cells are compared after folding."""

import re

import polars as pl

BEHIND = re.compile(r"\s*\((?:-?\d+|[a-z])\)\s*$|_[ih]_[cf]$")
"""What is no part of a heading's words: a column's number, and the marks of survey tools."""
NOT_A_WORD = r"[^a-z0-9]+"
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
SHORT = {
    "no": "nomor",
    "nmr": "nomor",
    "nomer": "nomor",
    "tgl": "tanggal",
    "tg": "tanggal",
    "bln": "bulan",
    "thn": "tahun",
    "th": "tahun",
    "lhr": "lahir",
    "tmpt": "tempat",
    "tmp": "tempat",
    "tpt": "tempat",
    "jk": "jenis kelamin",
    "jns": "jenis",
    "jenkel": "jenis kelamin",
    "nm": "nama",
    "hub": "hubungan",
    "stat": "status",
    "sts": "status",
    "kwn": "kawin",
    "kec": "kecamatan",
    "kab": "kabupaten",
    "prov": "provinsi",
    "prop": "provinsi",
    "propinsi": "provinsi",
    "dsn": "dusun",
    "almt": "alamat",
    "telp": "telepon",
    "tlp": "telepon",
    "telpon": "telepon",
    "tel": "telepon",
    "pend": "pendidikan",
    "pek": "pekerjaan",
    "pkrjn": "pekerjaan",
    "kd": "kode",
    "nokk": "nomor kk",
    "nmprop": "nama provinsi",
    "nmkab": "nama kabupaten",
    "nmkec": "nama kecamatan",
    "nmkel": "nama kelurahan",
    "nmdesa": "nama desa",
    "tgllahir": "tanggal lahir",
    "tglahir": "tanggal lahir",
    "keluaraga": "keluarga",
    "hbkel": "hubungan keluarga",
    "hbgn": "hubungan",
    "lgkp": "lengkap",
    "klmin": "kelamin",
    "pddk": "pendidikan",
    "akh": "akhir",
}
OLD_SPELLING = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("nj", "ny"), ("sj", "sy"))


def folded_heading(heading: str) -> str:
    """A heading in small letters and whole words: “Tgl. Lhr (6)” is “tanggal lahir”."""
    plain = CAMEL.sub(" ", BEHIND.sub("", heading.strip()))
    words = re.sub(NOT_A_WORD, " ", plain.lower()).split()
    return " ".join(SHORT.get(word, word) for word in words)


def new_spelling(text: str) -> str:
    """Spelling before 1972 brought up to date: “Djenis kelamin”, “Noemer kartoe”."""
    for old, new in OLD_SPELLING:
        text = text.replace(old, new)
    return " ".join(SHORT.get(word, word) for word in text.split())


def folded(text: str) -> str:
    """A word of a cell: small letters, single blanks, no punctuation."""
    return re.sub(NOT_A_WORD, " ", text.lower()).strip()


def folded_cells(column: str) -> pl.Expr:
    """`folded` over a column; whole numbers lose what a sheet adds to them (1.0, 01)."""
    text = pl.col(column).str.to_lowercase().str.replace(r"^0*(\d+)(\.0+)?$", "${1}")
    return text.str.replace_all(NOT_A_WORD, " ").str.strip_chars()
