"""Areas found by code, by name and by misspelt name."""

from datetime import date

import polars as pl
import pytest

from lumbung.regions import queries
from lumbung.regions.queries import VillageFound
from lumbung.regions.tests.factories import import_areas

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _areas():
    import_areas(date(2025, 7, 1))


def test_children_are_those_directly_below():
    assert [area.code for area in queries.children()] == ["33", "93"]
    assert [area.code for area in queries.children(code="33.23")] == ["33.23.01", "33.23.02", "33.23.14"]


def test_ancestors_go_from_the_province_down():
    assert [area.name for area in queries.ancestors(code="33.23.01")] == ["Jawa Tengah", "Kabupaten Temanggung", "Bulu"]


def test_paths_come_for_many_codes_at_once():
    assert queries.paths(codes=["33.71", "33.99"]) == {"33.71": "Kota Magelang, Jawa Tengah"}


@pytest.mark.parametrize(
    ("district", "village", "found"),
    [
        ("BULU", "BANSARI", VillageFound("33.23.01.2017", "exact")),
        ("BANSARI", "BANSARI", VillageFound("33.23.14.2001", "exact")),
        ("KEDU", "PURWODADI", VillageFound("33.23.02.2003", "only_in_regency")),
        ("BANSARI", "MOJOSARIE", VillageFound("33.23.14.2002", "close")),
        ("KEDU", "BANSARI", None),
        ("KEDU", "KARANGTENGAH", None),
    ],
)
def test_a_village_is_found_by_names_or_not_at_all(district, village, found):
    assert queries.find_village(regency="33.23", district=district, village=village) == found


def test_many_names_keep_their_order():
    names = pl.DataFrame(
        {"regency": ["33.23"] * 3, "district": ["TEMBARAK", "X", "BULU"], "village": ["PURWODADI", "Y", "BULU"]}
    )
    assert queries.find_villages(names=names)["code"].to_list() == ["33.23.02.2003", None, "33.23.01.2001"]


def test_search_finds_beginnings_and_larger_areas_first():
    assert [area.code for area in queries.search(text="kab. magel")] == ["33.08", "33.71", "33.71.01"]
    assert [area.code for area in queries.search(text="Bansari", within="33.23.14")] == ["33.23.14.2001"]
    assert queries.search(text="!") == []


@pytest.mark.parametrize(
    ("text", "within", "meant", "alike"),
    [
        ("33.23.01", "", ["33.23.01"], []),
        ("purwodadi", "33.23", ["33.23.02.2003"], []),
        ("Bansari, Bulu", "33.23", ["33.23.01.2017"], []),
        ("Bansari", "33.23", ["33.23.14", "33.23.01.2017", "33.23.14.2001"], []),
        ("Kabupaten Temanggung, Jawa Tengah", "33.23", ["33.23"], []),
        ("Kota Magelang", "33.23", ["33.71"], []),
        ("Purwo", "33.23", [], ["33.23.02.2003"]),
        ("Bansari, Antah", "33.23", [], []),
        ("Antah", "", [], []),
        ("", "", [], []),
    ],
)
def test_a_place_is_meant_by_its_code_its_name_or_its_name_and_what_it_lies_in(text, within, meant, alike):
    told = queries.meant(text=text, within=within)
    assert [[code for code, _names in found] for found in told] == [meant, alike]


def test_all_areas_come_as_a_frame_with_what_became_of_them():
    areas = queries.areas()
    assert areas.columns == ["code", "name", "level", "retired_on", "successor"]
    assert areas.filter(pl.col("level") == 4).height == 9


def test_a_village_knows_its_kind():
    kinds = {area.code: area.kind for area in queries.children(code="93.01.02")}
    assert kinds == {"93.01.02.3001": "Desa adat"}
