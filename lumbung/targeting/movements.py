"""Who stands in another decile than at the ranking before, and which changed answers moved them.

The traits of both rankings lie frozen. Each changed answer is told with what today's formula makes of the change; what
is left is the formula's own change, or where the formula stayed what other answers of the family make of the changed
one, or the change of all other families, against whom deciles are counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import polars as pl

from lumbung.core import bulk
from lumbung.targeting import frozen, queries
from lumbung.targeting.models import Ranking
from lumbung.targeting.proxy import formula as formulas

FAMILY = "family_id"
MODEL, TOGETHER, OTHERS, AREA, NEW, LEFT = "_model", "_together", "_others", "_area", "_new", "_left"
"""Reasons that are no answer: another formula, what unchanged answers make of a changed one, other families' scores,
another area, newly scored, no longer."""

UP, DOWN, CAME, WENT = "up", "down", "came", "went"
MICRO = 1_000_000
SMALLEST = 500
"""Millionths: a smaller effect is not worth a word."""

TOLD = 3
SCORES = {FAMILY: pl.Int64, "score": pl.Int64, "decile_national": pl.Int16}


@dataclass(frozen=True)
class Movements:
    """A ranking beside the one before: `families` who moved, `effects` on each of them by reason."""

    now: Ranking
    before: Ranking
    families: pl.DataFrame
    effects: pl.DataFrame
    stayed: int


def previous(*, ranking: Ranking) -> Ranking | None:
    """The whole ranking of the same regency before this one."""
    earlier = Ranking.objects.filter(region_code=ranking.region_code, whole=True, pk__lt=ranking.pk)
    return earlier.select_related("version").order_by("-pk").first()


def of_ranking(*, viewer: Any, ranking: Ranking) -> Movements | None:
    """Movements within the viewer's reach; nothing when there is no earlier ranking to compare with."""
    before = previous(ranking=ranking) if ranking.whole else None
    if before is None:
        return None
    families = _moved(ranking.pk, before.pk)
    inside = families.filter(pl.col("region_code") >= viewer.reach.lo, pl.col("region_code") < viewer.reach.hi)
    stayed = inside.filter(pl.col("way").is_null()).height
    moved = inside.drop_nulls("way")
    effects = _effects(ranking, before, moved)
    return Movements(ranking, before, _with_reasons(moved, effects), effects, stayed)


def _scores(ranking_id: int) -> pl.DataFrame:
    return bulk.read_frame(
        "SELECT family_id, region_code, score, decile_national FROM targeting_score WHERE ranking_id = %s",
        [ranking_id],
        SCORES,
    )


def _moved(now: int, before: int) -> pl.DataFrame:
    """Every family of both rankings within the connection's reach, with its deciles and which way it moved."""
    both = _scores(now).join(_scores(before), on=FAMILY, how="full", coalesce=True, suffix="_before")
    to, since = pl.col("decile_national"), pl.col("decile_national_before")
    way = (
        pl.when(since.is_null() & to.is_not_null())
        .then(pl.lit(CAME))
        .when(to.is_null() & since.is_not_null())
        .then(pl.lit(WENT))
        .when(to > since)
        .then(pl.lit(UP))
        .when(to < since)
        .then(pl.lit(DOWN))
    )
    named = both.with_columns(region_code=pl.coalesce("region_code", "region_code_before"), way=way)
    return named.drop("region_code_before").sort(FAMILY)


def _effects(now: Ranking, before: Ranking, moved: pl.DataFrame) -> pl.DataFrame:
    """`family_id`, `reason`, `effect` in millionths of the score, largest first."""
    compared = moved.filter(pl.col("way").is_in([UP, DOWN]))
    bare = _no_answers(moved)
    facts = [_of(frozen.opened(one.facts), compared) for one in (before, now)]
    if compared.is_empty() or any(one is None for one in facts):
        return bare
    first, second = (one for one in facts if one is not None)
    common = [name for name in first.columns if name in second.columns]
    formula = queries.formula(version=now.version)
    if not {part.predictor for part in formula.parts} <= set(common):
        return bare
    answered = _by_answer(now.version.kind, formula, first, second)
    told = _summed(answered, compared, rest=TOGETHER if now.version_id == before.version_id else MODEL)
    return (
        pl.concat([bare, told])
        .filter(pl.col("effect").abs() >= SMALLEST)
        .sort(pl.col("effect").abs(), descending=True, maintain_order=True)
    )


def _of(facts: pl.DataFrame | None, compared: pl.DataFrame) -> pl.DataFrame | None:
    return None if facts is None else facts.join(compared.select(FAMILY), on=FAMILY, how="semi").sort(FAMILY)


def _no_answers(moved: pl.DataFrame) -> pl.DataFrame:
    """Families scored for the first time, or no longer: no answer moved them."""
    reason = pl.when(pl.col("way") == CAME).then(pl.lit(NEW)).otherwise(pl.lit(LEFT))
    return moved.filter(pl.col("way").is_in([CAME, WENT])).select(
        FAMILY, reason=reason, effect=pl.lit(MICRO, dtype=pl.Int64)
    )


