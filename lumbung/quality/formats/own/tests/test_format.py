"""Lumbung's own layout: the same contents under other names."""

import polars as pl

from lumbung.quality import canonical
from lumbung.quality.formats.own import format as own
from lumbung.quality.tests.factories import PLACES


def test_every_heading_is_a_field_and_every_required_field_has_a_heading():
    assert set(own.COLUMNS.values()) <= canonical.FIELDS.keys()
    assert set(canonical.REQUIRED) <= set(own.COLUMNS.values())


def test_order_and_further_columns_do_not_matter():
    frame = pl.DataFrame([{"row": 2, "catatan": "x", "NAMA": "Siti", "nik": "1"}])
    assert own.canonical(frame, places=PLACES, village="").to_dicts() == [{"row": 2, "name": "Siti", "nik": "1"}]


def test_a_village_named_by_the_sender_stands_in_where_a_row_has_none():
    frame = pl.DataFrame({"row": [2, 3], "kode_wilayah": [None, "33.23.01.2002"]})
    placed = own.canonical(frame, places=PLACES, village="33.23.01.2001")
    assert placed["region_code"].to_list() == ["33.23.01.2001", "33.23.01.2002"]


def test_two_means_no_where_the_form_asks_yes_or_no_and_two_where_it_counts():
    frame = pl.DataFrame({"row": [2], "kulkas": ["2"], "motor": ["1"], "sapi": ["2"]})
    assert own.canonical(frame, places=PLACES, village="").row(0) == (2, "0", "1", "2")


def test_names_of_areas_go_along_with_the_codes():
    frame = pl.DataFrame([{"row": 2, "kode_wilayah": "1101010001", "Nama Kecamatan": "Bulu", "desa/kelurahan": "X"}])
    told = own.canonical(frame, places=PLACES, village="").to_dicts()
    assert told == [{"row": 2, "region_code": "1101010001", "place.district": "Bulu", "place.village": "X"}]
