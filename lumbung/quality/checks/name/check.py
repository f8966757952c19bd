"""A name is made of letters; one word is enough."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from lumbung.quality.checking import ERROR, WARNING, Found, Reason

REASONS = (
    Reason(
        "name_without_letters",
        ERROR,
        id="Nama ini tidak berisi huruf.",
        en="This name has no letters in it.",
        do_id="Tulis nama seperti pada kartu.",
        do_en="Write the name as on the card.",
    ),
    Reason(
        "name_with_digits",
        WARNING,
        id="Nama ini berisi angka.",
        en="This name has digits in it.",
        do_id="Tulis nama seperti pada kartu.",
        do_en="Write the name as on the card.",
    ),
)


def in_row(on: date) -> Iterator[Found]:
    """Letters of any alphabet count."""
    name = pl.col("name")
    lettered = name.str.contains(r"\p{L}")
    yield Found("name_without_letters", "name", ~lettered)
    yield Found("name_with_digits", "name", lettered & name.str.contains(r"\d"))
