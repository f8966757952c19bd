"""What people call the parts of a plan, sessions and results, in the language of the request."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lumbung.cases import planning, words
from lumbung.cases.models import Goal, Session
from lumbung.cases.queries import days
from lumbung.core import formats

PLAN_BADGES = {"draft": "wait", "submitted": "do", "approved": "ok", "replaced": "end", "withdrawn": "end"}
SESSION_BADGES = {"planned": "wait", "held": "ok", "cancelled": "end"}
STATE_BADGES = {"expected": "wait", "came": "ok", "excused": "end", "absent": "no", "cancelled": "end"}
REACHED_BADGES = {"not_yet": "wait", "partly": "run", "reached": "ok", "given_up": "end"}
AID_BADGES = {"waiting": "wait", "ordered": "run", "given": "ok", "cancelled": "end"}
WHY = {
    days.URGENT: _("tugas mendesak"),
    days.VISIT: _("kunjungan dijadwalkan"),
    days.CONTACT: _("kontak pascalayanan"),
    days.LATE: _("langkah lewat tenggat"),
    days.UNSEEN: _("lama tidak ditemui"),
}


def language() -> str:
    """`id` or `en`."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def component(name: str) -> str:
    """One of the seven."""
    known = planning.components().get(name)
    return known.said(language()) if known else name


def therapy(name: str) -> str:
    """One of the four; nothing for a goal without."""
    known = planning.therapies().get(name)
    return known.said(language()) if known else name


def component_choices() -> list[tuple[str, str]]:
    """The seven components for a select."""
    return [(name, component(name)) for name in planning.components()]


def therapy_choices() -> list[tuple[str, str]]:
    """The four therapies for a select, and none."""
    return [("", str(_("Tanpa terapi"))), *((name, therapy(name)) for name in planning.therapies())]


def how_often(goal: Goal) -> str:
    """`2 kali seminggu`."""
    told: dict[str, Any] = {"times": formats.count(goal.times), "per": goal.get_per_display()}
    return str(_("%(times)s kali %(per)s") % told)


def session_line(one: Session) -> tuple[Session, str, str]:
    """A session as lists show it: itself, its badge, and with whom; of a group nobody."""
    return one, SESSION_BADGES[one.status], words.masked(one.case) if one.case else ""


def shown(value: int | None, least: int) -> str:
    """A figure, or that it is too small to be shown."""
    return formats.count(value) if value is not None else str(_("kurang dari %(least)s") % {"least": least})
