"""A cell whose formula has no answer: nobody can say what would stand there."""

from collections.abc import Iterator
from datetime import date

from lumbung.quality.canonical import FIELDS, written
from lumbung.quality.checking import ERROR, Found, Reason

REASONS = (
    Reason(
        "formula_without_value",
        ERROR,
        id="Rumus di sel ini belum dihitung atau berakhir dengan galat.",
        en="The formula in this cell was never worked out, or ended in an error.",
        do_id="Buka di Excel, biarkan dihitung, tempel sebagai nilai, lalu kirim lagi.",
        do_en="Open it in Excel, let it be worked out, paste it as a value and send it again.",
    ),
)
NO_VALUE = r"#(RUMUS!|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|CALC!|SPILL!|GETTING_DATA)|^#{2,}$"


def in_row(on: date) -> Iterator[Found]:
    """Every field: an answer that is not there must not become an empty cell."""
    for column in FIELDS:
        yield Found("formula_without_value", column, written(column).str.contains(NO_VALUE))
