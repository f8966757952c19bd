"""What a zip archive holds, before anything in it is trusted: a workbook, another office file, a bomb."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from lumbung.quality.reading import refusals

MEGABYTE = 1_000_000
MAX_UNPACKED = 600 * MEGABYTE
"""Of what has to be held at once: shared words, styles and the book itself. Sheets are read in pieces."""
MAX_SHEETS = 6_000 * MEGABYTE
SHEETS = "xl/worksheets/"
MAX_RATIO = 200
ALWAYS_ALLOWED = 50 * MEGABYTE
BLOCK = 1_048_576
LOCAL_HEADER = 30
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"


def refuse_unless_workbook(path: Path, *, name: str) -> None:
    """Raises FileRefused unless the archive is a workbook of the Office Open XML kind that a machine can hold."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _refuse_bomb(path, parts, name)
            names = {part.filename for part in parts}
            if "mimetype" in names and archive.read("mimetype").strip() == OPEN_DOCUMENT:
                raise refusals.OpenDocument(file=name)
            if any(part.flag_bits & 1 for part in parts):
                raise refusals.ProtectedWorkbook(file=name)
            if "xl/workbook.bin" in names:
                raise refusals.BinaryWorkbook(file=name)
            if not any(part.startswith("xl/") for part in names):
                raise _other(names, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, OSError) as broken:
        raise refusals.BrokenWorkbook(file=name) from broken


def _refuse_bomb(path: Path, parts: list[zipfile.ZipInfo], name: str) -> None:
    """By what the archive says of itself, and by what it really holds: a bomb lies about its size."""
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    held = [part for part in parts if not part.filename.startswith(SHEETS)]
    for size, limit in (
        (sum(part.file_size for part in held), MAX_UNPACKED),
        (unpacked, MAX_SHEETS),
        (unpacked, max(MAX_RATIO * packed, ALWAYS_ALLOWED)),
    ):
        if size > limit:
            raise refusals.ZipBomb(file=name, size=size // MEGABYTE, limit=limit // MEGABYTE)
    for part in held:
        if part.compress_type == zipfile.ZIP_DEFLATED and _inflates_beyond(path, part):
            raise refusals.ZipBomb(file=name, size=MAX_UNPACKED // MEGABYTE, limit=MAX_UNPACKED // MEGABYTE)


def _inflates_beyond(path: Path, part: zipfile.ZipInfo) -> bool:
    """Whether the packed bytes make more than the part declares; what is packed may be read once for that."""
    inflater, made = zlib.decompressobj(-15), 0
    for block in _packed(path, part):
        while block:
            made += len(inflater.decompress(block, BLOCK))
            if made > part.file_size:
                return True
            block = inflater.unconsumed_tail
    return False


def _packed(path: Path, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(part.header_offset)
        header = file.read(LOCAL_HEADER)
        file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
        left = part.compress_size
        while left > 0 and (block := file.read(min(BLOCK, left))):
            left -= len(block)
            yield block


def _other(names: set[str], name: str) -> refusals.FileRefused:
    """A text document or slides are no table; anything else is a packed file to unpack first."""
    if any(part.startswith(("word/", "ppt/")) or part == "mimetype" for part in names):
        return refusals.NotATable(file=name)
    return refusals.PackedFile(file=name)
