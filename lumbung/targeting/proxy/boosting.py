"""Gradient boosting by scikit-learn, taken out of it as plain trees: what is saved is numbers, never a pickle.

The columns of a large survey are cut into steps here, once and by plain quantiles: scikit-learn's own, by weighted
quantiles, cost more than a third of a fit. Where it asks who is unknown at all it writes infinity, which no JSON holds.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from lumbung.core.later import later
from lumbung.targeting.proxy.trees import LEAVES, Matrix, Question, Tree, Trees

if TYPE_CHECKING:
    from sklearn import ensemble
else:
    ensemble = later("sklearn.ensemble")

LARGE, STEPS, ANYTHING = 10_000, 255, float(np.finfo(np.float64).max)
"""From how many households on steps are cut here, most steps of a column, and the limit that every known answer is
below."""

Limits = Sequence[Matrix] | None

ROUNDS, RATE, AT_LEAST, RIDGE, LOOKED_AT = 300, 0.04, 30, 10.0, 0.3
FEW, FINE = 500, 1_000_000_000
"""How many rows are checked against scikit-learn. Leaves of a trained tree are kept in billionths until a formula
brings them to its own unit."""


class LeavesDiffer(AssertionError):
    """The trees taken out do not give what scikit-learn gives."""


def grow(values: Matrix, wanted: Matrix, weight: Matrix, *, columns: tuple[str, ...], seed: int) -> tuple[float, Trees]:
    """A starting level and trees in billionths that together expect `wanted`; NaN is unknown."""
    limits = [_limits(column[~np.isnan(column)]) for column in values.T] if len(values) > LARGE else None
    steps = values if limits is None else _steps(values, limits)
    learner = ensemble.HistGradientBoostingRegressor(
        max_iter=ROUNDS,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=min(AT_LEAST, max(len(values) // 20, 2)),
        l2_regularization=RIDGE,
        max_features=LOOKED_AT,
        early_stopping=False,
        random_state=seed,
    )
    with threadpool_limits(limits=1):  # a limit set earlier does not bind a library that was not loaded yet
        learner.fit(steps, wanted, sample_weight=weight / weight.mean())
    level = float(np.ravel(learner._baseline_prediction)[0])
    trees = Trees(columns, tuple(_tree(one.nodes, limits) for [one] in learner._predictors))
    if np.abs(level + trees.score(values[:FEW]) / FINE - learner.predict(steps[:FEW])).max() > ROUNDS / FINE:
        raise LeavesDiffer
    return level, trees


def _limits(known: Matrix) -> Matrix:
    """Between which answers a column may be cut: between each two, or where there are too many, at even quantiles."""
    different = np.unique(known)
    if len(different) <= STEPS:
        return (different[:-1] + different[1:]) / 2
    return np.unique(np.quantile(known, np.linspace(0, 1, STEPS + 1)[1:-1]))


def _steps(values: Matrix, limits: Sequence[Matrix]) -> Matrix:
    """How many limits of its column lie below each value; the unknown stay unknown."""
    steps = np.empty_like(values)
    for place, (column, own) in enumerate(zip(values.T, limits, strict=True)):
        steps[:, place] = np.where(np.isnan(column), np.nan, np.searchsorted(own, column, side="left"))
    return steps


def _limit(cut: float, limits: Limits, column: int) -> float:
    """What a cut means in the column's own unit; after the last step it parts the known from the unknown."""
    if limits is None:
        return min(cut, ANYTHING)
    return float(limits[column][int(cut)]) if cut < len(limits[column]) else ANYTHING


def _tree(nodes: np.ndarray, limits: Limits) -> Tree:
    """The nodes of one fitted tree: questions in the order in which they are met, leaves from left to right."""
    questions: list[Question] = []
    leaves: list[int] = []
    shares: list[float] = []

    def walk(at: int) -> int:
        node = nodes[at]
        if node["is_leaf"]:
            leaves.append(round(float(node["value"]) * FINE))
            shares.append(float(node["count"]))
            return -len(leaves)
        place = len(questions)
        questions.append(Question(0, 0.0, False, 0, 0))
        left, right = walk(int(node["left"])), walk(int(node["right"]))
        column = int(node["feature_idx"])
        limit = _limit(float(node["num_threshold"]), limits, column)
        questions[place] = Question(column, limit, bool(node["missing_go_to_left"]), left, right)
        return place

    walk(0)
    return Tree(tuple(questions), tuple(leaves), tuple(shares))
