"""What pages, papers and commands call things of the desk."""

from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from lumbung.referrals import rules, sectors
from lumbung.referrals.models import Need, Referral
from lumbung.staff import queries as staff

NEEDS = {"open": "wait", "referred": "run", "solved": "ok", "closed": "end"}
REFERRALS = {
    "sent": "wait", "needs_more": "do", "accepted": "run", "refused": "no", "served": "ok", "withdrawn": "end",
}  # fmt: skip
ESCALATIONS = {"proposed": "do", "agreed": "ok", "declined": "end"}
URGENCIES = {"1": "late", "2": "today", "3": "wait"}
FIGURES = {
    "answer": gettext_lazy("Batas jawaban"),
    "desk": gettext_lazy("Batas di satu meja"),
    "child_in_danger": gettext_lazy("Tanpa persetujuan: anak dalam bahaya"),
}
"""What people call the dated figures."""


def listed(one: Need) -> str:
    """Somebody in a list: the first letter only where the need is secret."""
    return f"{one.called[:1]}•••" if one.is_secret else one.called


def sector(code: str) -> str:
    """The name of a sector."""
    return sectors.name(code)


def left(due_on: date, on: date) -> str:
    """How long there still is."""
    days = (due_on - on).days
    if days < 0:
        return _("lewat %(days)s hari") % {"days": -days}
    return _("hari ini") if days == 0 else _("%(days)s hari lagi") % {"days": days}


def limit(due_on: date, on: date) -> tuple[str, str]:
    """A limit as a badge."""
    return rules.urgency_of_limit(due_on, on), left(due_on, on)


def place(region_code: str) -> str:
    """The name of a region."""
    return staff.place_of(region_code=region_code)


def covered(ground: str) -> str:
    """On what ground something is told of somebody."""
    said = {
        "consent": _("Disampaikan dengan persetujuan."),
        "law": _("Disampaikan tanpa persetujuan menurut undang-undang: anak dalam bahaya."),
    }
    return said.get(ground, _("Tanpa persetujuan hanya disampaikan bahwa seseorang akan datang."))


def became(one: Referral) -> str:
    """An answer in one line."""
    said = one.result or one.reason
    return f"{one.get_status_display()}: {said}" if said else str(one.get_status_display())


def figures(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Dated figures with their remark in the language of the reader."""
    language = "en" if (get_language() or "id").startswith("en") else "id"
    return [{**one, "name": FIGURES[one["name"]], "remark": one["remark"].get(language, "")} for one in found]
