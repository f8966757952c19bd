"""Lists with people in them twice, made from a seed: families, and what clerks of several offices make of them."""

import numpy as np
import polars as pl

from benchmarks.doubles.dirt import REGIMES, USUAL, Dirt
from benchmarks.doubles.families import families
from benchmarks.doubles.writing import written

__all__ = ["REGIMES", "USUAL", "Dirt", "make"]
SOURCES = ("DTKS", "PKH", "BPNT", "REGSOSEK", "POSYANDU", "USULAN-DESA")
MOST_COPIES = 5


def make(*, persons: int, seed: int, dirt: Dirt = USUAL) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Records in no order, with the columns of a village list; and the truth: `id_rekaman`, `id_orang`."""
    random = np.random.default_rng(seed)
    people = families(random, persons=persons, dirt=dirt)
    whose = np.repeat(np.arange(persons), 1 + np.minimum(random.poisson(dirt.copies, persons), MOST_COPIES))
    random.shuffle(whose)
    columns = written(random, people={name: values[whose] for name, values in people.items()}, dirt=dirt)
    record = [f"R{place:07d}" for place in range(len(whose))]
    source = [SOURCES[at] for at in random.integers(0, len(SOURCES), len(whose))]
    table = {"id_rekaman": record, "sumber": source, **columns}
    truth = {"id_rekaman": record, "id_orang": [f"P{place:07d}" for place in whose]}
    return pl.DataFrame(table, schema=dict.fromkeys(table, pl.String)), pl.DataFrame(truth)
