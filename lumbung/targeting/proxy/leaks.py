"""Columns that know the answer: another form of the target, a poverty flag, a part of spending, who got the money.

A model that is shown one of them looks splendid and is worth nothing: where families are ranked, nobody has measured
their spending.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from lumbung.targeting.proxy.sample import Floats

SAME, FLAG, NAMED, TOGETHER, SHARES = (
    *("same_as_target", "cut_from_target", "named_after_target", "gives_target_back", "share_of_spending"),
)
"""Why a column is taken for a leak."""

BINS, SAME_R2, FLAG_AUC, NAMED_AT_LEAST = 20, 0.70, 0.97, 0.12
MOST_STEPS, FEWEST_IN_A_STEP = 12, 0.02
WHOLE, EVEN, FINE = 0.9, 0.01, 90
TOGETHER_R2, MOST_TOGETHER, WEIGHTY = 0.93, 12, 0.2
SPENDING = (
    "consum", "konsum", "expend", "expns", "expense", "pengeluar", "spend", "belanja", "outlay", "gasto", "depens",
    "despesa",
    "income", "pendapat", "penghasil", "earning", "ingreso", "revenu", "renda", "wage", "salary", "gaji", "upah",
    "welfare", "wealth", "sejahtera", "pce", "pcexp", "pcc", "lnexp", "lncons", "percap", "totex", "totcons",
    "expfd", "expnfd", "engel", "food", "makan", "staple", "diet", "divers", "calor", "kalori", "aliment",
    "poor", "poverty", "miskin", "pobre", "pauvr", "decil", "desil", "quintil", "kuintil", "quartil", "kuartil",
    "percentil", "persentil", "tercil", "rank", "pmt", "score", "skor",
    "treated", "treatment", "benefic", "recipient", "penerima", "bansos",
)  # fmt: skip
"""Parts of names that people give to spending, to what is made of it, and to who was chosen by it."""
INNOCENT = re.compile("sewage|learning|(treated|treatment)(of)?(drinking)?water|water(is)?(treated|treatment)")
"""Names that only look like them."""
A_SHARE = re.compile(r"(^|_)(share|shr|prop|proportion|pct|percent|porsi|proporsi|persen|part)(_|\d|$)|share$|shr$")


@dataclass(frozen=True, slots=True)
class Leak:
    """A column that knows the answer, why it is taken for one, and how much of the answer it tells (0 to 1)."""

    column: str
    why: str
    told: float


def found(frame: pl.DataFrame, spending: Floats, *, keep: frozenset[str] = frozenset()) -> Iterator[Leak]:
    """Leaks among columns of numbers and of named answers (null is unknown); for `keep` somebody answers."""
    asked = [column for column in frame.iter_columns() if column.name not in keep]
    numbers = {column.name: _plain(column) for column in asked if column.dtype != pl.String}
    alone = {}
    for column in asked:
        values = numbers[column.name] if column.name in numbers else _by_answer(column, spending)
        if leak := _alone(column.name, values, spending):
            alone[column.name] = leak
    alone = {**dict(_shares_of_a_whole(numbers, spending)), **alone}
    yield from alone.values()
    yield from _together({name: values for name, values in numbers.items() if name not in alone}, spending)


def _plain(column: pl.Series) -> Floats:
    return column.cast(pl.Float64).fill_null(float("nan")).to_numpy()


def _by_answer(column: pl.Series, spending: Floats) -> Floats:
    """Named answers as numbers: each as what those who gave it spend, less what chance alone would tell them apart."""
    answers = pl.DataFrame({"answer": column, "spending": spending})
    mean = pl.col("spending").mean().over("answer")
    drawn = (pl.len() / (pl.len() + 1)).over("answer")
    level = float(spending.mean())
    told = answers.select(pl.when(pl.col("answer").is_not_null()).then(level + (mean - level) * drawn))
    return _plain(told.to_series())


def _alone(name: str, values: Floats, spending: Floats) -> Leak | None:
    known = ~np.isnan(values)
    if known.sum() < BINS * 2 or len(np.unique(values[known])) < 2:
        return None
    told, ordered = _explained(values[known], spending[known]), _ordered(values[known], spending[known])
    if told >= SAME_R2 or abs(ordered) >= np.sqrt(SAME_R2):
        return Leak(name, SAME, round(max(told, ordered**2), 3))
    apart = _apart(values[known], spending[known])
    if apart >= FLAG_AUC:
        return Leak(name, FLAG, round(apart, 3))
    if named_after_target(name) and max(abs(ordered), np.sqrt(told)) >= NAMED_AT_LEAST:
        return Leak(name, NAMED, round(max(told, ordered**2), 3))
    return None


def named_after_target(name: str) -> bool:
    """Whether people would take the name for spending or what is made of it."""
    bare = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    plain = INNOCENT.sub("", re.sub(r"[^a-z]", "", bare))
    return any(word in plain for word in SPENDING)


def _explained(values: Floats, spending: Floats) -> float:
    """Share of the spread that the means of twenty steps along the column tell."""
    edges = np.unique(np.quantile(values, np.linspace(0, 1, BINS + 1)[1:-1]))
    step = np.searchsorted(edges, values, side="left")
    counts = np.bincount(step)
    means = np.bincount(step, weights=spending) / np.maximum(counts, 1)
    whole = ((spending - spending.mean()) ** 2).sum()
    return float(1 - ((spending - means[step]) ** 2).sum() / whole) if whole else 0.0


def _ordered(values: Floats, spending: Floats) -> float:
    """How far both stand in the same order (Spearman)."""
    ranks = [pl.Series(one).rank().to_numpy() for one in (values, spending)]
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1]) if min(one.std() for one in ranks) else 0.0


def _apart(values: Floats, spending: Floats) -> float:
    """Of a column with few values: how surely each cut between them parts the poorer from the richer."""
    kinds, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    if len(kinds) > MOST_STEPS:
        return 0.0
    means = np.bincount(place, weights=spending) / counts
    step = np.argsort(np.argsort(means))[place]
    ranks = pl.Series(spending).rank().to_numpy()
    parted = []
    for richer in (step >= cut for cut in range(1, len(kinds))):
        many, few = richer.sum(), (~richer).sum()
        if min(many, few) >= len(values) * FEWEST_IN_A_STEP:
            parted.append((ranks[richer].sum() - many * (many + 1) / 2) / (many * few))
    return float(min(parted, default=0.0))


def _shares_of_a_whole(columns: dict[str, Floats], spending: Floats) -> Iterator[tuple[str, Leak]]:
    """Shares of what a household spends: finely graded parts of one that are called shares, or that make up one.

    Shares of its members are coarse: a child in four is a quarter everywhere.
    """
    fine = {name: values for name, values in columns.items() if _finely_graded(values)}
    whole = np.array(list(fine.values())).sum(axis=0) if len(fine) > 1 else np.array([0.0])
    known = whole[~np.isnan(whole)]
    make_up_one = len(known) > 0 and (np.abs(known - np.median(known)) < EVEN * np.median(known)).mean() >= WHOLE
    for name, values in fine.items():
        here = ~np.isnan(values)
        ordered = _ordered(values[here], spending[here])
        if make_up_one or A_SHARE.search(name.lower()) and abs(ordered) >= NAMED_AT_LEAST:
            yield name, Leak(name, SHARES, round(ordered**2, 3))


def _finely_graded(values: Floats) -> bool:
    known = values[~np.isnan(values)]
    if len(known) < FINE or known.min() < 0 or known.max() > 100 or (known.max() > 1 and known.max() < 50):
        return False
    return len(np.unique(known)) > FINE


def _together(columns: dict[str, Floats], spending: Floats) -> Iterator[Leak]:
    """Columns that give the target back only together, such as a household's total beside its size.

    Of those that weigh, the one with most different values goes: an amount rather than a count.
    """
    left = {name: _logged(values) for name, values in columns.items() if (values[~np.isnan(values)] > 0).mean() > 0.9}
    for _ in range(MOST_TOGETHER):
        if not left:
            return
        terms = np.column_stack([np.ones(len(spending)), *left.values()])
        slopes, *_rest = np.linalg.lstsq(terms, spending, rcond=None)
        told = 1 - ((spending - terms @ slopes) ** 2).sum() / ((spending - spending.mean()) ** 2).sum()
        if told < TOGETHER_R2:
            return
        effect = np.abs(slopes[1:]) * terms[:, 1:].std(axis=0)
        weighty = [name for name, own in zip(left, effect, strict=True) if own >= effect.max() * WEIGHTY]
        worst = max(weighty, key=lambda name: len(np.unique(left[name])))
        del left[worst]
        yield Leak(worst, TOGETHER, round(float(told), 3))


def _logged(values: Floats) -> Floats:
    logs = np.log(np.where(values > 0, values, np.nan))
    return np.where(np.isnan(logs), np.nanmean(logs), logs)
