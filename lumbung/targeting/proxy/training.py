"""From a read survey to a formula: fit on all of it, measure on villages left out, note what it was made with."""

from datetime import date
from functools import partial
from typing import Any

import numpy as np
import polars as pl

from lumbung.targeting.proxy import fitting
from lumbung.targeting.proxy.deciles import cut_points
from lumbung.targeting.proxy.definition import Definition, Predictor
from lumbung.targeting.proxy.formula import MICRO, Formula, Part
from lumbung.targeting.proxy.sample import AREA, GROUP, SPENDING, WEIGHT, Sample, sample

SPLITS, TEST_SHARE, SEED = 20, 0.3, 2012
FEWEST_HOUSEHOLDS, FEWEST_VILLAGES = 100, 10
DIGITS = 9
WRONG_CELLS = 0.147
"""Share of cells that SMERU found filled in wrongly in the survey of 2011."""


class TooFewHouseholds(ValueError):
    """Too little is left of the survey to learn anything that holds elsewhere."""


def train(
    definition: Definition,
    survey: pl.DataFrame,
    *,
    on: date,
    training: dict[str, Any],
    only_in_file: tuple[str, ...] = (),
    splits: int = SPLITS,
    seed: int = SEED,
) -> Formula:
    """The formula of this survey. Same survey, same declaration, same day: same bytes."""
    declared = (predictor for predictor in definition.predictors if predictor.name not in only_in_file)
    predictors = (*declared, *(_only_in_file(name) for name in only_in_file))
    used = usable(survey, predictors, definition.minimum_known)
    villages = used[GROUP].n_unique()
    if used.height < FEWEST_HOUSEHOLDS or villages < FEWEST_VILLAGES:
        raise TooFewHouseholds(used.height, villages)
    learnt = sample(predictors, used)
    fitted = fitting.fit(learnt)
    expected = fitted.predict(learnt)
    within = fitting.measures(learnt.spending, expected, learnt.weight)
    split = partial(fitting.held_out, learnt, splits=splits, test_share=TEST_SHARE, seed=seed)
    metrics = {
        "held_out": split(),
        "wrong_cells": split(wrong_cells=WRONG_CELLS),
        "new_areas": fitting.new_areas(learnt),
        "within": {"r2": round(within["r2"], 4)},
    }
    points = pl.Series((expected * MICRO).round().astype(np.int64))
    return Formula(
        model=definition.name,
        release=definition.release,
        definition=definition.fingerprint,
        intercept=round(fitted.intercept, DIGITS),
        parts=tuple(_part(predictor, learnt, fitted) for predictor in predictors if predictor.name in used.columns),
        areas={area: round(effect, DIGITS) for area, effect in sorted(fitted.areas.items()) if area},
        minimum_known=definition.minimum_known,
        cut_points=cut_points(points, used[WEIGHT]),
        only_in_file=only_in_file,
        trained=on.isoformat(),
        training={**training, "rows": survey.height, "used": used.height, "villages": villages},
        metrics=metrics,
        versions={"numpy": np.__version__, "polars": pl.__version__},
    )


def usable(survey: pl.DataFrame, predictors: tuple[Predictor, ...], minimum_known: float) -> pl.DataFrame:
    """Households with a positive spending and enough answers to learn from."""
    present = [predictor.name for predictor in predictors if predictor.name in survey.columns]
    known = pl.mean_horizontal(pl.col(name).is_not_null() for name in present)
    good = (pl.col(SPENDING) > 0) & (pl.col(WEIGHT) > 0) & pl.col(GROUP).is_not_null() & (known >= minimum_known)
    return survey.filter(good).with_columns(pl.col(AREA).fill_null(""))


def _only_in_file(name: str) -> Predictor:
    label = {"id": name, "en": name}
    return Predictor(name=name, kind="number", label=label, how="as in the file", source="only in the file")


def _part(predictor: Predictor, learnt: Sample, fitted: fitting.Fit) -> Part:
    places = [place for place, term in enumerate(learnt.terms) if term.predictor == predictor.name]
    slopes = fitted.coefficients[places]
    columns = learnt.matrix[:, places]
    moved = np.where(np.isnan(columns), fitted.means[places], columns) @ slopes
    mean = fitted.means[places] @ slopes
    spread = np.sqrt(np.average((moved - mean) ** 2, weights=learnt.weight))
    first = [0.0] if predictor.kind == "levels" else []
    return Part(
        predictor=predictor.name,
        kind=predictor.kind,
        values=tuple(first + [round(float(slope), DIGITS) for slope in slopes]),
        mean=round(float(mean), DIGITS),
        weight=round(float(spread), DIGITS),
    )
