"""Charts and maps as SVG made by the server: no script, no picture file, readable by a screen reader.

Drawn 360 units wide, for a phone. Colours come from classes of the style sheet, so that light, dark and
print need no second drawing. Every mark carries its number; a chart has no legend. A `None` is a figure
that is not known or not shown: it is drawn in ash, with a dash.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count as numbers_from
from math import ceil, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

WIDTH = 360
FUNNEL_LETTERS = 52
CLASSES = 5
LOWEST = 168.0
"""Where the label at a line's end still stands above the names of the points."""

_ids = numbers_from(1)


@dataclass(frozen=True)
class Tile:
    """One area of a tile map: its place in the grid, what is printed on it, and its colour's value."""

    name: str
    column: int
    row: int
    value: float | None
    label: str


@dataclass(frozen=True)
class Bar:
    """One bar: what stands below it, its value, the label on it; `accent` False paints it as beyond the line."""

    name: str
    value: float
    label: str
    accent: bool = True


@dataclass(frozen=True)
class Line:
    """One line over the same points; the last value and the name stand at its end."""

    name: str
    values: Sequence[float | None]
    end_label: str
    accent: bool = True


def classes_of(values: Sequence[float | None]) -> list[int]:
    """Each value's colour class, 1 to 5 in equal steps from lowest to highest; 0 is not known."""
    known = [value for value in values if value is not None]
    if not known:
        return [0 for _ in values]
    low, span = min(known), (max(known) - min(known)) or 1
    return [0 if value is None else min(int((value - low) / span * CLASSES), CLASSES - 1) + 1 for value in values]


def tile_map(tiles: Sequence[Tile], *, title: str, description: str) -> SafeString:
    """A grid of equal squares, roughly where the areas lie; not a map of their borders, and it says so."""
    columns = max((tile.column for tile in tiles), default=0) + 1
    rows = max((tile.row for tile in tiles), default=0) + 1
    side = WIDTH / columns
    height = min(side, 62.0)
    shades = classes_of([tile.value for tile in tiles])
    marks = [_tile(tile, shade, side, height) for tile, shade in zip(tiles, shades, strict=True)]
    return drawing("map", WIDTH, rows * height, title, description, marks)


def _tile(tile: Tile, shade: int, side: float, height: float) -> SafeString:
    x, y = tile.column * side, tile.row * height
    return format_html(
        '<rect class="k{}" x="{}" y="{}" width="{}" height="{}" rx="3"/>'
        '<text class="v t{}" x="{}" y="{}">{}</text><text class="nm t{}" x="{}" y="{}">{}</text>',
        *(shade, n(x), n(y), n(side), n(height)),
        *(shade, n(x + side / 2), n(y + height * 0.48), tile.label),
        *(shade, n(x + side / 2), n(y + height * 0.76), _fitted(tile.name, side)),
    )


def bars(items: Sequence[Bar], *, title: str, description: str, note: str = "", note_at: int = 0) -> SafeString:
    """Upright bars with their label on top and their name below; a note may stand over the bars from `note_at`."""
    height, floor, top = 216.0, 180.0, 30.0
    step = WIDTH / max(len(items), 1)
    most = max((item.value for item in items), default=0) or 1
    marks = [format_html('<path class="ax" d="M0 {}H{}"/>', n(floor), WIDTH)]
    for place, item in enumerate(items):
        long = (floor - top) * item.value / most
        x, middle = place * step + step * 0.11, place * step + step / 2
        marks.append(
            format_html(
                '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>'
                '<text class="bd" x="{}" y="{}" text-anchor="middle">{}</text>'
                '<text class="a" x="{}" y="{}" text-anchor="middle">{}</text>',
                *("in" if item.accent else "out", n(x), n(floor - long), n(step * 0.78), n(long)),
                *(n(middle), n(floor - long - 6), item.label),
                *(n(middle), n(floor + 18), item.name),
            )
        )
    if note:
        marks.append(format_html('<text class="tx3" x="{}" y="{}">{}</text>', n(note_at * step), n(top + 30), note))
    return drawing("ch", WIDTH, height, title, description, marks)


