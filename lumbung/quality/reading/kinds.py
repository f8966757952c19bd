"""What a file is, told by its content and never by its name."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from lumbung.quality.reading import archives, refusals
from lumbung.quality.reading.delimiters import delimiter_of

HEAD = 65_536
HARDLY_ANY = 50
ENCODING_MARKS = (
    *((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig")),
    *((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")),
)
OTHER_KINDS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x7fELF", b"MZ")
PACKED = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"(\xb5/\xfd")
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
PARQUET = b"PAR1"
WEB_PAGES = ("<!doctype html", "<html", "<table", "<head", "<body", "<!--", "<meta", "<style", "mime-version:")
XML_SHEET = "<?xml"
LAST_RESORT = "latin-1"
EIGHT_BITS = ("utf-8", "cp1252", LAST_RESORT)
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHER_DOCUMENTS = tuple(name.encode("utf-16-le") for name in ("WordDocument", "PowerPoint Document"))
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Csv:
    """Delimited text."""

    encoding: str
    delimiter: str


@dataclass(frozen=True)
class Xlsx:
    """A workbook of the Office Open XML kind."""


@dataclass(frozen=True)
class Parquet:
    """Columns of an analyst's file."""


@dataclass(frozen=True)
class Json:
    """A list of objects or of rows, one a line, or one object that holds the list."""

    encoding: str


def recognise(path: Path, *, name: str) -> Csv | Xlsx | Parquet | Json:
    """The kind of the file at `path`; `name` is what the sender calls it. Raises FileRefused."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise refusals.EmptyFile(file=name)
    if head.startswith(ZIPS):
        archives.refuse_unless_workbook(path, name=name)
        return Xlsx()
    if head.startswith(COMPOUND_FILE):
        raise _compound(path, name)
    if head.startswith(PARQUET):
        return Parquet()
    if head.startswith(PACKED):
        raise refusals.PackedFile(file=name)
    if head.startswith(OTHER_KINDS):
        raise refusals.NotATable(file=name)
    return _text(head, path, name)


def _text(head: bytes, path: Path, name: str) -> Csv | Json:
    """Text of some kind: told by how it begins once it is decoded."""
    encoding = _encoding(head, path, name)
    text = head.decode(encoding, errors="replace").lstrip("\ufeff")
    begins = text.lstrip()[:200].lower()
    if not begins:
        raise refusals.EmptyFile(file=name)
    if begins.startswith(WEB_PAGES) or (begins.startswith(XML_SHEET) and "<html" in text[:2_000].lower()):
        raise refusals.WebPage(file=name)
    if begins.startswith(XML_SHEET):
        raise refusals.XmlSheet(file=name)
    if begins.startswith(("{", "[{")) or begins[:1] == "[" and begins[1:].lstrip()[:1] in ("{", "[", "]", ""):
        return Json(encoding)
    return Csv(encoding=encoding, delimiter=delimiter_of(text))


def _compound(path: Path, name: str) -> refusals.FileRefused:
    """Excel 97-2003 and password-protected workbooks share one container."""
    with path.open("rb") as file:
        while block := file.read(1_000_000):
            if ENCRYPTED_STREAM in block:
                return refusals.ProtectedWorkbook(file=name)
            if any(stream in block for stream in OTHER_DOCUMENTS):
                return refusals.NotATable(file=name)
            if len(block) == 1_000_000:
                file.seek(-len(ENCRYPTED_STREAM), 1)
    return refusals.LegacyWorkbook(file=name)


def _encoding(head: bytes, path: Path, name: str) -> str:
    for mark, encoding in ENCODING_MARKS:
        if head.startswith(mark):
            return encoding
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) > len(head) // 4 and min(even, odd) * HARDLY_ANY < max(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    if even or odd:
        raise _with_nulls(head, name)
    return next(encoding for encoding in EIGHT_BITS if encoding == LAST_RESORT or _decodes(path, encoding))


def _with_nulls(head: bytes, name: str) -> refusals.FileRefused:
    """Text that a broken copy filled up with nothing, or no text at all."""
    text = head.rstrip(b"\x00")
    others = sum(text.count(byte) for byte in range(32) if byte not in b"\t\n\x0b\x0c\r\x1f")
    if not text or others * HARDLY_ANY > len(text):
        return refusals.NotATable(file=name)
    return refusals.BrokenText(file=name, row=head[: head.index(0)].count(b"\n") + 1)


def _decodes(path: Path, encoding: str) -> bool:
    """Read to the end: one accent in the last village decides as well as one in the first."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while block := file.read(8_000_000):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
