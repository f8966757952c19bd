"""Shrunken least squares and boosted trees together, aimed at the poor end.

Both learn the logarithm of spending with its top bent flat: telling the rich from the very rich is no use to whoever
looks for the poor, and costs places at the cut. What they expect is then brought back to the plain logarithm by a
straight line, which changes no order.
"""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from lumbung.targeting.proxy import boosting, fitting
from lumbung.targeting.proxy.boosting import FINE
from lumbung.targeting.proxy.fitting import Fit, Regional
from lumbung.targeting.proxy.sample import Floats, Sample, levels_of, prefixes
from lumbung.targeting.proxy.trees import Trees

AREA_COLUMN = "_area"
LOWEST, ABOVE_QUOTA, HIGHEST = 0.02, 0.55, 0.98
"""Where the logarithm is bent: below this share, and this far above the quota."""

TERMS, AREAS, DEVIATIONS = 60.0, 20.0, 600.0
"""Ridge: so many households' worth of doubt about a standardised slope, an area's level, an area's own slopes."""

REGIONAL_LEAST = 300
"""Fewer households than this in an area of the first level, and it follows the national slopes."""

MOST_FOR_TREES = 30_000
"""Trees of eight leaves learn nothing more from more households than this; the line hears all of them."""

SHARES = {"blend": 0.5, "boosted": 1.0}
"""How much of the expectation the trees have, by engine."""


@dataclass(frozen=True)
class Blend:
    """What was learnt: `level` + `slope` × (linear and trees in their shares) is the expected logarithm."""

    linear: Fit
    trees: Trees
    start: float
    trees_share: float
    level: float
    slope: float

    def predict(self, sample: Sample) -> Floats:
        """Expected logarithm of spending per person."""
        boosted = self.start + self.trees.score(columns_for_trees(self.linear, sample)) / FINE
        together = (1 - self.trees_share) * self.linear.predict(sample) + self.trees_share * boosted
        return self.level + self.slope * together


def fit(sample: Sample, *, engine: str, quota: float, seed: int) -> Blend:
    """Learn from households; `quota` says how far up the exact order matters."""
    wanted = bent(sample.spending, sample.weight, quota)
    plain, linear = shrunken(sample, sample.spending, wanted)
    heard = _heard(len(wanted), seed)
    start, trees = boosting.grow(
        columns_for_trees(linear, sample)[heard],
        wanted[heard],
        sample.weight[heard],
        columns=names_for_trees(sample),
        seed=seed,
    )
    blend = Blend(linear, trees, start, SHARES[engine], level=0.0, slope=_stretch(sample, plain, linear))
    missing = np.average(sample.spending - blend.predict(sample), weights=sample.weight)
    return replace(blend, level=float(missing))


def engine_of(engine: str, *, quota: float, seed: int) -> fitting.Engine:
    """The function from households to something that predicts, by the engine's name."""
    return fitting.fit if engine == "linear" else partial(fit, engine=engine, quota=quota, seed=seed)


def _heard(households: int, seed: int) -> np.ndarray:
    """Places of the households that trees learn from: all, or in a large survey as many as matter, drawn by lot."""
    if households <= MOST_FOR_TREES:
        return np.arange(households)
    return np.sort(np.random.default_rng(seed).permutation(households)[:MOST_FOR_TREES])


def bent(spending: Floats, weight: Floats, quota: float) -> Floats:
    """The logarithm between the lowest few and a share somewhat above the quota."""
    order = np.argsort(spending, kind="stable")
    filled = np.cumsum(weight[order]) / weight.sum()
    ends = (LOWEST, min(quota + ABOVE_QUOTA, HIGHEST))
    low, high = (spending[order][np.searchsorted(filled, end)] for end in ends)
    return np.clip(spending, low, high)


def names_for_trees(sample: Sample) -> tuple[str, ...]:
    """Columns as the trees see them: every term but those made for the straight line, and the area's level."""
    return (*(term.key for term in sample.terms if not term.linear_only), AREA_COLUMN)


