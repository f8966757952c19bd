"""How numbers, money and days are written for people, in the language of the request."""

from datetime import date, datetime
from decimal import Decimal

from babel import dates, numbers
from django.utils import timezone
from django.utils.translation import get_language

MINUS = "\u2212"
NOTHING = "\u2013"
_COMPACT = {
    "id": ((10**12, "T"), (10**9, "M"), (10**6, "jt"), (10**3, "rb")),
    "en": ((10**12, "tn"), (10**9, "bn"), (10**6, "m"), (10**3, "k")),
}


class AtLeast(int):
    """A number that was counted no further: there are more. It is written with a plus behind it."""


def locale() -> str:
    """The language of the request, as Babel names it: `id` or `en`."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def count(value: int | float | Decimal | None, digits: int = 0) -> str:
    """1204 as `1.204` in Indonesian, `1,204` in English; at least 999 is `999+`, nothing known is a dash."""
    if value is None:
        return NOTHING
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    text = numbers.format_decimal(abs(Decimal(value)), format=pattern, locale=locale())
    if isinstance(value, AtLeast):
        return f"{text}+"
    return MINUS + text if value < 0 else text


def rupiah(amount: int | None) -> str:
    """Whole rupiah: `Rp1.250.000`, no space and no decimals; below zero the sign stands before Rp."""
    if amount is None:
        return NOTHING
    text = "Rp" + count(abs(amount))
    return MINUS + text if amount < 0 else text


def percent(share: float | Decimal | None, digits: int = 1) -> str:
    """A share between 0 and 1 as `98,4 %` in Indonesian, `98.4%` in English."""
    if share is None:
        return NOTHING
    text = count(round(Decimal(str(share)) * 100, digits), digits)
    return text + ("%" if locale() == "en" else "\u00a0%")


def compact(value: int | float | None) -> str:
    """A figure for a chart's label: `9,8 rb`, `22,8 M`; below a thousand it is written out."""
    if value is None:
        return NOTHING
    for size, word in _COMPACT[locale()]:
        if abs(value) >= size:
            scaled = value / size
            return f"{count(round(scaled, 1), 0 if abs(scaled) >= 100 else 1)}\u00a0{word}"
    return count(value)


def day(on: date | None) -> str:
    """`16 Nov 2026`."""
    return dates.format_date(_local(on), "d MMM yyyy", locale=locale()) if on else NOTHING


def day_long(on: date | None) -> str:
    """`16 November 2026`, in letters and for citizens."""
    return dates.format_date(_local(on), "d MMMM yyyy", locale=locale()) if on else NOTHING


def day_short(on: date | None) -> str:
    """`16 Nov`, where the year stands above."""
    return dates.format_date(_local(on), "d MMM", locale=locale()) if on else NOTHING


def weekday(on: date | None) -> str:
    """`Jumat, 20 Nov`: a deadline within reach."""
    return dates.format_date(_local(on), "EEEE, d MMM", locale=locale()) if on else NOTHING


def day_full(on: date | None) -> str:
    """`Senin, 16 November 2026`."""
    return dates.format_date(_local(on), "EEEE, d MMMM yyyy", locale=locale()) if on else NOTHING


def month(on: date | None) -> str:
    """`November 2026`."""
    return dates.format_date(_local(on), "MMMM yyyy", locale=locale()) if on else NOTHING


def moment(at: datetime | None) -> str:
    """`16 Nov 2026, 08.40`, on the clock of the installation."""
    if not at:
        return NOTHING
    clock = "HH:mm" if locale() == "en" else "HH.mm"
    return dates.format_datetime(_local(at), f"d MMM yyyy, {clock}", locale=locale())


def _local(on: date) -> date:
    if isinstance(on, datetime) and timezone.is_aware(on):
        return timezone.localtime(on)
    return on
