"""Template words of the house: money, days, masked numbers, badges, icons, bars and fields.

Bars take their lengths from SVG attributes, because the content policy allows no inline style.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lumbung.core import fields, formats
from lumbung.core.crypto import mask

register = template.Library()

ICONS = frozenset(["ok", "no", "wait", "run", "do", "end", "q", "lihat", "cari", "go", "mark", "up", "down", "close"])
BADGE_ICONS = {"late": "wait", "today": "wait"}


@register.filter
def rupiah(amount: int | None) -> str:
    """`Rp1.250.000`."""
    return formats.rupiah(amount)


@register.filter
def bilangan(value: int | float | None, digits: int = 0) -> str:
    """`1.204`."""
    return formats.count(value, int(digits))


@register.filter
def persen(share: float | None, digits: int = 1) -> str:
    """A share between 0 and 1: `98,4 %`."""
    return formats.percent(share, int(digits))


@register.filter
def ringkas(value: int | float | None) -> str:
    """`9,8 rb`."""
    return formats.compact(value)


@register.filter
def tanggal(on: date | None, style: str = "") -> str:
    """`16 Nov 2026`; `|tanggal:"panjang"`, `"pendek"`, `"hari"`, `"lengkap"` and `"bulan"` write it otherwise."""
    styles = {
        "panjang": formats.day_long,
        "pendek": formats.day_short,
        "hari": formats.weekday,
        "lengkap": formats.day_full,
        "bulan": formats.month,
    }
    return styles.get(style, formats.day)(on)


@register.filter
def waktu(at: datetime | None) -> str:
    """`16 Nov 2026, 08.40`."""
    return formats.moment(at)


@register.filter
def masked(number: str | None) -> str:
    """`••••9114`: the last four of a NIK, KK, card or phone."""
    return mask(number) if number else formats.NOTHING


@register.simple_tag
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """A drawing of the sprite, as tall as the words beside it; silent to a screen reader unless it has a label."""
    if name not in ICONS:
        raise ValueError(f"no icon called {name}")
    css = f"i {css}".strip()
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="#{}"/></svg>', css, label, name)
    return format_html('<svg class="{}" aria-hidden="true"><use href="#{}"/></svg>', css, name)


@register.simple_tag
def badge(kind: str, text: Any) -> SafeString:
    """Status as icon, word and colour; kind is ok, run, wait, today, late, do, no, end or q."""
    drawing = icon(BADGE_ICONS.get(kind, kind), "")
    return format_html('<span class="tag tag--{}">{}{}</span>', kind, drawing, text)


@register.simple_tag
def bar(value: float | None, total: float | None, css: str = "fill") -> SafeString:
    """One bar as long as `value` out of `total`; the numbers stand beside it in words."""
    return format_html(
        '<svg aria-hidden="true" preserveAspectRatio="none"><rect class="track" width="100%" height="100%"/>'
        '<rect class="{}" width="{}%" height="100%"/></svg>',
        css,
        _share(value, total),
    )


@register.simple_tag
def stacked(amounts: Iterable[int]) -> SafeString:
    """One bar whose parts add up to the whole; a part that is not nothing stays visible."""
    values = [max(amount or 0, 0) for amount in amounts]
    total = sum(values)
    start, pieces = 0.0, []
    for place, value in enumerate(values, 1):
        width = max(100 * value / total, 0.8) if value else 0.0
        pieces.append((f"p{place}", f"{min(start, 100 - width):.2f}", f"{width:.2f}"))
        start += width
    inside = format_html_join(
        "", '<rect class="{}" x="{}%" width="{}%" height="100%"/>', (piece for piece in pieces if piece[2] != "0.00")
    )
    return format_html('<svg class="stacked" aria-hidden="true">{}</svg>', inside)


@register.inclusion_tag("core/field.html")
def field(bound: BoundField, css: str = "", hint: str = "") -> dict[str, Any]:
    """One question with its label, hint, error and control, as GOV.UK Frontend writes it."""
    return fields.described(bound, css=css, hint=hint)


@register.filter
def first_id(bound: BoundField) -> str:
    """Where a link of the error summary leads."""
    return fields.first_id(bound)


def _share(value: float | None, total: float | None) -> str:
    if not value or not total:
        return "0"
    return f"{min(100 * value / total, 100):.2f}"
