"""Results as pictures, tables and sheets; what is too small to be shown is said so, never zero."""

from collections.abc import Iterator
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lumbung.cases import clusters, plan_words
from lumbung.cases.models import Case
from lumbung.cases.queries.results import Figures, Results
from lumbung.core import formats, svg


def titles() -> dict[str, str]:
    """What each way of grouping is called."""
    return {
        "cluster": _("Menurut klaster"),
        "mode": _("Menurut cara layanan"),
        "centre": _("Menurut balai atau lembaga"),
    }


def name_of(of: str, name: str) -> str:
    """One group in words."""
    if of == "cluster" and name in clusters.names():
        return clusters.find(name).title[plan_words.language()]
    if of == "mode" and name in Case.Mode.values:
        return str(Case.Mode(name).label)
    return name


def way(found: Results) -> SafeString:
    """From the first word to the community again, each step as long as its part of those that came."""
    whole, least = found.whole, found.least
    steps = (
        (_("Masuk"), whole.reached),
        (pgettext("answer", "Diterima"), whole.accepted),
        (_("Masih dilayani"), whole.running),
        (_("Selesai"), whole.ended),
        (_("Kembali ke masyarakat"), whole.home),
        (_("Tidak melanjutkan"), whole.left),
    )
    bars = [svg.Bar(words, count or 0, plan_words.shown(count, least)) for words, count in steps]
    return svg.funnel(
        bars, title=_("Perjalanan kasus"), description=_("Dari yang masuk sampai yang kembali ke masyarakat.")
    )


def by_cluster(found: Results) -> SafeString:
    """How many each cluster reached."""
    bars = [
        svg.Bar(name_of("cluster", one.name), one.reached or 0, plan_words.shown(one.reached, found.least))
        for one in found.groups["cluster"]
    ]
    return svg.funnel(bars, title=_("Jangkauan menurut klaster"), description=_("Kasus yang masuk, setiap klaster."))


def tables(found: Results) -> list[dict[str, Any]]:
    """One table for each way of grouping that has something to show."""
    return [
        {"title": title, "key": of, "rows": [_cells(of, one, found.least) for one in found.groups[of]]}
        for of, title in titles().items()
        if found.groups[of]
    ]


def _cells(of: str, one: Figures, least: int) -> dict[str, str]:
    counts = {name: plan_words.shown(getattr(one, name), least) for name in ("reached", "accepted", "ended")}
    return {
        "name": name_of(of, one.name),
        **counts,
        "waited": _("%(days)s hari") % {"days": formats.count(one.waited)} if one.waited is not None else "–",
        "change": formats.count(one.change, 1) if one.change is not None else "–",
        "home": formats.percent(one.home_share) if one.home_share is not None else "–",
        "left": formats.percent(one.left_share) if one.left_share is not None else "–",
    }


def heads() -> list[str]:
    """The heads of the sheet."""
    return [
        *(_("Kelompok"), _("Nama"), _("Masuk"), pgettext("answer", "Diterima"), _("Masih dilayani"), _("Selesai")),
        *(_("Kembali ke masyarakat"), _("Tidak melanjutkan"), _("Median hari menunggu")),
        *(_("Diukur dua kali"), _("Perubahan keberfungsian")),
    ]


def rows(found: Results) -> Iterator[list[Any]]:
    """The whole and every group; an empty cell is a figure too small to be shown."""
    everything = [("", _("Semua"), found.whole)]
    for of, title in titles().items():
        everything += [(title, name_of(of, one.name), one) for one in found.groups[of]]
    for title, name, one in everything:
        counts = (one.reached, one.accepted, one.running, one.ended, one.home, one.left, one.waited)
        measured = (one.measured, one.change)
        yield [title, name, *("" if count is None else count for count in (*counts, *measured))]
