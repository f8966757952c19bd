"""Any survey's columns as predictors: numbers, yes or no, choices; and which columns can't be one, with the reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from lumbung.targeting.proxy import leaks
from lumbung.targeting.proxy.sample import Floats
from lumbung.targeting.proxy.training import LINEAR_ONLY

EMPTY, CONSTANT, IDENTIFIER, FREE_TEXT, WEIGHTS, PLACE, RARE = (
    *("empty", "constant", "identifier", "free_text", "survey_weight", "place", "too_rare"),
)
MOST_CHOICES, MOST_CODES, RAREST = 15, 12, 0.005
UNIQUE, NUMBERS, WITHIN = 0.9, 0.95, 0.99
TAIL, GAP = 0.005, 0.02
SIZES = ((2, "1-2"), (4, "3-4"), (6, "5-6"))
MISSING_CODES = (-99.0, -98.0, -97.0, -9.0, -8.0, -7.0, 97.0, 98.0, 99.0, 997.0, 998.0, 999.0, 9998.0, 9999.0, 99999.0)
CODE_NAMES = re.compile(
    r"(^|_)(id|hhid|uid|uuid|key|no|nomor|code|kode|cod|region|reg|prov\w*|dist\w*|kab\w*|kec\w*|desa|villag\w*|county|state"
    r"|ward|zone|zona|commune|comuna|depart\w*|munic\w*|strat\w*|area|psu|ea|cluster|hamlet|block|segment)(_|\d|$)"
)
WEIGHT_NAMES = re.compile(r"(^|_)(weight|wgt|wt|hhwt|hhw|bobot|pond\w*|factor|fexp|expansion|popw\w*|peso)(_|\d|$)")


@dataclass
class Prepared:
    """Columns ready to learn from, one row a household, and what was left out."""

    columns: dict[str, pl.Series] = field(default_factory=dict)
    set_aside: list[dict[str, object]] = field(default_factory=list)
    missing_codes: dict[str, list[float]] = field(default_factory=dict)
    levels: list[str] = field(default_factory=list)

    def leave(self, column: str, why: str, told: float | None = None) -> None:
        """Note that a column is not used."""
        self.set_aside.append({"column": column, "why": why} | ({} if told is None else {"told": told}))


def prepare(
    frame: pl.DataFrame, *, spending: Floats, group: np.ndarray, keep: frozenset[str], areas: Sequence[str] = ()
) -> tuple[Prepared, pl.Series]:
    """Predictors of a survey without its target, weight and village columns; and each household's area as a path."""
    ready = Prepared()
    plain = {name: _read(frame[name], name, ready) for name in frame.columns if name not in areas}
    kept = {name: column for name, column in plain.items() if column is not None}
    places = [*areas, *(name for name in kept if _is_place(name, kept[name], group, keep))]
    area, ready.levels = _area({**{name: frame[name] for name in areas}, **kept}, places, group)
    for name in (name for name in kept if name in places):
        ready.leave(name, PLACE)
    answers = {name: column for name, column in kept.items() if name not in places}
    leaking = {leak.column: leak for leak in leaks.found(pl.DataFrame(answers), spending, keep=keep)}
    for leak in leaking.values():
        ready.leave(leak.column, leak.why, leak.told)
    for name, column in kept.items():
        if name in places or name in leaking:
            continue
        made = _choices(name, column) if column.dtype == pl.String else _numbers(name, column)
        if not made:
            ready.leave(name, RARE)
        ready.columns |= made
    return ready, area


def _read(column: pl.Series, name: str, ready: Prepared) -> pl.Series | None:
    """The column as numbers (flags are 0 and 1) or text; nothing when it can't tell anything."""
    column = _typed(column)
    known = column.drop_nulls()
    different = known.n_unique()
    whole = column.dtype == pl.String or bool((known == known.round()).all()) if known.len() else True
    reasons = (
        (EMPTY, known.is_empty()),
        (CONSTANT, different == 1),
        (WEIGHTS, bool(WEIGHT_NAMES.search(name.lower())) and column.dtype != pl.String and different > MOST_CODES),
        (IDENTIFIER, whole and different > known.len() * UNIQUE and known.len() > MOST_CODES),
        (FREE_TEXT, column.dtype == pl.String and different > max(known.len() / 10, MOST_CHOICES)),
    )
    why = next((reason for reason, holds in reasons if holds), None)
    if why:
        ready.leave(name, why)
        return None
    return column if column.dtype == pl.String else _without_codes(column, name, ready)


def _typed(column: pl.Series) -> pl.Series:
    if column.dtype == pl.String:
        text = column.str.strip_chars().replace("", None)
        numbers = text.cast(pl.Float64, strict=False)
        known = text.len() - text.null_count()
        return numbers if known and numbers.len() - numbers.null_count() >= known * NUMBERS else text
    if column.dtype.is_numeric() or column.dtype == pl.Boolean:
        return column.cast(pl.Float64).fill_nan(None)
    if column.dtype in (pl.Date, pl.Datetime):
        return column.cast(pl.Date).to_physical().cast(pl.Float64)
    return column.cast(pl.String, strict=False)