def columns_for_trees(linear: Fit, sample: Sample) -> Floats:
    """The same as a matrix; unknown answers stay unknown."""
    plain = sample.matrix[:, [not term.linear_only for term in sample.terms]]
    return np.column_stack([plain, linear.area_effects(sample.area)])


def shrunken(sample: Sample, *targets: Floats) -> list[Fit]:
    """For each target: ridge with nested areas, and for areas of the first level with enough households slopes of
    their own. All share the one costly sum, of every term with every other."""
    weight = sample.weight / sample.weight.sum()
    wanted = np.column_stack(targets)
    households = 1 / (weight @ weight)
    means, scale = fitting.means_and_scale(sample.matrix, weight)
    terms = (np.where(np.isnan(sample.matrix), means, sample.matrix) - means) / scale
    areas = levels_of(sample.area)
    dummies = _dummies(sample, areas)
    everything = np.hstack([terms, dummies])
    doubt = np.repeat([TERMS, AREAS], [terms.shape[1], dummies.shape[1]]) / households
    middle, level = weight @ everything, weight @ wanted
    everything -= middle
    solved = fitting.ridge(everything, wanted - level, weight, doubt)
    left = wanted - level - everything @ solved
    own = _regional(sample, terms, left, weight) if len(areas) else {}
    return [
        Fit(
            intercept=float(level[at] - middle @ solved[:, at] - (means / scale) @ solved[: terms.shape[1], at]),
            coefficients=solved[: terms.shape[1], at] / scale,
            means=means,
            areas=_cumulated(areas, solved[terms.shape[1] :, at]),
            regional={
                area: Regional(float(levels[at] - (means / scale) @ slopes[:, at]), slopes[:, at] / scale)
                for area, (levels, slopes) in own.items()
            },
        )
        for at in range(len(targets))
    ]


def _regional(sample: Sample, terms: Floats, left: Floats, weight: Floats) -> dict[str, tuple[Floats, Floats]]:
    """By area, how levels and slopes of each target differ from the nation's, pulled hard towards no difference."""
    codes, place = np.unique(sample.area, return_inverse=True)
    first = np.array([prefixes(str(code))[0] if code else "" for code in codes])[place]
    large = [str(area) for area in np.unique(first) if area and (first == area).sum() >= REGIONAL_LEAST]
    found = {}
    for area in large if len(np.unique(first)) > 1 else ():
        inside = first == area
        own = weight[inside] / weight[inside].sum()
        here = terms[inside]
        middle, level = own @ here, own @ left[inside]
        here -= middle
        doubt = np.full(terms.shape[1], DEVIATIONS * (own @ own))
        slopes = fitting.ridge(here, left[inside] - level, own, doubt)
        found[area] = (-middle @ slopes, slopes)
    return found


def _dummies(sample: Sample, areas: list[str]) -> Floats:
    known = {code: prefixes(code) for code in np.unique(sample.area)}
    place = {area: at for at, area in enumerate(areas)}
    dummies = np.zeros((len(sample.area), len(areas)))
    for code, within in known.items():
        dummies[np.ix_(sample.area == code, [place[area] for area in within])] = 1.0
    return dummies


def _cumulated(areas: list[str], effects: Floats) -> dict[str, float]:
    """Each area's own level on top of those around it."""
    own = {area: float(effect) for area, effect in zip(areas, effects, strict=True)}
    return {area: sum(own[within] for within in prefixes(area)) for area in areas}


def _stretch(sample: Sample, plain: Fit, linear: Fit) -> float:
    """How much wider the plain logarithm spreads than the bent one, by what least squares makes of both."""
    weight = sample.weight / sample.weight.sum()
    bent_, straight = linear.predict(sample), plain.predict(sample)
    middle = weight @ bent_
    spread = weight @ (bent_ - middle) ** 2
    return float((weight * (bent_ - middle)) @ straight / spread) if spread > 0 else 1.0
