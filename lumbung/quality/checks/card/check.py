"""A family card belongs to one family in one place."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from lumbung.quality.checking import ERROR, Found, Reason

REASONS = (
    Reason(
        "card_held_elsewhere",
        ERROR,
        id="Nomor KK ini tercatat untuk keluarga di luar wilayah tugas Anda.",
        en="This card number is recorded for a family outside the area you work in.",
        do_id="Minta petugas kabupaten memindahkan keluarga itu dulu.",
        do_en="Ask the officer of the regency to move that family first.",
    ),
)


def in_row(on: date) -> Iterator[Found]:
    """Only that it is held is told, not by whom or where."""
    yield Found("card_held_elsewhere", "kk", pl.col("card_elsewhere"))
