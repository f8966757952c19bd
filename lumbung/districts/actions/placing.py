"""Which regions of the reader a warning is about: by code, by name, or as it is drawn."""

import re
from collections.abc import Iterable
from typing import Any

from lumbung.districts import cap
from lumbung.regions import queries as regions
from lumbung.regions.models import BpsCode, Region

KINDS_OF_AREA = ("kabupaten", "kab.", "kota", "kec.", "kecamatan", "provinsi", "prov.")
APART = re.compile(r"[,;\n]")
TOGETHER = re.compile(r"\s+(?:dan|and|&)\s+")


def regions_of(message: cap.Message, by: Any) -> tuple[list[str], list[str]]:
    """Regions of a message within the reader's reach, and the names that nobody knows.

    The narrowest that is told counts: a code; the name of a regency or a district; what was drawn, where outlines are
    known; the name of a province, which for somebody in one of its regencies is about that regency.
    """
    codes, unmatched = _by_codes(message.codes), list[str]()
    if not codes:
        named, unmatched = _by_names(message, by)
        narrow = {code for code in named if "." in code}
        codes = narrow or named
        if not narrow and message.drawn and regions.outlined(reach=by.reach).exists():
            codes = set(regions.drawn(rings=message.drawn, reach=by.reach))
    own = {by.region_code for code in codes if not by.reach.covers(code) and by.region_code.startswith(f"{code}.")}
    return sorted({code for code in codes if by.reach.covers(code)} | own), unmatched


def _by_codes(told: Iterable[tuple[str, str]]) -> set[str]:
    """Codes in force: the official ones with dots or without, and those of the statistics office where it says so."""
    plain = [(name, value.strip()) for name, value in told]
    bps = [value for name, value in plain if "bps" in name]
    bridged = set(BpsCode.objects.filter(pk__in=bps).values_list("region_id", flat=True))
    official = {_dotted(value) for name, value in plain if "bps" not in name}
    return set(Region.objects.in_force().filter(pk__in=official | bridged).values_list("pk", flat=True))


def _dotted(code: str) -> str:
    if not code.isdecimal():
        return code
    return ".".join(part for part in (code[:2], code[2:4], code[4:6], code[6:10]) if part)


def _by_names(message: cap.Message, by: Any) -> tuple[set[str], list[str]]:
    """Regions by name, a name that is one with `dan` in it before its parts; and the names that nobody knows."""
    codes: set[str] = set()
    unmatched: list[str] = []
    for name in _names(message):
        found = _found(name) or [one for part in TOGETHER.split(name) for one in _found(part)]
        if not found:
            unmatched.append(name)
        codes |= {one.pk for one in found if by.reach.covers(one.pk) or one.pk == by.region_code[: len(one.pk)]}
    return codes, unmatched


def _found(name: str) -> list[Region]:
    among = Region.objects.in_force().filter(level__lte=Region.Level.DISTRICT)
    found = list(regions.named(text=name, among=among))
    exact = [one for one in found if one.name.casefold() == name.casefold()]
    return exact or [one for one in found if _plain(one.name) == _plain(name)] or found


def _names(message: cap.Message) -> list[str]:
    """Area descriptions with several names in them taken apart."""
    told = (part.strip(" .") for area in message.areas for part in APART.split(area))
    return sorted({part for part in told if part})


def _plain(name: str) -> str:
    """A name without the kind of area in front of it."""
    kind, _blank, rest = name.casefold().partition(" ")
    return rest.strip() if kind in KINDS_OF_AREA else name.casefold()
