"""Weighing pairs: Splink finds and compares them, two opinions decide.

Splink's weights ask: one person, or two strangers? Members of one family share card, village, mother and phone, so that
question alone melts families into one person. The second opinion asks: one person, or two relatives of one household?
It hears only what tells of the person. A pair is as likely one person as both opinions together allow.
"""

from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from lumbung.core.later import later
from lumbung.quality.linkage.model import Model

if TYPE_CHECKING:
    import duckdb
    import splink
    import splink.backends.duckdb as splink_duckdb
else:
    duckdb, splink, splink_duckdb = later("duckdb"), later("splink"), later("splink.backends.duckdb")

THREADS = 2
ROUNDS = 20


def connect(*frames: pl.DataFrame) -> tuple["splink_duckdb.DuckDBAPI", list[Any]]:
    """A DuckDB of its own in memory, with the prepared frames."""
    connection = duckdb.connect()
    connection.execute(f"SET threads = {THREADS}")
    api = splink_duckdb.DuckDBAPI(connection)
    return api, [api.register(frame.to_arrow()) for frame in frames]


def settings(profile: ModuleType, model: Model | None, *, link: bool = False, **more: Any) -> dict[str, Any]:
    """Splink's settings of a profile."""
    chances = model.chances if model else {}
    return {
        "link_type": "link_only" if link else "dedupe_only",
        "comparisons": [field.comparison(chances.get(field.code)) for field in profile.FIELDS],
        "blocking_rules_to_generate_predictions": [splink.block_on(*columns) for columns in profile.BLOCKS],
        "retain_intermediate_calculation_columns": True,
        "retain_matching_columns": True,
        "additional_columns_to_retain": list(profile.KEPT),
        **more,
    }


def score(*frames: pl.DataFrame, profile: ModuleType, model: Model, among: int = 0) -> pl.DataFrame:
    """Every pair that shares a block: `a`, `b`, `weight.<field>`, `level.<field>`, `hold`, and `score` from 0 to 1.

    One frame: pairs within it. Two: pairs between them. Records that were picked for being alike say `among` how many
    others: agreeing is no surprise where one looked for it. The weights are those of the stricter opinion: where two
    relatives are the likelier mistake, what a household shares weighs nothing.
    """
    api, tables = connect(*frames)
    pairs = _compared(api, tables, profile, model)
    if pairs.is_empty():
        return pairs.with_columns(score=pl.lit(None, pl.Float64))
    own = pairs.select(_against_relatives(profile, model))
    stranger = _doubt(pairs) * (among * (among - 1) / 2 if among else _possible(frames))
    relative = _doubt(own) / model.relatives_odds
    score, matches = _probability(stranger, relative)
    stricter = pl.Series("stricter", relative > stranger / matches)
    weights = [own[name].zip_with(stricter, pairs[name]) for name in own.columns]
    return pairs.with_columns(*weights, score=pl.Series(score)).sort("a", "b")


def _compared(api: "splink_duckdb.DuckDBAPI", tables: list[Any], profile: ModuleType, model: Model) -> pl.DataFrame:
    even = settings(profile, model, link=len(tables) > 1, probability_two_random_records_match=0.5)
    linker = splink.Linker(tables if len(tables) > 1 else tables[0], even, log_level="ERROR")
    compared = linker.inference.predict(warning_mode="never")
    held = " ".join(f"WHEN {when} THEN '{code}'" for code, when in profile.HOLDS.items()) or "WHEN false THEN ''"
    columns = ", ".join(_columns(profile))
    rows = api.duckdb_con.sql(
        f"SELECT unique_id_l AS a, unique_id_r AS b, {columns}, CASE {held} ELSE '' END AS hold"
        f" FROM {compared.physical_name}"
    )
    return rows.pl()


def _columns(profile: ModuleType) -> list[str]:
    told = []
    for field in profile.FIELDS:
        rare = f' + "mw_tf_adj_{field.code}"' if any(level.rare for level in field.levels) else ""
        told.append(f'gamma_{field.code}::tinyint AS "level.{field.code}"')
        told.append(f'(mw_{field.code}{rare})::double AS "weight.{field.code}"')
    return told


def _possible(frames: tuple[pl.DataFrame, ...]) -> float:
    heights = [float(frame.height) for frame in frames]
    return heights[0] * heights[1] if len(heights) > 1 else heights[0] * (heights[0] - 1) / 2


def _doubt(weights: pl.DataFrame) -> np.ndarray:
    """How many times likelier the other explanation makes what was seen."""
    return 2.0 ** -weights.select(pl.sum_horizontal(pl.col(r"^weight\..*$"))).to_series().to_numpy()


def _probability(stranger: np.ndarray, relative: np.ndarray) -> tuple[np.ndarray, float]:
    """Bayes with three kinds of pairs; how many are one person is learnt from these very pairs."""
    matches = 1.0
    for _round in range(ROUNDS):
        probability = 1 / (1 + stranger / matches + relative)
        matches = max(1.0, float(probability.sum()))
    return probability, matches


def _against_relatives(profile: ModuleType, model: Model) -> list[pl.Expr]:
    weights = []
    for field in profile.FIELDS:
        name, chances = f"weight.{field.code}", model.chances[field.code]
        by_level = {
            at: float(np.log2(chances[code].same / chances[code].relative)) for at, code in enumerate(field.codes)
        }
        level = pl.col(f"level.{field.code}")
        heard = level.replace_strict(by_level, default=0.0, return_dtype=pl.Float64) if field.of_person else pl.lit(0.0)
        weights.append(heard.alias(name))
    return weights
