"""Papers as they come from a phone: told by their content, freed of everything but the picture.

A photo carries place, time and telephone in its EXIF block. Only how it must be turned is kept.
"""

import re
import struct
from collections.abc import Iterator

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
_SUFFIXES = {JPEG: ".jpg", PNG: ".png", PDF: ".pdf"}
_PNG_SIGN = b"\x89PNG\r\n\x1a\n"
_PNG_TELLS = frozenset({b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"})
_APP0, _APP1, _APP2, _APP14, _APP15, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
_SCAN, _END = 0xDA, 0xD9
_NEXT_MARKER = re.compile(rb"\xff(?![\x00\xd0-\xd7\xff])")
_KEPT_APPS = frozenset({_APP0, _APP2, _APP14})
"""JFIF, colour profile, Adobe's colour order: without them the picture looks otherwise."""

_EXIF, _ORIENTATION, _SHORT = b"Exif\x00\x00", 0x0112, 3


class NotAPaper(ValueError):
    """Neither a JPEG or PNG picture nor a PDF, or one that is cut off."""


def media_type(content: bytes) -> str:
    """What the bytes are, whatever the file is called; raises NotAPaper."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(_PNG_SIGN):
        return PNG
    if content.startswith(b"%PDF-"):
        return PDF
    raise NotAPaper


def suffix(kind: str) -> str:
    """How a file of that type is named."""
    return _SUFFIXES[kind]


def cleaned(content: bytes) -> bytes:
    """The same paper; of a picture only what is needed to see it. Raises NotAPaper."""
    kind = media_type(content)
    try:
        return {JPEG: _clean_jpeg, PNG: _clean_png}.get(kind, bytes)(content)
    except (struct.error, IndexError) as broken:
        raise NotAPaper from broken


def _clean_jpeg(content: bytes) -> bytes:
    kept, turned = [], 0
    for marker, segment in _segments(content):
        if marker == _APP1 and segment[4:10] == _EXIF:
            turned = turned or _orientation(segment[10:])
        if _APP0 <= marker <= _APP15 and marker not in _KEPT_APPS or marker == _COMMENT:
            continue
        kept.append(segment)
    upright = _orientation_only(turned) if turned > 1 else b""
    return b"\xff\xd8" + upright + b"".join(kept)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, bytes) of each segment up to the end of the picture; a scan brings its lines along.

    What a telephone hangs behind the picture, such as a film with its place, is no part of it.
    """
    at = 2
    while content[at + 1] != _END:
        if content[at] != 0xFF:
            raise NotAPaper
        marker = content[at + 1]
        (length,) = struct.unpack_from(">H", content, at + 2)
        end = at + 2 + length
        if marker == _SCAN:
            behind = _NEXT_MARKER.search(content, end)
            if behind is None:
                raise NotAPaper
            end = behind.start()
        yield marker, content[at:end]
        at = end
    yield _END, content[at : at + 2]


def _orientation(tiff: bytes) -> int:
    """EXIF's answer to how the picture is turned, 1 to 8; 0 where it says nothing."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 0
    (start,) = struct.unpack_from(f"{order}I", tiff, 4)
    (entries,) = struct.unpack_from(f"{order}H", tiff, start)
    for number in range(entries):
        tag, kind, _count, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * number)
        if tag == _ORIENTATION and kind == _SHORT and 1 <= value <= 8:
            return value
    return 0


def _orientation_only(turned: int) -> bytes:
    """An EXIF block that says nothing else."""
    entry = struct.pack(">HHIHH", _ORIENTATION, _SHORT, 1, turned, 0)
    tiff = b"MM\x00\x2a" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    body = _EXIF + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _clean_png(content: bytes) -> bytes:
    kept, at = [_PNG_SIGN], len(_PNG_SIGN)
    while True:
        (length,) = struct.unpack_from(">I", content, at)
        name = content[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(content):
            raise NotAPaper
        if name not in _PNG_TELLS:
            kept.append(content[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end
