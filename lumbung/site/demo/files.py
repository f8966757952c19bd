"""The made-up regency as the files that an office would receive, and the truth about what is wrong in them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import polars as pl

from lumbung.site.demo.bdt import as_bdt, second_row
from lumbung.site.demo.errors import plant
from lumbung.site.demo.own import as_text
from lumbung.site.demo.places import Places
from lumbung.site.demo.population import people
from lumbung.site.demo.sheets import write_text_sheet
from lumbung.site.demo.survey import write_survey

CSV, SHEET, BDT, SURVEY = "keluarga.csv", "keluarga-tambahan.xlsx", "bdt2015.xlsx", "survei.csv"
DRAW, TRUTH = "peragaan.json", "kebenaran.json"
SHARE_OF_SHEET, SHARE_OF_BDT = 0.03, 0.02
SURVEY_HOUSEHOLDS = 4000


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
    own = drawn.filter(~pl.col("kode_wilayah").is_in([*sheet, *bdt]))
    rows, planted = plant(as_text(own), seed=seed)
    rows.write_csv(folder / CSV)
    of_sheet = as_text(drawn.filter(pl.col("kode_wilayah").is_in(sheet)))
    write_text_sheet(folder / SHEET, of_sheet)
    of_bdt = drawn.filter(pl.col("kode_wilayah").is_in(bdt))
    write_text_sheet(folder / BDT, as_bdt(of_bdt, villages=places.villages), above=[second_row()])
    write_survey(folder / SURVEY, places=places, families=min(SURVEY_HOUSEHOLDS, max(families, 600)), seed=seed + 1)
    truth = Truth(
        seed=seed,
        families={CSV: _families(own), SHEET: _families(of_sheet), BDT: _families(of_bdt)},
        rows={CSV: rows.height, SHEET: of_sheet.height, BDT: of_bdt.height},
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


def _families(frame: pl.DataFrame) -> int:
    return frame["id_keluarga"].n_unique()


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
