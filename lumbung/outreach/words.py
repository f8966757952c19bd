"""What pages, programs and commands call things of outreach."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lumbung.cases.models import Case
from lumbung.core import formats
from lumbung.outreach import rules
from lumbung.outreach.models import Service, Trade

NEEDS = {"open": "wait", "referred": "run", "solved": "ok", "closed": "end"}
PERSONS = {"found": "do", "visited": "wait", "served": "run", "aftercare": "run", "ended": "end"}
MATCHES = {"proposed": "wait", "open": "run", "declined": "no", "ended": "end"}
VISITS = {"planned": "wait", "done": "ok", "missed": "no", "moved": "end", "cancelled": "end"}
CADRES = {"active": "run", "resting": "wait", "left": "end"}
MEMBERS = {"asked": "wait", "member": "ok", "refused": "no", "left": "end"}
HELD = {"planned": "wait", "held": "ok", "cancelled": "end"}
TURNS = {
    "open": ("closed", gettext_lazy("Tutup sanggar")),
    "closed": ("open", gettext_lazy("Buka sanggar lagi")),
}
"""What a workshop can become, and how that is said on a button."""
NEAR = {
    rules.SAME_VILLAGE: gettext_lazy("satu desa"),
    rules.SAME_DISTRICT: gettext_lazy("desa tetangga, satu kecamatan"),
    rules.FURTHER: gettext_lazy("kecamatan lain, dalam jangkauan"),
}


def masked(case: Case) -> str:
    """The name as lists show it: of a secret case its first letter only, for its own team too."""
    return f"{case.called[:1]}•••" if case.sensitive else case.called


def near(level: int, metres: int | None) -> str:
    """How near a cadre lives."""
    words = str(NEAR.get(level, ""))
    if metres is None:
        return words
    return _("%(near)s, %(km)s km") % {"near": words, "km": formats.count(metres / 1000, 1)}


def trades(names: list[str]) -> str:
    """What is made in a workshop."""
    return ", ".join(str(Trade(name).label) for name in names)


def services(names: list[str]) -> str:
    """What was offered or given."""
    return ", ".join(str(Service(name).label) for name in names)


def load(held: int, most: int) -> tuple[str, str]:
    """How full a cadre is, as a badge."""
    words = _("%(held)s dari %(most)s orang") % {"held": held, "most": most}
    return ("late" if held > most else "ok" if held < most else "today"), words


def shown(value: float | None, digits: int = 0) -> Any:
    """A figure, or a dash where there is none."""
    return formats.count(value, digits) if value is not None else formats.NOTHING
