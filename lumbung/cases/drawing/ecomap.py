"""The ecomap: the person in the middle, people and bodies around, and how each bond is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from lumbung.cases.drawing.canvas import WIDTH, folded
from lumbung.core.svg import drawing, n

STEP, RADIUS, LEFT, RIGHT, MIDDLE = 92.0, 42.0, 46.0, 314.0, 180.0


class Bond(models.TextChoices):
    """How a bond is; each has a line of its own."""

    STRONG = "strong", _("Kuat, menopang")
    ORDINARY = "ordinary", _("Biasa")
    WEAK = "weak", _("Lemah")
    STRAINED = "strained", _("Tegang")
    BROKEN = "broken", _("Terputus")


@dataclass(frozen=True, slots=True)
class Thread:
    """One bond: with whom, what kind of people or body that is, and how it is."""

    name: str
    kind: str
    bond: str
    note: str = ""


def ecomap(person: str, threads: Sequence[Thread], *, title: str) -> SafeString:
    """The picture: bonds left and right of the person, drawn for a phone; lines run under the names of others."""
    sides = (threads[::2], threads[1::2])
    rows = max(len(sides[0]), 1)
    height = max(rows * STEP, 150.0)
    centre = height / 2
    bonds, marks = [], []
    for x, side in zip((LEFT, RIGHT), sides, strict=True):
        top = (height - len(side) * STEP) / 2 + STEP / 2
        for at, one in enumerate(side):
            y = top + at * STEP
            bonds.append(_bond(one.bond, x, y, centre))
            marks.append(_place(one, x, y))
    marks.append(format_html('<circle class="sy" cx="{}" cy="{}" r="44"/>', n(MIDDLE), n(centre)))
    marks.append(format_html('<circle class="sy in" cx="{}" cy="{}" r="39"/>', n(MIDDLE), n(centre)))
    marks.append(_words(folded(person, 74), MIDDLE, centre, "on"))
    return drawing("ch kin", WIDTH, height, title, described(person, threads), [*bonds, *marks])


def described(person: str, threads: Sequence[Thread]) -> str:
    """The same for every ear."""
    return f"{person}. " + " ".join(f"{one.name} ({one.kind}): {Bond(one.bond).label}." for one in threads)


def _place(one: Thread, x: float, y: float) -> SafeString:
    return format_html('<circle class="sy" cx="{}" cy="{}" r="{}"/>{}', n(x), n(y), n(RADIUS), _words(
        folded(one.name, 2 * RADIUS - 14), x, y, ""
    ))  # fmt: skip


def _words(lines: Sequence[str], x: float, y: float, css: str) -> SafeString:
    first = y + 5 - (len(lines) - 1) * 7.5
    return format_html_join(
        "",
        '<text class="{}" x="{}" y="{}" text-anchor="middle">{}</text>',
        ((css, n(x), n(first + at * 15), line) for at, line in enumerate(lines)),
    )


def _bond(bond: str, x: float, y: float, centre: float) -> SafeString:
    """The line from a place to the person; a strained one is jagged, a broken one has a gap with two bars."""
    (x1, y1), (x2, y2) = (x, y), (MIDDLE, centre)
    if bond == Bond.STRAINED:
        steps = 14
        points = [
            (x1 + (x2 - x1) * at / steps, y1 + (y2 - y1) * at / steps + (5 if at % 2 else -5) * (0 < at < steps))
            for at in range(steps + 1)
        ]
        path = "M" + "L".join(f"{n(px)} {n(py)}" for px, py in points)
    elif bond == Bond.BROKEN:
        ax, ay, bx, by = x1 + (x2 - x1) * 0.44, y1 + (y2 - y1) * 0.44, x1 + (x2 - x1) * 0.56, y1 + (y2 - y1) * 0.56
        path = (
            f"M{n(x1)} {n(y1)}L{n(ax)} {n(ay)}M{n(bx)} {n(by)}L{n(x2)} {n(y2)}"
            f"M{n(ax)} {n(ay - 8)}V{n(ay + 8)}M{n(bx)} {n(by - 8)}V{n(by + 8)}"
        )
    else:
        path = f"M{n(x1)} {n(y1)}L{n(x2)} {n(y2)}"
    return format_html('<path class="bond {}" d="{}"/>', bond, path)
