"""A day that exists, that has come, and within a human life."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from lumbung.quality.cells import unreadable
from lumbung.quality.checking import ERROR, WARNING, Found, Reason

REASONS = (
    Reason(
        "birth_date_unreadable",
        ERROR,
        id="Tanggal lahir ini tidak terbaca atau tidak ada di kalender.",
        en="This birth date can't be read or is not in the calendar.",
        do_id="Tulis tahun-bulan-hari, misalnya 1990-05-31.",
        do_en="Write year-month-day, for example 1990-05-31.",
    ),
    Reason(
        "birth_year_of_two_digits",
        ERROR,
        id="Tahun lahir ini hanya dua angka, dan NIK tidak menyebut hari yang sama, jadi abadnya tidak pasti.",
        en="This birth year has only two digits, and the NIK does not name the same day, so its century is uncertain.",
        do_id="Tulis tahun dengan empat angka, misalnya 31-05-1990.",
        do_en="Write the year in four digits, for example 31-05-1990.",
    ),
    Reason(
        "birth_century_from_nik",
        WARNING,
        id="Tahun lahir ini hanya dua angka; abadnya diambil dari NIK, yang menyebut hari yang sama.",
        en="This birth year has only two digits; its century was taken from the NIK, which names the same day.",
        do_id="Cocokkan tahun lahir dengan kartu.",
        do_en="Compare the birth year with the card.",
    ),
    Reason(
        "birth_date_in_future",
        ERROR,
        id="Tanggal lahir ini belum terjadi.",
        en="This birth date has not come yet.",
        do_id="Periksa tahunnya.",
        do_en="Check the year.",
    ),
    Reason(
        "older_than_120",
        ERROR,
        id="Menurut tanggal lahir ini umurnya lebih dari 120 tahun.",
        en="By this birth date the age is over 120 years.",
        do_id="Periksa tahunnya.",
        do_en="Check the year.",
    ),
)


OLDEST = 120


def in_row(on: date) -> Iterator[Found]:
    """`on` is the day of the check."""
    yield Found("birth_date_unreadable", "birth_date", unreadable("birth_date") & ~pl.col("two_digit_year"))
    yield Found("birth_year_of_two_digits", "birth_date", pl.col("two_digit_year"))
    yield Found("birth_date_in_future", "birth_date", pl.col("birth_date") > on)
    yield Found("older_than_120", "birth_date", pl.col("age") > OLDEST)
