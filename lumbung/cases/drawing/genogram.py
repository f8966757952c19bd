"""The genogram: a square for a man, a circle for a woman, a diamond where the sex is not known; the person doubled.

A row is a generation; a cross says that somebody has died, a filled symbol that they live in the same house. The age
stands inside.
"""

from collections.abc import Mapping, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lumbung.cases.drawing.canvas import WIDTH, folded
from lumbung.cases.kinship import FEMALE, GENERATION, MALE, Kin, Kinsman
from lumbung.core.svg import drawing, n

PLACE, ROW, HALF = 84.0, 104.0, 17.0
ACROSS = 4
"""Symbols that fit beside one another on a phone; more go on in the next line of the same generation."""

PARENTS = (Kin.PARENT, Kin.STEP_PARENT)
OFFSPRING = (Kin.CHILD, Kin.STEP_CHILD)
COUPLE = (Kin.SPOUSE, Kin.FORMER_SPOUSE)
ORDER = (
    *(Kin.GRANDPARENT, Kin.PARENT, Kin.STEP_PARENT, Kin.PARENT_IN_LAW, Kin.ELDER, Kin.SIBLING, Kin.SELF, Kin.SPOUSE),
    *(Kin.FORMER_SPOUSE, Kin.PEER, Kin.CHILD, Kin.STEP_CHILD, Kin.CHILD_IN_LAW, Kin.YOUNGER, Kin.GRANDCHILD, Kin.OTHER),
)
Spots = Mapping[int, tuple[float, float]]


def genogram(people: Sequence[Kinsman], *, title: str) -> SafeString:
    """The picture; `people` holds the person (`Kin.SELF`) and everybody known around them."""
    rows = _rows(people)
    spots = {
        at: (x, ROW * row + 30)
        for row, line in enumerate(rows)
        for at, x in zip(line, _middles(len(line)), strict=True)
    }
    marks = [*_lines(people, spots), *(_symbol(people[at], *spot) for at, spot in spots.items())]
    return drawing("ch kin", WIDTH, ROW * len(rows), title, described(people), marks)


def described(people: Sequence[Kinsman]) -> str:
    """The same for every ear, one person after another."""
    return " ".join(f"{one.name}: {', '.join(facts(one))}." for one in people)


def facts(one: Kinsman) -> list[str]:
    """What is told of a relative: kinship, age, whether they live here or have died."""
    told = [str(Kin(one.kin).label)]
    if one.age is not None:
        told.append(_("%(age)s tahun") % {"age": one.age})
    if one.gone:
        told.append(_("sudah meninggal"))
    elif one.here:
        told.append(_("tinggal serumah"))
    return told


def _rows(people: Sequence[Kinsman]) -> list[list[int]]:
    """Numbers of people by generation, the eldest first, no line longer than a phone is wide."""
    lines: dict[int, list[int]] = {}
    for at in sorted(range(len(people)), key=lambda at: (ORDER.index(Kin(people[at].kin)), at)):
        lines.setdefault(GENERATION.get(Kin(people[at].kin), 3), []).append(at)
    return [line[at : at + ACROSS] for _row, line in sorted(lines.items()) for at in range(0, len(line), ACROSS)]


def _middles(how_many: int) -> list[float]:
    start = (WIDTH - PLACE * how_many) / 2 + PLACE / 2
    return [start + PLACE * at for at in range(how_many)]


def _lines(people: Sequence[Kinsman], spots: Spots) -> list[SafeString]:
    """Couples side by side, and descent from generation to generation."""
    of = {kin: [at for at, one in enumerate(people) if one.kin == kin] for kin in Kin}
    own = of[Kin.SELF][:1]
    couples = [(a, b) for a in own for kin in COUPLE for b in of[kin]]
    parents = [at for kin in PARENTS for at in of[kin]]
    couples += [(parents[0], one) for one in parents[1:]]
    marks = [_couple(spots[a], spots[b], former=people[b].kin == Kin.FORMER_SPOUSE) for a, b in couples]
    marks += [_descent(spots, of[Kin.GRANDPARENT], _only(parents))]
    marks += [_descent(spots, parents, [*own, *of[Kin.SIBLING]])]
    children = [at for kin in OFFSPRING for at in of[kin]]
    marks += [_descent(spots, [*own, *of[Kin.SPOUSE]], children)]
    marks += [_descent(spots, _only(children), of[Kin.GRANDCHILD])]
    return marks


def _only(places: Sequence[int]) -> Sequence[int]:
    """The one through whom a line may go; of several nobody knows through whom, and nobody guesses."""
    return places if len(places) == 1 else ()


def _couple(a: tuple[float, float], b: tuple[float, float], *, former: bool) -> SafeString:
    css = "l1" if former else "ax"
    return format_html('<path class="{}" fill="none" d="M{} {}L{} {}"/>', css, n(a[0]), n(a[1]), n(b[0]), n(b[1]))


def _descent(spots: Spots, above: Sequence[int], below: Sequence[int]) -> SafeString:
    """One line down from those above, a bar, and a line to each below."""
    if not above or not below:
        return mark_safe("")
    high = max(spots[at][1] for at in above)
    from_x = sum(spots[at][0] for at in above[:2]) / len(above[:2])
    parts = []
    for line in sorted({spots[at][1] for at in below}):
        ends = [spots[at][0] for at in below if spots[at][1] == line]
        bar = line - 27
        parts.append(f"M{n(from_x)} {n(high)}V{n(bar)}M{n(min(*ends, from_x))} {n(bar)}H{n(max(*ends, from_x))}")
        parts += [f"M{n(x)} {n(bar)}V{n(line)}" for x in ends]
    return format_html('<path class="gn" d="{}"/>', "".join(parts))


def _symbol(one: Kinsman, x: float, y: float) -> SafeString:
    css = "sy in" if one.here and not one.gone else "sy"
    shape = _shape(one.sex, x, y, HALF, css)
    if one.kin == Kin.SELF:
        shape = _shape(one.sex, x, y, HALF + 5, "sy") + shape
    if one.gone:
        left, right, top, foot = x - HALF, x + HALF, y - HALF, y + HALF
        cross = f"M{n(left)} {n(top)}L{n(right)} {n(foot)}M{n(right)} {n(top)}L{n(left)} {n(foot)}"
        shape += format_html('<path class="gn" d="{}"/>', cross)
    inside = "" if one.age is None else str(one.age)
    shape += format_html('<text x="{}" y="{}" text-anchor="middle">{}</text>', n(x), n(y + 4.5), inside)
    css = "bd" if one.kin == Kin.SELF else ""
    return shape + format_html_join(
        "",
        '<text class="{}" x="{}" y="{}" text-anchor="middle">{}</text>',
        ((css, n(x), n(y + 38 + 15 * at), line) for at, line in enumerate(folded(one.name, PLACE - 14))),
    )


def _shape(sex: str | None, x: float, y: float, half: float, css: str) -> SafeString:
    if sex == MALE:
        return format_html(
            '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
            css,
            n(x - half),
            n(y - half),
            n(2 * half),
            n(2 * half),
        )
    if sex == FEMALE:
        return format_html('<circle class="{}" cx="{}" cy="{}" r="{}"/>', css, n(x), n(y), n(half))
    path = f"M{n(x)} {n(y - half)}L{n(x + half)} {n(y)}L{n(x)} {n(y + half)}L{n(x - half)} {n(y)}Z"
    return format_html('<path class="{}" d="{}"/>', css, path)
