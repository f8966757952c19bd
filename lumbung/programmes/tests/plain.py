"""PKH and Sembako once more, by a person with pen and paper: no columns, no shared code, one family at a time."""

from __future__ import annotations

from datetime import date
from typing import Any


def pkh(family: dict[str, Any], members: list[dict[str, Any]], day: date) -> tuple[bool, int | None]:
    """Whether a fully known family qualifies, and for how much a year."""
    counts: dict[str, int] = {}
    for person in members:
        role = _role(person, day)
        if role:
            counts[role] = counts.get(role, 0) + 1
    ok = family["decile"] <= 4 and bool(counts) and _stands(family) and not _state_employee(members)
    ok = ok and not family["has_left"]
    if not ok:
        return False, None
    total, places = (550_000 if day.year == 2019 else 0), 4
    for role, amount, most in _tariff(day):
        for _ in range(min(counts.get(role, 0), most)):
            if places:
                total, places = total + amount, places - 1
    return True, total


def sembako(family: dict[str, Any], members: list[dict[str, Any]], day: date) -> tuple[bool, int | None]:
    """Whether a fully known family qualifies, and for how much a month."""
    limit = 5 if day >= date(2025, 2, 5) else 4
    if family["decile"] > limit or not _stands(family) or _state_employee(members):
        return False, None
    if day < date(2020, 1, 1):
        return True, 110_000
    return True, 150_000 if day < date(2020, 3, 1) else 200_000


def _stands(family: dict[str, Any]) -> bool:
    return not (family["open_duplicate"] or family["resigned"] or family["judged_unfit"])


def _state_employee(members: list[dict[str, Any]]) -> bool:
    return any(person["age"] >= 18 and person["position"] == 5 for person in members)


def _tariff(day: date) -> list[tuple[str, int, int]]:
    early = 2_400_000 if day.year == 2019 else 3_000_000
    old, disabled = (99, 99) if day.year < 2021 else (1, 1) if day.year < 2025 else (1, 4)
    rows = [("pregnant", early, 2), ("young", early, 2), ("disabled", 2_400_000, disabled), ("old", 2_400_000, old)]
    rows += [("sma", 2_000_000, 99), ("smp", 1_500_000, 99), ("sd", 900_000, 99)]
    return [("victim", 10_800_000, 99), *rows] if day.year >= 2024 else rows


def _role(person: dict[str, Any], day: date) -> str | None:
    age = person["age"]
    if day.year >= 2024 and person["violation_victim"]:
        return "victim"
    if person["sex"] == "P" and 10 <= age <= 54 and person["pregnant"]:
        return "pregnant"
    pupil = 6 <= age <= 21 and person["at_school"]
    if age <= 6 and not pupil:
        return "young"
    if age >= 5 and person["self_care"] == 1:
        return "disabled"
    if age >= (70 if 2021 <= day.year < 2025 else 60):
        return "old"
    return person["school_stage"] if pupil and person["school_stage"] in ("sd", "smp", "sma") else None
