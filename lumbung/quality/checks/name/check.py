"""A name is made of letters; one word is enough."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from lumbung.quality.canonical import Kind, of_kind
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
    Reason(
        "name_too_long",
        WARNING,
        id="Nama ini lebih dari 60 huruf; kartu yang baru tidak memuat sebanyak itu.",
        en="This name has more than 60 letters; a new card does not hold as many.",
        do_id="Periksa apakah isi kolom lain ikut terbawa, lalu tulis nama seperti pada kartu.",
        do_en="See whether another column slipped in, then write the name as on the card.",
    ),
    Reason(
        "text_too_long",
        ERROR,
        id="Sel ini berisi lebih dari 250 huruf, terlalu banyak untuk satu nama atau alamat.",
        en="This cell holds more than 250 letters, too many for one name or address.",
        do_id="Tulis hanya nama atau alamatnya, lalu masukkan lagi barisnya.",
        do_en="Write the name or address only, then take the row in again.",
    ),
)
MOST_IN_A_NAME, MOST_IN_A_CELL = 60, 250
"""Permendagri 73/2022, article 4: so many letters with blanks; older cards hold more. And what none ever held."""
TEXTS = of_kind(Kind.TEXT)


def in_row(on: date) -> Iterator[Found]:
    """Letters of any alphabet count; length is asked of every column of words."""
    name = pl.col("name")
    lettered = name.str.contains(r"\p{L}")
    yield Found("name_without_letters", "name", ~lettered)
    yield Found("name_with_digits", "name", lettered & name.str.contains(r"\d"))
    length = name.str.len_chars()
    yield Found("name_too_long", "name", length.is_between(MOST_IN_A_NAME, MOST_IN_A_CELL, closed="right"))
    for column in TEXTS:
        yield Found("text_too_long", column, pl.col(column).str.len_chars() > MOST_IN_A_CELL)
