"""Weighted least squares on the logarithm of spending."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from lumbung.targeting.proxy.sample import Floats, Sample, prefixes

SMALLEST_SPREAD = 1e-9
RIDGE = 1e-8
PROVINCE = 2


class Learnt(Protocol):
    """What any engine gives back."""

    def predict(self, sample: Sample) -> Floats:
        """Expected logarithm of spending per person."""


Engine = Callable[[Sample], Learnt]


@dataclass(frozen=True)
class Regional:
    """How an area's own level and slopes differ from the nation's."""

    intercept: float
    coefficients: Floats


@dataclass(frozen=True)
class Fit:
    """What least squares found. `means` fill in for the unknown; `areas` holds regencies and their provinces' means."""

    intercept: float
    coefficients: Floats
    means: Floats
    areas: dict[str, float]
    regional: dict[str, Regional] = field(default_factory=dict)

    def predict(self, sample: Sample) -> Floats:
        """Expected logarithm of spending per person."""
        filled = _filled(sample.matrix, self.means)
        expected = self.intercept + filled @ self.coefficients + self.area_effects(sample.area)
        codes = np.unique(sample.area)
        for area, own in self.regional.items():
            inside = np.isin(sample.area, [code for code in codes if area in prefixes(str(code))])
            expected[inside] += own.intercept + filled[inside] @ own.coefficients
        return expected

    def area_effects(self, areas: np.ndarray) -> Floats:
        """Of each household: its area's effect, else that of the smallest known area around it, else nought."""
        codes, place = np.unique(areas, return_inverse=True)
        return np.array([self._area_effect(str(code)) for code in codes])[place]

    def _area_effect(self, area: str) -> float:
        known = [self.areas[within] for within in prefixes(area) if within in self.areas]
        return known[-1] if known else 0.0


def fit(sample: Sample) -> Fit:
    """Least squares on standardised terms; terms that say the same share the effect between them (least norm)."""
    weight = sample.weight / sample.weight.sum()
    means, _scale = means_and_scale(sample.matrix, weight)
    codes = sorted(set(sample.area))
    dummies = (sample.area[:, None] == np.array(codes)).astype(np.float64)
    shares = weight @ dummies
    centred = np.hstack([_filled(sample.matrix, means) - means, dummies - shares])
    spread = np.sqrt(weight @ centred**2)
    scale = np.where(spread > SMALLEST_SPREAD, spread, np.inf)
    level = weight @ sample.spending
    standard = centred / scale * np.sqrt(weight)[:, None]
    solved = _least_norm(standard, (sample.spending - level) * np.sqrt(weight)) / scale
    count = sample.matrix.shape[1]
    effects = solved[count:] - shares @ solved[count:]
    return Fit(
        intercept=float(level - means @ solved[:count]),
        coefficients=solved[:count],
        means=means,
        areas=_with_provinces(codes, effects, shares),
    )


def _least_norm(terms: Floats, spending: Floats) -> Floats:
    """The normal equations, with a breath of ridge so that terms which say the same share the effect.

    Sums go in one fixed order (einsum, no threads), so that the same survey gives the same digits on a busy machine.
    """
    products = np.einsum("ij,ik->jk", terms, terms)
    right = np.einsum("ij,i->j", terms, spending)
    return np.linalg.solve(products + RIDGE * np.eye(len(products)), right)


def means_and_scale(matrix: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Of each term: its mean among those who answered, and its spread when the others are given that mean."""
    known = ~np.isnan(matrix)
    means = weight @ np.where(known, matrix, 0.0) / np.maximum(weight @ known, SMALLEST_SPREAD)
    spread = np.sqrt(weight @ (_filled(matrix, means) - means) ** 2)
    return means, np.where(spread > SMALLEST_SPREAD, spread, np.inf)


def ridge(terms: Floats, wanted: Floats, weight: Floats, doubt: Floats) -> Floats:
    """Weighted least squares on centred terms, each pulled towards nought by its doubt; a column a target."""
    weighed = terms * weight[:, None]
    return np.asarray(np.linalg.solve(terms.T @ weighed + np.diag(doubt + RIDGE), weighed.T @ wanted), dtype=np.float64)


def _with_provinces(codes: list[str], effects: Floats, shares: Floats) -> dict[str, float]:
    """Each area's effect, and for a regency nobody visited the weighted mean of its province's."""
    known = {str(code): float(effect) for code, effect in zip(codes, effects, strict=True)}
    for province in {code[:PROVINCE] for code in known} - set(known):
        inside = [place for place, code in enumerate(codes) if code[:PROVINCE] == province]
        known[province] = float(np.average(effects[inside], weights=shares[inside]))
    return known


def _filled(matrix: Floats, means: Floats) -> Floats:
    return np.where(np.isnan(matrix), means, matrix)
