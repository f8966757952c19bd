"""Boosted regression trees as plain numbers: scored by a bit for each leaf, told question by question.

A tree has at most eight leaves, so a byte holds the leaves that a family may still end in. Each question, asked of a
column, strikes out the leaves that its answer makes impossible; the lowest leaf left is where the family ends. All
trees are asked at once: a column's answer looks up one row of bytes, one byte a tree. Three trees together then give
one number of nine bits, and one look-up the sum of their three leaves. Leaves hold whole numbers, so the order of
adding never matters.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

LEAVES, LEAF_BITS, TOGETHER = 8, 3, 3
"""Most leaves of a tree, the bits that tell one of them, and how many trees are looked up at once."""

ANY_LEAF = 255
BLOCK, JOINED = 4096, 2200
"""Rows asked together, so that they stay in the processor's cache; most rows of one table of several columns."""

THREADS = 2

Matrix = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Whole = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Bytes = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


class NotATree(ValueError):
    """The written trees are not what this house writes."""


@dataclass(frozen=True, slots=True)
class Question:
    """Is the column at most `limit`? Yes goes left, no goes right; `unknown_left` says where the unknown go.

    `left` and `right` are places of further questions, or leaves written as -1 - leaf.
    """

    column: int
    limit: float
    unknown_left: bool
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Tree:
    """Questions, the first one first, and leaves from left to right; `shares` is the weight that ended in each."""

    questions: tuple[Question, ...]
    leaves: tuple[int, ...]
    shares: tuple[float, ...]


_NOTHING = Tree((), (0,), (1.0,))
"""Makes up a group of trees without adding anything."""


@dataclass(frozen=True)
class Trees:
    """The sum of many trees over named columns, in whole numbers of the score's own unit."""

    columns: tuple[str, ...]
    trees: tuple[Tree, ...]

    def as_data(self) -> dict[str, Any]:
        """Lists and numbers only."""
        return {"columns": list(self.columns), "trees": [_as_data(tree) for tree in self.trees]}

    @classmethod
    def of_data(cls, data: dict[str, Any]) -> "Trees":
        """What `as_data` wrote; NotATree when it points outside itself."""
        trees = tuple(_of_data(one) for one in data["trees"])
        for tree in trees:
            _check(tree, columns=len(data["columns"]))
        return cls(tuple(data["columns"]), trees)

    @cached_property
    def _tables(self) -> "_Tables":
        return _Tables.of(self)

    def score(self, values: Matrix) -> Whole:
        """The sum of the leaves that each row ends in; NaN is unknown."""
        total = np.empty(len(values), dtype=np.int64)

        def fill(start: int) -> None:
            total[start : start + BLOCK] = self._tables.sums(values[start : start + BLOCK])

        starts = range(0, len(values), BLOCK)
        if len(starts) < THREADS * 2:
            for start in starts:
                fill(start)
        else:
            with ThreadPoolExecutor(THREADS) as pool:
                list(pool.map(fill, starts))
        return total

    def times(self, factor: float) -> "Trees":
        """The same trees with every leaf multiplied."""
        return Trees(
            self.columns,
            tuple(replace(tree, leaves=tuple(round(leaf * factor) for leaf in tree.leaves)) for tree in self.trees),
        )

    def told(self, values: Matrix) -> Matrix:
        """For each row, how far each column's answers move the sum from its middle, as rows by columns.

        Every step down a tree belongs to the column that was asked. Meant for some thousands of rows, not for a nation.
        """
        moved = np.zeros((len(values), len(self.columns)))
        for tree in self.trees:
            _tell(tree, values, moved)
        return moved


@dataclass(frozen=True)
class _Tables:
    """For groups of columns a table from their answers to the leaves that stay possible, one byte a tree; for groups of
    trees a table from their leaves to the sum of them."""

    asked: tuple[tuple[int, Matrix], ...]
    groups: tuple[tuple[tuple[int, ...], Bytes], ...]
    values: Whole
    offsets: np.ndarray

    @classmethod
    def of(cls, trees: Trees) -> "_Tables":
        missing = -len(trees.trees) % TOGETHER
        whole = Trees(trees.columns, (*trees.trees, *[_NOTHING] * missing))
        limits: dict[int, set[float]] = {}
        for tree in whole.trees:
            for one in tree.questions:
                limits.setdefault(one.column, set()).add(one.limit)
        asked = tuple((column, np.array(sorted(found))) for column, found in sorted(limits.items()))
        single = [_masks(whole, column, found) for column, found in asked]
        values = _sums_of_leaves(whole)
        return cls(asked, _joined(single), values.ravel(), np.arange(len(values)) * values.shape[1])

    def sums(self, values: Matrix) -> Whole:
        leaf = self._leaves(values)
        groups = len(self.offsets)
        place = leaf[:, :groups].astype(np.intp)
        for start in range(groups, leaf.shape[1], groups):
            place <<= LEAF_BITS
            place |= leaf[:, start : start + groups]
        place += self.offsets
        return self.values.take(place).sum(axis=1)

    def _leaves(self, values: Matrix) -> Bytes:
        """By row and tree the number of the lowest leaf that is left."""
        answers = [_answers(values[:, column], limits) for column, limits in self.asked]
        left = np.full((len(values), len(self.offsets) * TOGETHER), ANY_LEAF, dtype=np.uint8)
        for places, table in self.groups:
            row = answers[places[0]]
            for place in places[1:]:
                row = row * (len(self.asked[place][1]) + 2) + answers[place]
            np.bitwise_and(left, table.take(row, axis=0), out=left)
        lowest = np.bitwise_and(left, np.negative(left))
        return np.bitwise_count(lowest - np.uint8(1))


