"""An operator's own instruments: read from a file, checked whole, kept for good."""

import io
import re
import zipfile
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lumbung.cases import instruments
from lumbung.cases.actions.common import person_may
from lumbung.cases.instruments.reading import LONGEST
from lumbung.cases.instruments.shape import Instrument, Terms
from lumbung.cases.models import InstrumentPack
from lumbung.core.refusals import BadInput, Refusal
from lumbung.core.wording import NumberWritten

LARGEST = 1_000_000
NUMBER = re.compile(r"\d{16}")
FILE, EXAMPLES = "instrument.yaml", "examples.yaml"


class NotAnInstrument(BadInput):
    """The file is no whole instrument; each fault has its sentence."""

    message = _("Berkas ini belum bisa dipakai: %(faults)s")


class LicenceIsYours(BadInput):
    """Whoever loads an instrument answers for the right to use it."""

    message = _("Instrumen yang dimuat sendiri menyebut terms: operator, dengan lisensi yang Anda pegang.")


class VersionTaken(Refusal):
    """A version says the same for ever, because assessments were answered with it."""

    message = _("%(key)s sudah ada dengan isi lain. Beri nomor versi baru; yang lama tidak bisa diubah.")


@transaction.atomic
def load_pack(*, content: bytes, by: Any, on: date) -> InstrumentPack:
    """Keep an instrument from YAML, or from a ZIP with `instrument.yaml` and perhaps `examples.yaml`.

    Nothing in it is ever run. The same file again is the same record.
    """
    person_may(by=by, permission="cases.load_instrument")
    text, examples = _texts(content)
    if NUMBER.search(text):
        raise NumberWritten(fields={"file": str(NumberWritten.message)})
    try:
        found = instruments.read(text)
        broken = instruments.broken_examples(found, examples)
    except instruments.BadInstrument as wrong:
        raise _refused(wrong.faults) from wrong
    except (KeyError, TypeError, AttributeError, ValueError) as wrong:
        raise _refused([str(_("contohnya tidak terbaca"))]) from wrong
    if broken:
        raise _refused([str(_("contoh “%(name)s” tidak cocok") % {"name": name}) for name in broken])
    if found.licence.terms is not Terms.OPERATOR:
        raise LicenceIsYours(fields={"file": str(LicenceIsYours.message)})
    return _kept(found, text, by, on)


def _kept(found: Instrument, text: str, by: Any, on: date) -> InstrumentPack:
    there = InstrumentPack.objects.filter(name=found.name, version=found.version).first()
    if found.key in instruments.known() or (there and there.text != text):
        raise VersionTaken(key=found.key)
    licence = f"{found.licence.name}. {found.licence.source['id']}"
    told = {"text": text, "licence": licence, "loaded_on": on, "loaded_by_id": by.pk}
    return there or InstrumentPack.objects.create(name=found.name, version=found.version, **told)


def _texts(content: bytes) -> tuple[str, str]:
    """The instrument and its examples; a ZIP is opened no further than two files of known names and sizes."""
    if len(content) > LARGEST:
        raise _refused([str(_("lebih dari 1 MB"))])
    if not content.startswith(b"PK"):
        return _decoded(content), ""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            inside = {one.filename: one for one in opened.infolist() if one.filename in (FILE, EXAMPLES)}
            if FILE not in inside or any(one.file_size > LONGEST for one in inside.values()):
                raise _refused([str(_("tidak berisi instrument.yaml, atau isinya terlalu besar"))])
            examples = _decoded(opened.read(EXAMPLES)) if EXAMPLES in inside else ""
            return _decoded(opened.read(FILE)), examples
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as wrong:
        raise _refused([str(_("ZIP tidak terbaca"))]) from wrong


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise _refused([str(_("bukan teks UTF-8"))]) from wrong


def _refused(faults: list[str]) -> NotAnInstrument:
    told = {"faults": " ".join(faults)}
    return NotAnInstrument(**told, fields={"file": str(NotAnInstrument.message % told)})
