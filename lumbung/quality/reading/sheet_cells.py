"""The cells of a sheet, a piece of its XML at a time, as columns: where each stands, what it says, what is odd in it.

Nearly every program writes a cell as `<c r="B2" s="1" t="s"><v>7</v></c>`: such a piece is cut up by columns, a
hundred times faster than cell by cell. A piece that is written in any other way is rewritten like that first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl
from lxml import etree

from lumbung.quality.reading.number_formats import NumberFormats, is_intact
from lumbung.quality.reading.pieces import is_unusual, parsed
from lumbung.quality.reading.remarks import FORMULA, NUMBER_CELL, ROW_HIDDEN
from lumbung.quality.reading.strings import unescaped, words_of

NO_ANSWER = "#RUMUS!"
"""Stands in a cell whose formula was never worked out, or ended in an error."""
WHOLE_ROW = -1
NOTED = {"row": pl.Int64, "at": pl.Int64, "code": pl.String}
HIDDEN_ROW = re.compile(r'<row [^>]*\bhidden="(?:1|true)"[^>]*>')
ROW_NUMBER = re.compile(r'\br="(\d+)"')
OTHER_CELLS = ("<c>", "<c/>", "<c\t", "<c\n", "<c\r")
SIMPLE = r'^r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d+)")?(?: t="(\w+)")?(?:/>|></c>|><v>([^<]*)</v></c>)'
ADDRESS = r'(?:^|\s)r="([A-Z]{1,3})(\d{1,7})"'
KIND, STYLE = r'(?:^|\s)t="(\w+)"', r'(?:^|\s)s="(\d+)"'
VALUE, FORMULA_ELEMENT = r"(?s)<v(?:\s[^>]*)?>([^<]*)</v>", r"<f[\s/>]"
INLINE = r"(?s)<is(?:\s[^>]*)?>(.*)</is>"


@dataclass(frozen=True)
class Cells:
    """`frame` has row, at (the column, 0 for A) and text; `noted` has row, at (-1 for the row) and a remark's code."""

    frame: pl.DataFrame
    noted: pl.DataFrame


@dataclass
class CellReader:
    """Goes through one sheet piece by piece; `words` are the workbook's shared ones."""

    words: pl.Series
    formats: NumberFormats
    _row: int = 0

    def read(self, piece: str) -> Cells:
        """The cells of whole rows. Raises ValueError for cells that can't be where they say."""
        cut = _cut(piece)
        if cut is None:
            piece = "".join(self._usual(piece))
            cut = _cut(piece)
        if cut is None:
            raise ValueError(len(piece))
        if cut.height:
            self._row = cut["row"].item(-1)
        return Cells(cut.select("row", "at", self._text(cut).alias("text")), _noted(cut, piece))

    def _text(self, cells: pl.DataFrame) -> pl.Series:
        """What each cell says; empty cells are null."""
        kind = cells["kind"].fill_null("n")
        text = cells["value"]
        for name in kind.unique():
            if name in ("n", "s", "inlineStr", "str", "b", "e"):
                at = (kind == name).arg_true()
                text = text.scatter(at, self._of_kind(name, cells[at]))
        told = pl.when(_unanswered(cells)).then(pl.lit(NO_ANSWER)).when(text != "").then(text)
        return pl.select(told).to_series()

    def _of_kind(self, kind: str, cells: pl.DataFrame) -> pl.Series:
        value = cells["value"]
        if kind == "n":
            return self.formats.told(cells)
        if kind == "s":
            return self.words.gather(value.cast(pl.UInt32))
        if kind == "inlineStr":
            return words_of(cells["rest"].str.extract(INLINE))
        if kind == "b":
            return value.replace_strict({"1": "true", "0": "false"}, default=None, return_dtype=pl.String)
        return unescaped(value)

    def _usual(self, piece: str) -> Iterator[str]:
        """The same rows, each cell with its address written out."""
        for row in parsed(piece, "row").iter("row"):
            self._row = int(row.get("r") or self._row + 1)
            row.set("r", str(self._row))
            at = -1
            for cell in row.iter("c"):
                letters = (cell.get("r") or "").rstrip("0123456789")
                at = column_at(letters) if letters else at + 1
                cell.set("r", f"{letters_of(at)}{self._row}")
            yield etree.tostring(row, encoding="unicode", with_tail=False)


def column_at(letters: str) -> int:
    """A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def letters_of(at: int) -> str:
    """0 is A, 26 is AA."""
    upper, lower = divmod(at, 26)
    return (letters_of(upper - 1) if upper else "") + chr(65 + lower)


def _cut(piece: str) -> pl.DataFrame | None:
    """Cells of a piece that is written the usual way; None for any other."""
    if is_unusual(piece) or any(begin in piece for begin in OTHER_CELLS):
        return None
    written = pl.Series("rest", [piece]).str.split("<c ").explode().slice(1).to_frame().with_row_index("order")
    cells = pl.col("rest").str.extract_groups(SIMPLE)
    cut = written.with_columns(*_fields(cells), formula=pl.lit(False))
    simple = cut["row"].is_not_null()
    if not simple.all():
        others = _with_more(written.filter(~simple))
        if others["row"].null_count() or others["quoted_otherwise"].any():
            return None
        cut = pl.concat([cut.filter(simple), others.select(cut.columns)]).sort("order")
    known = {letters: column_at(letters) for letters in ("A", *cut["letters"].unique())}
    return cut.with_columns(at=pl.col("letters").replace_strict(known, return_dtype=pl.Int64))


def _fields(cells: pl.Expr) -> Iterator[pl.Expr]:
    for at, name in enumerate(("letters", "row", "style", "kind", "value")):
        field = cells.struct[at]
        yield (field.cast(pl.Int64) if name == "row" else field).alias(name)


def _with_more(written: pl.DataFrame) -> pl.DataFrame:
    """Cells with a formula, words of their own, or attributes in another order."""
    attributes = pl.col("rest").str.extract(r"^([^>]*?)/?>")
    address = attributes.str.extract_groups(ADDRESS)
    return written.with_columns(
        letters=address.struct[0],
        row=address.struct[1].cast(pl.Int64),
        style=attributes.str.extract(STYLE),
        kind=attributes.str.extract(KIND),
        value=pl.col("rest").str.extract(VALUE),
        formula=pl.col("rest").str.contains(FORMULA_ELEMENT),
        quoted_otherwise=attributes.str.contains("'", literal=True).fill_null(True),
    )


def _unanswered(cells: pl.DataFrame) -> pl.Series:
    """Formulas that nobody has worked out, and errors."""
    nothing = cells["value"].is_null() | (cells["value"] == "")
    return (cells["formula"] & nothing) | (cells["kind"] == "e").fill_null(False)


def _noted(cells: pl.DataFrame, piece: str) -> pl.DataFrame:
    """Hidden rows, formulas and long numbers that are still whole."""
    rows = HIDDEN_ROW.findall(piece) if "hidden=" in piece else []
    hidden = [int(number[1]) for row in rows if (number := ROW_NUMBER.search(row))]
    of_rows = pl.DataFrame([(row, WHOLE_ROW, ROW_HIDDEN) for row in hidden], schema=NOTED, orient="row")
    formulas = cells.filter(cells["formula"] & ~_unanswered(cells))
    numbers = cells.filter(cells["kind"].fill_null("n") == "n").filter(is_intact(pl.col("value")))
    of_cells = [
        one.select("row", "at", code=pl.lit(code)) for one, code in ((formulas, FORMULA), (numbers, NUMBER_CELL))
    ]
    return pl.concat([of_rows, *of_cells])
