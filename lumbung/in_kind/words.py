"""What people call kinds, goods, questions and points, in the language of the request."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lumbung.core import formats
from lumbung.in_kind import kinds
from lumbung.in_kind.kinds import NUMBER, Kind, Question
from lumbung.in_kind.models import Request

BADGES = {
    "asked": "wait", "assessed": "wait", "listed": "wait", "allotted": "run", "fitted": "do", "handed": "ok",
    "closed": "ok", "refused": "no", "withdrawn": "end",
}  # fmt: skip
STEPS = {
    "asked": _("Diminta"),
    "assessed": _("Diases"),
    "listed": _("Disetujui"),
    "allotted": _("Disisihkan"),
    "fitted": _("Dipasang"),
    "handed": _("Diserahkan"),
    "closed": _("Selesai"),
}
"""What has been done once a request stands there."""

OUTCOMES = {"used": "ok", "unused": "do", "broken": "no", "repaired": "ok", "returned": "end", "gone": "q"}

language = formats.locale
"""`id` or `en`: the languages in which a kind's folder speaks."""


def said(words: Mapping[str, str]) -> str:
    """One of the words of a kind's folder."""
    return words.get(language(), "")


def title(kind: Kind) -> str:
    """What people call the kind."""
    return said(kind.title)


def kind_choices() -> list[tuple[str, str]]:
    """Every kind for a filter or a select."""
    return [(name, title(kinds.find(name))) for name in kinds.names()]


def item(kind: str, name: str, size: int = 0) -> str:
    """A good in words, with its size in millimetres where it has one."""
    known = kinds.find(kind).items.get(name) if kind in kinds.names() else None
    words = said(known.words) if known else name
    return f"{words} {formats.count(size)} mm" if size else words


def item_of(request: Request) -> str:
    """What a request is for."""
    return item(request.kind, request.item, request.size)


def pieces(kind: str, name: str, quantity: int) -> str:
    """`28 lembar`."""
    return f"{formats.count(quantity)} {said(kinds.find(kind).items[name].unit)}"


def answer(question: Question, value: str) -> str:
    """One answer of an assessment as people say it."""
    if question.kind == NUMBER:
        return f"{formats.count(int(value))} {question.unit}"
    return said(question.choices.get(value, {"id": value, "en": value}))


def condition(kind: Kind, name: str) -> str:
    """A condition, with its limit of the day."""
    return kind.word("conditions", name, language())


def column(kind: Kind, name: str) -> str:
    """What points are given for."""
    return kind.word("columns", name, language())


def tie(tied: int | None) -> str:
    """How a place is told that others share."""
    if not tied:
        return ""
    told = _("sama nilai dan harinya dengan %(count)s permintaan lain; urutan pencatatan yang menentukan")
    return told % {"count": formats.count(tied)}


def figures(kind: Kind, on: date) -> list[dict[str, Any]]:
    """Every figure of a kind that is in force on a day, with its law and how sure it is."""
    found = kind.parameters.on(on).in_force()
    return [
        {"name": name, "law": entry.law, "since": entry.since, "remark": entry.remark.get(language(), "")}
        for name, entry in found.items()
        if entry.value
    ]
