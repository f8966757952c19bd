"""Figures of targeting as pages draw them: the spread over deciles, what weighs how much in a model."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lumbung.core import formats, svg
from lumbung.targeting import queries
from lumbung.targeting.models import ModelVersion

POOREST_HALF = 5


@dataclass(frozen=True)
class Weight:
    """One predictor of a version: how much it moves the score, and its coefficients in words."""

    label: str
    source: str
    how: str
    weight: float
    coefficients: list[tuple[str, float]]


def deciles(spread: dict[int | None, int]) -> SafeString:
    """How many families stand in each national decile."""
    bars = [
        svg.Bar(str(decile), spread.get(decile, 0), formats.compact(spread.get(decile, 0)), decile <= POOREST_HALF)
        for decile in range(1, 11)
    ]
    told = "; ".join(f"{bar.name}: {formats.count(int(bar.value))}" for bar in bars)
    return svg.bars(bars, title=_("Keluarga menurut desil nasional"), description=told)


def parts(version: ModelVersion, *, language: str) -> list[Weight]:
    """The predictors of a version, the weightiest first."""
    known = {predictor.name: predictor for predictor in queries.declared(kind=version.kind).predictors}
    found = []
    for part in queries.formula(version=version).parts:
        predictor = known.get(part.predictor)
        names = [level[language] for level in predictor.levels] if predictor else []
        told = list(zip(names, part.values, strict=True)) if part.kind == "levels" else [("", part.values[0])]
        label, source, how = (
            (predictor.label[language], predictor.source, predictor.how)
            if predictor and part.predictor not in queries.formula(version=version).only_in_file
            else (part.predictor, _("hanya ada di survei"), "")
        )
        found.append(Weight(label, source, how, part.weight, told))
    return sorted(found, key=lambda one: -one.weight)


def shares(version: ModelVersion) -> list[dict[str, Any]]:
    """At each share: the poor missed and the others reached, on unseen villages and in unseen regencies."""
    elsewhere = version.metrics.get("new_areas", {}).get("shares", {})
    return [
        {"share": int(share) / 100, **measured, "elsewhere": elsewhere.get(share)}
        for share, measured in version.held_out["shares"].items()
    ]


def limits(version: ModelVersion, *, language: str) -> list[str]:
    """What the model may not be used for."""
    return [words[language] for words in queries.declared(kind=version.kind).not_for]