def _by_answer(kind: str, formula: formulas.Formula, first: pl.DataFrame, second: pl.DataFrame) -> pl.DataFrame:
    """What today's formula makes of each changed answer; an unchanged answer has no effect of its own, but what it
    gains or loses beside others is told with theirs."""
    both = first.join(second.select(FAMILY), on=FAMILY, how="semi").sort(FAMILY)
    after = second.join(both.select(FAMILY), on=FAMILY, how="semi").sort(FAMILY)
    earlier, later = (formulas.contributions(formula, one) for one in (both, after))
    names = [part.predictor for part in formula.parts]
    told_under = {one.name: one.reason for one in queries.declared(kind=kind).predictors}
    reasons = [told_under.get(name, name) for name in names]
    moved = {name: (later[name] - earlier[name]) * (~both[name].eq_missing(after[name])) for name in names}
    moved[AREA] = later[AREA] - earlier[AREA]
    effects = both.select(FAMILY).with_columns(**moved)
    long = effects.unpivot(index=FAMILY, variable_name="reason", value_name="share")
    told = long.with_columns(pl.col("reason").replace(dict(zip(names, reasons, strict=True))))
    summed = told.group_by(FAMILY, "reason", maintain_order=True).agg(pl.col("share").sum())
    return summed.select(FAMILY, "reason", effect=(pl.col("share") * MICRO).round().cast(pl.Int64))


def _summed(answered: pl.DataFrame, compared: pl.DataFrame, *, rest: str) -> pl.DataFrame:
    """Answers, what they leave of the whole move by the name of `rest`, and others' change when the score stayed."""
    by_answers = answered.group_by(FAMILY).agg(pl.col("effect").sum().alias("told"))
    whole = compared.join(by_answers, on=FAMILY, how="left").with_columns(
        left=pl.col("score") - pl.col("score_before") - pl.col("told").fill_null(0)
    )
    beside = whole.select(FAMILY, reason=pl.lit(rest), effect="left")
    still = (pl.col("score") - pl.col("score_before")).sign() != (
        pl.col("decile_national") - pl.col("decile_national_before")
    ).cast(pl.Int64).sign()
    direction = (pl.col("decile_national") - pl.col("decile_national_before")).cast(pl.Int64).sign()
    others = whole.filter(still).select(FAMILY, reason=pl.lit(OTHERS), effect=direction * MICRO)
    return pl.concat([answered, beside, others])


def _with_reasons(moved: pl.DataFrame, effects: pl.DataFrame) -> pl.DataFrame:
    """Each family with the reasons that weigh most, as lists."""
    first = effects.group_by(FAMILY, maintain_order=True).agg(
        pl.col("reason").head(TOLD).alias("reasons"), pl.col("effect").head(TOLD).alias("effects")
    )
    return moved.join(first, on=FAMILY, how="left", maintain_order="left")


def by_way(found: Movements) -> dict[str, int]:
    """How many families moved which way."""
    return dict(found.families.group_by("way").len().iter_rows())


def steps(found: Movements) -> dict[int, int]:
    """How many families moved how many deciles; below nought is poorer."""
    moved = found.families.filter(pl.col("way").is_in([UP, DOWN]))
    step = (pl.col("decile_national") - pl.col("decile_national_before")).cast(pl.Int64)
    return dict(moved.group_by(step.alias("step")).len().sort("step").iter_rows())


def by_reason(found: Movements) -> list[dict[str, Any]]:
    """For how many families each reason weighed most, up and down, the most frequent first."""
    first = found.families.with_columns(reason=pl.col("reasons").list.first()).drop_nulls("reason")
    counted = first.group_by("reason").agg(
        families=pl.len(), up=(pl.col("way") == UP).sum(), down=(pl.col("way") == DOWN).sum()
    )
    return counted.sort("families", "reason", descending=[True, False]).to_dicts()


def as_data(found: Movements) -> dict[str, Any]:
    """Movements in figures, for programs."""
    return {
        "ranking": found.now.pk,
        "before": found.before.pk,
        "stayed": found.stayed,
        "ways": by_way(found),
        "steps": {str(step): families for step, families in steps(found).items()},
        "reasons": by_reason(found),
    }


@lru_cache(maxsize=4)
def answers(before: str, now: str) -> tuple[pl.DataFrame, pl.DataFrame] | None:
    """The frozen traits of both rankings, for telling a changed answer in words."""
    first, second = frozen.opened(before), frozen.opened(now)
    return None if first is None or second is None else (first, second)


def changed_answers(found: Movements, family_ids: Sequence[int]) -> dict[int, tuple[dict[str, Any], dict[str, Any]]]:
    """The traits of some families before and now."""
    both = answers(found.before.facts, found.now.facts)
    if both is None:
        return {}
    wanted = [
        one.filter(pl.col(FAMILY).is_in(list(family_ids))).rows_by_key(FAMILY, named=True, unique=True) for one in both
    ]
    return {pk: (wanted[0][pk], wanted[1][pk]) for pk in family_ids if pk in wanted[0] and pk in wanted[1]}
