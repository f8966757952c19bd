"""A small country for the tests of the draw: two regencies, forty districts, some villages."""

import polars as pl

from lumbung.site.demo.places import Places, from_areas


def small_country() -> pl.DataFrame:
    codes = [("33", "Jawa Tengah"), ("33.22", "Kabupaten Semarang"), ("33.23", "Kabupaten Temanggung")]
    for regency in ("33.22", "33.23"):
        for district in range(1, 21):
            code = f"{regency}.{district:02d}"
            codes.append((code, f"Kecamatan {code}"))
            codes += [(f"{code}.{2000 + village}", f"Desa {village}") for village in range(1, 6)]
    return pl.DataFrame(codes, schema=["code", "name"], orient="row")


def temanggung() -> Places:
    return from_areas(small_country(), within="33.23")
