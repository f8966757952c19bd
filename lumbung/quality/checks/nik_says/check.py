"""What a NIK says about its owner; it is lifelong, so a difference is a hint and never a refusal."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from lumbung.quality.checking import WARNING, Found, Reason

REASONS = (
    Reason(
        "nik_birth_date_differs",
        WARNING,
        id="Tanggal lahir berbeda dari yang tersirat di NIK.",
        en="The birth date differs from the one inside the NIK.",
        do_id="Cocokkan keduanya dengan kartu; NIK tidak berubah bila tanggal lahir dibetulkan.",
        do_en="Compare both with the card; a NIK stays when a birth date is corrected.",
    ),
    Reason(
        "nik_sex_differs",
        WARNING,
        id="Jenis kelamin berbeda dari yang tersirat di NIK.",
        en="The sex differs from the one inside the NIK.",
        do_id="Cocokkan dengan kartu.",
        do_en="Compare with the card.",
    ),
    Reason(
        "sex_from_nik",
        WARNING,
        id="Jenis kelamin tidak diisi; diambil dari NIK.",
        en="The sex was not filled in; it was read from the NIK.",
        do_id="Cocokkan dengan kartu.",
        do_en="Compare with the card.",
    ),
    Reason(
        "nik_strange_district",
        WARNING,
        id="Enam angka pertama NIK bukan kode kecamatan yang pernah ada.",
        en="The first six digits of the NIK were never the code of a district.",
        do_id="Cocokkan enam angka pertama dengan kartu.",
        do_en="Compare the first six digits with the card.",
    ),
)


def in_row(on: date) -> Iterator[Found]:
    """Birth date, sex and district of first registration."""
    yield Found("nik_birth_date_differs", "birth_date", pl.col("birth_date_differs"))
    yield Found("nik_sex_differs", "sex", pl.col("sex_differs"))
    yield Found("nik_strange_district", "nik", pl.col("strange_district"))
