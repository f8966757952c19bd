"""The same row twice."""

from collections.abc import Iterator

import polars as pl

from lumbung.quality.checking import ERROR, FoundAcross, Reason

REASONS = (
    Reason(
        "row_twice",
        ERROR,
        id="Baris ini sama persis dengan baris lain; cukup satu yang masuk.",
        en="This row is exactly like another one; one of them goes in.",
        do_id="Tidak perlu apa-apa, atau hapus baris ini.",
        do_en="Nothing to do, or delete this row.",
    ),
)


def across_rows(index: pl.DataFrame) -> Iterator[FoundAcross]:
    """The first goes in, the others are set aside."""
    numbered = index.with_columns(first=pl.col("row").first().over("content"))
    again = numbered.filter(pl.col("row") != pl.col("first"))
    yield FoundAcross("row_twice", "row", again.select("row", other_row="first"))
