"""Matching: who is twice in a list of people that nobody has seen, judged by the product's own model."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl

from benchmarks import doubles, figures, ground, people
from benchmarks.figures import Figure
from lumbung.quality.linkage import evaluating
from lumbung.quality.linkage.evaluating import Figures

TITLE = "match"
DAY = date(2026, 11, 21)


def measure(*, persons: int, repeat: int) -> Iterator[Figure]:
    """One list a repeat, of so many records (people and their copies); the truth is only asked afterwards."""
    seconds, floor, found = [], [], []
    for turn in range(repeat):
        files = _list(round(persons / (1 + doubles.USUAL.copies)), people.SEED + turn)
        floor.append(figures.timed(lambda files=files: _floor(files[0]))[0])
        tried: Figures = evaluating.evaluate(files=[files[0]], truth=files[1], on=DAY)
        found.append(tried)
        seconds.append(tried.seconds)
    precision, recall = min(one.precision for one in found), min(one.recall for one in found)
    yield Figure(
        part=TITLE,
        work="find who is twice, from file to groups and queue",
        count=round(sum(one.records for one in found) / len(found)),
        unit="records",
        seconds=seconds,
        floor=floor,
        floor_is="read the file and pair equal NIKs",
        goal="1M persons under 60 s, precision 0.985, recall 0.93",
        note=f"precision {precision:.4f}, recall {recall:.4f} at the worst; {found[-1].pairs_for_review:,} pairs for "
        f"review beside {found[-1].pairs_merged:,} merged, {found[-1].pairs_true:,} true",
        memory=figures.memory_peak(),
    )


def _list(persons: int, seed: int) -> tuple[Path, Path]:
    table, truth = doubles.make(persons=persons, seed=seed)
    files = ground.scratch("matching") / "list.csv", ground.scratch("matching") / "truth.csv"
    table.write_csv(files[0])
    truth.write_csv(files[1])
    return files


def _floor(path: Path) -> int:
    table = pl.read_csv(path, infer_schema=False).select("id_rekaman", "nik").drop_nulls()
    return table.join(table, on="nik").height
