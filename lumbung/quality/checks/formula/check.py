"""A cell whose formula has no answer: nobody can say what would stand there. `cells.read_cells` notes it."""

from lumbung.quality.checking import ERROR, Reason

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
