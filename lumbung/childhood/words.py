"""What people call services, needs, risks and states, and how pages mark them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from lumbung.childhood.models import AbuseReport, Candidate
from lumbung.childhood.services import catalogue

RISKS = {"high": "late", "middle": "today", "low": "ok"}
STARTS = {"active": "run", "monitoring": "wait", "ended": "end"}
CANDIDATES = {
    "waiting": "wait", "willing": "ok", "refused": "no", "not_found": "q", "no_need": "end", "entered": "run",
}  # fmt: skip
SERVICES = {"given": "ok", "refused": "no", "due": "wait", "missing": "late"}
REVIEWS = {"due": "wait", "written": "do", "signed": "ok"}
CONTACTS = {"": "wait", "well": "ok", "worry": "do", "danger": "late", "absent": "q"}
LOOKS = {"": "wait", "safe": "ok", "worry": "do", "danger": "late", "not_found": "q"}
REPORTS = {"open": "do", "decided": "ok"}
STATES = {
    "given": gettext_lazy("diberikan"),
    "refused": gettext_lazy("ditolak"),
    "due": gettext_lazy("belum diberikan"),
    "missing": gettext_lazy("lewat tenggat"),
}
FIGURES = {
    "child_age_to": gettext_lazy("Umur anak, paling tinggi"),
    "extended_age_to": gettext_lazy("Umur bila diperpanjang pembahasan kasus"),
    "discovery_decile": gettext_lazy("Desil pada daftar penemuan"),
    "discovery_points": gettext_lazy("Poin urutan kunjungan"),
    "school_ages": gettext_lazy("Umur wajib belajar"),
    "asked_again_months": gettext_lazy("Bulan sebelum ditanya lagi"),
    "conference_days": gettext_lazy("Hari sampai pembahasan kasus"),
    "contacts": gettext_lazy("Selang kontak menurut risiko"),
    "contact_grace_days": gettext_lazy("Hari kelonggaran kontak"),
    "review_months": gettext_lazy("Bulan antar tinjauan"),
    "monitoring_months": gettext_lazy("Bulan pemantauan"),
    "abuse_minutes": gettext_lazy("Menit sampai putusan keselamatan"),
    "citizens": gettext_lazy("Laporan warga tanpa akun dalam satu jam"),
    "second_decider": gettext_lazy("Kapan harus orang lain yang memutuskan"),
    "separation_hours": gettext_lazy("Jam pemisahan sementara"),
    "child_asked_from": gettext_lazy("Umur anak ditanya persetujuannya"),
    "without_consent": gettext_lazy("Rujukan tanpa persetujuan"),
    "sibling_hours": gettext_lazy("Jam untuk melihat anak lain"),
    "sibling_age_to": gettext_lazy("Umur anak lain, paling tinggi"),
    "repeat_years": gettext_lazy("Tahun laporan berulang dihitung"),
}
"""What people call the dated figures."""


def said(words: Mapping[str, str]) -> str:
    """One of the words of the catalogue, in the language of the request."""
    return words.get("en" if (get_language() or "id").startswith("en") else "id", "")


def service(name: str) -> str:
    """What people call a service."""
    known = catalogue().services.get(name)
    return said(known.words) if known else name


def area(name: str) -> str:
    """Which of the four areas a service belongs to."""
    known = catalogue().services.get(name)
    return said(catalogue().areas[known.area]) if known else ""


def needs() -> list[tuple[str, str]]:
    """Every need that a tailored service answers, for a form."""
    return [(name, said(words)) for name, words in catalogue().needs.items()]


def reasons(candidate: Candidate) -> str:
    """Why somebody is on a list, in one line."""
    return ", ".join(str(Candidate.Reason(name).label) for name in candidate.reasons)


def kinds(report: AbuseReport) -> str:
    """What is suspected, in one line."""
    return ", ".join(str(AbuseReport.Kind(name).label) for name in report.kinds)


def days_left(due_on: date, on: date) -> tuple[str, str]:
    """(mark, words) of a day that comes or is over."""
    days = (due_on - on).days
    if days < 0:
        return "late", ngettext("lewat %(days)s hari", "lewat %(days)s hari", -days) % {"days": -days}
    if days == 0:
        return "today", _("hari ini")
    return "wait", ngettext("%(days)s hari lagi", "%(days)s hari lagi", days) % {"days": days}


def clock(report: AbuseReport, at: datetime) -> tuple[str, str]:
    """(mark, words) of the hour: how many minutes are left, how many too many, or in how many it was decided."""
    if report.decided_at is not None:
        took = _minutes(report.received_at, report.decided_at)
        late = report.decided_at > report.decide_by
        return ("no" if late else "ok"), _("diputuskan dalam %(minutes)s menit") % {"minutes": took}
    left = _minutes(at, report.decide_by)
    if left < 0:
        return "late", _("lewat %(minutes)s menit") % {"minutes": -left}
    return "today", _("tersisa %(minutes)s menit") % {"minutes": left}


def _minutes(since: datetime, until: datetime) -> int:
    return int((until - since).total_seconds() // 60)


def taker(report: Any) -> str:
    """Who took a report; nobody who works here did where somebody told it on the open page."""
    return str(report.taken_by or _("laporan warga tanpa akun"))
