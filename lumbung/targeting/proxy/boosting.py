"""Gradient boosting by scikit-learn, taken out of it as plain trees: what is saved is numbers, never a pickle."""

from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from lumbung.core.later import later
from lumbung.targeting.proxy.trees import LEAVES, Matrix, Question, Tree, Trees

if TYPE_CHECKING:
    from sklearn import ensemble
else:
    ensemble = later("sklearn.ensemble")

ROUNDS, RATE, AT_LEAST, RIDGE, LOOKED_AT = 300, 0.04, 30, 10.0, 0.3
FINE = 1_000_000_000
"""Leaves of a trained tree are kept in billionths until a formula brings them to its own unit."""


class LeavesDiffer(AssertionError):
    """The trees taken out do not give what scikit-learn gives."""


def grow(values: Matrix, wanted: Matrix, weight: Matrix, *, columns: tuple[str, ...], seed: int) -> tuple[float, Trees]:
    """A starting level and trees in billionths that together expect `wanted`; NaN is unknown."""
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
        learner.fit(values, wanted, sample_weight=weight / weight.mean())
    level = float(np.ravel(learner._baseline_prediction)[0])
    trees = Trees(columns, tuple(_tree(one.nodes) for [one] in learner._predictors))
    few = values[:500]
    if np.abs(level + trees.score(few) / FINE - learner.predict(few)).max() > ROUNDS / FINE:
        raise LeavesDiffer
    return level, trees


def _tree(nodes: np.ndarray) -> Tree:
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
        column, limit = int(node["feature_idx"]), float(node["num_threshold"])
        questions[place] = Question(column, limit, bool(node["missing_go_to_left"]), left, right)
        return place

    walk(0)
    return Tree(tuple(questions), tuple(leaves), tuple(shares))
