"""A version's card: what it is worth at its quota, of whom its errors are made, and what an error costs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lumbung.core import formats, svg
from lumbung.regions import queries as regions
from lumbung.targeting import queries
from lumbung.targeting.models import ModelVersion

FEWEST_TOLD, MOST_BARS = 30, 5
"""Errors among fewer households than this say more of chance than of the model."""

POOR_ARE = "households with the lowest target that together carry the quota's share of the survey's weight"
MEASURED = "every household is expected by a model that did not see its village"


@dataclass(frozen=True)
class Cost:
    """What errors cost among so many families when each place is worth so much a year; rupiah are whole."""

    families: int
    places: int
    missed: int
    reached: int
    yearly: int
    spent: int
    lost: int


def as_data(version: ModelVersion) -> dict[str, Any]:
    """The card for programs; shares are 0 to 1."""
    formula = queries.formula(version=version)
    card, training = version.metrics.get("card", {}), formula.training
    return {
        "model": version.kind,
        "number": version.number,
        "fingerprint": version.fingerprint,
        "engine": formula.engine,
        "computable": version.computable,
        "mapping": version.mapping,
        "r2": version.held_out["r2"],
        "quota": card.get("quota"),
        "missed_poor": card.get("poor_missed"),
        "reached_nonpoor": card.get("non_poor_reached"),
        "chosen_not_poor": card.get("chosen_not_poor"),
        "missed_poor_range": card.get("missed_range"),
        "poor_are": POOR_ARE,
        "measured": MEASURED,
        "reached_nonpoor_is": "share of the non-poor who would be reached",
        "households": training["used"],
        "clusters": training["villages"],
        **{name: training[name] for name in TOLD_OF_ANY if name in training},
        "metrics": version.metrics,
    }


TOLD_OF_ANY = (
    "target",
    "target_scale",
    "weight",
    "areas_by",
    "set_aside",
    "missing_codes",
    "without_answer",
    "warnings",
)


def sentences(version: ModelVersion) -> Iterator[str]:
    """The card as a command prints it."""
    card, training = version.metrics["card"], queries.formula(version=version).training
    values = {
        "quota": formats.percent(card["quota"]),
        "missed": formats.percent(card["poor_missed"]),
        "reached": formats.percent(card["non_poor_reached"]),
        "r2": formats.count(version.held_out["r2"], 3),
        "households": formats.count(training["used"]),
        "villages": formats.count(training["villages"]),
    }
    yield (
        _("R² %(r2)s, dari %(households)s keluarga di %(villages)s desa, masing-masing ditaksir tanpa desanya.")
        % values
    )
    yield _("Kuota %(quota)s: %(missed)s dari yang termiskin terlewat, %(reached)s dari yang lain terjaring.") % values
    yield from map(warned, training.get("warnings", ()))
    yield from aside(training.get("set_aside", ()))
    if noisy := version.metrics.get("wrong_cells"):
        told = {"cells": formats.percent(noisy["wrong_cells"]), **_of_thirty(noisy)}
        yield _("Bila %(cells)s jawaban salah isi: R² %(r2)s, 30 persen termiskin terlewat %(missed)s.") % told
    if elsewhere := version.metrics.get("new_areas"):
        told = _of_thirty(elsewhere)
        yield _("Di wilayah yang tidak disurvei: R² %(r2)s, 30 persen termiskin terlewat %(missed)s.") % told


def aside(set_aside: Any) -> Iterator[str]:
    """Columns that were not used, by reason."""
    by_reason: dict[str, list[str]] = {}
    for one in set_aside:
        by_reason.setdefault(one["why"], []).append(one["column"])
    words = reasons()
    for why, names in by_reason.items():
        yield f"{words[why]}: {', '.join(names)}."


def reasons() -> dict[str, str]:
    """Why a column of a survey is not used, in words."""
    return {
        "same_as_target": _("Disisihkan karena hampir sama dengan yang ditaksir"),
        "cut_from_target": _("Disisihkan karena dipotong dari yang ditaksir"),
        "named_after_target": _("Disisihkan karena namanya pengeluaran, kemiskinan, atau penerima bantuan"),
        "share_of_spending": _("Disisihkan karena bagian dari pengeluaran"),
        "gives_target_back": _("Disisihkan karena bersama kolom lain mengembalikan yang ditaksir"),
        "empty": _("Disisihkan karena kosong"),
        "constant": _("Disisihkan karena isinya sama semua"),
        "identifier": _("Disisihkan karena nomor pengenal"),
        "free_text": _("Disisihkan karena tulisan bebas"),
        "survey_weight": _("Disisihkan karena bobot survei"),
        "place": _("Dipakai sebagai wilayah, bukan sebagai ciri"),
        "too_rare": _("Disisihkan karena terlalu jarang terisi"),
    }


def warned(code: str) -> str:
    """A warning about the survey, in words."""
    return {
        "no_cluster": _("Tanpa kolom desa: tetangga ikut melatih, jadi angkanya terlalu bagus. Sebut --cluster."),
        "few_clusters": _("Desanya sedikit: angkanya bisa banyak berubah dengan desa lain."),
        "clusters_of_one": _("Hampir setiap keluarga punya desa sendiri: periksa kolom desanya."),
        "not_positive": _("Ada pengeluaran nol atau di bawah nol: dibaca sebagai yang paling miskin."),
    }[code]


def groups(version: ModelVersion) -> list[dict[str, Any]]:
    """Errors by trait: a title and its lines; lines of too few households are left out."""
    found = version.metrics.get("card", {}).get("groups", {})
    titles = {
        "size": _("Banyaknya anggota keluarga"),
        "head_sex": _("Jenis kelamin kepala keluarga"),
        "disability": _("Anggota dengan disabilitas"),
        "region": _("Wilayah"),
    }
    values = {
        "L": _("laki-laki"),
        "P": _("perempuan"),
        "ya": _("ada"),
        "tidak": _("tidak ada"),
        "?": _("tidak diketahui"),
    }
    values |= _places(found.get("region", ()))
    return [
        {
            "title": titles.get(name, name),
            "lines": [
                {**line, "label": values.get(line["value"], line["value"])}
                for line in lines
                if line["households"] >= FEWEST_TOLD
            ],
        }
        for name, lines in found.items()
    ]


def _places(lines: Any) -> dict[str, str]:
    """Names of the areas that the registry's list knows."""
    paths = regions.paths(codes=[line["value"] for line in lines])
    return {code: path.split(",")[0] for code, path in paths.items()}


