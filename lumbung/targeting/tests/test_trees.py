"""Trees of plain numbers: scored by a bit for each leaf, as scikit-learn scores them, alone and among many."""

import json

import numpy as np
import pytest

from lumbung.targeting.proxy import boosting
from lumbung.targeting.proxy.trees import NotATree, Question, Tree, Trees


@pytest.fixture(scope="module")
def grown():
    random = np.random.default_rng(1)
    values = np.column_stack([random.random((600, 4)), (random.random((600, 6)) < 0.5).astype(float)])
    values[random.random(values.shape) < 0.05] = np.nan
    wanted = np.nan_to_num(values) @ random.random(10) + random.normal(0, 0.2, 600)
    _level, trees = boosting.grow(values, wanted, np.ones(600), columns=tuple("abcdefghij"), seed=1)
    return trees, values


def walked(tree, row):
    """A plain walk from question to question."""
    at = 0
    while at >= 0:
        one = tree.questions[at]
        value = row[one.column]
        left = one.unknown_left if np.isnan(value) else value <= one.limit
        at = one.left if left else one.right
    return tree.leaves[-1 - at]


def test_bits_end_in_the_same_leaves_as_a_plain_walk(grown):
    trees, values = grown
    assert trees.score(values[:50]).tolist() == [sum(walked(tree, row) for tree in trees.trees) for row in values[:50]]


@pytest.mark.parametrize("count", [1, 20, 2500, 20000])
def test_alone_and_among_many_the_score_is_the_same(grown, count):
    trees, values = grown
    many = values[np.arange(count) % len(values)]
    assert (trees.score(many) == trees.score(values)[np.arange(count) % len(values)]).all()


def test_what_each_answer_moves_adds_up(grown):
    trees, values = grown
    told = trees.told(values[:100]).sum(axis=1)
    apart = trees.score(values[:100]) - told
    assert apart == pytest.approx(apart[0], rel=1e-9)


def test_trees_survive_their_file(grown):
    trees, _values = grown
    assert Trees.of_data(json.loads(json.dumps(trees.as_data()))) == trees


def test_trees_of_the_same_survey_are_the_same(grown):
    trees, values = grown
    wanted = np.nan_to_num(values).sum(axis=1)
    first, second = (boosting.grow(values, wanted, np.ones(600), columns=trees.columns, seed=7) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    "tree",
    [
        Tree((Question(9, 0.5, True, -1, -2),), (1, 2), (1.0, 1.0)),
        Tree((Question(0, 0.5, True, 0, -2),), (1, 2), (1.0, 1.0)),
        Tree((Question(0, 0.5, True, -1, -3),), (1, 2), (1.0, 1.0)),
        Tree((Question(0, 0.5, True, -1, -2),), (1, 2, 3), (1.0, 1.0, 1.0)),
    ],
)
def test_a_written_tree_that_leads_astray_is_refused(tree):
    with pytest.raises(NotATree):
        Trees.of_data(Trees(("a",), (tree,)).as_data())


@pytest.mark.parametrize("rows", [600, boosting.LARGE + 1])
def test_who_is_unknown_at_all_can_be_asked_and_written_down(rows):
    random = np.random.default_rng(1)
    values = random.normal(size=(rows, 2))
    values[random.random(rows) < 0.3, 1] = np.nan
    wanted = np.where(np.isnan(values[:, 1]), -1.0, 0.0)
    level, trees = boosting.grow(values, wanted, np.ones(rows), columns=("a", "b"), seed=1)
    poor, rich = level + trees.score(np.array([[0.0, np.nan], [0.0, 1e12]])) / boosting.FINE
    assert rich - poor > 0.5
    json.dumps(trees.as_data(), allow_nan=False)


def test_a_column_of_more_answers_than_steps_is_cut_in_its_own_unit():
    values = np.arange(12_000.0)[:, None] * 1_000_000
    level, trees = boosting.grow(values, (values[:, 0] > 2e9) * 1.0, np.ones(12_000), columns=("land",), seed=1)
    told = level + trees.score(np.array([[1e9], [1.9e9], [2.1e9], [9e12]])) / boosting.FINE
    assert told.round(1).tolist() == [0.0, 0.0, 1.0, 1.0]
