"""Cells that hold two things, and areas told by names: taken apart before the cells are read.

A layout may hand over `birth_place_date` (“Temanggung, 1 Mei 1990”), `rt_rw` (“001/002”) and names of areas
(`place.province` to `place.village`). They fill fields that are empty, and never replace one that is filled.
"""

import polars as pl
from rapidfuzz import fuzz, process

from lumbung.quality.checking import WARNING, Reason
from lumbung.quality.code_lists import NAMES
from lumbung.quality.places import Places, plain_name

BIRTH, NEIGHBOURHOOD = "birth_place_date", "rt_rw"
PLACE_THEN_DAY = r"^\s*([^\d,;/]*?)[\s,;/.\-]*(\d.*?)\s*$"
TWO_NUMBERS = r"(\d{1,3})(?:\D+(\d{1,3}))?"
CITY, REGENCY = r"(?i)^\s*kota\b", r"(?i)^\s*kab"
SPELT = ("district", "village")
CLOSE, CLEARLY_CLOSER = 86, 5
REASONS = (
    Reason(
        "region_from_close_name",
        WARNING,
        id="Nama desa ini ditulis agak lain daripada di daftar resmi; dipakai desa yang namanya paling dekat.",
        en="This village name is spelt a little differently from the official list; the closest one was used.",
        do_id="Pastikan desanya benar.",
        do_en="Make sure that it is the right village.",
    ),
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
    exact = pl.select(pl.coalesce(certain["code"], unsaid)).to_series()
    close = _close(keyed.filter(exact.is_null()), places) if "regency" in levels else {}
    near = keyed.select(_said(levels).replace_strict(close, default=None, return_dtype=pl.String))
    found = pl.select(pl.coalesce(exact, near.to_series())).to_series()
    words = frame.select(pl.concat_str([NAMES[level] for level in reversed(levels)], separator=", ", ignore_nulls=True))
    told = pl.select(pl.coalesce(found, words.to_series())).to_series()
    filled = _filled(frame, region_code=pl.lit(told))
    used = found.is_not_null() & _unsaid(frame)
    doubt, why = (exact.is_null(), "close_name") if "regency" in levels else (found.is_not_null(), "names")
    return filled.with_columns((used & doubt).alias(f"note.region_code.region_from_{why}"))


def _unsaid(frame: pl.DataFrame) -> pl.Series:
    """Rows that name no area by code."""
    if "region_code" not in frame.columns:
        return pl.Series([True]).new_from_index(0, frame.height)
    return frame.select(pl.col("region_code").str.strip_chars().fill_null("") == "").to_series()


def _close(missing: pl.DataFrame, places: Places) -> dict[str, str]:
    """Names in one row → the village of that regency whose district and name are spelt clearly closest."""
    levels = [level for level in NAMES if level in missing.columns]
    spelt = [level for level in levels if level in SPELT]
    found = {}
    for row in missing.drop_nulls(levels).unique().with_columns(said=_said(levels)).iter_rows(named=True):
        above = [level for level in (*levels, "is_city") if level not in spelt and row[level] is not None]
        here = places.by_name.filter(pl.all_horizontal(pl.col(level) == row[level] for level in above))
        known = here.select(pl.concat_str(spelt, separator=" ")).to_series().to_list()
        best = process.extract(" ".join(row[level] for level in spelt), known, scorer=fuzz.ratio, limit=2)
        if best and best[0][1] >= CLOSE and (len(best) == 1 or best[0][1] - best[1][1] >= CLEARLY_CLOSER):
            found[row["said"]] = here["code"][best[0][2]]
    return found


def _said(levels: list[str]) -> pl.Expr:
    """All that a row says of its place, as one key."""
    return pl.concat_str([*levels, pl.col("is_city").cast(pl.String).fill_null("")], separator="|")
