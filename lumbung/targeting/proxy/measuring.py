"""What a model is worth on villages it has not seen: every household is expected by a fit without its village.

The poor are the households with the lowest measured spending per person that together carry a given share of the
survey's weight; chosen are those with the lowest expected spending that carry as much.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from lumbung.targeting.proxy.fitting import Engine
from lumbung.targeting.proxy.sample import Floats, Sample

SHARES = (20, 30, 40)
FOLDS, FITS = 5, 2
DIGITS = 4

Mask = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True)
class OutOfVillage:
    """Expected logarithms, one array a repeat; `wrong` the same where answers were spoilt before expecting."""

    expected: tuple[Floats, ...]
    wrong: tuple[Floats, ...] = ()


def out_of_village(sample: Sample, learn: Engine, *, splits: int, seed: int, wrong_cells: float = 0.0) -> OutOfVillage:
    """Villages are dealt out to folds, `splits` fits in all; each fold is expected by a fit on the others.

    `wrong_cells` is the share of the tested households' answers that are also taken from somebody else.
    """
    random = np.random.default_rng(seed)
    folds = min(FOLDS, len(np.unique(sample.group)))
    dealt = [_dealt(sample.group, folds, random) for _ in range(max(1, round(splits / folds)))]
    tests = [(repeat, fold == number) for repeat, fold in enumerate(dealt) for number in range(folds)]
    honest = np.empty((len(dealt), len(sample.spending)))
    spoilt = honest.copy()

    def expect(task: tuple[int, tuple[int, Mask]]) -> None:
        number, (repeat, test) = task
        fitted, tested = learn(sample.part(~test)), sample.part(test)
        honest[repeat, test] = fitted.predict(tested)
        if wrong_cells:
            own = np.random.default_rng([seed, number])
            spoilt[repeat, test] = fitted.predict(_with_wrong_cells(tested, wrong_cells, own))

    _all(expect, list(enumerate(tests)))
    return OutOfVillage(tuple(honest), tuple(spoilt) if wrong_cells else ())


def _all(work: Callable[[Any], None], tasks: Sequence[Any]) -> None:
    """Fits beside each other, each on one thread: fits that share threads wait for one another on a busy machine."""
    with ThreadPoolExecutor(FITS, initializer=partial(threadpool_limits, 1, user_api="openmp")) as pool:
        list(pool.map(work, tasks))


def held_out(sample: Sample, expected: tuple[Floats, ...], **told: Any) -> dict[str, Any]:
    """Mean measures over repeats, with the range of R² and of the poor missed at 30 per cent."""
    return {**told, **_means([measures(sample.spending, one, sample.weight) for one in expected])}


def new_areas(sample: Sample, learn: Engine, *, seed: int) -> dict[str, Any]:
    """The same measures when whole areas were never visited: areas are dealt out to folds. Empty with one area."""
    areas = sorted(set(sample.area))
    if len(areas) < 2:
        return {}
    fold = _dealt(sample.area, min(FOLDS, len(areas)), np.random.default_rng(seed))
    expected = np.empty_like(sample.spending)

    def expect(test: Mask) -> None:
        expected[test] = learn(sample.part(~test)).predict(sample.part(test))

    _all(expect, [fold == number for number in np.unique(fold)])
    return {"areas": len(areas), **_means([measures(sample.spending, expected, sample.weight)])}


def measures(actual: Floats, expected: Floats, weight: Floats) -> dict[str, Any]:
    """R², and at each share what `errors_at` tells."""
    level = np.average(actual, weights=weight)
    unexplained = weight @ (actual - expected) ** 2
    shares = {str(share): errors_at(actual, expected, weight, share / 100) for share in SHARES}
    return {"r2": float(1 - unexplained / (weight @ (actual - level) ** 2)), "shares": shares}


def card(sample: Sample, expected: tuple[Floats, ...], *, quota: float, groups: Mapping[str, Any]) -> dict[str, Any]:
    """At the quota: the errors, what they cost the poor and the budget, and of whom they are made."""
    told = [_at_quota(sample, one, quota) for one in expected]
    mean = {name: round(float(np.mean([one[name] for one in told])), DIGITS) for name in told[0]}
    missed = [one["poor_missed"] for one in told]
    return {
        "quota": quota,
        **mean,
        "missed_range": {"lowest": round(min(missed), DIGITS), "highest": round(max(missed), DIGITS)},
        "groups": {name: _apart(sample, expected, quota, values) for name, values in groups.items()},
    }


def _at_quota(sample: Sample, expected: Floats, quota: float) -> dict[str, float]:
    """Errors, and how far below the line the missed live and above it the wrongly reached."""
    poor, chosen = (lowest(values, sample.weight, quota) for values in (sample.spending, expected))
    line = float(sample.spending[poor].max())
    distance = {}
    for name, who in (("missed_live_on", poor & ~chosen), ("reached_live_on", chosen & ~poor)):
        level = np.average(sample.spending[who], weights=sample.weight[who]) if who.any() else line
        distance[name] = float(np.exp(level - line))
    tenth = lowest(sample.spending, sample.weight, quota / 3)
    poorest = float(sample.weight[tenth & ~chosen].sum() / sample.weight[tenth].sum())
    return {**errors_at(sample.spending, expected, sample.weight, quota), "poorest_missed": poorest, **distance}


def _apart(sample: Sample, expected: tuple[Floats, ...], quota: float, values: Any) -> list[dict[str, Any]]:
    """The same errors for each value of a trait, the most numerous first; the poor and the quota stay everybody's."""
    found = []
    poor = lowest(sample.spending, sample.weight, quota)
    for value in np.unique(values):
        here = values == value
        weight, of_poor = sample.weight * here, sample.weight * (here & poor)
        chosen = [lowest(one, sample.weight, quota) for one in expected]
        missed = np.mean([of_poor[~one].sum() for one in chosen]) / of_poor.sum() if of_poor.any() else None
        rich = weight[~poor].sum()
        reached = np.mean([weight[one & ~poor].sum() for one in chosen]) / rich if rich else None
        found.append(
            {
                "value": str(value),
                "households": int(here.sum()),
                "poor": round(float(of_poor.sum() / weight.sum()), DIGITS),
                "poor_missed": None if missed is None else round(float(missed), DIGITS),
                "non_poor_reached": None if reached is None else round(float(reached), DIGITS),
            }
        )
    return sorted(found, key=lambda one: -one["households"])


