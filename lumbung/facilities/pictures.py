"""Houses as people see them: beds, the week of the rooms, nights slept, the day's temperature."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lumbung.core import formats
from lumbung.core.svg import WIDTH, Bar, Line, bars, drawing, lines, n

BED_WIDTH, BED_HEIGHT, BEDS_ACROSS = 82.0, 50.0, 4
FIRST_HOUR, LAST_HOUR, LANE = 8, 21, 24.0
LEFT = 34.0
LETTER = 7.2
"""How wide a letter is drawn, about."""
APART = 3
"""Degrees between two lines whose names still stand apart."""


@dataclass(frozen=True)
class BedMark:
    """A bed as it is drawn: its mark, what stands below, and whether it is `free`, `taken` or `out`."""

    label: str
    note: str
    state: str


@dataclass(frozen=True)
class Block:
    """Some hours of a room on one day; `sure` once they are approved."""

    begins: datetime
    ends: datetime
    words: str
    room: str
    sure: bool


def beds(marks: Sequence[BedMark], *, title: str, description: str) -> SafeString:
    """Every bed as a tile, four across: light where it is free, coloured where somebody sleeps, dashed where broken."""
    gap = (WIDTH - BEDS_ACROSS * BED_WIDTH) / (BEDS_ACROSS - 1)
    drawn = []
    for at, mark in enumerate(marks):
        x, y = (at % BEDS_ACROSS) * (BED_WIDTH + gap), (at // BEDS_ACROSS) * (BED_HEIGHT + gap)
        drawn.append(
            format_html(
                '<rect class="bed {}" x="{}" y="{}" width="{}" height="{}" rx="4"/>'
                '<text class="bd" x="{}" y="{}">{}</text><text class="a" x="{}" y="{}">{}</text>',
                *(mark.state, n(x + 1), n(y + 1), n(BED_WIDTH - 2), n(BED_HEIGHT - 2)),
                *(n(x + 8), n(y + 20), _cut(mark.label, BED_WIDTH - 14)),
                *(n(x + 8), n(y + 38), _cut(mark.note, BED_WIDTH - 14)),
            )
        )
    rows = -(-len(marks) // BEDS_ACROSS)
    return drawing("ch", WIDTH, max(rows, 1) * (BED_HEIGHT + gap), title, description, drawn)


def week(days: Sequence[tuple[date, Sequence[Block]]], *, title: str, description: str) -> SafeString:
    """Seven days under one another, hours from left to right; what overlaps stands in lanes below one another."""
    y, drawn = 20.0, [_hours()]
    for day, blocks in days:
        lanes = _lanes(blocks)
        height = max(len(lanes), 1) * LANE + 10
        drawn.append(
            format_html(
                '<path class="gl" d="M0 {}H{}"/><text class="bd" x="0" y="{}">{}</text>'
                '<text class="a" x="0" y="{}">{}</text>',
                *(n(y), WIDTH, n(y + 15), formats.weekday(day)[:3], n(y + 28), day.day),
            )
        )
        for at, lane in enumerate(lanes):
            ends = [*(_x(_hour(block.begins)) for block in lane[1:]), WIDTH]
            drawn += [_block(block, y + 5 + at * LANE, end) for block, end in zip(lane, ends, strict=True)]
        y += max(height, 36.0)
    return drawing("ch week", WIDTH, y + 4, title, description, drawn)


def free_beds(ahead: Sequence[tuple[date, int]], *, title: str, description: str) -> SafeString:
    """Beds expected to be free today and in one, two, three, four weeks."""
    shown = [ahead[at] for at in (0, 7, 14, 21, 28) if at < len(ahead)]
    items = [Bar(formats.day_short(day), count, formats.count(count)) for day, count in shown]
    return bars(items, title=title, description=description)


def nights(taken: Sequence[tuple[date, int]], beds_: int, *, title: str, description: str) -> SafeString:
    """Beds slept in on each day, under the line of all beds."""
    floor, top = 132.0, 24.0
    step, most = WIDTH / max(len(taken), 1), max(beds_, *(count for _day, count in taken), 1)
    line = floor - (floor - top) * beds_ / most
    drawn = [
        format_html('<path class="ax" d="M0 {0}H{1}"/><path class="l1" d="M0 {2}H{1}"/>', n(floor), WIDTH, n(line)),
        format_html('<text class="a" x="{}" y="{}" text-anchor="end">{}</text>', WIDTH, n(line - 6),
                    _("%(count)s tempat tidur") % {"count": formats.count(beds_)}),
    ]  # fmt: skip
    for at, (_day, count) in enumerate(taken):
        long = (floor - top) * count / most
        drawn.append(
            format_html(
                '<rect class="in" x="{}" y="{}" width="{}" height="{}"/>',
                *(n(at * step + step * 0.1), n(floor - long), n(step * 0.8), n(long)),
            )
        )
    for at, anchor in ((0, "start"), (len(taken) - 1, "end")):
        x = 0 if at == 0 else WIDTH
        drawn.append(
            format_html('<text class="a" x="{}" y="{}" text-anchor="{}">{}</text>', x, n(floor + 18), anchor,
                        formats.day_short(taken[at][0]))
        )  # fmt: skip
    return drawing("ch", WIDTH, floor + 26, title, description, drawn)


def temperature(by_room: Sequence[tuple[str, Sequence[float | None]]], *, title: str, description: str) -> SafeString:
    """The temperature over the hours of a day: of the warmest room, and of the coolest where it is much cooler."""
    known = sorted(
        ((last, name, values) for name, values in by_room if (last := _last(values)) is not None),
        key=lambda one: -one[0],
    )
    shown = known[:1] + [one for one in known[-1:] if known[0][0] - one[0] >= APART]
    points = [f"{at:02}" if at % 6 == 0 else "" for at in range(24)]
    drawn = [
        Line(name[:14], values, f"{formats.count(last, 1)}°", at == 0) for at, (last, name, values) in enumerate(shown)
    ]
    return lines(drawn, points=points, unit="°C", title=title, description=description)


def _last(values: Sequence[float | None]) -> float | None:
    return next((value for value in reversed(values) if value is not None), None)


def _hours() -> SafeString:
    marks = [
        format_html('<text class="a" x="{}" y="12" text-anchor="middle">{}</text>', n(_x(at)), at)
        for at in range(FIRST_HOUR + 1, LAST_HOUR, 3)
    ]
    return mark_safe("".join(marks))


def _x(hour: float) -> float:
    part = (min(max(hour, FIRST_HOUR), LAST_HOUR) - FIRST_HOUR) / (LAST_HOUR - FIRST_HOUR)
    return LEFT + (WIDTH - LEFT) * part


def _hour(at: datetime) -> float:
    here = timezone.localtime(at)
    return here.hour + here.minute / 60


def _block(block: Block, y: float, end: float) -> SafeString:
    """Its hours as a tile; the words may run on behind it as far as `end`."""
    begins, ends = timezone.localtime(block.begins), timezone.localtime(block.ends)
    x, right = _x(_hour(block.begins)), _x(_hour(block.ends))
    wide = max(right - x - 1, 6.0)
    told = _("%(words)s di %(room)s, pukul %(begins)s sampai %(ends)s") % {
        "words": block.words, "room": block.room, "begins": f"{begins:%H.%M}", "ends": f"{ends:%H.%M}",
    }  # fmt: skip
    return format_html(
        '<g><title>{}</title><rect class="bed {}" x="{}" y="{}" width="{}" height="{}" rx="3"/>'
        '<text x="{}" y="{}">{}</text></g>',
        *(told, "taken" if block.sure else "asked", n(x), n(y), n(wide), n(LANE - 3)),
        *(n(x + 4), n(y + 15), _cut(block.words, end - x - 7)),
    )


def _lanes(blocks: Sequence[Block]) -> list[list[Block]]:
    """As few lanes as needed, so that nothing in one overlaps."""
    lanes: list[list[Block]] = []
    for block in sorted(blocks, key=lambda one: one.begins):
        lane = next((lane for lane in lanes if lane[-1].ends <= block.begins), None)
        if lane is None:
            lanes.append([block])
        else:
            lane.append(block)
    return lanes


def _cut(words: str, width: float) -> str:
    most = int(width / LETTER)
    return words if len(words) <= most else f"{words[: max(most - 1, 0)]}…"
