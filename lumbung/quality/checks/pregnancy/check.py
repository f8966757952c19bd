"""Who can be pregnant."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from lumbung.quality.checking import ERROR, WARNING, Found, Reason

REASONS = (
    Reason(
        "pregnant_man",
        ERROR,
        id="Laki-laki tercatat hamil.",
        en="A man is written down as pregnant.",
        do_id="Betulkan jenis kelamin atau status hamil.",
        do_en="Correct the sex or the pregnancy.",
    ),
    Reason(
        "pregnant_at_this_age",
        WARNING,
        id="Hamil pada umur di bawah 10 atau di atas 60 tahun.",
        en="Pregnant under 10 or over 60 years of age.",
        do_id="Periksa tanggal lahir dan status hamil.",
        do_en="Check the birth date and the pregnancy.",
    ),
)


YOUNGEST, OLDEST = 10, 60


def in_row(on: date) -> Iterator[Found]:
    """A contradiction keeps the row out, because both sides of it change a benefit."""
    pregnant = pl.col("pregnant")
    yield Found("pregnant_man", "pregnant", pregnant & (pl.col("sex") == "L"))
    yield Found("pregnant_at_this_age", "pregnant", pregnant & ~pl.col("age").is_between(YOUNGEST, OLDEST))
