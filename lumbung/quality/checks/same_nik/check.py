"""One NIK, one person."""

from collections.abc import Iterator

import polars as pl

from lumbung.quality.checking import ERROR, WARNING, FoundAcross, Reason

REASONS = (
    Reason(
        "nik_twice_in_family",
        ERROR,
        id="NIK ini dipakai dua orang dalam satu KK.",
        en="Two people of one family card have this NIK.",
        do_id="Cocokkan kedua baris dengan kartu.",
        do_en="Compare both rows with the card.",
    ),
    Reason(
        "nik_twice_in_file",
        WARNING,
        id="NIK ini juga ada pada KK lain di berkas ini; keduanya masuk antrean data ganda.",
        en="This NIK is also on another family card of this file; both go to the queue of duplicates.",
        do_id="Tentukan di antrean: orang yang sama atau bukan.",
        do_en="Decide in the queue whether it is the same person.",
    ),
)


def across_rows(index: pl.DataFrame) -> Iterator[FoundAcross]:
    """The very same row twice is another finding; here the rows say different things."""
    rows = index.filter(pl.col("nik").is_not_null()).unique("content", keep="first", maintain_order=True)
    shared = rows.filter(pl.col("nik").is_duplicated())
    inside = shared.filter(pl.struct("nik", "family").is_duplicated())
    yield FoundAcross("nik_twice_in_family", "nik", _with_other(inside, "nik", "family"))
    families = shared.with_columns(families=pl.col("family").n_unique().over("nik"))
    yield FoundAcross("nik_twice_in_file", "nik", _with_other(families.filter(pl.col("families") > 1), "nik"))


def _with_other(rows: pl.DataFrame, *keys: str) -> pl.DataFrame:
    """Each row with the first other one of its group."""
    first, last = pl.col("row").first().over(keys), pl.col("row").last().over(keys)
    return rows.select("row", other_row=pl.when(pl.col("row") == first).then(last).otherwise(first))
