"""A scenario drawn and told: who gains and who loses by decile, sums by every trait, and what it would cost."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lumbung.core import formats, svg
from lumbung.programmes import comparing, kinds, outcomes, words
from lumbung.programmes.comparing import GAINS, LOSES
from lumbung.programmes.outcomes import Outcome
from lumbung.programmes.scenario_tables import ways
from lumbung.regions import queries as regions

POOR = 4


def keys(found: Outcome) -> list[dict[str, Any]]:
    """How many families are touched in each way."""
    return [{"way": way, "words": said, **found.ways[way]} for way, said in ways()]


def by_decile(found: Outcome) -> list[tuple[Any, SafeString]]:
    """Who comes in and who falls out, by decile: a title and its chart."""
    frame = dict(outcomes.slices(found))["decile"].drop_nulls("value")
    told = {row["value"]: row for row in frame.to_dicts()}
    titles = {GAINS: _("Keluarga yang masuk, menurut desil"), LOSES: _("Keluarga yang keluar, menurut desil")}
    drawn = []
    for way, title in titles.items():
        counts = [told.get(decile, {}).get(way, 0) for decile in range(1, 11)]
        if not any(counts):
            continue
        bars = [
            svg.Bar(str(decile), count, formats.compact(count), decile <= POOR)
            for decile, count in enumerate(counts, start=1)
        ]
        described = "; ".join(f"{bar.name}: {formats.count(int(bar.value))}" for bar in bars)
        drawn.append((title, svg.bars(bars, title=title, description=described)))
    return drawn


def tables(found: Outcome) -> list[dict[str, Any]]:
    """Sums by each trait, a title and lines with their words."""
    titles = {
        "region": _("Wilayah"),
        "decile": _("Desil"),
        "head_sex": _("Jenis kelamin kepala keluarga"),
        "disabled": _("Anggota dengan disabilitas"),
        "overlap": _("Ikut program lain"),
    }
    told = []
    for name, frame in outcomes.slices(found):
        lines = frame.to_dicts()
        names = _names(name, [line["value"] for line in lines])
        told.append(
            {
                "name": name,
                "title": titles[name],
                "lines": [
                    {**line, "words": names[line["value"]], "change": line["after"] - line["before"]} for line in lines
                ],
            }
        )
    return told


def sentence(found: Outcome) -> str:
    """The finding in one sentence."""
    change = found.after - found.before
    values = {
        "gains": formats.count(found.ways[GAINS]["families"]),
        "loses": formats.count(found.ways[LOSES]["families"]),
        "before": formats.rupiah(found.before),
        "after": formats.rupiah(found.after),
        "change": formats.rupiah(abs(change)),
    }
    if change > 0:
        return (
            _("%(gains)s keluarga masuk dan %(loses)s keluar; biaya setahun naik %(change)s menjadi %(after)s.")
            % values
        )
    if change < 0:
        return (
            _("%(gains)s keluarga masuk dan %(loses)s keluar; biaya setahun turun %(change)s menjadi %(after)s.")
            % values
        )
    return _("%(gains)s keluarga masuk dan %(loses)s keluar; biaya setahun tetap %(after)s.") % values


def as_of(found: Outcome) -> str:
    """From which day everything told here is."""
    if found.traits_of_today:
        return _(
            "Penetapan ini belum membekukan jenis kelamin kepala, disabilitas, dan program lain: ketiganya dibaca saat"
            " skenario dihitung; yang lain dari data beku penetapan."
        )
    return _("Semua angka berasal dari data beku penetapan, bukan dari data sekarang.")


def _names(slice_: str, values: list[Any]) -> dict[Any, str]:
    if slice_ == "region":
        paths = regions.paths(codes=[value for value in values if value])
        return {value: paths.get(value, value or "–").split(",")[0] for value in values}
    if slice_ == "decile":
        return {value: _("belum diketahui") if value is None else str(value) for value in values}
    if slice_ == "head_sex":
        return {value: {"L": _("laki-laki"), "P": _("perempuan")}.get(value, _("tidak diketahui")) for value in values}
    if slice_ == "disabled":
        return {value: {True: _("ada"), False: _("tidak ada")}.get(value, _("tidak diketahui")) for value in values}
    return {value: _programmes(value) for value in values}


def _programmes(value: str) -> str:
    if value == comparing.NOBODY:
        return _("tidak ada")
    known = kinds.names()
    return ", ".join(kinds.find(name).title(words.language()) if name in known else name for name in value.split())
