"""`python -m benchmarks.doubles`: learn the model that comes with the product, and measure it under every regime.

It learns from made-up lists without being told who is who, and is measured on other made-up people. The same seeds
give the same file.
"""

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from benchmarks.doubles import REGIMES, make
from lumbung.quality.linkage import evaluating, training
from lumbung.quality.linkage.model import Model, as_definition, own
from lumbung.quality.linkage.profiles import penduduk

LEARN_FROM = {"usual": 2026, "dirty": 2027}
PERSONS, MEASURED_ON, SEED = 20_000, 8_000, 1121
DAY = date(2026, 11, 21)
VERSION = "2026.1"


def main() -> None:
    """Write the model's file."""
    lists = [make(persons=PERSONS, seed=seed, dirt=REGIMES[name])[0] for name, seed in LEARN_FROM.items()]
    numbered = [one.with_columns(pl.col("id_rekaman") + f"-{at}") for at, one in enumerate(lists)]
    sample = penduduk.prepare(pl.concat(numbered))
    told = {"made_up": True, "records": sample.height, "on": DAY.isoformat()}
    model = training.train(sample, profile=penduduk, version=VERSION, told=told)
    measured = [_measured(name, model) for name in REGIMES]
    whole = replace(model, trained_on={**model.trained_on, "measured": measured})
    own(penduduk).write_text(json.dumps(as_definition(whole), indent=1) + "\n", encoding="utf-8")


def _measured(name: str, model: Model) -> dict[str, Any]:
    table, truth = make(persons=MEASURED_ON, seed=SEED, dirt=REGIMES[name])
    with TemporaryDirectory(prefix="lumbung-doubles-") as folder:
        files = Path(folder) / "list.csv", Path(folder) / "truth.csv"
        table.write_csv(files[0])
        truth.write_csv(files[1])
        found = evaluating.evaluate(files=[files[0]], truth=files[1], on=DAY, model=model)
    told = {
        "name": name,
        "precision": round(found.precision, 4),
        "recall": round(found.recall, 4),
        "pairs": found.pairs_true,
        "merged": found.pairs_merged,
        "review": found.pairs_for_review,
    }
    sys.stdout.write(f"{told}\n")
    return told


if __name__ == "__main__":
    main()