def missed_chart(group: dict[str, Any]) -> SafeString:
    """The share of the poor missed, by the values of one trait."""
    known = [line for line in group["lines"] if line["poor_missed"] is not None]
    if len(known) > MOST_BARS:
        return SafeString("")
    bars = [svg.Bar(line["label"], line["poor_missed"], formats.percent(line["poor_missed"], 0)) for line in known]
    told = "; ".join(f"{bar.name}: {bar.label}" for bar in bars)
    title = _("Termiskin yang terlewat menurut %(trait)s") % {"trait": group["title"].lower()}
    return svg.bars(bars, title=title, description=told)


def cost(version: ModelVersion, *, families: int, yearly: int) -> Cost | None:
    """What the version's errors would cost among `families`, at `yearly` rupiah a place."""
    card = version.metrics.get("card")
    if not card:
        return None
    places = round(families * card["quota"])
    reached = round(places * card["chosen_not_poor"])
    missed = round(places * card["poor_missed"])
    return Cost(families, places, missed, reached, yearly, places * yearly, reached * yearly)


def _of_thirty(measured: dict[str, Any]) -> dict[str, str]:
    missed = measured["shares"]["30"]["poor_missed"]
    return {"r2": formats.count(measured["r2"], 3), "missed": formats.percent(missed)}
