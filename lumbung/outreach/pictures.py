"""Outreach as people see it: what is where, and how visits went."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lumbung.core import formats
from lumbung.core.svg import WIDTH, classes_of, drawing, n

HEIGHT, GAP = 74.0, 4.0


def areas(
    places: Sequence[tuple[int, int]], shown: Sequence[tuple[str, int, int, int, bool]], *, title: str, description: str
) -> SafeString:
    """A tile for each area, roughly where it lies: persons as the colour and the large number, cadres as squares,
    workshops as triangles; a dashed edge where somebody waits and no cadre lives.

    `shown` is name, persons, cadres, workshops, and whether somebody is missing.
    """
    columns = max((column for column, _row in places), default=0) + 1
    rows = max((row for _column, row in places), default=0) + 1
    side = WIDTH / columns
    shades = classes_of([persons or None for _name, persons, *_more in shown])
    marks = [_tile(place, one, shade, side) for place, one, shade in zip(places, shown, shades, strict=True)]
    return drawing("map", WIDTH, rows * HEIGHT, title, description, marks)


def _tile(place: tuple[int, int], shown: tuple[str, int, int, int, bool], shade: int, side: float) -> SafeString:
    name, persons, cadres, workshops, missing = shown
    x, y = place[0] * side, place[1] * HEIGHT
    told = _("%(name)s: %(persons)s orang, %(cadres)s kader, %(workshops)s sanggar") % {
        "name": name, "persons": formats.count(persons), "cadres": formats.count(cadres),
        "workshops": formats.count(workshops),
    }  # fmt: skip
    middle, low = x + side / 2, y + HEIGHT * 0.66
    edge = '<rect class="gap" x="{}" y="{}" width="{}" height="{}" rx="3"/>'
    inside = (n(x + 3), n(y + 3), n(side - 6), n(HEIGHT - 6))
    return format_html(
        '<g><title>{}</title><rect class="k{}" x="{}" y="{}" width="{}" height="{}" rx="3"/>'
        '<text class="v t{}" x="{}" y="{}">{}</text>{}{}<text class="nm t{}" x="{}" y="{}">{}</text></g>',
        *(told, shade, n(x), n(y), n(side), n(HEIGHT)),
        *(shade, n(middle), n(y + HEIGHT * 0.36), formats.count(persons)),
        format_html(edge, *inside) if missing else "",
        _signs(middle, low, cadres, workshops, shade),
        *(shade, n(middle), n(y + HEIGHT * 0.9), _cut(name, side)),
    )


def _signs(middle: float, y: float, cadres: int, workshops: int, shade: int) -> SafeString:
    """A square with how many cadres, and a triangle with how many workshops where there are any."""
    left = middle - (24 if workshops else 10)
    square = format_html(
        '<rect class="sg t{0}" x="{1}" y="{2}" width="8" height="8"/><text class="nm t{0}" x="{3}" y="{4}">{5}</text>',
        *(shade, n(left), n(y - 8), n(left + 16), n(y), formats.count(cadres)),
    )
    if not workshops:
        return square
    at = middle + 4
    return format_html(
        '{0}<path class="sg t{1}" d="M{2} {3}l5 -9l5 9z"/><text class="nm t{1}" x="{4}" y="{3}">{5}</text>',
        *(square, shade, n(at), n(y), n(at + 17), formats.count(workshops)),
    )


def _cut(name: str, side: float) -> str:
    room = int(side / 5.2)
    return name if len(name) <= room else f"{name[: room - 1]}…"
