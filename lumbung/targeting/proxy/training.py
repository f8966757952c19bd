"""From a read survey to a formula: fit on all of it, measure on villages left out, note what it was made with."""

from dataclasses import replace
from datetime import date
from importlib.metadata import version
from typing import Any

import numpy as np
import polars as pl
from threadpoolctl import threadpool_limits

from lumbung.targeting.proxy import blending, fitting, measuring
from lumbung.targeting.proxy.boosting import FINE
from lumbung.targeting.proxy.deciles import cut_points
from lumbung.targeting.proxy.definition import Definition, Predictor
from lumbung.targeting.proxy.formula import MICRO, Formula, Part, Regional
from lumbung.targeting.proxy.sample import AREA, BY, GROUP, SPENDING, WEIGHT, Floats, Sample, sample
from lumbung.targeting.proxy.trees import Trees

SPLITS, SEED = 20, 2012
QUOTA, ENGINES = 0.3, ("linear", "boosted", "blend")
FEWEST_HOUSEHOLDS, FEWEST_VILLAGES = 100, 2
DIGITS = 9
WRONG_CELLS = 0.147
"""Share of cells that SMERU found filled in wrongly in the survey of 2011."""

LINEAR_ONLY = "~"
"""Begins the name of a bent copy of a survey's own column."""


class TooFewHouseholds(ValueError):
    """Too little is left of the survey to learn anything that holds elsewhere."""


@threadpool_limits.wrap(limits=1)
def train(
    definition: Definition,
    survey: pl.DataFrame,
    *,
    on: date,
    training: dict[str, Any],
    only_in_file: tuple[str, ...] = (),
    splits: int = SPLITS,
    seed: int = SEED,
    engine: str = "linear",
    quota: float = QUOTA,
) -> Formula:
    """The formula of this survey. Same survey, same declaration, same day: same bytes.

    Sums on one thread each, so that a busy machine gives the same digits.
    """
    declared = (predictor for predictor in definition.predictors if predictor.name not in only_in_file)
    predictors = (*declared, *(_only_in_file(name) for name in only_in_file))
    used = usable(survey, predictors, definition.minimum_known)
    villages = used[GROUP].n_unique()
    if used.height < FEWEST_HOUSEHOLDS or villages < FEWEST_VILLAGES:
        raise TooFewHouseholds(used.height, villages)
    learnt = sample(predictors, used)
    learn = blending.engine_of(engine, quota=quota, seed=seed)
    fitted = learn(learnt)
    bare = Formula(
        model=definition.name,
        release=definition.release,
        definition=definition.fingerprint,
        intercept=0.0,
        parts=(),
        areas={},
        minimum_known=definition.minimum_known,
        cut_points=cut_points(pl.Series((fitted.predict(learnt) * MICRO).round().astype(np.int64)), used[WEIGHT]),
        only_in_file=only_in_file,
        trained=on.isoformat(),
        training={**training, "rows": survey.height, "used": used.height, "villages": villages, "quota": quota},
        metrics=_measured(learnt, learn, fitted, used, splits=splits, seed=seed, quota=quota),
        versions={"numpy": np.__version__, "polars": pl.__version__, "scikit-learn": version("scikit-learn")},
        engine=engine,
    )
    present = tuple(predictor for predictor in predictors if predictor.name in used.columns)
    return _written(bare, fitted, present, learnt)


def _measured(
    learnt: Sample,
    learn: fitting.Engine,
    fitted: fitting.Learnt,
    used: pl.DataFrame,
    *,
    splits: int,
    seed: int,
    quota: float,
) -> dict[str, Any]:
    """Everything that the model card tells, out of village but for `within`."""
    honest = measuring.out_of_village(learnt, learn, splits=splits, seed=seed, wrong_cells=WRONG_CELLS)
    within = measuring.measures(learnt.spending, fitted.predict(learnt), learnt.weight)
    apart = {name.removeprefix(BY): used[name].to_numpy() for name in used.columns if name.startswith(BY)}
    told = {"splits": splits, "seed": seed}
    return {
        "held_out": measuring.held_out(learnt, honest.expected, **told, wrong_cells=0.0),
        "wrong_cells": measuring.held_out(learnt, honest.wrong, **told, wrong_cells=WRONG_CELLS),
        "new_areas": measuring.new_areas(learnt, learn, seed=seed),
        "within": {"r2": round(within["r2"], measuring.DIGITS)},
        "card": measuring.card(learnt, honest.expected, quota=quota, groups=apart),
    }


