"""The picture in drawings and sentences: every chart is titled with what it shows, made from its own numbers."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lumbung.core import formats, sheets, svg
from lumbung.insight import facts
from lumbung.insight.queries import POOR, Area, Picture
from lumbung.programmes import kinds, words
from lumbung.regions import queries as regions


@dataclass(frozen=True)
class Figure:
    """A number, its unit, and the two numbers it was divided from, in words."""

    name: str
    value: str
    unit: str
    detail: str


@dataclass(frozen=True)
class Chart:
    """A finding, what is drawn, and where it comes from."""

    finding: str
    about: str
    drawing: SafeString
    source: str


@dataclass(frozen=True)
class Rank:
    """One line of the list beside the map: the list is the table of the map."""

    name: str
    url: str
    value: int | None
    css: str


def figures(picture: Picture) -> list[Figure]:
    """Four figures with their divisor; those without a whole say that they are not known yet."""
    families, ranked, poor, reached = (picture.total(name) for name in ("families", "ranked", "poor", "reached"))
    chain = picture.told
    paid, lines = (chain.paid, chain.lines) if chain else (None, None)
    return [
        _of_hundred(
            _("PKH sampai ke desil 1–4"),
            reached,
            poor,
            _("%(part)s dari %(whole)s keluarga desil 1–4 ada di daftar bayar terakhir"),
        ),
        _of_hundred(
            _("Uang sudah masuk"),
            paid,
            lines,
            _("%(part)s dari %(whole)s keluarga di daftar bayar yang sudah dijawab bank"),
        ),
        _of_hundred(_("Keluarga desil 1–4"), poor, families, _("%(part)s dari %(whole)s keluarga yang terdaftar")),
        _of_hundred(
            _("Peringkat bisa dihitung"), ranked, families, _("%(part)s dari %(whole)s keluarga yang terdaftar")
        ),
    ]


def _of_hundred(name: str, part: int | None, whole: int | None, detail: str) -> Figure:
    value = facts.per_hundred(part, whole)
    if value is None:
        return Figure(name, formats.NOTHING, "", _("Belum ada datanya."))
    words = {"part": formats.count(part), "whole": formats.count(whole)}
    return Figure(name, formats.count(value), _("dari 100"), detail % words)


def poverty_map(picture: Picture) -> tuple[Chart, list[Rank]] | None:
    """Families in deciles 1–4 of a hundred, by area, beside the same as a sorted list."""
    known = sorted((area for area in picture.areas if area.poor_per_hundred is not None), key=_poorest)
    if not known:
        return None
    top, low = known[0], known[-1]
    values = {"top": top.name, "most": top.poor_per_hundred, "low": low.name, "least": low.poor_per_hundred}
    if len(known) > 1:
        finding = _("Di %(top)s %(most)s dari 100 keluarga ada di desil 1–4, di %(low)s %(least)s") % values
    else:
        finding = _("Di %(top)s %(most)s dari 100 keluarga ada di desil 1–4") % values
    chart = Chart(
        finding,
        _("Keluarga desil 1 sampai 4 per 100 keluarga terdaftar. Makin kuat warnanya, makin banyak."),
        svg.tile_map(_tiles(picture), title=finding, description=_("Angka yang sama ada di daftar di samping peta.")),
        _("Pembagi: semua keluarga yang terdaftar di wilayah itu. Letak petak kira-kira, bukan batas wilayah."),
    )
    shades = svg.classes_of([area.poor_per_hundred for area in known])
    ranks = [
        Rank(area.name, address(area), area.poor_per_hundred, f"k{shade}")
        for area, shade in zip(known, shades, strict=True)
    ]
    return chart, ranks


def _poorest(area: Area) -> tuple[int, str]:
    return -(area.poor_per_hundred or 0), area.name


def _tiles(picture: Picture) -> list[svg.Tile]:
    spots = regions.tiles(code=picture.region_code, names=[area.name for area in picture.areas])
    return [
        svg.Tile(area.name, column, row, area.poor_per_hundred, formats.count(area.poor_per_hundred))
        for area, (column, row) in zip(picture.areas, spots, strict=True)
    ]


def address(area: Area) -> str:
    """The same page, one level down."""
    return f"{reverse('insight:dashboard')}?wilayah={area.code}"


def coverage(picture: Picture) -> tuple[Chart, list[Rank]] | None:
    """Paid families of a hundred in deciles 1–4, by area: the lowest first, because there somebody is missing."""
    known = sorted((area for area in picture.areas if area.reached_per_hundred is not None), key=_least_reached)
    if len(known) < 2 or not picture.chain:
        return None
    low, top = known[0], known[-1]
    values = {"low": low.name, "least": low.reached_per_hundred, "top": top.name, "most": top.reached_per_hundred}
    finding = _("PKH sampai ke %(least)s dari 100 keluarga desil 1–4 di %(low)s, ke %(most)s di %(top)s") % values
    chart = Chart(
        finding,
        _("Keluarga di daftar bayar terakhir per 100 keluarga desil 1–4, yang paling rendah dahulu."),
        SafeString(""),
        _("Pembagi: keluarga desil 1–4 yang terdaftar. Yang tidak punya anggota untuk dihitung ikut dalam pembagi."),
    )
    return chart, [Rank(area.name, address(area), area.reached_per_hundred, "fill") for area in known]


def _least_reached(area: Area) -> tuple[int, str]:
    return area.reached_per_hundred or 0, area.name


def reasons(picture: Picture) -> tuple[Chart, list[Rank]] | None:
    """What most often keeps families out of PKH; a family may have several reasons."""
    decided = picture.decided
    if not decided or not decided.reasons:
        return None
    kind = kinds.find(decided.run.kind)
    named = [Rank(words.reason(kind, name, decided.run.on), "", count, "fill") for name, count in decided.reasons[:8]]
    told = {name: formats.count(decided.outcomes.get(name)) for name in ("eligible", "refused", "undetermined")}
    about = (
        _("%(eligible)s keluarga memenuhi, %(refused)s belum memenuhi, %(undetermined)s belum bisa diputuskan.") % told
    )
    several = _("Satu keluarga bisa punya beberapa alasan.")
    chart = Chart(
        _("Yang paling sering menahan PKH: %(reason)s") % {"reason": named[0].name},
        f"{about} {several}",
        SafeString(""),
        _("Sumber: penetapan PKH %(day)s.") % {"day": formats.day(decided.run.on)},
    )
    return chart, named


def recipients_by_decile(picture: Picture) -> Chart | None:
    """Who is on the latest payment list, by decile."""
    counts = picture.deciles
    total = sum(count or 0 for count in counts.values())
    if not total:
        return None
    inside = sum(counts[decile] or 0 for decile in range(1, POOR + 1))
    finding = _("%(inside)s dari 100 penerima PKH ada di desil 1–4") % {"inside": facts.per_hundred(inside, total)}
    beyond = total - inside
    bars = [
        svg.Bar(str(decile), count or 0, formats.compact(count), accent=decile <= POOR)
        for decile, count in counts.items()
    ]
    described = ", ".join(f"{decile}: {formats.count(count)}" for decile, count in counts.items())
    note = _("%(beyond)s keluarga di atas desil 4") % {"beyond": formats.count(beyond)} if beyond else ""
    return Chart(
        finding,
        _("Keluarga di daftar bayar terakhir menurut desil nasional, 1 yang termiskin."),
        svg.bars(bars, title=finding, description=described, note=note, note_at=POOR),
        _("Sumber: daftar bayar PKH terakhir, dipadankan dengan peringkat yang berlaku."),
    )


def money_over_time(picture: Picture) -> Chart | None:
    """How far the money that arrived is from what was decided, period by period."""
    chains = [chain for chain in picture.chains if chain.answered]
    if len(chains) < 2:
        return None
    gaps = [chain.lines - chain.paid for chain in chains]
    words = {"first": formats.count(gaps[0]), "last": formats.count(gaps[-1])}
    if gaps[-1] <= gaps[0]:
        finding = _("Uang makin dekat dengan keputusan: selisihnya turun dari %(first)s ke %(last)s keluarga") % words
    else:
        finding = _("Uang tertinggal dari keputusan: selisihnya naik dari %(first)s ke %(last)s keluarga") % words
    drawing = svg.lines(
        [
            svg.Line(_("ditetapkan"), [c.lines for c in chains], formats.compact(chains[-1].lines), accent=False),
            svg.Line(_("masuk"), [c.paid for c in chains], formats.compact(chains[-1].paid)),
        ],
        points=[formats.month(chain.since).split(" ")[0][:3] for chain in chains],
        unit=_("keluarga"),
        title=finding,
        description=_("Ditetapkan dan masuk rekening, menurut masa bayar."),
    )
    return Chart(finding, _("Keluarga PKH per masa bayar."), drawing, _("Sumber: daftar bayar dan laporan bank."))


def money(picture: Picture) -> dict[str, Any] | None:
    """Every rupiah of the latest period in its place."""
    chain = picture.told
    if not chain:
        return None
    parts = [
        (chain.paid_amount, chain.paid, _("masuk, %(families)s keluarga")),
        (chain.back_amount, chain.back, _("gagal atau kembali, %(families)s keluarga")),
        (chain.waiting_amount, chain.waiting, _("belum dilaporkan bank, %(families)s keluarga")),
    ]
    return {
        "since": chain.since,
        "amount": chain.amount,
        "lines": chain.lines,
        "amounts": [amount for amount, _count, _words in parts],
        "parts": [
            {"amount": amount, "label": words % {"families": formats.count(count)}} for amount, count, words in parts
        ],
    }


def sheet(picture: Picture) -> tuple[list[str], list[list[Any]]]:
    """The areas as a table to take along: heads and rows."""
    heads = [
        _("Kode"),
        _("Wilayah"),
        pgettext("many", "Keluarga"),
        _("Berperingkat"),
        _("Desil 1–4"),
        _("Desil 1–4 yang dibayar"),
    ]
    names = ("code", "name", "families", "ranked", "poor", "reached")
    return heads, [[sheets.plain("text", getattr(area, name)) for name in names] for area in picture.areas]
