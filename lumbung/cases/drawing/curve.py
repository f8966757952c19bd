"""The curve of one score over the assessments of a case, before its ranges as bands; the last figure is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lumbung.cases.drawing.canvas import WIDTH, folded
from lumbung.core import formats
from lumbung.core.svg import drawing, n

LEFT, RIGHT, TOP, FLOOR = 30.0, 250.0, 12.0, 182.0
LEAST, LINE = 15.0, 15.0
"""A band lower than a line of text keeps its words to the table; one of two lines folds longer ones."""


@dataclass(frozen=True, slots=True)
class Band:
    """What the scores from `least` to `most` mean, in words, and how they are shown."""

    least: int
    most: int
    words: str
    badge: str


@dataclass(frozen=True, slots=True)
class Point:
    """One assessment: its day and its score; None where an answer was not known."""

    on: date
    value: int | None
    name: str = ""


def curve(points: Sequence[Point], bands: Sequence[Band], *, title: str) -> SafeString:
    """The picture, drawn 360 units wide; days keep their distance."""
    low, high = bands[0].least, bands[-1].most
    unit = (FLOOR - TOP) / (high - low + 1)

    def y_of(value: float) -> float:
        return FLOOR - (value - low + 0.5) * unit

    marks = [_band(one, FLOOR - (one.most - low + 1) * unit, (one.most - one.least + 1) * unit) for one in bands]
    xs = _places([one.on for one in points])
    marks.append(format_html('<text class="a" x="0" y="{}">{}</text>', n(y_of(high) + 4), high))
    marks.append(format_html('<text class="a" x="0" y="{}">{}</text>', n(y_of(low) + 4), low))
    spots = [(x, y_of(one.value), one.value) for x, one in zip(xs, points, strict=True) if one.value is not None]
    if spots:
        path = "M" + " ".join(f"{n(x)},{n(y)}" for x, y, _value in spots)
        marks.append(format_html('<path class="l2" d="{}"/>', path))
    for x, y, value in spots:
        marks.append(format_html('<circle class="dot" cx="{}" cy="{}" r="4"/>', n(x), n(y)))
        above = y - 9 if y - 9 > TOP + 4 else y + 18
        marks.append(
            format_html('<text class="bd" x="{}" y="{}" text-anchor="middle">{}</text>', n(x), n(above), value)
        )
    marks += [
        format_html('<text class="a" x="{}" y="{}" text-anchor="middle">{}</text>', n(x), n(FLOOR + 18), label)
        for x, label in _labels(xs, points)
    ]
    return drawing("ch", WIDTH, FLOOR + 24, title, described(points, bands), marks)


def described(points: Sequence[Point], bands: Sequence[Band]) -> str:
    """The same for every ear: each day, its score and what it means."""
    return " ".join(f"{formats.day(one.on)}: {said(one.value, bands)}." for one in points)


def said(value: int | None, bands: Sequence[Band]) -> str:
    """A score with its meaning, or that it is not known."""
    if value is None:
        return _("belum diketahui")
    return f"{value}, {next(one.words for one in bands if one.least <= value <= one.most)}"


def _band(one: Band, top: float, tall: float) -> SafeString:
    lines = folded(one.words, WIDTH - RIGHT - 14, 2 if tall >= 2 * LINE else 1) if tall >= LEAST else []
    first = top + tall / 2 + 4 - LINE * (len(lines) - 1) / 2
    words = format_html_join(
        "", '<text class="a" x="{}" y="{}">{}</text>',
        [(n(RIGHT + 18), n(first + LINE * at), line) for at, line in enumerate(lines)],
    )  # fmt: skip
    return format_html(
        '<rect class="bn {}" x="{}" y="{}" width="{}" height="{}"/>{}',
        *(one.badge, n(LEFT), n(top), n(RIGHT - LEFT + 12), n(tall - 1), words),
    )


def _places(days: Sequence[date]) -> list[float]:
    """Where each day stands between the first and the last; a single one in the middle."""
    span = (days[-1] - days[0]).days if days else 0
    if not span:
        return [(LEFT + RIGHT) / 2 for _day in days]
    inner = RIGHT - LEFT - 24
    return [LEFT + 14 + inner * (one - days[0]).days / span for one in days]


def _labels(xs: Sequence[float], points: Sequence[Point]) -> list[tuple[float, str]]:
    """The days below, as many as stand clear of one another; first and last always."""
    found: list[tuple[float, str]] = []
    for at, (x, one) in enumerate(zip(xs, points, strict=True)):
        last = at == len(points) - 1
        if last and len(found) > 1 and x - found[-1][0] < 62:
            found.pop()
        if not found or x - found[-1][0] >= 62 or (last and len(found) > 1):
            found.append((x, one.name or formats.day_short(one.on)))
    return found
