"""What somebody of that age is not yet."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from lumbung.quality.checking import WARNING, Found, Reason

REASONS = (
    Reason(
        "young_head",
        WARNING,
        id="Kepala keluarga ini berumur di bawah 12 tahun.",
        en="This head of family is under 12 years of age.",
        do_id="Periksa tanggal lahir dan hubungan keluarga.",
        do_en="Check the birth date and the relation.",
    ),
    Reason(
        "young_spouse",
        WARNING,
        id="Berumur di bawah 12 tahun dan tercatat pernah kawin.",
        en="Under 12 years of age and written down as married once.",
        do_id="Periksa tanggal lahir dan status kawin.",
        do_en="Check the birth date and the marital status.",
    ),
    Reason(
        "young_pupil",
        WARNING,
        id="Berumur di bawah 4 tahun dan tercatat masih sekolah.",
        en="Under 4 years of age and written down as attending school.",
        do_id="Periksa tanggal lahir dan partisipasi sekolah.",
        do_en="Check the birth date and the schooling.",
    ),
    Reason(
        "young_worker",
        WARNING,
        id="Berumur di bawah 5 tahun dan tercatat bekerja.",
        en="Under 5 years of age and written down as working.",
        do_id="Periksa tanggal lahir dan pekerjaan.",
        do_en="Check the birth date and the work.",
    ),
)


HEAD, SPOUSE, PUPIL, WORKER = 12, 12, 4, 5
SINGLE, ATTENDING = 1, 2


def in_row(on: date) -> Iterator[Found]:
    """Rare is not impossible: all of these go in and are looked at."""
    age = pl.col("age")
    yield Found("young_head", "relation", (pl.col("relation") == 1) & (age < HEAD))
    yield Found("young_spouse", "marital", (pl.col("marital") > SINGLE) & (age < SPOUSE))
    yield Found("young_pupil", "school_status", (pl.col("school_status") == ATTENDING) & (age < PUPIL))
    yield Found("young_worker", "works", pl.col("works") & (age < WORKER))
