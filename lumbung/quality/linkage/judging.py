"""From weighed pairs to a judgement: what may be merged without a person, and what somebody has to look at."""

from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from lumbung.core.later import later
from lumbung.quality.linkage.limits import Limits

if TYPE_CHECKING:
    from scipy import sparse
    from scipy.sparse import csgraph
else:
    sparse, csgraph = later("scipy.sparse"), later("scipy.sparse.csgraph")

UNLIKE = 0.01
"""Two records that were compared and came out below this are never joined by a third."""


@dataclass(frozen=True)
class Judgement:
    """`groups`: `record`, `group` of every record merged with another; `review`: the pairs to be looked at."""

    groups: pl.DataFrame
    review: pl.DataFrame

    @property
    def merged(self) -> pl.DataFrame:
        """Every pair inside a group, as `a` < `b`: what merging the groups would say, asked or not."""
        one = self.groups.rename({"record": "a"})
        other = self.groups.rename({"record": "b"})
        return one.join(other, on="group").filter(pl.col("a") < pl.col("b")).select("a", "b")


def judge(pairs: pl.DataFrame, *, profile: ModuleType, limits: Limits) -> Judgement:
    """Groups of records that are one person beyond `limits.merge_from`, without a reason to hold any of their pairs."""
    likely = pairs.filter(pl.col("score") >= limits.merge_from, pl.col("hold") == "")
    apart = pairs.filter((pl.col("score") < UNLIKE) | pl.col("hold").is_in(profile.APART))
    groups = _groups(likely, apart)
    of = dict(zip(groups["record"], groups["group"], strict=True))
    group_of = {side: pl.col(side).replace_strict(of, default=None, return_dtype=pl.Int64) for side in ("a", "b")}
    together = (group_of["a"] == group_of["b"]).fill_null(False)
    review = pairs.filter((pl.col("score") >= limits.review_from) & ~together).sort("score", descending=True)
    return Judgement(groups, review)


def _groups(likely: pl.DataFrame, apart: pl.DataFrame) -> pl.DataFrame:
    if likely.is_empty():
        return pl.DataFrame(schema={"record": likely.schema["a"], "group": pl.Int64})
    records = pl.concat([likely["a"], likely["b"]]).unique().sort()
    place = {record: at for at, record in enumerate(records)}
    edges = _places(likely.sort("score", descending=True), place)
    walls = _places(apart, place)
    label = _components(edges, len(records))
    torn = np.isin(label[edges[:, 0]], np.unique(label[walls[:, 0]][label[walls[:, 0]] == label[walls[:, 1]]]))
    safe = np.vstack([edges[~torn], _without_crossing(edges[torn], walls)])
    group = _components(safe, len(records))
    told = pl.DataFrame({"record": records, "group": pl.Series(group, dtype=pl.Int64)})
    return told.filter(pl.len().over("group") > 1)


def _places(pairs: pl.DataFrame, place: dict[object, int]) -> np.ndarray:
    """The pairs as numbers of records; those with a record that is in no likely pair fall away."""
    sides = (pl.col(side).replace_strict(place, default=None, return_dtype=pl.Int64) for side in ("a", "b"))
    return pairs.select(*sides).drop_nulls().to_numpy().reshape(-1, 2)


def _components(edges: np.ndarray, size: int) -> np.ndarray:
    graph = sparse.coo_matrix((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), shape=(size, size))
    return csgraph.connected_components(graph, directed=False)[1]


def _without_crossing(edges: np.ndarray, walls: np.ndarray) -> np.ndarray:
    """The likeliest first, each only if it joins no two records that have to stay apart.

    Walks the few groups that contradict themselves; everybody else went the short way.
    """
    members: dict[int, set[int]] = {}
    foes: dict[int, set[int]] = {}
    for one, other in walls.tolist():
        foes.setdefault(one, set()).add(other)
        foes.setdefault(other, set()).add(one)
    kept = []
    for one, other in edges.tolist():
        here, there = members.setdefault(one, {one}), members.setdefault(other, {other})
        if here is there:
            continue
        if any(foes.get(record, set()) & there for record in here):
            continue
        kept.append((one, other))
        here |= there
        members.update(dict.fromkeys(there, here))
    return np.array(kept, dtype=np.int64).reshape(-1, 2)