def funnel(items: Sequence[Bar], *, title: str, description: str) -> SafeString:
    """Lying bars under one another, each as long as its part of the first; name above, label at the right.

    A name that leaves no room for its label has a line of its own.
    """
    most = max((item.value for item in items), default=0) or 1
    below = 16.0 if any(len(item.name) + len(item.label) > FUNNEL_LETTERS for item in items) else 0.0
    row = 46.0 + below
    marks = [
        format_html(
            '<text class="a" x="0" y="{}">{}</text><text class="bd" x="{}" y="{}" text-anchor="end">{}</text>'
            '<rect class="{}" x="0" y="{}" width="{}" height="16"/>',
            *(n(place * row + 15), item.name, WIDTH, n(place * row + below + 15), item.label),
            *("in" if item.accent else "out", n(place * row + below + 22), n(WIDTH * item.value / most)),
        )
        for place, item in enumerate(items)
    ]
    return drawing("ch", WIDTH, len(items) * row, title, description, marks)


def lines(series: Sequence[Line], *, points: Sequence[str], unit: str, title: str, description: str) -> SafeString:
    """Lines over named points with a quiet grid; each ends with its last value and its name."""
    left, right, top, floor = 34.0, 262.0, 34.0, 182.0
    known = [value for line in series for value in line.values if value is not None]
    low, high = _span(known)
    xs = [left + (right - left) * place / max(len(points) - 1, 1) for place in range(len(points))]

    def y_of(value: float) -> float:
        return floor - (floor - top) * (value - low) / (high - low)

    marks = [format_html('<text class="a" x="0" y="14">{}</text>', unit)]
    for tick in _ticks(low, high):
        marks.append(
            format_html(
                '<path class="gl" d="M{} {}H{}"/><text class="a" x="0" y="{}">{}</text>',
                *(n(left), n(y_of(tick)), n(right), n(y_of(tick) + 4), n(tick)),
            )
        )
    for x, name in zip(xs, points, strict=True):
        marks.append(format_html('<text class="a" x="{}" y="204" text-anchor="middle">{}</text>', n(x), name))
    marks += [_line(line, xs, y_of, place) for place, line in enumerate(series)]
    return drawing("ch", WIDTH, 212, title, description, marks)


def _line(line: Line, xs: Sequence[float], y_of, place: int) -> SafeString:
    spots = [(x, y_of(value)) for x, value in zip(xs, line.values, strict=True) if value is not None]
    if not spots:
        return mark_safe("")
    path = "M" + " ".join(f"{n(x)},{n(y)}" for x, y in spots)
    dots = format_html_join(
        "", '<circle class="dot" cx="{}" cy="{}" r="3.4"/>', ((n(x), n(y)) for x, y in spots if line.accent)
    )
    x, y = spots[-1]
    y = min(y + 22, LOWEST) if place else y - 8
    return format_html(
        '<path class="{}" d="{}"/>{}<text class="{}" x="{}" y="{}">{}</text><text class="a" x="{}" y="{}">{}</text>',
        *("l2" if line.accent else "l1", path, dots),
        *("tx2" if line.accent else "bd", n(x + 10), n(y), line.end_label),
        *(n(x + 10), n(y + 14), line.name),
    )


def drawing(
    css: str, width: float, height: float, title: str, description: str, marks: Sequence[SafeString]
) -> SafeString:
    """An SVG that says what it shows, in a title and a description for every ear."""
    key = next(_ids)
    return format_html(
        '<svg class="{0}" viewBox="0 0 {1} {2}" role="img" aria-labelledby="c{3}t c{3}d">'
        '<title id="c{3}t">{4}</title><desc id="c{3}d">{5}</desc>{6}</svg>',
        *(css, n(width), n(ceil(height)), key, title, description, mark_safe("".join(marks))),
    )


def _span(known: Sequence[float]) -> tuple[float, float]:
    """A little air above and below; never nothing."""
    if not known:
        return 0.0, 1.0
    low, high = min(known), max(known)
    air = (high - low) * 0.15 or max(abs(high) * 0.1, 1)
    return max(low - air, 0 if low >= 0 else low - air), high + air


def _ticks(low: float, high: float) -> list[float]:
    """Three or four round values inside the span."""
    raw = (high - low) / 4
    size = 10 ** int(log10(raw) if raw >= 1 else log10(raw) - 1)
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor >= raw)
    first = ceil(low / step) * step
    return [first + step * place for place in range(int((high - first) / step) + 1)]


def _fitted(name: str, side: float) -> str:
    """A name cut to what a tile holds; the list beside the map has it whole."""
    room = int(side / 5.2)
    return name if len(name) <= room else f"{name[: room - 1]}…"


def n(value: float) -> str:
    """A coordinate without needless decimals."""
    return f"{value:.1f}".rstrip("0").rstrip(".")
