"""How scenarios and the families they would touch look, on the page and on sheets."""

from typing import Any

import polars as pl
from django.urls import reverse
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lumbung.core.tables import Column, Filter, Table
from lumbung.programmes import comparing, kinds, words
from lumbung.programmes.models import Scenario
from lumbung.programmes.tables import DecidedRows
from lumbung.regions import queries as regions
from lumbung.registry.models import Family

BADGES = {Scenario.Status.COMPARING: "run", Scenario.Status.READY: "ok"}
WAY_BADGES = {
    comparing.GAINS: "ok", comparing.LOSES: "no", comparing.OPENS: "q", comparing.MORE: "ok", comparing.LESS: "do",
}  # fmt: skip


def ways() -> list[tuple[str, str]]:
    """How a draft can touch a family."""
    return [
        (comparing.GAINS, pgettext("scenario", "Masuk")),
        (comparing.LOSES, pgettext("scenario", "Keluar")),
        (comparing.MORE, gettext("Bertambah")),
        (comparing.LESS, gettext("Berkurang")),
        (comparing.OPENS, gettext("Menjadi belum bisa diputuskan")),
    ]


class TouchedRows(DecidedRows):
    """Families that a draft would touch, as a table takes them."""

    def order_by(self, *wishes: str) -> "TouchedRows":
        """The same rows in another order; a leading minus turns it round."""
        return TouchedRows(self._rows, viewer=self._viewer, run=self._run, order=wishes)

    def going(self, way: str) -> "TouchedRows":
        """Only those touched in that way."""
        rows = self._rows.filter(pl.col("way") == way)
        return TouchedRows(rows, viewer=self._viewer, run=self._run, order=self._order)

    def _named(self, frame: pl.DataFrame) -> list[dict[str, Any]]:
        ids = frame[comparing.FAMILY].to_list()
        heads = dict(Family.objects.visible_to(self._viewer).filter(pk__in=ids).values_list("pk", "head_name"))
        places = regions.paths(codes=frame["region_code"].to_list())
        return [
            {
                **row,
                "head_name": heads.get(row[comparing.FAMILY])
                or gettext("Keluarga %(id)s") % {"id": row[comparing.FAMILY]},
                "place": places.get(row["region_code"], row["region_code"]).split(",")[0],
                "change": row["after"] - row["before"],
                "url": reverse("programmes:why", args=[self._run.pk, row[comparing.FAMILY]]),
            }
            for row in frame.rows(named=True)
        ]


SCENARIOS = Table(
    columns=[
        Column("name", _("Skenario"), sort="name", link=lambda row: reverse("programmes:scenario", args=[row.pk])),
        Column("kind", _("Program"), value=lambda row: kinds.find(row.run.kind).title(words.language())),
        Column("run", _("Penetapan"), value=lambda row: row.run_id, link=lambda row: _run_url(row)),
        Column("made_at", _("Dibuat"), sort="made_at", kind="time"),
        Column("by", _("Oleh"), value=lambda row: str(row.by or gettext("Sistem"))),
        Column("gains", pgettext_lazy("scenario", "Masuk"), kind="count", value=lambda row: _sum(row, comparing.GAINS)),
        Column(
            "loses", pgettext_lazy("scenario", "Keluar"), kind="count", value=lambda row: _sum(row, comparing.LOSES)
        ),
        Column("status", _("Keadaan"), kind="badge", value=lambda row: (BADGES[row.status], row.get_status_display())),
    ],
    caption=_("Skenario"),
    order=("-pk",),
    file_name="skenario",
    empty=_("Belum ada skenario."),
    empty_help=_("Buka sebuah penetapan yang selesai, lalu coba rancangan di sana."),
)

TOUCHED = Table(
    columns=[
        Column("head_name", _("Kepala keluarga"), link=lambda row: row["url"]),
        Column("place", _("Desa")),
        Column("region_code", _("Kode wilayah"), sort="region_code"),
        Column("decile", _("Desil"), sort="decile", kind="count"),
        Column("way", _("Akibat"), kind="badge", value=lambda row: (WAY_BADGES[row["way"]], dict(ways())[row["way"]])),
        Column("before", _("Setahun menurut penetapan"), sort="before", kind="money"),
        Column("after", _("Setahun menurut rancangan"), sort="after", kind="money"),
        Column("change", _("Beda"), kind="money"),
    ],
    caption=_("Keluarga yang terkena"),
    filters=[Filter("akibat", _("Akibat"), lambda rows, value: rows.going(value), ways)],  # type: ignore[attr-defined]
    order=(comparing.FAMILY,),
    file_name="skenario-keluarga",
    empty=_("Tidak ada keluarga yang terkena di wilayah Anda."),
)


def _run_url(row: Scenario) -> str:
    return reverse("programmes:run", args=[row.run_id])


def _sum(row: Scenario, way: str) -> int | None:
    """Sums of the whole run; whoever sees a part of it opens the scenario to see theirs."""
    return row.totals.get(way, {}).get("families")