def _without_codes(column: pl.Series, name: str, ready: Prepared) -> pl.Series:
    """Numbers such as 99 or -9 that stand far from all others mean that nobody answered."""
    codes = []
    for code in MISSING_CODES:
        others = column.filter((column != code) & ~column.is_in(list(MISSING_CODES)))
        if not (column == code).any() or others.len() < 2:
            continue
        low, high = float(others.min()), float(others.quantile(0.99) or 0)  # type: ignore[arg-type]
        if (code < 0 <= low) or (code > 0 and code > 3 * max(high, 1.0) and code > float(others.max())):  # type: ignore[arg-type]
            codes.append(code)
    if codes:
        ready.missing_codes[name] = codes
    return column.replace(codes, None) if codes else column


def _is_place(name: str, column: pl.Series, group: np.ndarray, keep: frozenset[str]) -> bool:
    """A code of where the household lives: the same for a whole village, or named like one."""
    different = column.n_unique()
    if name in keep or different <= 2:
        return False
    coded = column.dtype == pl.String or bool((column.drop_nulls() == column.drop_nulls().round()).all())
    if coded and CODE_NAMES.search(name.lower()):
        return True
    one_each = pl.DataFrame({"g": group.astype(str), "v": column}).group_by("g").agg(pl.col("v").n_unique())["v"]
    return coded and bool((one_each == 1).mean() >= WITHIN) and different > MOST_CODES  # type: ignore[operator]


def _area(frame: dict[str, pl.Series], places: Sequence[str], group: np.ndarray) -> tuple[pl.Series, list[str]]:
    """Where each household lives as a path, the widest area first; too small areas are left to their surroundings."""
    households, villages = len(group), len(np.unique(group))
    path, levels, before = np.full(households, "", dtype=object), [], 1
    for name in sorted(places, key=lambda name: frame[name].n_unique()):
        code = as_words(frame[name]).str.replace_all(".", "_", literal=True).to_numpy()
        longer = np.array(
            [f"{one}.{own}" if one else str(own) for one, own in zip(path, code, strict=True)], dtype=object
        )
        different = len(np.unique(longer))
        if before < different <= min(villages / 3, households / 25):
            path, before = longer, different
            levels.append(name)
    return pl.Series(path, dtype=pl.String), levels


def _choices(name: str, column: pl.Series) -> dict[str, pl.Series]:
    """One yes or no for each frequent answer of a question with named answers."""
    counts = column.drop_nulls().value_counts(sort=True)
    frequent = counts.filter(pl.col("count") >= max(column.len() * RAREST, 5))[column.name].head(MOST_CHOICES).to_list()
    if len(frequent) == 2 and counts.height == 2:
        frequent = frequent[:1]
    return {f"{name}: {answer}": (column == answer).cast(pl.Float64) for answer in frequent}


def _numbers(name: str, column: pl.Series) -> dict[str, pl.Series]:
    """The number itself without its wildest tails, and bent copies for the straight line."""
    known = column.drop_nulls()
    low, high = (known.quantile(share, "nearest") for share in (TAIL, 1 - TAIL))
    rare = (
        known.len() < max(column.len() * RAREST, 5)
        or low == high
        and (known != low).sum() < max(column.len() * RAREST, 5)
    )
    if rare:
        return {}
    clipped = column if low == high else column.clip(low, high)
    made = {name: clipped}
    different = known.n_unique()
    if different > 2 and known.min() >= 0:  # type: ignore[operator]
        made[f"{LINEAR_ONLY}log {name}"] = (clipped + (1.0 if known.min() < 1 else 0.0)).log()  # type: ignore[operator]
    if 2 < different <= MOST_CODES and bool((known == known.round()).all()):
        answers = known.value_counts(sort=True).filter(pl.col("count") >= column.len() * TAIL * 2)[column.name]
        made |= {f"{LINEAR_ONLY}{name} = {answer:g}": (column == answer).cast(pl.Float64) for answer in answers.sort()}
    if column.null_count() > column.len() * GAP:
        made[f"{LINEAR_ONLY}{name} unknown"] = column.is_null().cast(pl.Float64)
    return made


def sizes(members: pl.Series) -> pl.Series:
    """Household sizes in four steps; null where unknown."""
    steps = pl.lit("7+")
    for largest, words in reversed(SIZES):
        steps = pl.when(pl.col("n") <= largest).then(pl.lit(words)).otherwise(steps)
    count = pl.DataFrame({"n": members.cast(pl.Float64, strict=False)})
    return count.select(pl.when(pl.col("n").is_not_null()).then(steps).alias("n"))["n"]


def as_words(column: pl.Series) -> pl.Series:
    """Answers as people write them: whole numbers without a point, unknown as a question mark."""
    if column.dtype.is_float() and bool((column.drop_nulls() == column.drop_nulls().round()).all()):
        column = column.cast(pl.Int64)
    return column.cast(pl.String).fill_null("?")
