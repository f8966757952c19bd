"""Weighted least squares on the logarithm of spending, and what it is worth on villages it has not seen."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lumbung.targeting.proxy.sample import Floats, Sample

SHARES = (20, 30, 40)
SMALLEST_SPREAD = 1e-9
RIDGE = 1e-8
PROVINCE = 2

Mask = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True)
class Fit:
    """What least squares found. `means` fill in for the unknown; `areas` holds regencies and their provinces' means."""

    intercept: float
    coefficients: Floats
    means: Floats
    areas: dict[str, float]

    def predict(self, sample: Sample) -> Floats:
        """Expected logarithm of spending per person."""
        filled = _filled(sample.matrix, self.means)
        effect = np.array([self.area_effect(str(area)) for area in sample.area])
        return self.intercept + filled @ self.coefficients + effect

    def area_effect(self, area: str) -> float:
        """The regency's, else its province's, else nought."""
        return self.areas.get(area, self.areas.get(area[:PROVINCE], 0.0))


def fit(sample: Sample) -> Fit:
    """Least squares on standardised terms; terms that say the same share the effect between them (least norm)."""
    weight = sample.weight / sample.weight.sum()
    known = ~np.isnan(sample.matrix)
    zeroed = np.where(known, sample.matrix, 0.0)
    means = weight @ zeroed / np.maximum(weight @ known, SMALLEST_SPREAD)
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


def held_out(sample: Sample, *, splits: int, test_share: float, seed: int, wrong_cells: float = 0.0) -> dict[str, Any]:
    """Mean measures over repeated splits by village, so that no household's neighbours are in the training part.

    `wrong_cells` is the share of the tested households' answers that are taken from somebody else.
    """
    random = np.random.default_rng(seed)
    measured = []
    for _ in range(splits):
        test = test_part(sample, test_share=test_share, random=random)
        fitted = fit(sample.part(~test))
        seen = _with_wrong_cells(sample.part(test), wrong_cells, random)
        measured.append(measures(seen.spending, fitted.predict(seen), seen.weight))
    return {
        "splits": splits,
        "test_share": test_share,
        "seed": seed,
        "wrong_cells": wrong_cells,
        **_means(measured),
    }


def new_areas(sample: Sample) -> dict[str, Any]:
    """The same measures when whole regencies were never visited: each is left out in turn. Empty with one area."""
    areas = sorted(set(sample.area))
    if len(areas) < 2:
        return {}
    expected = np.empty_like(sample.spending)
    for area in areas:
        left_out = sample.area == area
        expected[left_out] = fit(sample.part(~left_out)).predict(sample.part(left_out))
    return {"areas": len(areas), **_means([measures(sample.spending, expected, sample.weight)])}


def test_part(sample: Sample, *, test_share: float, random: np.random.Generator) -> Mask:
    """Which households are tested: all those of some villages, none of the others."""
    villages = random.permutation(np.unique(sample.group))
    chosen = villages[: max(1, int(len(villages) * test_share))]
    return np.isin(sample.group, chosen)


def measures(actual: Floats, expected: Floats, weight: Floats) -> dict[str, Any]:
    """R², and at each share the poor missed and the non-poor reached when as many are chosen as there are poor."""
    level = np.average(actual, weights=weight)
    unexplained = weight @ (actual - expected) ** 2
    shares = {}
    for share in SHARES:
        poor, chosen = (_lowest(values, weight, share / 100) for values in (actual, expected))
        shares[str(share)] = {
            "poor_missed": float(weight[poor & ~chosen].sum() / weight[poor].sum()),
            "non_poor_reached": float(weight[chosen & ~poor].sum() / weight[~poor].sum()),
            "chosen_not_poor": float(weight[chosen & ~poor].sum() / weight[chosen].sum()),
        }
    return {"r2": float(1 - unexplained / (weight @ (actual - level) ** 2)), "shares": shares}


def _lowest(values: Floats, weight: Floats, share: float) -> Mask:
    """The lowest `share` of the weight; the earlier row goes first among equals."""
    order = np.argsort(values, kind="stable")
    before = np.cumsum(weight[order]) - weight[order] / 2
    chosen = np.zeros(len(values), dtype=np.bool_)
    chosen[order[before < share * weight.sum()]] = True
    return chosen


def _with_provinces(codes: list[str], effects: Floats, shares: Floats) -> dict[str, float]:
    """Each area's effect, and for a regency nobody visited the weighted mean of its province's."""
    known = {str(code): float(effect) for code, effect in zip(codes, effects, strict=True)}
    for province in {code[:PROVINCE] for code in known} - set(known):
        inside = [place for place, code in enumerate(codes) if code[:PROVINCE] == province]
        known[province] = float(np.average(effects[inside], weights=shares[inside]))
    return known


def _with_wrong_cells(sample: Sample, share: float, random: np.random.Generator) -> Sample:
    """The same households with some answers of others, as a hurried enumerator leaves them."""
    if not share:
        return sample
    wrong = random.random(sample.matrix.shape) < share
    elsewhere = np.take_along_axis(sample.matrix, random.integers(0, len(sample.matrix), sample.matrix.shape), axis=0)
    return replace(sample, matrix=np.where(wrong, elsewhere, sample.matrix))


def _filled(matrix: Floats, means: Floats) -> Floats:
    return np.where(np.isnan(matrix), means, matrix)


def _means(measured: list[dict[str, Any]]) -> dict[str, Any]:
    r2 = [one["r2"] for one in measured]
    shares = {
        share: {
            name: round(float(np.mean([one["shares"][share][name] for one in measured])), 4)
            for name in measured[0]["shares"][share]
        }
        for share in measured[0]["shares"]
    }
    spread = {"lowest": round(min(r2), 4), "highest": round(max(r2), 4)}
    return {"r2": round(float(np.mean(r2)), 4), "r2_range": spread, "shares": shares}