def errors_at(actual: Floats, expected: Floats, weight: Floats, share: float) -> dict[str, float]:
    """The poor missed, the non-poor reached, and the chosen who are not poor, when as many are chosen as there are
    poor."""
    poor, chosen = (lowest(values, weight, share) for values in (actual, expected))
    return {
        "poor_missed": float(weight[poor & ~chosen].sum() / weight[poor].sum()),
        "non_poor_reached": float(weight[chosen & ~poor].sum() / weight[~poor].sum()),
        "chosen_not_poor": float(weight[chosen & ~poor].sum() / weight[chosen].sum()),
    }


def lowest(values: Floats, weight: Floats, share: float) -> Mask:
    """The lowest `share` of the weight; the earlier row goes first among equals."""
    order = np.argsort(values, kind="stable")
    before = np.cumsum(weight[order]) - weight[order] / 2
    chosen = np.zeros(len(values), dtype=np.bool_)
    chosen[order[before < share * weight.sum()]] = True
    return chosen


def _dealt(groups: np.ndarray, folds: int, random: np.random.Generator) -> np.ndarray:
    """The fold of each household; a village is never divided."""
    names, place = np.unique(groups, return_inverse=True)
    return (random.permutation(len(names)) % folds)[place]


def _with_wrong_cells(sample: Sample, share: float, random: np.random.Generator) -> Sample:
    """The same households with some answers of others, as a hurried enumerator leaves them."""
    wrong = random.random(sample.matrix.shape) < share
    elsewhere = np.take_along_axis(sample.matrix, random.integers(0, len(sample.matrix), sample.matrix.shape), axis=0)
    return replace(sample, matrix=np.where(wrong, elsewhere, sample.matrix))


def _means(measured: list[dict[str, Any]]) -> dict[str, Any]:
    r2 = [one["r2"] for one in measured]
    shares = {
        share: {
            name: round(float(np.mean([one["shares"][share][name] for one in measured])), DIGITS)
            for name in measured[0]["shares"][share]
        }
        for share in measured[0]["shares"]
    }
    spread = {"lowest": round(min(r2), DIGITS), "highest": round(max(r2), DIGITS)}
    return {"r2": round(float(np.mean(r2)), DIGITS), "r2_range": spread, "shares": shares}
