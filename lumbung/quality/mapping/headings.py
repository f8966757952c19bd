"""How likely a heading means a field, by what people write above columns (`headings.yaml`)."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

import yaml
from rapidfuzz import fuzz

from lumbung.quality.canonical import FIELDS
from lumbung.quality.mapping.folding import folded_heading, new_spelling
from lumbung.quality.mapping.targets import all_targets

OTHER_PEOPLE = frozenset(
    {
        *("ayah", "bapak", "father", "wali", "pasangan", "ketua", "kepala", "guru", "sekolah", "bank", "rekening"),
        *("petugas", "pendata", "pencacah", "pemeriksa", "responden", "ppl", "pml", "pcl", "operator", "registrasi"),
        *("cetak", "ubah", "entri", "terbit", "berakhir", "pendataan", "pemeriksaan", "paspor", "pasport", "kitas"),
        *("akta", "kawin", "perkawinan", "nikah", "cerai", "perceraian", "meninggal", "kematian"),
        *("sls", "program", "bantuan"),
    }
)
"""Words that turn a heading to somebody or something else: “nama ayah”, “tanggal akta kawin”."""
ANYBODY = frozenset({"warga", "penduduk", "penerima", "kpm", "orang", "individu", "art"})
"""Words that only say that the row is about somebody: “NIK warga”."""
MISSPELT, CONTAINED, NO_LIKENESS = 0.84, 0.72, 0.0
UNDER_A_GROUP = 0.92
"""Two lines of headings read as one: “Tempat dan Tanggal Lahir” over “Tgl/Bln/Th”."""
SHORTEST_MISSPELT = 5
RECOGNISED = 0.8
FEWEST = 2


@cache
def wordings() -> dict[str, str]:
    """Folded wording → field; the words of the form itself count as well."""
    listed = yaml.safe_load(Path(__file__).with_name("headings.yaml").read_text())
    known = {folded_heading(str(words)): target for target, several in listed.items() for words in several}
    for name, column in FIELDS.items():
        known.setdefault(folded_heading(str(column.label)), name)
        known.setdefault(folded_heading(name), name)
    return {words: target for words, target in known.items() if target in all_targets()}


@lru_cache(maxsize=4096)
def likenesses(heading: str) -> dict[str, float]:
    """Field → how much the heading is like one of its wordings, 0 to 1; fields unlike it are left out."""
    return likenesses_among(heading, wordings())


def likenesses_among(heading: str, known: Mapping[str, str]) -> dict[str, float]:
    """The same for anybody's folded wordings (wording → target)."""
    found: dict[str, float] = {}
    plain = folded_heading(heading)
    for spelt in {plain, new_spelling(plain), _without(plain, ANYBODY)} - {""}:
        for words, target in known.items():
            likeness = _likeness(spelt, words)
            if likeness > found.get(target, NO_LIKENESS):
                found[target] = likeness
    return found


def _without(heading: str, words: frozenset[str]) -> str:
    return " ".join(word for word in heading.split() if word not in words)


def _likeness(heading: str, words: str) -> float:
    if heading == words or heading.replace(" ", "") == words.replace(" ", ""):
        return 1.0
    said, known = set(heading.split()), set(words.split())
    if len(known) > 1 and heading.endswith(f" {words}"):
        return UNDER_A_GROUP
    if said & OTHER_PEOPLE - known:
        return NO_LIKENESS
    if len(known) > 1 and known <= said:
        return CONTAINED
    if min(len(heading), len(words)) < SHORTEST_MISSPELT:
        return NO_LIKENESS
    ratio = max(fuzz.ratio(heading, words), fuzz.token_sort_ratio(heading, words)) / 100
    return ratio * 0.95 if ratio >= MISSPELT else NO_LIKENESS


def familiarity(headings: Sequence[str]) -> int:
    """How many different fields a row of headings names, 0 for fewer than two; a row with data in it names none."""
    if any(_long_number(heading) for heading in headings):
        return 0
    found = [likenesses(heading) for heading in headings if heading.strip()]
    named = {max(one, key=one.__getitem__) for one in found if one and max(one.values()) >= RECOGNISED}
    return len(named) if len(named) >= FEWEST else 0


def is_about_something_else(heading: str) -> bool:
    """Whether the heading says clearly that its column is nothing of ours, whatever the cells look like."""
    return bool(set(folded_heading(heading).split()) & OTHER_PEOPLE) and not likenesses(heading)


def is_a_heading(heading: str) -> bool:
    """Neither the row's own number, nor a bracket for an unnamed column, nor somebody's data."""
    return heading != "row" and not heading.startswith("(") and not _long_number(heading)


def _long_number(text: str) -> bool:
    return sum(letter.isdigit() for letter in text) >= 8