def _written(bare: Formula, fitted: fitting.Learnt, predictors: tuple[Predictor, ...], learnt: Sample) -> Formula:
    """What was learnt as the parts of a formula: a blend's shares and line are multiplied out."""
    if isinstance(fitted, blending.Blend):
        straight = fitted.slope * (1 - fitted.trees_share)
        boosted = fitted.slope * fitted.trees_share
        intercept = fitted.level + straight * fitted.linear.intercept + boosted * fitted.start
        line, trees = fitted.linear, fitted.trees.times(boosted)
        told = _by_predictor(trees, blending.columns_for_trees(line, learnt), learnt)
    else:
        assert isinstance(fitted, fitting.Fit)
        straight, line, trees, told, intercept = 1.0, fitted, None, {}, fitted.intercept
    return replace(
        bare,
        intercept=round(intercept, DIGITS),
        parts=tuple(_part(one, learnt, line, straight, told.get(one.name)) for one in predictors),
        areas={area: round(straight * effect, DIGITS) for area, effect in sorted(line.areas.items()) if area},
        regional={
            area: _regional(own, predictors, learnt, line, straight, intercept)
            for area, own in sorted(line.regional.items())
        },
        trees=trees,
    )


def _by_predictor(trees: Trees, columns: Floats, learnt: Sample) -> dict[str, Floats]:
    """How far the trees move each household by each predictor."""
    told = trees.told(columns) / FINE
    owners = {term.key: term.predictor for term in learnt.terms}
    moved: dict[str, Floats] = {}
    for place, name in enumerate(trees.columns):
        owner = owners.get(name, name)
        moved[owner] = moved.get(owner, 0.0) + told[:, place]
    return moved


def _regional(
    own: fitting.Regional,
    predictors: tuple[Predictor, ...],
    learnt: Sample,
    line: fitting.Fit,
    straight: float,
    intercept: float,
) -> Regional:
    """The line of one area: the nation's with its own differences."""
    here = replace(line, coefficients=line.coefficients + own.coefficients)
    parts = tuple(_part(one, learnt, here, straight, None) for one in predictors)
    return Regional(round(intercept + straight * own.intercept, DIGITS), parts)


def usable(survey: pl.DataFrame, predictors: tuple[Predictor, ...], minimum_known: float) -> pl.DataFrame:
    """Households with a positive spending and enough answers to learn from."""
    present = [predictor.name for predictor in predictors if predictor.name in survey.columns]
    known = pl.mean_horizontal(pl.col(name).is_not_null() for name in present)
    good = (pl.col(SPENDING) > 0) & (pl.col(WEIGHT) > 0) & pl.col(GROUP).is_not_null() & (known >= minimum_known)
    return survey.filter(good).with_columns(pl.col(AREA).fill_null(""))


def _only_in_file(name: str) -> Predictor:
    label = {"id": name, "en": name}
    return Predictor(
        name=name,
        kind="number",
        label=label,
        how="as in the file",
        source="only in the file",
        linear_only=name.startswith(LINEAR_ONLY),
    )


def _part(predictor: Predictor, learnt: Sample, line: fitting.Fit, straight: float, told: Floats | None) -> Part:
    places = [place for place, term in enumerate(learnt.terms) if term.predictor == predictor.name]
    slopes = line.coefficients[places] * straight
    columns = learnt.matrix[:, places]
    mean = line.means[places] @ slopes
    moved = np.where(np.isnan(columns), line.means[places], columns) @ slopes - mean
    together = moved if told is None else moved + told
    spread = np.sqrt(np.average(together**2, weights=learnt.weight))
    first = [0.0] if predictor.kind == "levels" else []
    return Part(
        predictor=predictor.name,
        kind=predictor.kind,
        values=tuple(first + [round(float(slope), DIGITS) for slope in slopes]),
        mean=round(float(mean), DIGITS),
        weight=round(float(spread), DIGITS),
    )
