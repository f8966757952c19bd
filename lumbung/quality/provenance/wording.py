"""A stored fact in words, for people who compare what stands there with what stood there before."""

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from lumbung.core import formats
from lumbung.quality.canonical import FIELDS
from lumbung.registry import codes

NUMBERS = {"nik", "kk", "phone"}
HIDDEN = "••••"


def said(record: Any, name: str, value: Any) -> str:
    """Beside a masked NIK a birth date is told by its year only, and a number not at all; nothing for the unknown."""
    if value is None or value == "":
        return ""
    if name in NUMBERS:
        return HIDDEN
    if name == "birth_date":
        return _("tahun %(year)s") % {"year": str(value)[:4]}
    column = record._meta.get_field(name)
    words = dict(column.flatchoices)
    if value in words:
        return str(words[value])
    if isinstance(column, models.BooleanField) or name in codes.ASSETS:
        return _yes_or_no(name, value)
    return str(value)


def in_file(name: str, value: Any) -> str:
    """A value as a file states it, in the canonical frame's types; a birth date whole, numbers masked."""
    if value is None or value == "":
        return formats.NOTHING
    if name in NUMBERS:
        return HIDDEN
    if isinstance(value, date):
        return formats.day(value)
    if name in FIELDS and value in FIELDS[name].codes and FIELDS[name].codes[value] is not None:
        return str(FIELDS[name].codes[value])
    if isinstance(value, bool) or name in codes.ASSETS:
        return _yes_or_no(name, value)
    return str(value)


def _yes_or_no(name: str, value: Any) -> str:
    if name in codes.ASSETS and value not in (0, 1):
        return str(value)
    return _("Ya") if value else _("Tidak")
