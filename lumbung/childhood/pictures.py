"""Dream Start as people see it: services owed by kind, the quarters of a start, the hour of a report."""

from collections.abc import Mapping, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lumbung.core import formats
from lumbung.core.svg import WIDTH, Bar, bars, drawing, n

ROW = 46.0


def counted(items: Sequence[tuple[str, int, bool]], *, title: str) -> SafeString:
    """Upright bars of (name, how many, whether it is as it should be)."""
    told = "; ".join(f"{name}: {formats.count(value)}" for name, value, _good in items)
    marks = [Bar(name, value, formats.count(value), accent=good) for name, value, good in items]
    return bars(marks, title=title, description=told)


def owed(kinds: Sequence[tuple[str, Mapping[str, int]]], *, title: str) -> SafeString:
    """One lying bar for each kind of service: what was given of what is due, the rest light."""
    drawn, told = [], []
    for at, (name, states) in enumerate(kinds):
        total, given = sum(states.values()), states.get("given", 0)
        label = _("%(given)s dari %(total)s") % {"given": formats.count(given), "total": formats.count(total)}
        y = at * ROW
        drawn.append(
            format_html(
                '<text class="a" x="0" y="{}">{}</text><text class="bd" x="{}" y="{}" text-anchor="end">{}</text>'
                '<rect class="out" x="0" y="{}" width="{}" height="16"/>'
                '<rect class="in" x="0" y="{}" width="{}" height="16"/>',
                *(n(y + 15), name, WIDTH, n(y + 15), label),
                *(n(y + 22), WIDTH, n(y + 22), n(WIDTH * given / total if total else 0)),
            )
        )
        told.append(f"{name}: {label}")
    return drawing("ch", WIDTH, max(len(kinds), 1) * ROW, title, "; ".join(told), drawn)


def hour(gone: float, *, title: str, words: str) -> SafeString:
    """How much of the hour is over: a bar that fills; beyond its end it is all filled."""
    filled = WIDTH * min(max(gone, 0.0), 1.0)
    marks = [
        format_html(
            '<rect class="out" x="0" y="2" width="{}" height="20" rx="3"/>'
            '<rect class="in" x="0" y="2" width="{}" height="20" rx="3"/><text class="bd" x="0" y="42">{}</text>',
            *(WIDTH, n(filled), words),
        )
    ]
    return drawing("ch", WIDTH, 50, title, words, marks)
