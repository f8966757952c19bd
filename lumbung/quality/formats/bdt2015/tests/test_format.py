"""BDT 2015: families without a card number, birth dates out of an age and a NIK, areas by name."""

import polars as pl
import pytest

from lumbung.quality.formats.bdt2015 import format as bdt2015
from lumbung.quality.tests.factories import PLACES

ROW = {
    "ruta_6 (1)": "3GDKWU",
    "ID rumah tangga (2)": "520602000709810001",
    "Provinsi (3)": "NUSA TENGGARA BARAT",
    "Kab/Kota (5)": "BIMA",
    "Kode Kab/Kota (6)": "06",
    "Kecamatan (7)": "BOLO",
    "Desa/Kelurahan (9)": "TIMU",
    "Alamat (12)": "RT 07 RW 03",
    "Sumber penerangan utama (27)": "1",
    "Daya terpasang (28)": "1",
    "Kepemilikan lemari es (34)": "4",
    "Kepemilikan televisi (38)": "3",
    "Nama ART": "SRI",
    "NIK": "5206024310849136",
    "Nomor urut keluarga": "1",
    "Umur anggota rumah tangga (tahun)": "31",
    "Jenis cacat": "0",
}


def canonical(**changes):
    frame = pl.DataFrame([{"row": 3, **ROW, **changes}])
    return bdt2015.canonical(frame, places=PLACES, village="")


def one(column, **changes):
    return canonical(**changes)[column].item()


def test_headings_are_known_with_and_without_their_number():
    assert bdt2015.matches([heading.lower() for heading in ROW])
    assert bdt2015.matches([heading.lower().split(" (")[0] for heading in ROW])


def test_a_family_is_known_by_household_and_family_number():
    assert one("origin_key") == "3GDKWU/1"
    assert one("origin_key", **{"Nomor urut keluarga": "2"}) == "3GDKWU/2"


def test_the_row_that_repeats_column_numbers_is_left_out():
    assert canonical(**{"ID rumah tangga (2)": "2"}).is_empty()


def test_the_nik_gives_the_birth_date_where_it_agrees_with_the_age():
    row = canonical().row(0, named=True)
    assert (row["birth_date"], row["note.birth_date.birth_date_from_nik"]) == ("1984-10-03", True)


@pytest.mark.parametrize(("age", "source"), [("30", "nik"), ("32", "nik"), ("29", "age"), ("33", "age")])
def test_a_year_of_difference_is_the_birthday_and_two_are_not(age, source):
    assert one("birth_date_source", **{"Umur anggota rumah tangga (tahun)": age}) == source


def test_without_agreement_only_the_year_is_known():
    assert one("birth_date", **{"Umur anggota rumah tangga (tahun)": "50"}) == "1965-07-01"


def test_areas_are_found_by_name_because_the_codes_are_those_of_bps():
    assert one("region_code") == "52.06.02.2007"


def test_a_city_and_a_regency_of_one_name_are_two_places():
    assert one("region_code", **{"Kode Kab/Kota (6)": "72"}) == "TIMU, BOLO, BIMA, NUSA TENGGARA BARAT"


def test_odd_codes_own_and_even_codes_do_not():
    assert (one("tv"), one("fridge")) == ("1", "0")


@pytest.mark.parametrize(("power", "light"), [("1", "1"), ("6", "2")])
def test_electricity_without_a_meter_is_a_code_of_its_own(power, light):
    assert one("lighting", **{"Daya terpasang (28)": power}) == light


def test_a_disability_without_degree_leaves_its_items_unknown():
    row = canonical(**{"Jenis cacat": "2"}).row(0, named=True)
    assert (row["d_sight"], row["d_walking"], row["note.d_selfcare.disability_without_degree"]) == (None, "4", True)


def test_rt_and_rw_stand_in_the_address():
    assert (one("rt"), one("rw")) == ("07", "03")
