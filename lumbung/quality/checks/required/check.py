"""What has to be there before anybody can be recorded."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from lumbung.quality.canonical import REQUIRED, written
from lumbung.quality.checking import ERROR, Found, Reason

REASONS = (
    Reason(
        "required_missing",
        ERROR,
        id="Sel ini kosong, padahal wajib diisi.",
        en="This cell is empty, but it is required.",
        do_id="Isi selnya, lalu masukkan lagi barisnya.",
        do_en="Fill it in, then take the row in again.",
    ),
)


def in_row(on: date) -> Iterator[Found]:
    """Every required column; the card number too, unless the source names its families in another way."""
    for column in REQUIRED:
        yield Found("required_missing", column, written(column).is_null() & pl.col(column).is_null())
    yield Found("required_missing", "kk", written("kk").is_null() & written("origin_key").is_null())
