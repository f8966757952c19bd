"""The words of a workbook: kept once in a table of their own, or in the cell; with their escapes undone."""

import html
import re
import zipfile

import polars as pl
from lxml import etree

from lumbung.quality.reading.pieces import is_unusual, parsed, pieces

TABLE = "xl/sharedStrings.xml"
EMPTY_ITEM = re.compile(r"<si\s*/>")
SOUND = r"(?s)<rPh\b.*?</rPh>"
RUN = r"(?s)<t(?:\s[^>]*)?>([^<]*)</t>"
ONE_RUN = r"(?s)^\s*<t(?:\s[^>]*)?>([^<]*)</t>\s*$"
CONTROL = re.compile(r"_x([0-9A-Fa-f]{4})_")


def shared(archive: zipfile.ZipFile) -> pl.Series:
    """The words that cells point at, by their number; none in a workbook without such a table."""
    if TABLE not in archive.namelist():
        return pl.Series([], dtype=pl.String)
    with archive.open(TABLE) as xml:
        words = [_items(piece) for piece in pieces(xml, "si")]
    return pl.concat([pl.Series([], dtype=pl.String), *words], rechunk=True)


def words_of(item: pl.Series) -> pl.Series:
    """The words inside `<si>` or `<is>`: pieces of different type joined, how they sound left out."""
    words = item.str.extract(ONE_RUN)
    several = words.is_null() & item.str.contains("<t", literal=True)
    if several.any():
        runs = item.filter(several).str.replace_all(SOUND, "").str.extract_all(RUN)
        joined = runs.list.eval(pl.element().str.extract(RUN)).list.join("")
        words = words.scatter(several.arg_true(), joined)
    return unescaped(words)


def unescaped(words: pl.Series) -> pl.Series:
    """`&amp;` and `_x000D_` as what they stand for; cells without them are not touched."""
    marked = (words.str.contains("&", literal=True) | words.str.contains("_x", literal=True)).fill_null(False)
    if not marked.any():
        return words
    return words.scatter(marked.arg_true(), words.filter(marked).map_elements(_plain, return_dtype=pl.String))


def _plain(text: str) -> str:
    return CONTROL.sub(lambda code: chr(int(code[1], 16)), html.unescape(text))


def _items(piece: str) -> pl.Series:
    """The words of whole items, whichever way the table is written."""
    written = EMPTY_ITEM.sub("<si></si>", _usual(piece) if is_unusual(piece) else piece)
    items = pl.Series([written]).str.split("</si>").explode()
    return words_of(items.head(items.len() - 1).str.extract(r"(?s)<si(?:\s[^>]*)?>(.*)$"))


def _usual(piece: str) -> str:
    items = parsed(piece, "si").iter("si")
    return "".join(etree.tostring(item, encoding="unicode", with_tail=False) for item in items)
