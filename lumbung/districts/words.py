"""What pages, programs and commands call things of the district."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from lumbung.core import formats
from lumbung.districts import rules
from lumbung.districts.models import Alert
from lumbung.staff import queries as staff

DECISIONS = {"assessed": "wait", "granted": "ok", "refused": "no", "ended": "end"}
CALLS = {"open": "do", "reached": "ok", "passed": "late", "dropped": "end"}
VISITS = {"open": "do", "done": "ok"}
ALERTS = {"noted": "q", "active": "late", "cancelled": "end"}
ACTIVITIES = {"wished": "wait", "advised": "do", "running": "run", "ended": "end"}
PLACES = {"waiting": "wait", "learning": "run", "finished": "ok", "left": "end"}
START_UPS = {"asked": "wait", "approved": "do", "ordered": "ok", "refused": "no"}
FIGURES = {
    "care": gettext_lazy("Masa layanan dan keberatan"),
    "services": gettext_lazy("Daftar layanan"),
    "exclusions": gettext_lazy("Layanan yang tidak bisa bersama"),
    "rhythm": gettext_lazy("Seberapa sering dihubungi"),
    "calls": gettext_lazy("Telepon dan kunjungan"),
    "warnings": gettext_lazy("Ambang peringatan"),
    "at_risk": gettext_lazy("Yang berisiko"),
    "points": gettext_lazy("Nilai urutan telepon"),
    "events": gettext_lazy("Peristiwa hidup"),
}
"""What people call the dated figures."""


def language() -> str:
    """In which language the reader reads."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def service(name: str, p: Any) -> str:
    """What people call a service."""
    told = p.services.get(name)
    return told[language()] if told else name


def services(p: Any) -> list[tuple[str, str]]:
    """The catalogue of a day."""
    return [(name, service(name, p)) for name in p.services]


def exclusions(p: Any) -> list[tuple[str, str]]:
    """Each service with those that nobody has together with it, in words."""
    told = {name: rules.excluded_by(name, p) for name in p.services}
    return [
        (service(name, p), ", ".join(service(other, p) for other in others)) for name, others in told.items() if others
    ]


def day(on: date) -> str:
    """A day as people write it."""
    return formats.day(on)


def days_before(on: date, days: int) -> date:
    """So many days earlier."""
    return on - timedelta(days=days)


def last_day(during: Any) -> str:
    """The last day of a half-open year."""
    return formats.day(days_before(during.upper, 1))


def year_long(during: Any) -> str:
    """A half-open year by its first and last day, written out for a letter."""
    return f"{formats.day_long(during.lower)} – {formats.day_long(days_before(during.upper, 1))}"


def measured(alert: Alert) -> str:
    """What was measured, with its unit; nothing where only a severity is known."""
    if alert.measure is None:
        return ""
    unit = rules.in_force(timezone.localdate(alert.effective_at)).warnings[alert.hazard]["unit"]
    return f"{formats.count(alert.measure / 10, 1)} {unit}"


def place(region_code: str) -> str:
    """The name of a region."""
    return staff.place_of(region_code=region_code)


def age(years: int | None) -> str:
    """How old somebody is; a birth date that nobody knows is told."""
    return _("umur tidak diketahui") if years is None else _("%(age)s tahun") % {"age": years}


def figures(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Dated figures with their remark in the language of the reader."""
    return [{**one, "name": FIGURES[one["name"]], "remark": one["remark"].get(language(), "")} for one in found]


def ground(entry: Any) -> str:
    """On what a figure stands, as the reader's language tells it; its law in full is among the figures in force."""
    return entry.remark.get(language()) or entry.law


SEVERITIES = {
    "Extreme": gettext_lazy("sangat berbahaya"),
    "Severe": gettext_lazy("berbahaya"),
    "Moderate": gettext_lazy("perlu diwaspadai"),
    "Minor": gettext_lazy("ringan"),
}
"""How CAP tells how bad it may be."""


def severity(alert: Any) -> str:
    """In the reader's words; nothing where its sender gave none or didn't know."""
    return str(SEVERITIES.get(alert.severity, ""))
