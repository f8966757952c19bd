"""Two things in one cell are taken apart; an area is found by its names; what is filled is never replaced."""

import polars as pl
import pytest

from lumbung.quality.tests.factories import PLACES
from lumbung.quality.untangling import untangled


def one(**cells):
    frame = pl.DataFrame({name.replace("__", "."): [cell] for name, cell in cells.items()})
    return untangled(frame, places=PLACES).row(0, named=True)


@pytest.mark.parametrize(
    ("cell", "place", "day"),
    [
        ("Temanggung, 01-05-1990", "Temanggung", "01-05-1990"),
        ("TEMANGGUNG / 1 Mei 1990", "TEMANGGUNG", "1 Mei 1990"),
        ("Kulon Progo 01/05/1990", "Kulon Progo", "01/05/1990"),
        ("01-05-1990", None, "01-05-1990"),
        ("Temanggung", "Temanggung", None),
    ],
)
def test_a_place_and_a_day_of_birth_are_taken_apart(cell, place, day):
    row = one(birth_place_date=cell)
    assert (row["birth_place"], row["birth_date"]) == (place, day)


@pytest.mark.parametrize(
    ("cell", "rt", "rw"),
    [("001/002", "001", "002"), ("RT 1 RW 02", "1", "02"), ("003/-", "003", None), ("-", None, None)],
)
def test_rt_and_rw_are_taken_apart(cell, rt, rw):
    row = one(rt_rw=cell)
    assert (row["rt"], row["rw"]) == (rt, rw)


def test_a_field_that_is_filled_stays():
    row = one(birth_place_date="Temanggung, 01-05-1990", birth_date="1990-05-02", rt_rw="1/2", rt=" ")
    assert (row["birth_date"], row["birth_place"], row["rt"]) == ("1990-05-02", "Temanggung", "1")


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("NUSA TENGGARA BARAT", "BIMA", "BOLO", "TIMU"), "52.06.02.2007"),
        (("Nusa Tenggara Barat", "Kab. Bima", "Kec. Bolo", "Desa Timu"), "52.06.02.2007"),
        (("NUSA TENGGARA BARAT", "BIMA", "BOLLO", "TIMU"), "52.06.02.2007"),
        (("NUSA TENGGARA BARAT", "KOTA BIMA", "BOLO", "TIMU"), "TIMU, BOLO, KOTA BIMA, NUSA TENGGARA BARAT"),
    ],
)
def test_a_village_is_found_by_its_names(names, code):
    levels = ("province", "regency", "district", "village")
    assert one(**{f"place__{level}": name for level, name in zip(levels, names, strict=True)})["region_code"] == code


def test_a_village_found_without_its_regency_is_said():
    row = one(place__district="Bulu", place__village="Wonotirto")
    assert (row["region_code"], row["note.region_code.region_from_names"]) == ("33.23.01.2001", True)
    assert one(place__village="Wonotirto", region_code="33.23.01.2002")["region_code"] == "33.23.01.2002"
