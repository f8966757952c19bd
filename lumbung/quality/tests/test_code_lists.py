"""A file's area codes are official or those of BPS by the evidence of the whole file, never row by row."""

import polars as pl
import pytest

from lumbung.quality import code_lists
from lumbung.quality.code_lists import BPS, OFFICIAL, UNCLEAR, decide, translate
from lumbung.quality.places import BRIDGE, SCHEMA, Places

AREAS = [
    ("11.01", "Kabupaten Aceh Selatan", 2), ("11.01.01", "Bakongan", 3), ("11.01.01.2001", "Keude Bakongan", 4),
    ("11.01.01.2002", "Ujong Mangki", 4), ("11.09", "Kabupaten Simeulue", 2), ("11.09.01", "Simeulue Tengah", 3),
    ("11.09.01.2001", "Kampung Aie", 4), ("11.09.01.2002", "Dihit", 4), ("33.23", "Kabupaten Temanggung", 2),
    ("33.23.01", "Bulu", 3), ("33.23.01.2001", "Wonotirto", 4), ("33.23.01.2002", "Tegalrejo", 4),
]  # fmt: skip
PLACES = Places(
    pl.DataFrame([(*area, None, None) for area in AREAS], schema=SCHEMA, orient="row"),
    pl.DataFrame([("1101", "11.09"), ("1103", "11.01"), ("3323", "33.23")], schema=BRIDGE, orient="row"),
)


def rows(*codes, **columns):
    return pl.DataFrame({"region_code": list(codes), **columns})


@pytest.mark.parametrize(
    ("frame", "list_"),
    [
        (rows("11.01.01.2001", "11.01.01.2002"), OFFICIAL),
        (rows("3323012001", "3323012002"), OFFICIAL),
        (rows("3323012001", "3323012099"), OFFICIAL),
        (rows("3323010001", "3323020002"), BPS),
        (rows("1101020.0", "1101010004"), OFFICIAL),
        (rows("1101010001", "1101020004"), BPS),
        (rows("1101012001", "1101012002"), OFFICIAL),
        (rows("1101012001", "1101012002", **{"place.village": ["Keude Bakongan", "Ujong Mangki"]}), OFFICIAL),
        (rows("1101012001", "1101012002", **{"place.village": ["Kampung Aie", "Dihit"]}), BPS),
        (rows("1101012001", nik=["1101010105909001"]), OFFICIAL),
        (rows("1101012001", nik=["1109010105909001"]), UNCLEAR),
        (rows(None, "33.23"), OFFICIAL),
    ],
)
def test_the_evidence_of_the_whole_file_decides(frame, list_):
    assert decide(frame, PLACES) == list_


def test_a_bps_village_is_found_by_the_bridge_and_the_names():
    frame = rows(
        "1101010001", "1101010002", **{"place.district": ["SIMEULUE TENGAH"] * 2, "place.village": ["DIHIT", "X"]}
    )
    told = translate(frame, PLACES)
    assert told["region_code"].to_list() == ["11.09.01.2002", "11.09"]
    assert told["note.region_code.region_bps_translated"].to_list() == [True, False]


def test_a_bridge_down_to_the_village_needs_no_names():
    places = Places(PLACES.regions, pl.DataFrame([("1101010001", "11.09.01.2001")], schema=BRIDGE, orient="row"))
    assert translate(rows("1101010001"), places)["region_code"].to_list() == ["11.09.01.2001"]


def test_a_frame_without_codes_stays_as_it_is():
    frame = pl.DataFrame({"nik": ["1"]})
    assert translate(frame, PLACES).equals(frame)
    assert decide(frame, PLACES) == code_lists.OFFICIAL


def test_a_row_corrected_later_is_read_as_its_file_was():
    assert code_lists.told_by({"warning": {"region_codes_are_bps": 1}}) == BPS
    assert code_lists.told_by({"warning": {"code_left_out": 3}}) == OFFICIAL
