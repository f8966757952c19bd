"""What a file is, told by its content and never by its name."""

import codecs
import csv
import zipfile
from dataclasses import dataclass
from pathlib import Path

from lumbung.quality.reading import refusals

HEAD = 65_536
MAX_UNPACKED = 600_000_000
MAX_RATIO = 200
ENCODING_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
DELIMITERS = ";,\t|"
OTHER_KINDS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x7fELF",
    b"MZ",
    b"PAR1",
)
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Csv:
    """Delimited text."""

    encoding: str
    delimiter: str


@dataclass(frozen=True)
class Xlsx:
    """A workbook of the Office Open XML kind."""


def recognise(path: Path, *, name: str) -> Csv | Xlsx:
    """The kind of the file at `path`; `name` is what the sender calls it. Raises FileRefused."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise refusals.EmptyFile(file=name)
    if head.startswith(b"PK\x03\x04"):
        return _workbook(path, name)
    if head.startswith(COMPOUND_FILE):
        raise _compound(path, name)
    if head.startswith(OTHER_KINDS):
        raise refusals.NotATable(file=name)
    if (
        head.lstrip(b"\xef\xbb\xbf \r\n\t")[:200]
        .lower()
        .startswith((b"<!doctype html", b"<html", b"<table", b"<?xml", b"<head"))
    ):
        raise refusals.WebPage(file=name)
    encoding = _encoding(head, path, name)
    return Csv(encoding=encoding, delimiter=_delimiter(head.decode(encoding, errors="replace")))


def _workbook(path: Path, name: str) -> Xlsx:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as broken:
        raise refusals.BrokenWorkbook(file=name) from broken
    if not any(part.filename.startswith("xl/") for part in parts):
        raise refusals.NotATable(file=name)
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if unpacked > MAX_UNPACKED or unpacked > max(MAX_RATIO * packed, 50_000_000):
        raise refusals.ZipBomb(file=name, size=unpacked // 1_000_000)
    return Xlsx()


def _compound(path: Path, name: str) -> refusals.FileRefused:
    """Excel 97-2003 and password-protected workbooks share one container."""
    with path.open("rb") as file:
        while block := file.read(1_000_000):
            if ENCRYPTED_STREAM in block:
                return refusals.ProtectedWorkbook(file=name)
            if len(block) == 1_000_000:
                file.seek(-len(ENCRYPTED_STREAM), 1)
    return refusals.LegacyWorkbook(file=name)


def _encoding(head: bytes, path: Path, name: str) -> str:
    for mark, encoding in ENCODING_MARKS:
        if head.startswith(mark):
            return encoding
    nulls = head.count(b"\x00")
    if nulls > len(head) // 4:
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    if nulls:
        raise refusals.NotATable(file=name)
    return "utf-8" if _is_utf8(path) else "cp1252"


def _is_utf8(path: Path) -> bool:
    """Read to the end: one accent in the last village decides as well as one in the first."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(8_000_000):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(text: str) -> str:
    """The mark that splits the first lines into most cells, the same number each time."""
    lines = text.splitlines()[:20]

    def evenness(mark: str) -> tuple[int, int]:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=mark)]
        widest = max(widths, default=0)
        return (sum(width == widest for width in widths) * (widest > 1), widest)

    return max(DELIMITERS, key=evenness)
