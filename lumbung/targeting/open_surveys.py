"""A household survey of any country by its own columns: target, weight and village are named, the rest is found."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput
from lumbung.targeting.proxy import columns as found
from lumbung.targeting.proxy.definition import sha256
from lumbung.targeting.proxy.sample import AREA, BY, GROUP, SPENDING, WEIGHT
from lumbung.targeting.survey_files import table
from lumbung.targeting.surveys import Survey

MODEL = "any_survey"
MONEY, LOGARITHM, INDEX = "money", "logarithm", "index"
HIGHEST_LOG, SKEWED, BELOW_NOUGHT = 30.0, 1.0, 0.05
FEW_VILLAGES = 30
GROUPS = {
    "size": re.compile(
        r"^(hh_?size\d*|size|household_?size|fam_?size|jumlah_?(art|anggota)\w*|jml_?(art|anggota)|n_?members|members|hhsz|numper|tam_?hog\w*)$"
    ),
    "head_sex": re.compile(
        r"^(hh_?male|male_?head|head_?male|hh_?fem\w*|fem\w*_?head|head_?fem\w*|head_?(sex|gender)|(sex|gender|jk)_?(of_)?(hh_?|the_?)?(head|kepala\w*|jefe)|hh_?(sex|gender)|headsex|hoh_?(sex|male|female))$"
    ),
    "disability": re.compile(r"disab|difabel|cacat|discapac|handicap"),
}


class NoSuchColumn(BadInput):
    """The survey has no column of that name."""

    message = _("Berkas %(file)s tidak punya kolom %(column)s. Kolomnya: %(known)s.")


class NotANumber(BadInput):
    """The target or weight column holds words."""

    message = _("Kolom %(column)s di berkas %(file)s tidak berisi angka, jadi tidak bisa dipakai untuk itu.")


class NobodyToLearnFrom(BadInput):
    """No household has a target, a weight above nought and a village."""

    message = _("Di berkas %(file)s tidak ada keluarga dengan isi kolom %(column)s, bobot di atas nol, dan desa.")


class EverybodyAlike(BadInput):
    """The target is the same for every household."""

    message = _("Kolom %(column)s di berkas %(file)s sama untuk semua keluarga, jadi tidak ada yang lebih miskin.")


class NothingToLearnFrom(BadInput):
    """No column is left to expect the target by."""

    message = _("Tidak ada kolom tersisa di berkas %(file)s untuk menaksir %(column)s. Yang disisihkan: %(aside)s.")


def read_any(
    *,
    file: Path,
    target: str,
    weight: str = "",
    cluster: Sequence[str] = (),
    area: Sequence[str] = (),
    keep: Sequence[str] = (),
    without: Sequence[str] = (),
    by: Sequence[str] = (),
) -> Survey:
    """Every usable column as a predictor, with a note on each that is not; lower targets are the poorer.

    Without a weight every household counts once; without a village column each household is its own, and the figures
    say so. `keep` are columns that somebody answers for, `without` those to leave out, `by` those to tell errors by.
    """
    raw = table(file)
    for name in (target, weight, *cluster, *area, *keep, *without, *by):
        if name and name not in raw.columns:
            raise NoSuchColumn(file=file.name, column=name, known=", ".join(raw.columns[:40]))
    measured = _number(raw, target, file)
    weights = _number(raw, weight, file) if weight else np.ones(raw.height)
    village = _village(raw, cluster)
    good = np.isfinite(measured) & np.isfinite(weights) & (weights > 0) & np.array([one is not None for one in village])
    raw, measured, weights, village = raw.filter(pl.Series(good)), measured[good], weights[good], village[good]
    if raw.is_empty():
        raise NobodyToLearnFrom(file=file.name, column=target)
    if measured.min() == measured.max():
        raise EverybodyAlike(file=file.name, column=target)
    scale = scale_of(measured)
    spending = SPENDING_OF[scale](measured)
    rest = raw.drop([name for name in {target, weight, *cluster, *without} - set(area) if name])
    ready, areas = found.prepare(rest, spending=np.log(spending), group=village, keep=frozenset(keep), areas=area)
    if not ready.columns:
        raise NothingToLearnFrom(file=file.name, column=target, aside=_told(ready.set_aside) or _("tidak ada"))
    frame = pl.DataFrame(
        {SPENDING: spending, WEIGHT: weights, GROUP: pl.Series(village, dtype=pl.String), AREA: areas, **ready.columns}
    ).with_columns(**_groups(raw, by, areas))
    named = {"target": target, "weight": weight, "cluster": list(cluster), "target_scale": scale}
    counted = {"without_answer": int((~good).sum()), "warnings": _warnings(village, cluster, measured, scale)}
    training = {**_origin(file), **named, **counted, **_noted(ready)}
    return Survey(frame=frame, mapping="", only_in_file=tuple(ready.columns), training=training)


def _origin(file: Path) -> dict[str, Any]:
    return {"file": file.name, "fingerprint": sha256(file.read_bytes()), "mapping": "", "unit": {}}


def _noted(ready: found.Prepared) -> dict[str, Any]:
    return {"set_aside": ready.set_aside, "missing_codes": ready.missing_codes, "areas_by": ready.levels}


def scale_of(measured: np.ndarray) -> str:
    """Whether a target is money, its logarithm already, or an index without a nought of its own: money is skewed or
    large and hardly ever below nought, a logarithm neither; a large number that often is below nought is an index."""
    spread = measured.std()
    skew = float((((measured - measured.mean()) / spread) ** 3).mean()) if spread else 0.0
    small, below = np.abs(measured).max() <= HIGHEST_LOG, (measured < 0).mean() > BELOW_NOUGHT
    if small and (skew < SKEWED or below):
        return LOGARITHM
    return INDEX if below else MONEY


def _positive(measured: np.ndarray) -> np.ndarray:
    """Households that report nothing, or debts, stay the poorest: they are given the smallest amount that occurs."""
    above = measured[measured > 0]
    return np.maximum(measured, above.min() if len(above) else 1.0)


def _of_index(measured: np.ndarray) -> np.ndarray:
    """The same order with nobody below nought: even about nought, like a logarithm far from it on either side."""
    return np.exp(np.arcsinh(measured / np.median(np.abs(measured[measured != 0]))))


SPENDING_OF: dict[str, Callable[[np.ndarray], np.ndarray]] = {MONEY: _positive, LOGARITHM: np.exp, INDEX: _of_index}
"""By its scale, how the target is turned into what a family spends, or into what has the same order."""


def _number(raw: pl.DataFrame, name: str, file: Path) -> np.ndarray:
    numbers = raw[name].cast(pl.Float64, strict=False)
    if numbers.null_count() - raw[name].null_count() > raw.height / 10:
        raise NotANumber(column=name, file=file.name)
    return numbers.fill_null(float("nan")).to_numpy()


def _village(raw: pl.DataFrame, cluster: Sequence[str]) -> np.ndarray:
    if not cluster:
        return np.array([str(row) for row in range(raw.height)], dtype=object)
    told = pl.concat_str([pl.col(name).cast(pl.String) for name in cluster], separator=".")
    return raw.select(told)[cluster[0]].to_numpy().astype(object)


def _groups(raw: pl.DataFrame, by: Sequence[str], areas: pl.Series) -> dict[str, pl.Series]:
    """Traits by which errors are told apart: those asked for, and those whose names tell what they are."""
    told = {f"{BY}{name}": found.as_words(raw[name]) for name in by}
    for trait, pattern in GROUPS.items():
        name = next((name for name in raw.columns if pattern.search(name.lower())), None)
        if name and name not in by:
            told[f"{BY}{trait if trait == 'size' else name}"] = (
                found.sizes(raw[name]) if trait == "size" else found.as_words(raw[name])
            )
    widest = areas.str.split(".").list.first()
    if widest.n_unique() > 1:
        told[f"{BY}region"] = widest
    return {name: values.fill_null("?") for name, values in told.items()}


def _warnings(village: np.ndarray, cluster: Sequence[str], measured: np.ndarray, scale: str) -> list[str]:
    villages = len(np.unique(village.astype(str)))
    told = []
    if not cluster:
        told.append("no_cluster")
    elif villages < FEW_VILLAGES:
        told.append("few_clusters")
    elif villages > len(village) * 0.8:
        told.append("clusters_of_one")
    if scale == MONEY and (measured <= 0).any():
        told.append("not_positive")
    return told


def _told(aside: list[dict[str, Any]]) -> str:
    return ", ".join(str(one["column"]) for one in aside[:20])
