"""Figures of targeting as pages draw them: the spread over deciles, what weighs how much in a model."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lumbung.core import formats, svg
from lumbung.targeting import moved_rows, movements, queries
from lumbung.targeting.models import ModelVersion
from lumbung.targeting.movements import Movements

POOREST_HALF, WIDEST = 5, 4


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


def steps(found: Movements) -> SafeString:
    """How many families moved how many deciles; to the left the poorer."""
    counted = movements.steps(found)
    widest = min(max((abs(step) for step in counted), default=1), WIDEST)
    together: Counter[int] = Counter()
    for step, families in counted.items():
        together[max(-widest, min(step, widest))] += families
    names = [step for step in range(-widest, widest + 1) if step]
    bars = [
        svg.Bar(f"{'+' if step > 0 else '−'}{abs(step)}", together[step], formats.compact(together[step]), step < 0)
        for step in names
    ]
    told = "; ".join(f"{bar.name}: {formats.count(int(bar.value))}" for bar in bars)
    return svg.bars(bars, title=_("Keluarga menurut jauhnya bergeser, dalam desil"), description=told)


def ways(found: Movements) -> list[tuple[str, str, int]]:
    """Each way a family can move: its name in the address, words, families."""
    counted = movements.by_way(found)
    return [(way, words, counted.get(way, 0)) for way, words in moved_rows.ways()]


def moving_reasons(found: Movements) -> list[dict[str, Any]]:
    """What weighed most for how many, in words."""
    return [{**one, "words": moved_rows.told(one["reason"], found)} for one in movements.by_reason(found)]


def title(version: ModelVersion) -> str:
    """What people call a version: its model's name and which training of it."""
    words = queries.declared(kind=version.kind).title
    return _("%(model)s, versi %(number)s") % {"model": words[formats.locale()], "number": version.number}


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
