"""Names, trees and successors, column by column."""

import polars as pl
import pytest

from lumbung.regions import rules
from lumbung.regions.tests.factories import areas


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Kabupaten Temanggung", "TEMANGGUNG"),
        ("KAB. TEMANGGUNG", "TEMANGGUNG"),
        ("Kota Administrasi Jakarta Timur", "JAKARTATIMUR"),
        ("Desa Mojo  Sari ", "MOJOSARI"),
        ("Kotabaru", "KOTABARU"),
        ("Bu'u", "BUU"),
    ],
)
def test_names_are_compared_without_kind_blanks_and_marks(written, key):
    assert pl.select(rules.name_key(pl.lit(written))).item() == key


def test_the_tree_follows_from_the_codes():
    village = rules.tree(areas()).filter(pl.col("code") == "33.23.14.2002").row(0, named=True)
    assert (village["level"], village["parent"]) == (4, "33.23.14")
    assert village["path"] == "Mojo Sari, Bansari, Kabupaten Temanggung, Jawa Tengah"


def test_an_area_without_parent_or_with_a_strange_code_has_no_path():
    tree = rules.tree(areas(("34.01.01", "Galur"), ("9", "Antah")))
    assert tree.filter(pl.col("path").is_null())["code"].to_list() == ["34.01.01", "9"]


def successor_of(code: str, name: str, *more: tuple[str, str]) -> tuple[str | None, str | None]:
    retired = pl.DataFrame([(code, name), *more], schema=["code", "name"], orient="row")
    row = rules.successors(retired, areas()).filter(pl.col("code") == code).row(0, named=True)
    return row["successor"], row["certainty"]


def test_a_regency_of_a_split_province_is_found_by_its_name():
    assert successor_of("91.01", "KAB. MERAUKE") == ("93.01", "same_place")


def test_districts_and_villages_follow_their_regency():
    above = (("91.01", "KAB. MERAUKE"), ("91.01.05", "MUTING"))
    assert successor_of("91.01.05", "MUTING", above[0]) == ("93.01.02", "same_place")
    assert successor_of("91.01.05.2009", "Boha", *above) == ("93.01.02.3001", "same_place")


def test_a_regency_and_the_city_of_its_name_are_two_places():
    assert successor_of("91.71", "Kota Magelang") == ("33.71", "same_place")


def test_a_village_that_went_to_another_district_is_found_if_its_name_is_alone_in_the_province():
    assert successor_of("33.23.01.2099", "Purwodadi") == ("33.23.02.2003", "same_name")


def test_two_candidates_are_none():
    assert successor_of("33.23.02.2099", "Bansari") == (None, None)
    assert successor_of("33.23.02.2098", "Tidak Ada") == (None, None)
