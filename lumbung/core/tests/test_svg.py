"""Drawings made by the server carry their numbers, their title and nothing that the content policy refuses."""

from lxml import etree

from lumbung.core import svg

NS = "{http://www.w3.org/2000/svg}"


def texts(drawing):
    """All words printed in a drawing."""
    return [node.text for node in etree.fromstring(str(drawing)).iter() if node.tag.endswith("text")]


def test_colour_classes_run_from_lowest_to_highest_and_ash_for_the_unknown():
    assert svg.classes_of([17, 61, None, 39, 28]) == [1, 5, 0, 3, 2]
    assert svg.classes_of([None, None]) == [0, 0]
    assert svg.classes_of([4, 4]) == [1, 1]


def test_every_tile_prints_its_number_and_its_name():
    tiles = [svg.Tile("Tretep", 0, 0, 61, "61"), svg.Tile("Bejen", 2, 1, None, "–")]
    drawing = svg.tile_map(tiles, title="Peta", description="Tertinggi Tretep 61.")
    assert texts(drawing) == ["61", "Tretep", "–", "Bejen"]
    assert 'class="k0"' in drawing


def test_a_drawing_says_its_title_and_description_and_has_no_inline_style():
    drawing = svg.bars([svg.Bar("1", 9842, "9,8 rb"), svg.Bar("2", 0, "0")], title="Desil", description="Dua desil.")
    root = etree.fromstring(str(drawing))
    assert root.get("role") == "img"
    ids = root.get("aria-labelledby").split()
    assert [root.find(f".//*[@id='{name}']").text for name in ids] == ["Desil", "Dua desil."]
    assert "style=" not in drawing


def test_two_drawings_on_a_page_share_no_id():
    first, second = (svg.bars([], title="a", description="b") for _ in range(2))
    assert etree.fromstring(str(first)).get("aria-labelledby") != etree.fromstring(str(second)).get("aria-labelledby")


def test_a_name_from_outside_can_not_become_markup():
    drawing = svg.tile_map([svg.Tile("<script>", 0, 0, 1, "1")], title="x", description="y")
    assert "<script>" not in drawing


def test_a_line_ends_with_its_value_and_skips_what_is_not_known():
    line = svg.Line("masuk", [26.2, None, 31.9], "31,9")
    drawing = svg.lines([line], points=["T1", "T2", "T3"], unit="ribu", title="x", description="y")
    assert "31,9" in texts(drawing)
    assert str(drawing).count("<circle") == 2


def test_a_line_that_never_moves_still_has_a_scale():
    drawing = svg.lines([svg.Line("x", [5, 5], "5")], points=["a", "b"], unit="u", title="x", description="y")
    assert "nan" not in str(drawing).lower()
