"""Programmes and runs in words: conditions, every figure with its law and days, counts by reason."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from lumbung import law
from lumbung.core import formats
from lumbung.law.parameters import Entry
from lumbung.law.reading import read
from lumbung.programmes import kinds, words
from lumbung.programmes.kinds import Kind
from lumbung.programmes.models import Run


@dataclass(frozen=True)
class ToldFigure:
    """One figure of a programme: what it is called, and each of its values with days and law."""

    words: str
    entries: list[dict[str, Any]]


@dataclass(frozen=True)
class ToldKind:
    """A programme as its page shows it."""

    name: str
    title: str
    full_title: str
    conditions: list[str]
    figures: list[ToldFigure]


def tell_kind(kind: Kind, *, on: date) -> ToldKind:
    """A programme's conditions on a day, and all its figures by day, the newest first."""
    language = words.language()
    p = kind.parameters.on(on)
    names = read(kind.rules, p).conditions
    return ToldKind(
        name=kind.name,
        title=kind.title(language),
        full_title=kind.words["full_title"][language],
        conditions=[words.condition(kind, name, on) for name in names],
        figures=[
            ToldFigure(
                kind.word("figures", name, language), [_entry(kind, entry, on, p) for entry in reversed(entries)]
            )
            for name, entries in kind.parameters.entries.items()
        ],
    )


def tell_counts(run: Run, counts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Counts of a run as lines: each outcome with its sum, then its reasons, with where to see the families."""
    kind = kinds.find(run.kind)
    url = reverse("programmes:families", args=[run.pk])
    told = []
    for outcome, badge in words.BADGES.items():
        of_outcome = [count for count in counts if count["outcome"] == outcome]
        for count in sorted(of_outcome, key=lambda count: (bool(count["reason"]), -count["families"])):
            query = urlencode({"putusan": outcome} | ({"alasan": count["reason"]} if count["reason"] else {}))
            words_of = words.reason(kind, count["reason"], run.on) or words.outcome(outcome)
            told.append({**count, "badge": badge, "words": words_of, "url": f"{url}?{query}"})
    return told


def _entry(kind: Kind, entry: Entry, on: date, p: law.Values) -> dict[str, Any]:
    return {
        "since": entry.since,
        "values": _values(kind, entry),
        "law": entry.law,
        "remark": entry.remark.get(words.language(), ""),
        "certain": entry.certainty == "C",
        "in_force": entry in p.in_force().values(),
        "future": entry.since > on,
    }


def _values(kind: Kind, entry: Entry) -> list[str]:
    money = entry.unit.startswith("IDR")
    write = formats.rupiah if money else _plain
    if isinstance(entry.value, dict):
        return [f"{_part_word(kind, name)}: {write(value)}" for name, value in entry.value.items()] or [_("tidak ada")]
    if isinstance(entry.value, list):
        return [", ".join(str(value) for value in entry.value) or _("belum diisi")]
    return [write(entry.value)]


def _plain(value: Any) -> str:
    return words.yes_no(value) if isinstance(value, bool) else str(value)


def _part_word(kind: Kind, name: str) -> str:
    return kind.word("parts", name, words.language()) if name in kind.words["parts"] else words.part(name)
