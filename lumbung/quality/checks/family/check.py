"""One card, one head, one village."""

from collections.abc import Iterator

import polars as pl

from lumbung.quality.checking import ERROR, WARNING, FoundAcross, Reason

REASONS = (
    Reason(
        "family_without_head",
        WARNING,
        id="Keluarga ini tidak punya kepala keluarga di berkas ini.",
        en="This family has no head in this file.",
        do_id="Tandai satu anggota sebagai kepala keluarga (kode 1).",
        do_en="Mark one member as the head (code 1).",
    ),
    Reason(
        "family_with_two_heads",
        ERROR,
        id="Keluarga ini punya lebih dari satu kepala keluarga.",
        en="This family has more than one head.",
        do_id="Sisakan satu kepala keluarga; ubah hubungan yang lain.",
        do_en="Keep one head; change the relation of the others.",
    ),
    Reason(
        "family_in_two_villages",
        ERROR,
        id="Anggota satu KK tercatat di desa yang berbeda dari baris pertamanya.",
        en="A member of one card is in another village than its first row.",
        do_id="Samakan kode desanya, atau pisahkan nomor KK-nya.",
        do_en="Use one village code, or separate card numbers.",
    ),
)


def across_rows(index: pl.DataFrame) -> Iterator[FoundAcross]:
    """Rows of one family may lie anywhere in the file."""
    known = index.filter(pl.col("family").is_not_null()).with_columns(
        heads=pl.col("is_head").sum().over("family"),
        first_row=pl.col("row").first().over("family"),
        first_head=pl.col("row").filter("is_head").first().over("family"),
        second_head=pl.col("row").filter("is_head").last().over("family"),
        village=pl.col("region").drop_nulls().first().over("family"),
    )
    headless = known.filter((pl.col("heads") == 0) & (pl.col("row") == pl.col("first_row")))
    yield FoundAcross("family_without_head", "relation", headless.select("row"))
    other_head = pl.when(pl.col("row") == pl.col("first_head")).then("second_head").otherwise("first_head")
    heads = known.filter((pl.col("heads") > 1) & pl.col("is_head"))
    yield FoundAcross("family_with_two_heads", "relation", heads.select("row", other_row=other_head))
    moved = known.filter(pl.col("region") != pl.col("village"))
    yield FoundAcross("family_in_two_villages", "region_code", moved.select("row", other_row="first_row"))
