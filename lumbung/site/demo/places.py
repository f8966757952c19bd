"""The villages where made-up families live, and how many live in each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

TEMANGGUNG = "33.23"


class NoVillages(ValueError):
    """There is no village under that code in the list of areas."""


@dataclass(frozen=True)
class Places:
    """Villages of an area with the names above them, and every district of the country in order of code."""

    villages: pl.DataFrame
    """code, name, district, district_name, regency_name, province_name; in order of code."""
    districts: list[str]

    def share_out(self, *, families: int, seed: int) -> pl.DataFrame:
        """`villages` with a column `families`: some villages are four times as large as others, the sum is exact."""
        rng = np.random.default_rng([seed, 1])
        weight = rng.lognormal(0.0, 0.45, self.villages.height)
        exact = families * weight / weight.sum()
        whole = np.floor(exact).astype(np.int64)
        missing = families - int(whole.sum())
        whole[np.argsort(whole - exact, kind="stable")[:missing]] += 1
        return self.villages.with_columns(families=pl.Series(whole))


def from_areas(areas: pl.DataFrame, *, within: str) -> Places:
    """Places from a frame of every area of the country (code, name), dotted codes of any level."""
    names = dict(areas.select("code", "name").iter_rows())
    villages = (
        areas.filter(pl.col("code").str.len_chars() == 13, pl.col("code").str.starts_with(f"{within}."))
        .select("code", "name", district=pl.col("code").str.head(8))
        .sort("code")
    )
    if villages.is_empty():
        raise NoVillages(within)
    named = villages.with_columns(
        pl.col("district").replace_strict(names).alias("district_name"),
        pl.col("code").str.head(5).replace_strict(names).alias("regency_name"),
        pl.col("code").str.head(2).replace_strict(names).alias("province_name"),
    )
    districts = areas.filter(pl.col("code").str.len_chars() == 8)["code"].sort().to_list()
    return Places(villages=named, districts=districts)
