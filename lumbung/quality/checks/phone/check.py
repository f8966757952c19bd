"""A telephone number that can be called."""

from collections.abc import Iterator
from datetime import date

from lumbung.quality.canonical import written
from lumbung.quality.cells import unreadable
from lumbung.quality.checking import WARNING, Found, Reason

REASONS = (
    Reason(
        "phone_left_out",
        WARNING,
        id="Nomor telepon ini tidak terbaca, jadi tidak disimpan.",
        en="This telephone number can't be read, so it is not kept.",
        do_id="Tulis dari angka 0, misalnya 081234567890.",
        do_en="Write it from the 0 on, as 081234567890.",
    ),
    Reason(
        "phone_lost_zero",
        WARNING,
        id="Nomor telepon ini kehilangan angka 0 di depan; sudah ditambahkan.",
        en="This telephone number has lost its leading 0; it was put back.",
        do_id="Jadikan kolomnya Teks pada berkas berikutnya.",
        do_en="Format the column as Text in the next file.",
    ),
)


def in_row(on: date) -> Iterator[Found]:
    """Unreadable numbers, and those from which a spreadsheet took the 0."""
    yield Found("phone_left_out", "phone", unreadable("phone"))
    yield Found("phone_lost_zero", "phone", written("phone").str.contains(r"^8[\d\s-]{7,}$"))