def _answers(column: Matrix, limits: Matrix) -> np.ndarray:
    """How many limits lie below each value; one more than there are limits when it is unknown."""
    unknown = np.isnan(column).astype(np.int32)
    if len(limits) == 1:
        return (column > limits[0]) + 2 * unknown
    return np.searchsorted(limits, column, side="left") + unknown


def _masks(trees: Trees, column: int, limits: Matrix) -> Bytes:
    """By answer and tree: the leaves that the answer leaves possible."""
    place = {limit: at for at, limit in enumerate(limits)}
    table = np.full((len(limits) + 2, len(trees.trees)), ANY_LEAF, dtype=np.uint8)
    for number, tree in enumerate(trees.trees):
        for one in tree.questions:
            if one.column == column:
                struck = np.uint8(~_leaves_below(tree, one.left) & ANY_LEAF)
                table[place[one.limit] + 1 : len(limits) + 1, number] &= struck
                if not one.unknown_left:
                    table[len(limits) + 1, number] &= struck
    return table


def _joined(single: Sequence[Bytes]) -> tuple[tuple[tuple[int, ...], Bytes], ...]:
    """Neighbouring columns of few answers looked up together."""
    groups: list[tuple[tuple[int, ...], Bytes]] = []
    for place, table in enumerate(single):
        if groups and len(groups[-1][1]) * len(table) <= JOINED:
            places, before = groups[-1]
            together = (before[:, None, :] & table[None, :, :]).reshape(-1, table.shape[1])
            groups[-1] = ((*places, place), together)
        else:
            groups.append(((place,), table))
    return tuple(groups)


def _sums_of_leaves(trees: Trees) -> Whole:
    """By group of trees: the sum for each choice of one leaf a tree. A group's trees are far apart, so that each byte
    of a group's number is one slice of the leaves."""
    leaves = np.zeros((len(trees.trees), LEAVES), dtype=np.int64)
    for number, tree in enumerate(trees.trees):
        leaves[number, : len(tree.leaves)] = tree.leaves
    sums = np.zeros((len(leaves) // TOGETHER, 1), dtype=np.int64)
    for part in leaves.reshape(TOGETHER, -1, LEAVES):
        sums = (sums[:, :, None] + part[:, None, :]).reshape(len(part), -1)
    return sums


def _leaves_below(tree: Tree, at: int) -> int:
    if at < 0:
        return 1 << (-1 - at)
    return _leaves_below(tree, tree.questions[at].left) | _leaves_below(tree, tree.questions[at].right)


def _weight(tree: Tree, at: int) -> float:
    if at < 0:
        return tree.shares[-1 - at]
    return _weight(tree, tree.questions[at].left) + _weight(tree, tree.questions[at].right)


def _middle(tree: Tree, at: int) -> float:
    """What those who came this far end with on average."""
    if at < 0:
        return float(tree.leaves[-1 - at])
    one = tree.questions[at]
    left, right = _weight(tree, one.left), _weight(tree, one.right)
    return (_middle(tree, one.left) * left + _middle(tree, one.right) * right) / max(left + right, 1e-12)


def _tell(tree: Tree, values: Matrix, moved: Matrix) -> None:
    waiting = [(0, np.arange(len(values)))] if tree.questions else []
    while waiting:
        at, rows = waiting.pop()
        one, here = tree.questions[at], _middle(tree, at)
        asked = values[rows, one.column]
        goes_left = np.where(np.isnan(asked), one.unknown_left, asked <= one.limit)
        for child, chosen in ((one.left, rows[goes_left]), (one.right, rows[~goes_left])):
            moved[chosen, one.column] += _middle(tree, child) - here
            if child >= 0 and len(chosen):
                waiting.append((child, chosen))


def _as_data(tree: Tree) -> dict[str, Any]:
    asked = [[one.column, one.limit, int(one.unknown_left), one.left, one.right] for one in tree.questions]
    return {"ask": asked, "leaves": list(tree.leaves), "shares": list(tree.shares)}


def _of_data(data: dict[str, Any]) -> Tree:
    return Tree(
        tuple(Question(int(c), float(t), bool(u), int(left), int(right)) for c, t, u, left, right in data["ask"]),
        tuple(int(value) for value in data["leaves"]),
        tuple(float(share) for share in data["shares"]),
    )


def _check(tree: Tree, *, columns: int) -> None:
    """Every question asks a known column and leads on, so that nothing written can send the reading astray."""
    fits = len(tree.leaves) == len(tree.shares) == len(tree.questions) + 1 <= LEAVES
    for at, one in enumerate(tree.questions):
        known = all(
            at < child < len(tree.questions) or -len(tree.leaves) <= child < 0 for child in (one.left, one.right)
        )
        fits = fits and known and 0 <= one.column < columns
    if not fits:
        raise NotATree(tree)
