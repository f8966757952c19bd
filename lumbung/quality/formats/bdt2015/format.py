"""The unified database of 2015 (BDT): 101 columns, a person a row, households that hold numbered families.

There is no card number: a family is the household's number with the family's number in it. There is an age in whole
years and no birth date: the NIK says the day where it agrees with the age, else only the year is known. Areas carry
BPS codes, which look like the official ones and mean other places, so areas are found by their names.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
from django.utils.translation import gettext_lazy as _

from lumbung.quality.checking import WARNING, Reason
from lumbung.quality.places import Places, plain_name
from lumbung.quality.translating import load, plain_code, translated
from lumbung.registry import codes, identity

TITLE = _("BDT 2015 (101 kolom)")
REASONS = (
    Reason(
        "birth_date_from_nik",
        WARNING,
        id="Berkas ini hanya memuat umur; tanggal lahir diambil dari NIK karena cocok dengan umurnya.",
        en="This file has only an age; the birth date was read from the NIK, because it agrees with the age.",
        do_id="Cocokkan tanggal lahir dengan kartu.",
        do_en="Compare the birth date with the card.",
    ),
    Reason(
        "birth_year_from_age",
        WARNING,
        id="Berkas ini hanya memuat umur, dan NIK tidak cocok dengannya; dipakai 1 Juli tahun itu.",
        en="This file has only an age, and the NIK disagrees with it; 1 July of that year stands in.",
        do_id="Isi tanggal lahir dari kartu.",
        do_en="Fill in the birth date from the card.",
    ),
    Reason(
        "disability_without_degree",
        WARNING,
        id="Berkas ini menyebut jenis disabilitas tanpa tingkat kesulitannya; tingkatnya belum diketahui.",
        en="This file names a disability without its degree; the degree is not known.",
        do_id="Tanyakan tingkat kesulitannya ketika berkunjung.",
        do_en="Ask for the degree at a visit.",
    ),
)
SURVEY_YEAR = 2015
CODES = load(Path(__file__).with_name("codes.yaml"))
COLUMNS = {"nama art": "name", "nik": "nik", "alamat": "address", "nama sls": "hamlet", "luas lantai": "floor_area"}
YES_NO = {
    "kepemilikan tabung gas 5,5kg": "gas",
    "kepemilikan lemari es": "fridge",
    "kepemilikan ac": "ac",
    "kepemilikan pemanas air": "heater",
    "kepemilikan telepon rumah": "landline",
    "kepemilikan televisi": "tv",
    "kepemilikan emas dan tabungan": "gold",
    "kepemilikan laptop/komputer": "computer",
    "kepemilikan sepeda": "bicycle",
    "kepemilikan sepeda motor": "motorcycle",
    "kepemilikan mobil": "car",
    "kepemilikan perahu": "boat",
    "kepemilikan perahu motor": "motorboat",
    "kepemilikan aset tidak bergerak": "land",
    "kepemilikan rumah di tempat lain": "house_elsewhere",
}
LIVESTOCK = {"sapi": "cattle", "kerbau": "buffalo", "kuda": "horse", "babi": "pig", "kambing/domba": "goat"}
NAMES = {"provinsi": "province", "kab/kota": "regency", "kecamatan": "district", "desa/kelurahan": "village"}
RECOGNISED_BY = frozenset({"id rumah tangga", "nomor urut keluarga", "nama art", "nik", *NAMES})
COLUMN_NUMBER = r"\s*\(\d+\)$"
NO_DISABILITY = 0
DISABILITIES = {
    "d_walking": (1, 6, 8, 9, 12),
    "d_hands": (1, 6, 8, 9, 12),
    "d_sight": (2, 6, 7, 9),
    "d_hearing": (3, 5, 7, 8, 9),
    "d_speech": (4, 5, 7, 8, 9),
    "d_learning": (10, 12),
    "d_memory": (10, 12),
    "d_behaviour": (11, 12),
    "d_selfcare": tuple(range(1, 13)),
}


def matches(headings: Sequence[str]) -> bool:
    """Headings count without the column number behind them: “Provinsi (3)”."""
    return RECOGNISED_BY.issubset(_plain(headings))


def canonical(frame: pl.DataFrame, *, places: Places, village: str) -> pl.DataFrame:
    """Each row in the words of the Regsosek form; the row that repeats column numbers is left out."""
    headings = _plain(frame.columns)
    people = frame.filter(~pl.col(headings["id rumah tangga"]).str.contains(r"^\d{1,3}$").fill_null(False))
    columns = people.select(
        "row",
        *(pl.col(headings[source]).alias(target) for source, target in COLUMNS.items() if source in headings),
        *translated(CODES, headings),
        *_assets(headings),
        *_disabilities(headings),
        _family(headings).alias("origin_key"),
        pl.col(headings["nomor hp yang aktif"]).alias("phone")
        if "nomor hp yang aktif" in headings
        else pl.lit(None).alias("phone"),
        *_neighbourhood(headings),
    ).with_columns(_unmetered(people, headings))
    return _born(_placed(columns, people, headings, places, village), people, headings)


def _plain(headings: Sequence[str]) -> dict[str, str]:
    """Heading in small letters without its number → heading as written; the first of two counts."""
    plain: dict[str, str] = {}
    for heading, short in zip(
        headings, pl.Series(headings).str.to_lowercase().str.replace(COLUMN_NUMBER, ""), strict=True
    ):
        plain.setdefault(" ".join(short.split()), heading)
    return plain


def _family(headings: dict[str, str]) -> pl.Expr:
    """The household's short number with the family's in it; the long one would look like a card number."""
    long_number = pl.col(headings["id rumah tangga"]).hash(seed=SURVEY_YEAR).cast(pl.String).str.slice(0, 12)
    household = pl.coalesce(headings["ruta_6"], long_number) if "ruta_6" in headings else long_number
    return household + "/" + pl.coalesce(plain_code(headings["nomor urut keluarga"]), pl.lit("1"))


def _assets(headings: dict[str, str]) -> list[pl.Expr]:
    """Odd codes are yes, even codes are no (1 and 2 for one column, 3 and 4 for the next)."""
    codes_ = {
        source: plain_code(headings[source]).cast(pl.Int16, strict=False) for source in YES_NO if source in headings
    }
    owned = [(code % 2).cast(pl.String).alias(YES_NO[source]) for source, code in codes_.items()]
    animals = {kind: headings.get(f"jumlah {kind} yang dimiliki") for kind in LIVESTOCK}
    return owned + [pl.col(heading).alias(LIVESTOCK[kind]) for kind, heading in animals.items() if heading]


def _disabilities(headings: dict[str, str]) -> list[pl.Expr]:
    """None at all is known; a kind is named without its degree, so the items it touches stay unknown."""
    if "jenis cacat" not in headings:
        return []
    kind = plain_code(headings["jenis cacat"]).cast(pl.Int16, strict=False)
    items = [
        pl.when(kind.is_not_null() & ~kind.is_in(kinds)).then(pl.lit(str(max(codes.DIFFICULTY)))).alias(item)
        for item, kinds in DISABILITIES.items()
    ]
    return [*items, (kind > NO_DISABILITY).alias("note.d_selfcare.disability_without_degree")]


def _neighbourhood(headings: dict[str, str]) -> list[pl.Expr]:
    """RT and RW stand inside the address."""
    if "alamat" not in headings:
        return []
    address = pl.col(headings["alamat"])
    return [address.str.extract(rf"(?i)\b{part}\.?\s*(\d{{1,3}})\b").alias(part) for part in ("rt", "rw")]


def _unmetered(people: pl.DataFrame, headings: dict[str, str]) -> list[pl.Series]:
    if not {"daya terpasang", "sumber penerangan utama"} <= headings.keys():
        return []
    power, light = plain_code(headings["daya terpasang"]), plain_code(headings["sumber penerangan utama"])
    table = next(table for table in CODES if table.target == "lighting")
    metered = light.replace_strict(table.codes, default=pl.lit("?") + light, return_dtype=pl.String)
    return [
        people.select(
            pl.when((light == "1") & (power == "6")).then(pl.lit("2")).otherwise(metered).alias("lighting")
        ).to_series()
    ]


def _placed(columns: pl.DataFrame, people: pl.DataFrame, headings: dict[str, str], places: Places, village: str):
    """The village by the names of all four levels; a name that is not found stays to be found by the checks."""
    if village:
        return columns.with_columns(region_code=pl.lit(village))
    names = people.select(plain_name(pl.col(headings[source])).alias(level) for source, level in NAMES.items())
    number = headings.get("kode kab/kota")
    is_city = people.select((pl.col(number) > "70").alias("is_city")) if number else names.select(is_city=pl.lit(False))
    found = pl.concat([names, is_city], how="horizontal").join(
        places.by_name, on=["province", "regency", "is_city", "district", "village"], how="left", maintain_order="left"
    )
    written = people.select(
        pl.concat_str([pl.col(headings[level]) for level in reversed(NAMES)], separator=", ")
    ).to_series()
    return columns.with_columns(region_code=found["code"].fill_null(written))


def _born(columns: pl.DataFrame, people: pl.DataFrame, headings: dict[str, str]) -> pl.DataFrame:
    """The NIK's day where its age on the survey differs by at most a year; else 1 July of the year of the age."""
    age_heading = next((headings[name] for name in headings if name.startswith("umur anggota rumah tangga")), None)
    if age_heading is None:
        return columns
    age = people[age_heading].str.strip_chars().cast(pl.Int16, strict=False)
    survey_end = pl.Series([f"{SURVEY_YEAR}-12-31"]).str.to_date()[0]
    said = identity.parts(columns["nik"], on=survey_end)["born"]
    with_both = columns.with_columns(age=age, said=said, year=SURVEY_YEAR - age)
    agrees = ((pl.col("year") - pl.col("said").dt.year()).abs() <= 1).fill_null(False)
    by_year = pl.col("year").cast(pl.String) + "-07-01"
    return (
        with_both.with_columns(
            birth_date=pl.when(agrees).then(pl.col("said").cast(pl.String)).otherwise(by_year),
            birth_date_source=pl.when(agrees).then(pl.lit("nik")).when(pl.col("age").is_not_null()).then(pl.lit("age")),
        )
        .with_columns(
            (pl.col("birth_date_source") == "nik").alias("note.birth_date.birth_date_from_nik"),
            (pl.col("birth_date_source") == "age").alias("note.birth_date.birth_year_from_age"),
        )
        .drop("age", "said", "year")
    )
