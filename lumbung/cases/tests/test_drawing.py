"""Genogram, ecomap and curve: they draw everybody, say everything, and stay within a phone."""

import datetime as dt
import re

import pytest

from lumbung.cases.drawing.curve import Band, Point, curve
from lumbung.cases.drawing.ecomap import Bond, Thread, ecomap
from lumbung.cases.drawing.genogram import genogram
from lumbung.cases.kinship import CHILD, GRANDCHILD, HEAD, PARENT, WIFE, Kin, Kinsman, kin_of

FAMILY = [
    Kinsman("Laras", Kin.SELF, "P", 15, here=True),
    Kinsman("Suratmi", Kin.GRANDPARENT, "P", 71),
    Kinsman("Budi", Kin.PARENT, "L", 44, gone=True),
    Kinsman("Sumarni", Kin.PARENT, "P", 40, here=True),
    Kinsman("Bayu & adik", Kin.SIBLING, None, 12, here=True),
    *(Kinsman(f"Paman {at}", Kin.ELDER, "L") for at in range(5)),
]
BANDS = [Band(0, 4, "Minimal", "ok"), Band(5, 9, "Ringan", "wait"), Band(10, 27, "Sedang ke atas", "do")]


def figures(svg):
    _x, _y, width, height = map(float, re.search(r'viewBox="([^"]+)"', svg).group(1).split())
    xs = [float(one) for one in re.findall(r'\b(?:cx|x)="(-?[\d.]+)"', svg)]
    ys = [float(one) for one in re.findall(r'\b(?:cy|y)="(-?[\d.]+)"', svg)]
    return width, height, xs, ys


@pytest.mark.parametrize(
    "svg",
    [
        genogram(FAMILY, title="Silsilah Laras"),
        genogram([FAMILY[0]], title="Silsilah Laras"),
        ecomap("Laras", [Thread(f"Tetangga {at}", "tetangga", bond) for at, bond in enumerate(Bond)], title="Peta"),
        ecomap("Laras", [], title="Peta"),
        curve([Point(dt.date(2026, 1, 5), 17), Point(dt.date(2026, 3, 1), None)], BANDS, title="PHQ-9"),
    ],
)
def test_a_picture_stays_within_a_phone_and_speaks(svg):
    width, height, xs, ys = figures(svg)
    assert width == 360
    assert all(0 <= x <= width for x in xs)
    assert all(0 <= y <= height for y in ys)
    assert 'role="img"' in svg
    assert "<title" in svg
    assert "<desc" in svg


def test_everybody_stands_in_the_row_of_their_generation():
    svg = str(genogram(FAMILY, title="Silsilah Laras"))
    heights = {name: float(y) for y, name in re.findall(r'y="([\d.]+)" text-anchor="middle">([^<]+)<', svg)}
    assert heights["Suratmi"] < heights["Budi"] < heights["Laras"]
    assert heights["Laras"] == heights["Bayu &amp;"]
    assert "Budi: Ayah atau ibu, 44 tahun, sudah meninggal." in svg


def test_a_line_of_descent_is_never_guessed():
    one, two = (Kinsman(name, Kin.CHILD, "P") for name in ("Ani", "Widodo"))
    grandchild = Kinsman("Bunga", Kin.GRANDCHILD, "P")
    certain = str(genogram([FAMILY[0], one, grandchild], title="Silsilah"))
    assert certain.count('class="gn"') == 2
    assert str(genogram([FAMILY[0], one, two, grandchild], title="Silsilah")).count('class="gn"') == 1


@pytest.mark.parametrize(
    ("relation", "seen_by", "kin"),
    [
        (WIFE, HEAD, Kin.SPOUSE),
        (HEAD, CHILD, Kin.PARENT),
        (CHILD, CHILD, Kin.SIBLING),
        (PARENT, CHILD, Kin.GRANDPARENT),
        (HEAD, GRANDCHILD, Kin.GRANDPARENT),
        (GRANDCHILD, HEAD, Kin.GRANDCHILD),
        (None, HEAD, Kin.OTHER),
        (7, CHILD, Kin.OTHER),
    ],
)
def test_kinship_follows_from_the_family_card_and_is_never_guessed(relation, seen_by, kin):
    assert kin_of(relation, seen_by) == kin


def test_a_curve_tells_each_day_with_its_meaning():
    points = [Point(dt.date(2026, 1, 5), 17), Point(dt.date(2026, 3, 1), None), Point(dt.date(2026, 6, 1), 4)]
    svg = str(curve(points, BANDS, title="PHQ-9"))
    assert "17, Sedang ke atas." in svg
    assert "belum diketahui" in svg
    assert "4, Minimal." in svg
    assert svg.count('class="dot"') == 2
    assert svg.count('class="bn ') == 3
