"""The official areas as a frame, for checks and formats: what a code is, what became of it, what a name means."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import polars as pl

REGENCY, DISTRICT, VILLAGE = 2, 3, 4
KIND_OF_AREA = r"^(KABUPATEN|KAB\.?|KOTA ADM(INISTRASI|\.)?|KOTA|KECAMATAN|KEC\.?|DESA|KELURAHAN|KEL\.?)\s+"
BRIDGE = {"bps": pl.String, "code": pl.String}
SCHEMA = {"code": pl.String, "name": pl.String, "level": pl.Int16, "retired_on": pl.Date, "successor": pl.String}


@dataclass(frozen=True)
class Places:
    """`regions` holds code, name, level (1 province … 4 village), retired_on and successor; `bps` leads to codes."""

    regions: pl.DataFrame
    bps: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=BRIDGE))

    @cached_property
    def districts(self) -> frozenset[str]:
        """Codes of all districts that are or once were official."""
        return frozenset(self.regions.filter(pl.col("level") == DISTRICT)["code"])

    @cached_property
    def by_name(self) -> pl.DataFrame:
        """Villages in force by the plain names of province, regency, district and village, each path once."""
        named = self.regions.filter(pl.col("retired_on").is_null()).with_columns(plain=plain_name(pl.col("name")))
        villages = named.filter(pl.col("level") == VILLAGE).select("code", "plain")
        above = ((2, "province"), (5, "regency"), (8, "district"))
        for length, title in above:
            upper = named.select(pl.col("code").alias("above"), pl.col("plain").alias(title))
            villages = villages.with_columns(above=pl.col("code").str.slice(0, length)).join(
                upper, on="above", how="left"
            )
            villages = villages.drop("above")
        city = pl.col("code").str.slice(3, 2) > "70"
        keys = ("province", "regency", "is_city", "district", "village")
        return villages.rename({"plain": "village"}).with_columns(is_city=city).unique(keys, keep="none")

    @cached_property
    def below_regency(self) -> pl.DataFrame:
        """Villages in force by regency code and the plain names of district and village, each once."""
        named = self.regions.filter(pl.col("retired_on").is_null()).with_columns(plain=plain_name(pl.col("name")))
        districts = named.filter(pl.col("level") == DISTRICT).select(above="code", district="plain")
        villages = named.filter(pl.col("level") == VILLAGE).with_columns(above=pl.col("code").str.slice(0, 8))
        keys = ("regency", "district", "village")
        return (
            villages.join(districts, on="above")
            .select("code", "district", regency=pl.col("code").str.slice(0, 5), village="plain")
            .unique(keys, keep="none")
        )

    def judge(self, codes: pl.DataFrame, *, on: date) -> pl.DataFrame:
        """`codes` with region_level, region_retired and region_successor beside `region_code`; unknown is null."""
        known = self.regions.select(
            pl.col("code").alias("region_code"),
            pl.col("level").alias("region_level"),
            (pl.col("retired_on") <= on).fill_null(False).alias("region_retired"),
            pl.col("successor").alias("region_successor"),
        )
        return codes.join(known, on="region_code", how="left", maintain_order="left")


def plain_name(name: pl.Expr) -> pl.Expr:
    """A name for comparison: capitals, no kind of area in front, no punctuation, single blanks."""
    plain = name.str.to_uppercase().str.strip_chars().str.replace(KIND_OF_AREA, "")
    return plain.str.replace_all(r"[^A-Z0-9]+", "")
