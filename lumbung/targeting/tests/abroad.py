"""A made-up survey of another country: words for answers, gaps, codes for no answer, identifiers, and columns that know
the answer."""

import numpy as np
import polars as pl

VILLAGES, HOUSEHOLDS = 60, 12
LEAKS = {"log_pcexp", "es_pobre", "quintil", "total", "gasto_alimentos"}


def survey(*, seed: int = 5, villages: int = VILLAGES) -> pl.DataFrame:
    """Spending in a money of its own follows roof, schooling, size and what a village shares."""
    random = np.random.default_rng(seed)
    rows = villages * HOUSEHOLDS
    village = np.repeat(np.arange(villages), HOUSEHOLDS)
    region = village % 3
    roof = random.choice(["tile", "tin", "thatch"], rows, p=[0.3, 0.5, 0.2])
    school = random.choice(["none", "primary", "secondary", "higher"], rows)
    size, rooms = random.integers(1, 9, rows), random.integers(1, 7, rows)
    fridge = random.random(rows) < 0.4
    log = (
        8.0
        + np.select([roof == "tile", roof == "tin"], [0.4, 0.15], 0.0)
        + np.select([school == "higher", school == "secondary", school == "primary"], [0.6, 0.35, 0.1], 0.0)
        - 0.45 * np.log(size)
        + 0.3 * fridge
        + 0.08 * rooms
        + np.array([0.0, 0.2, -0.2])[region]
        + random.normal(0, 0.15, villages)[village]
        + random.normal(0, 0.25, rows)
    )
    spending = np.exp(log).round(2)
    blank = random.random(rows) < 0.05
    return pl.DataFrame(
        {
            "folio": [f"H{number:06}" for number in range(rows)],
            "region": np.array(["norte", "centro", "sur"])[region],
            "upm": 1000 + village,
            "factor": random.uniform(50, 400, rows).round(1),
            "pais": "XX",
            "vacio": pl.Series([None] * rows, dtype=pl.String),
            "roof": [None if gap else name for gap, name in zip(blank, roof.tolist(), strict=True)],
            "school": school,
            "tam_hogar": size,
            "rooms": np.where(random.random(rows) < 0.03, 99, rooms),
            "fridge": np.where(fridge, "si", "no"),
            "head_sex": random.choice(["hombre", "mujer"], rows),
            "gasto_pc": spending,
            "log_pcexp": np.log(spending),
            "es_pobre": (spending < np.quantile(spending, 0.3)).astype(int),
            "quintil": np.digitize(spending, np.quantile(spending, [0.2, 0.4, 0.6, 0.8])) + 1,
            "total": (spending * size).round(2),
            "gasto_alimentos": (spending * random.uniform(0.4, 0.6, rows)).round(2),
        }
    )
