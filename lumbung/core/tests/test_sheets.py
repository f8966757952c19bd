"""A sheet to take along never runs what somebody wrote into a cell."""

import io
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from lumbung.core import sheets

PACKAGE = Path(sheets.__file__).parents[1]
RISKY = ["=1+1", "+62812", "-", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", '=HYPERLINK("http://x")']
WRITES_CSV = ("core/sheets.py", "core/bulk.py", "payments/banks/", "payments/sample_commands.py", "site/demo/")
"""Where text is written as CSV: here, where cells are made harmless; to the database; for banks; tasks for
messengers, names made harmless; for trying out."""


@pytest.mark.parametrize("text", RISKY)
@pytest.mark.parametrize("kind", sheets.KINDS)
def test_a_cell_and_a_heading_that_a_sheet_would_run_get_an_apostrophe(text, kind):
    answer = sheets.answer(kind, "x", [text], [[sheets.plain("text", text)], [text]])
    body = b"".join(answer.streaming_content)
    if kind == "csv":
        assert body.decode().count("'") == 3
    else:
        cells = openpyxl.load_workbook(io.BytesIO(body)).active.iter_rows()
        assert all(cell.value.startswith("'") and cell.data_type == "s" for row in cells for cell in row)


def test_whole_columns_are_made_harmless_as_cells_are():
    frame = pl.DataFrame({"name": [*RISKY, "Siti", None], "amount": range(len(RISKY) + 2)})
    told = sheets.harmless_columns(frame)
    assert told["name"].to_list() == [*(sheets.harmless(text) for text in RISKY), "Siti", None]
    assert told["amount"].equals(frame["amount"])


def test_nothing_else_writes_sheets():
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "tests" not in path.parts and any(word in path.read_text() for word in ("write_csv(", "csv.writer("))
    }
    assert [path for path in sorted(found) if not path.startswith(WRITES_CSV)] == []
