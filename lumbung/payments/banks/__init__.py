"""Who carries the money: one folder per bank or post, found by itself. Copy one to add one.

`bank.yaml` says who it is, which file it takes (`channel`) and where it serves; `cases.yaml`
holds examples that the tests find by themselves. Bank codes are text: their zeros count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl
import yaml

HERE = Path(__file__).parent
POST = "pos"


@dataclass(frozen=True)
class Bank:
    """One distributor of aid. `channel` is `iso20022` or `profile` (a declared CSV layout)."""

    key: str
    code: str
    name: str
    short: str
    bic: str
    channel: str
    share: int
    only: tuple[str, ...]
    everywhere_but: tuple[str, ...]

    def serves(self, region_code: str) -> bool:
        """Whether families of this region may be paid through it."""
        if self.only:
            return region_code.startswith(self.only)
        return not region_code.startswith(self.everywhere_but) if self.everywhere_but else True


def _load(folder: Path) -> Bank:
    told = yaml.safe_load((folder / "bank.yaml").read_text(encoding="utf-8"))
    area = told.pop("serves")
    only, but = tuple(area.get("only", ())), tuple(area.get("everywhere_but", ()))
    return Bank(key=folder.name, only=only, everywhere_but=but, **told)


@cache
def all_banks() -> dict[str, Bank]:
    """Every distributor, by key, in the order of the folders."""
    return {found.parent.name: _load(found.parent) for found in sorted(HERE.glob("*/bank.yaml"))}


def short_name(key: str) -> str:
    """How people call it: `BRI`; a key that no folder knows stays as it is."""
    known = all_banks().get(key)
    return known.short if known else key


def opening_bank(region_codes: pl.Series) -> pl.Series:
    """The bank that opens the accounts of each village: whole districts go to one bank, by shares.

    Null where no bank serves.
    """
    districts = region_codes.str.slice(0, 8).unique()
    chosen = [_bank_of_district(code) for code in districts.to_list()]
    return region_codes.str.slice(0, 8).replace_strict(districts, pl.Series(chosen, dtype=pl.String))


def _bank_of_district(district: str) -> str | None:
    serving = [bank for bank in all_banks().values() if bank.share and bank.serves(district)]
    return _at_share(serving, sum(int(digit) * 7**at for at, digit in enumerate(district.replace(".", ""))))


def _at_share(serving: Sequence[Bank], number: int) -> str | None:
    if not serving:
        return None
    left = number * 37 % sum(bank.share for bank in serving)
    for bank in serving:
        if left < bank.share:
            return bank.key
        left -= bank.share
    return None
