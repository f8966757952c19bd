"""Cells that hold two things, and areas told by names: taken apart before the cells are read.

A layout may hand over `birth_place_date` (“Temanggung, 1 Mei 1990”), `rt_rw` (“001/002”) and names of areas
(`place.province` to `place.village`). They fill fields that are empty, and never replace one that is filled.
"""

import polars as pl

from lumbung.quality.checking import WARNING, Reason
from lumbung.quality.code_lists import NAMES
from lumbung.quality.places import Places, plain_name

BIRTH, NEIGHBOURHOOD = "birth_place_date", "rt_rw"
PLACE_THEN_DAY = r"^\s*([^\d,;/]*?)[\s,;/.\-]*(\d.*?)\s*$"
TWO_NUMBERS = r"(\d{1,3})(?:\D+(\d{1,3}))?"
CITY, REGENCY = r"(?i)^\s*kota\b", r"(?i)^\s*kab"
REASONS = (
    Reason(
        "region_from_names",
        WARNING,
        id="Kode desa dicari dari nama kecamatan dan desa saja, karena kabupatennya tidak disebut.",
        en="The village code was found by the names of district and village alone, since no regency is named.",
        do_id="Pastikan desanya benar, atau sebutkan desanya ketika memasukkan berkas.",
        do_en="Make sure that the village is right, or name the village when taking the file in.",
    ),
)


def untangled(written: pl.DataFrame, *, places: Places) -> pl.DataFrame:
    """The frame with birth_place, birth_date, rt, rw and region_code filled from the helpers it carries."""
    frame = written
    if BIRTH in frame.columns:
        parts = pl.col(BIRTH).str.extract_groups(PLACE_THEN_DAY)
        place = pl.when(parts.struct[1].is_not_null()).then(parts.struct[0]).otherwise(BIRTH)
        frame = _filled(frame, birth_place=pl.when(place != "").then(place), birth_date=parts.struct[1])
    if NEIGHBOURHOOD in frame.columns:
        parts = pl.col(NEIGHBOURHOOD).str.extract_groups(TWO_NUMBERS)
        frame = _filled(frame, rt=parts.struct[0], rw=parts.struct[1])
    return _placed(frame, places) if NAMES["village"] in frame.columns else frame


def _filled(frame: pl.DataFrame, **values: pl.Expr) -> pl.DataFrame:
    """A field that the file has keeps what it says."""
    said = {
        name: pl.when(pl.col(name).str.strip_chars() != "").then(name) if name in frame.columns else pl.lit(None)
        for name in values
    }
    return frame.with_columns(pl.coalesce(said[name], value).alias(name) for name, value in values.items())


def _placed(frame: pl.DataFrame, places: Places) -> pl.DataFrame:
    """The one village in force of these names; what is not found stays in words, so that a check can say so."""
    levels = [level for level in NAMES if NAMES[level] in frame.columns]
    city = pl.lit(None, pl.Boolean)
    if "regency" in levels:
        name = pl.col(NAMES["regency"])
        city = pl.when(name.str.contains(CITY)).then(True).when(name.str.contains(REGENCY)).then(False)
    keyed = frame.select(*(plain_name(pl.col(NAMES[level])).alias(level) for level in levels), city.alias("is_city"))
    known = places.by_name.select(*levels, "is_city", "code")
    certain = keyed.join(known, on=[*levels, "is_city"], how="left", maintain_order="left")
    either = keyed.join(known.unique(levels, keep="none"), on=levels, how="left", maintain_order="left", suffix="_")
    unsaid = pl.when(keyed["is_city"].is_null()).then(either["code"])
    found = pl.select(pl.coalesce(certain["code"], unsaid)).to_series()
    words = frame.select(pl.concat_str([NAMES[level] for level in reversed(levels)], separator=", ", ignore_nulls=True))
    told = pl.select(pl.coalesce(found, words.to_series())).to_series()
    filled = _filled(frame, region_code=pl.lit(told))
    if "regency" in levels:
        return filled
    by_names = found.is_not_null() & (filled["region_code"] == found)
    return filled.with_columns(by_names.fill_null(False).alias("note.region_code.region_from_names"))
