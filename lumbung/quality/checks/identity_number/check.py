"""NIK and KK: sixteen digits, whole, not worn down by a spreadsheet."""

from collections.abc import Iterator
from datetime import date
from math import comb, erfc

import polars as pl

from lumbung.quality.checking import ERROR, WARNING, Found, FoundAcross, Reason
from lumbung.registry import identity

REASONS = (
    Reason(
        "number_spoiled_by_sheet",
        ERROR,
        id="Nomor ini rusak oleh lembar kerja (3,32301E+15): angka terakhirnya hilang.",
        en="A spreadsheet has spoiled this number (3.32301E+15): its last digits are gone.",
        do_id="Ambil nomor dari dokumen asal dan jadikan kolomnya Teks sebelum mengisi.",
        do_en="Take the number from the original and format the column as Text before filling it in.",
    ),
    Reason(
        "number_wrong_length",
        ERROR,
        id="Nomor ini tidak 16 angka.",
        en="This number does not have 16 digits.",
        do_id="Tulis 16 angka seperti pada kartu.",
        do_en="Write the 16 digits as on the card.",
    ),
    Reason(
        "number_not_digits",
        ERROR,
        id="Nomor ini berisi huruf atau nol semua.",
        en="This number has letters in it, or only zeros.",
        do_id="Tulis 16 angka seperti pada kartu.",
        do_en="Write the 16 digits as on the card.",
    ),
    Reason(
        "number_without_serial",
        ERROR,
        id="Nomor ini berakhir 0000; nomor urut dimulai dari 0001.",
        en="This number ends in 0000; serials begin at 0001.",
        do_id="Periksa empat angka terakhir pada kartu.",
        do_en="Check the last four digits on the card.",
    ),
    Reason(
        "number_last_digit_lost",
        ERROR,
        id="Terlalu banyak nomor di kolom ini berakhir 0: lembar kerja mengganti angka ke-16 dengan 0.",
        en="Too many numbers of this column end in 0: a spreadsheet has turned the 16th digit to 0.",
        do_id="Ambil nomor dari dokumen asal dan jadikan kolomnya Teks sebelum mengisi.",
        do_en="Take the numbers from the original and format the column as Text before filling it in.",
    ),
    Reason(
        "number_ends_in_zero",
        WARNING,
        id="Nomor ini berakhir 0. Bisa benar, bisa juga angka terakhirnya hilang di lembar kerja.",
        en="This number ends in 0. It may be right, or a spreadsheet has lost its last digit.",
        do_id="Cocokkan angka terakhir dengan kartu.",
        do_en="Compare the last digit with the card.",
    ),
)


COLUMNS = ("nik", "kk")
FORMS = {
    identity.SPOILED_BY_SHEET: "number_spoiled_by_sheet",
    identity.WRONG_LENGTH: "number_wrong_length",
    identity.NOT_A_NUMBER: "number_not_digits",
}
LIKELY, TOO_UNLIKELY, MANY = 0.1, 0.0011, 500


def in_row(on: date) -> Iterator[Found]:
    """How the number is written."""
    for column in COLUMNS:
        form = pl.col(f"{column}_form")
        for known, code in FORMS.items():
            yield Found(code, column, form == known)
        whole = form == identity.WELL_FORMED
        yield Found("number_without_serial", column, whole & pl.col(column).str.ends_with("0000"))


def across_rows(index: pl.DataFrame) -> Iterator[FoundAcross]:
    """One in ten numbers ends in 0 by chance; far more is a spreadsheet's work, and then all are suspect."""
    for column in COLUMNS:
        ends = index.filter(pl.col(f"{column}_ends_in_zero"))
        numbers = index[f"{column}_ends_in_zero"].count()
        worn = ends.height > 0 and _by_chance(ends.height, numbers) <= TOO_UNLIKELY
        yield FoundAcross("number_last_digit_lost" if worn else "number_ends_in_zero", column, ends.select("row"))


def _by_chance(ends: int, numbers: int) -> float:
    """How likely at least so many of the numbers end in 0 if every last digit is as frequent as any other."""
    if numbers < MANY:
        at_least = range(ends, numbers + 1)
        return sum(comb(numbers, k) * LIKELY**k * (1 - LIKELY) ** (numbers - k) for k in at_least)
    spread = (numbers * LIKELY * (1 - LIKELY)) ** 0.5
    return erfc((ends - numbers * LIKELY) / spread / 2**0.5) / 2
