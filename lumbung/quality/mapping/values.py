"""What the words and codes of a column mean in the lists of the form: proposed, corrected by a person, kept."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import override
from rapidfuzz import fuzz, process

from lumbung.quality.canonical import FIELDS, Kind
from lumbung.quality.mapping.folding import folded
from lumbung.registry import codes

OCCUPATION = "occupation"
HERDS = {"cattle", "buffalo", "horse", "pig", "goat"}
YES_OR_NO = frozenset(codes.ASSETS) - HERDS
NOT_KNOWN = ""
MISSPELT = 88
SHORTEST_MISSPELT = 4
LANGUAGES = ("id", "en")


def is_coded(target: str) -> bool:
    """Whether the cells of a field are words or codes of a short list."""
    if target == OCCUPATION or target in YES_OR_NO:
        return True
    column = FIELDS.get(target)
    return column is not None and (column.kind in {Kind.SEX, Kind.FLAG} or (column.kind is Kind.CODE and _told(column)))


def choices(target: str) -> list[tuple[str, str]]:
    """For a select: code and what it says."""
    if target == OCCUPATION:
        told = {
            "none": _("Tidak bekerja"),
            "works": _("Bekerja"),
            "official": _("Bekerja sebagai ASN, TNI, Polri, BUMN, atau pejabat"),
        }
        return list(told.items())
    if target in YES_OR_NO:
        return [("1", _("Ya")), ("0", _("Tidak"))]
    if FIELDS[target].kind is Kind.FLAG:
        return [("1", _("Ya")), ("2", _("Tidak"))]
    return [(str(code), str(label)) for code, label in _list(target).items()]


def proposed(target: str, words: Iterable[str]) -> dict[str, str]:
    """Folded word → code, or NOT_KNOWN where nothing is like it."""
    known, numbers = code_words(target), _civil(target, words)
    return {word: numbers.get(word) or _code_of(word, known) for word in words}


def self_evident(target: str, words: Iterable[str]) -> bool:
    """Whether all cells hold codes of the list already, so that there is nothing to ask."""
    own = {code.lower() for code, _label in choices(target)}
    return target not in YES_OR_NO and all(word in own for word in words)


@cache
def code_words(target: str) -> Mapping[str, str]:
    """Folded word → code: `values.yaml`, the form's own words in both languages, the codes themselves."""
    listed = _listed()
    known: dict[str, str] = {}
    if target in FIELDS and FIELDS[target].kind is Kind.CODE:
        known = {word: str(code) for language in LANGUAGES for word, code in _labels(target, language)}
        known |= {str(code): str(code) for code in _list(target)}
    for code, words in listed.get(target, {}).items():
        known |= dict.fromkeys(map(folded, words), str(code))
    if target in YES_OR_NO or _is_flag(target):
        no = "0" if target in YES_OR_NO else "2"
        known |= {folded(word): str(code) if code == 1 else no for code in (1, 2) for word in listed["yes_no"][code]}
    return known


def _code_of(word: str, known: Mapping[str, str]) -> str:
    if word in known:
        return known[word]
    if len(word) < SHORTEST_MISSPELT:
        return NOT_KNOWN
    likest = process.extractOne(word, known.keys(), scorer=fuzz.ratio, score_cutoff=MISSPELT)
    return known[likest[0]] if likest else NOT_KNOWN


def _civil(target: str, words: Iterable[str]) -> Mapping[str, str]:
    """Numbers of the civil registry's list, where one of them is not on the form's."""
    table = _listed()["civil"].get(target, {})
    numbers = {int(word) for word in words} if all(word.isdecimal() for word in words) else set()
    foreign = numbers and numbers <= set(table) and not numbers <= set(_list(target))
    return {str(code): str(other) for code, other in table.items()} if foreign else {}


def _list(target: str) -> Mapping[Any, Any]:
    allowed = FIELDS[target].codes
    return codes.SCHOOL_LEVEL | {23: _("Tidak punya ijazah SD")} if target == "diploma" else allowed


def _labels(target: str, language: str) -> list[tuple[str, Any]]:
    with override(language):
        return [(folded(str(label)), code) for code, label in _list(target).items() if label is not None]


def _told(column: Any) -> bool:
    return column is FIELDS["diploma"] or any(label is not None for label in column.codes.values())


def _is_flag(target: str) -> bool:
    return target in FIELDS and FIELDS[target].kind is Kind.FLAG


@cache
def _listed() -> dict[str, Any]:
    return yaml.safe_load(Path(__file__).with_name("values.yaml").read_text())
