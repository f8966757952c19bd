"""Evidence as it comes in: a photo, a scan, a signature drawn on a screen; told by its content, kept as a picture."""

import base64
import binascii
from dataclasses import dataclass

from django.http import FileResponse
from django.utils.translation import gettext_lazy as _

from lumbung.core import files, formats, pictures
from lumbung.core.refusals import BadInput, NotFound

MEGABYTE = 1_000_000
LARGEST = 8 * MEGABYTE
LARGEST_DRAWING = 200_000
_DRAWN = "data:image/png;base64,"


class NotAPaper(BadInput):
    """Neither picture nor PDF."""

    message = _("Berkas ini bukan foto JPEG atau PNG dan bukan PDF. Kirim foto atau hasil pindai.")


class PaperTooLarge(BadInput):
    """Larger than a village's line carries."""

    message = _("Berkas ini lebih dari %(limit)s MB. Kecilkan fotonya dulu.")


class NotASignature(BadInput):
    """What came from the screen is no drawing."""

    message = _("Tanda tangan di layar tidak terbaca. Gambar sekali lagi, atau pakai kertas.")


@dataclass(frozen=True)
class Kept:
    """A file that was kept: its fingerprint, what it is, and its bytes."""

    ref: str
    media_type: str
    size: int


def keep(content: bytes, *, limit: int = LARGEST) -> Kept:
    """Store a paper, freed of place, time and telephone; again is one file. Raises PaperTooLarge, NotAPaper."""
    if len(content) > limit:
        told = {"limit": formats.count(limit // MEGABYTE)}
        raise PaperTooLarge(**told, fields={"file": str(PaperTooLarge.message % told)})
    try:
        clean = pictures.cleaned(content)
    except pictures.NotAPaper as wrong:
        raise NotAPaper(fields={"file": str(NotAPaper.message)}) from wrong
    media_type = pictures.media_type(clean)
    return Kept(files.store(clean, pictures.suffix(media_type)), media_type, len(clean))


def drawn(text: str) -> bytes:
    """The picture of a signature as a page's canvas sends it. Raises NotASignature."""
    try:
        content = base64.b64decode(text.removeprefix(_DRAWN), validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise NotASignature from wrong
    if not text.startswith(_DRAWN) or len(content) > LARGEST_DRAWING:
        raise NotASignature
    try:
        return pictures.cleaned(content)
    except pictures.NotAPaper as wrong:
        raise NotASignature from wrong


def shown(ref: str, media_type: str) -> FileResponse:
    """The picture itself, to be seen here and kept nowhere."""
    if not files.path(ref).exists():
        raise NotFound(ref)
    response = FileResponse(files.path(ref).open("rb"), content_type=media_type)
    response["Cache-Control"] = "private, no-store"
    return response
