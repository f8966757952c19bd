"""The made-up regency as the files that an office would receive, and the truth about what is wrong in them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import polars as pl

from lumbung.site.demo.bdt import as_bdt, second_row
from lumbung.site.demo.book import write_book
from lumbung.site.demo.errors import plant
from lumbung.site.demo.own import as_text
from lumbung.site.demo.places import Places
from lumbung.site.demo.population import people
from lumbung.site.demo.sheets import write_text_sheet
from lumbung.site.demo.survey import write_survey

CSV, SHEET, BDT, PROPOSAL = "keluarga.csv", "keluarga-tambahan.xlsx", "bdt2015.xlsx", "usulan-desa.csv"
SURVEY, BOOK = "survei.csv", "buku-induk.xlsx"
DRAW, TRUTH = "peragaan.json", "kebenaran.json"
SHARE_OF_SHEET, SHARE_OF_BDT = 0.03, 0.02
SURVEY_HOUSEHOLDS = 4000
PROPOSED = 5
IN_THE_BOOK = 6


@dataclass(frozen=True)
class Draw:
    """What was asked for when a set was begun."""

    families: int
    seed: int


@dataclass(frozen=True)
class Truth:
    """What is in the files of one draw."""

    seed: int
    families: dict[str, int]
    """Families by file."""
    rows: dict[str, int]
    """Rows by file, planted ones included."""
    planted: dict[str, int]
    """Rows that each kind of error touches in the CSV file."""


def write_files(folder: Path, *, places: Places, families: int, seed: int) -> Truth:
    """Write the CSV, the sheet, the BDT workbook, the survey and the truth; the truth last, so it marks a whole set."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / DRAW).write_text(json.dumps(asdict(Draw(families=families, seed=seed))))
    drawn = pl.concat(people(places=places, families=families, seed=seed))
    sheet, bdt = _villages_of_workbooks(drawn)
    proposal = _proposed_by_the_largest_village(drawn, but=[*sheet, *bdt])
    own = drawn.filter(~pl.col("kode_wilayah").is_in([*sheet, *bdt]), ~pl.col("id_keluarga").is_in(proposal))
    rows, planted = plant(as_text(own), seed=seed)
    rows.write_csv(folder / CSV)
    of_sheet = as_text(drawn.filter(pl.col("kode_wilayah").is_in(sheet)))
    write_text_sheet(folder / SHEET, of_sheet)
    of_village = as_text(drawn.filter(pl.col("id_keluarga").is_in(proposal)))
    if proposal:
        of_village.write_csv(folder / PROPOSAL)
        _write_book(folder / BOOK, own, village=of_village["kode_wilayah"][0], places=places)
    of_bdt = drawn.filter(pl.col("kode_wilayah").is_in(bdt))
    write_text_sheet(folder / BDT, as_bdt(of_bdt, villages=places.villages), above=[second_row()])
    write_survey(folder / SURVEY, places=places, families=min(SURVEY_HOUSEHOLDS, max(families, 600)), seed=seed + 1)
    parts = {CSV: own, SHEET: of_sheet, BDT: of_bdt, PROPOSAL: of_village}
    truth = Truth(
        seed=seed,
        families={name: part["id_keluarga"].n_unique() for name, part in parts.items()},
        rows={name: part.height for name, part in parts.items()} | {CSV: rows.height},
        planted=planted.rows,
    )
    (folder / TRUTH).write_text(json.dumps(asdict(truth), indent=2))
    return truth


def read_truth(folder: Path) -> Truth | None:
    """The truth about a whole set of files, or nothing where the set isn't complete."""
    path = folder / TRUTH
    return Truth(**json.loads(path.read_text())) if path.exists() else None


def read_draw(folder: Path) -> Draw | None:
    """What the set in a folder was begun with, or nothing."""
    path = folder / DRAW
    return Draw(**json.loads(path.read_text())) if path.exists() else None


def _villages_of_workbooks(drawn: pl.DataFrame) -> tuple[list[str], list[str]]:
    """Whole villages for the sheet and for the BDT workbook, from the end of the list."""
    by_village = (
        drawn.group_by("kode_wilayah")
        .agg(families=pl.col("id_keluarga").n_unique())
        .sort("kode_wilayah", descending=True)
    ).with_columns(before=(pl.col("families").cum_sum() - pl.col("families")) / pl.col("families").sum())
    sheet = by_village.filter(pl.col("before") < SHARE_OF_SHEET)
    bdt = by_village.slice(sheet.height).filter(pl.col("before") < SHARE_OF_SHEET + SHARE_OF_BDT)
    if bdt.is_empty():
        bdt = by_village.slice(sheet.height, 1)
    return sheet["kode_wilayah"].to_list(), bdt["kode_wilayah"].to_list()


def _write_book(path: Path, drawn: pl.DataFrame, *, village: str, places: Places) -> None:
    """A few families of the village that sends proposals, as its own book has them."""
    here = drawn.filter(pl.col("kode_wilayah") == village)
    first = here["id_keluarga"].unique(maintain_order=True).head(IN_THE_BOOK)
    named = places.villages.row(by_predicate=pl.col("code") == village, named=True)
    place = {
        "PROVINSI": named["province_name"],
        "KABUPATEN": named["regency_name"],
        "KECAMATAN": named["district_name"],
        "DESA": named["name"],
    }
    write_book(path, as_text(here.filter(pl.col("id_keluarga").is_in(first.implode()))), place=place)


def _proposed_by_the_largest_village(drawn: pl.DataFrame, *, but: list[str]) -> list[str]:
    """A few families that their village sends by itself, where it has enough of them."""
    homes = drawn.unique("id_keluarga", maintain_order=True).select("id_keluarga", "kode_wilayah")
    sizes = homes.group_by("kode_wilayah").len().sort("len", "kode_wilayah", descending=[True, False])
    village, size = sizes.row(0)
    if village in but:
        return []
    return homes.filter(pl.col("kode_wilayah") == village)["id_keluarga"].tail(min(PROPOSED, size // 4)).to_list()
