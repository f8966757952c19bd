"""Codes from the lists of the form, counts within reason."""

from collections.abc import Iterator
from datetime import date

from lumbung.quality.canonical import FIELDS, Kind, in_list, of_kind
from lumbung.quality.cells import unreadable
from lumbung.quality.checking import ERROR, WARNING, Found, Reason

REASONS = (
    Reason(
        "code_unknown",
        ERROR,
        id="Kode ini tidak ada dalam daftar, padahal wajib.",
        en="This code is not on the list, but it is required.",
        do_id="Pakai salah satu kode dalam daftar.",
        do_en="Use one of the codes on the list.",
    ),
    Reason(
        "code_left_out",
        WARNING,
        id="Kode ini tidak ada dalam daftar, jadi dianggap belum diketahui.",
        en="This code is not on the list, so it counts as not known.",
        do_id="Pakai salah satu kode dalam daftar.",
        do_en="Use one of the codes on the list.",
    ),
    Reason(
        "number_left_out",
        WARNING,
        id="Bilangan ini tidak terbaca atau tidak wajar, jadi dianggap belum diketahui.",
        en="This number can't be read or is beyond reason, so it counts as not known.",
        do_id="Tulis bilangan bulat, tanpa satuan.",
        do_en="Write a whole number without a unit.",
    ),
)


def in_row(on: date) -> Iterator[Found]:
    """A wrong code that is required keeps the row out; any other is left out and said."""
    for column in of_kind(Kind.SEX, Kind.CODE, Kind.FLAG, Kind.PART):
        code = "code_unknown" if FIELDS[column].required else "code_left_out"
        wrong = unreadable(column)
        if FIELDS[column].kind is Kind.CODE:
            wrong = wrong | ~in_list(column)
        yield Found(code, column, wrong)
    for column in of_kind(Kind.COUNT):
        yield Found("number_left_out", column, unreadable(column) | ~in_list(column))
