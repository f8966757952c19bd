"""A made-up household survey with consumption, to train the demonstration proxy-means model on.

Consumption per head and month, in rupiah, is

    exp(13.70 + 0.46 · welfare − 0.12 · (size − 3.3) + noise),   noise ~ N(0, 0.38)

where welfare is the hidden number (mean 0, deviation about 1) that also shaped the house, the schooling and the work of
the family. A model sees only the latter, so it can't be perfect, just as in a real survey.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from lumbung.site.demo.lives import DIFFICULTIES
from lumbung.site.demo.own import ASSETS, DWELLING
from lumbung.site.demo.places import Places
from lumbung.site.demo.population import people

LEVEL, PER_WELFARE, PER_MEMBER, USUAL_SIZE, NOISE = 13.70, 0.46, -0.12, 3.3, 0.38

COLUMNS = (
    *("id_keluarga", "kode_wilayah", "konsumsi", "bobot", "hubungan", "jk", "umur", "status_kawin", "status_sekolah"),
    *("jenjang", "kelas", "ijazah", "bekerja", "lapangan", "kedudukan"),
    *DIFFICULTIES,
    "penyakit_kronis",
    *DWELLING,
    *ASSETS,
)
"""One row per person; consumption and weight repeat within a family. No name and no number of anybody."""


def survey(*, places: Places, families: int, seed: int) -> pl.DataFrame:
    """Households of another draw than the registry's, with consumption per head."""
    drawn = pl.concat(people(places=places, families=families, seed=seed))
    homes = drawn.group_by("id_keluarga", maintain_order=True).agg(pl.col("welfare").first(), size=pl.len())
    noise = np.random.default_rng([seed, 2]).normal(0.0, NOISE, homes.height)
    log_consumption = (
        LEVEL + PER_WELFARE * pl.col("welfare") + PER_MEMBER * (pl.col("size") - USUAL_SIZE) + pl.lit(pl.Series(noise))
    )
    measured = homes.select("id_keluarga", konsumsi=log_consumption.exp().round(0).cast(pl.Int64), bobot=pl.lit(1.0))
    return drawn.join(measured, on="id_keluarga", maintain_order="left").select(COLUMNS)


def write_survey(path: Path, *, places: Places, families: int, seed: int) -> int:
    """Write the survey as CSV; the number of households."""
    drawn = survey(places=places, families=families, seed=seed)
    drawn.write_csv(path)
    return drawn["id_keluarga"].n_unique()
