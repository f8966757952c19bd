"""Conditions, verdicts and sanctions in words, in the language of the request."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lumbung.programmes import conditions
from lumbung.programmes.conditions import rules


def name(group: str, key: str) -> str:
    """What people call a condition, an exemption, a module or a scheme."""
    language = "en" if (get_language() or "id").startswith("en") else "id"
    return conditions.word(group, key, language) if key in conditions.words()[group] else key


def choices(group: str) -> list[tuple[str, str]]:
    """All of them, to choose from."""
    return [(key, name(group, key)) for key in conditions.words()[group]]


def quarter(first: date) -> str:
    """`triwulan 1 2026`."""
    return _("triwulan %(nth)s %(year)s") % {"nth": (first.month + 2) // 3, "year": first.year}


def reason(told: Mapping[str, Any], names: Mapping[int, str], on: date) -> str:
    """Why one member's condition was not met: “kehadiran sekolah Bayu 81 persen, batasnya 85 persen”."""
    who = names.get(told["person"], "")
    what = {"condition": name("conditions", told["condition"]).lower(), "who": who}
    if told["condition"] == rules.SCHOOL:
        days = told["effective_days"] - told["sick_days"]
        share = told["present_days"] * 100 // days if days else 0
        limit = conditions.in_force(on).attendance
        said = _("%(condition)s %(who)s %(share)s persen, batasnya %(limit)s persen")
        return said % {**what, "share": share, "limit": limit}
    owed = told["months"] - told["excused"]
    said = _("%(condition)s %(who)s dipenuhi %(kept)s dari %(owed)s bulan")
    return said % {**what, "kept": told["kept"], "owed": owed}
