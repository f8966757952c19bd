"""Targeting's lists: rankings, versions, quotas."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core.tables import Column, Filter, Table
from lumbung.targeting import pictures
from lumbung.targeting.models import ModelVersion

BADGES = {
    ModelVersion.Status.DRAFT: "wait",
    ModelVersion.Status.ACTIVE: "ok",
    ModelVersion.Status.RETIRED: "end",
}

RANKINGS = Table(
    columns=[
        Column("region_code", _("Kabupaten/kota"), sort="region_code", value=lambda row: row.region_name),
        Column("on", _("Dihitung"), sort="on", kind="date"),
        Column(
            "version",
            _("Versi model"),
            value=lambda row: row.version.number,
            link=lambda row: reverse("targeting:model", args=[row.version_id]),
        ),
        Column("families", pgettext_lazy("many", "Keluarga"), sort="families", kind="count"),
        Column("unknown", _("Belum diketahui"), sort="unknown", kind="count"),
        Column("by", _("Oleh"), value=lambda row: row.by or _("Sistem")),
        Column(
            "moved",
            _("Pergeseran"),
            value=lambda row: _("Siapa bergeser") if row.whole else "",
            link=lambda row: reverse("targeting:movements", args=[row.pk]) if row.whole else "",
            export=False,
        ),
    ],
    caption=_("Pemeringkatan"),
    file_name="pemeringkatan",
    empty=_("Belum ada pemeringkatan di wilayah Anda."),
    empty_help=_("Latih sebuah model, minta orang lain mengaktifkannya, lalu nilai wilayah Anda."),
)

VERSIONS = Table(
    columns=[
        Column("kind", _("Model"), link=lambda row: reverse("targeting:model", args=[row.pk]), value=pictures.title),
        Column("status", _("Keadaan"), kind="badge", value=lambda row: (BADGES[row.status], row.get_status_display())),
        Column("survey", _("Dilatih dari")),
        Column("trained_on", _("Dilatih"), sort="trained_on", kind="date"),
        Column("r2", _("Keragaman yang terjelaskan"), kind="percent", value=lambda row: row.held_out["r2"]),
        Column("missed", _("30 % termiskin terlewat"), kind="percent", value=lambda row: row.at(30)["poor_missed"]),
    ],
    caption=_("Versi model"),
    order=("kind", "-number"),
    file_name="model",
    empty=_("Belum ada model yang dilatih."),
    empty_help=_("Unggah survei rumah tangga dengan pengeluaran per orang."),
)

QUOTAS = Table(
    columns=[
        Column("programme", _("Program"), sort="programme", value=lambda row: row.programme.upper()),
        Column("region_code", _("Wilayah"), sort="region_code", value=lambda row: row.region_name),
        Column("year", _("Tahun"), sort="year"),
        Column("families", pgettext_lazy("many", "Keluarga"), sort="families", kind="count"),
        Column("law", _("Dasar")),
        Column("set_on", _("Ditetapkan"), sort="set_on", kind="date"),
    ],
    caption=_("Kuota"),
    filters=[
        Filter("program", _("Program"), lambda rows, value: rows.filter(programme=value)),
        Filter("wilayah", _("Kode wilayah"), lambda rows, value: rows.filter(region_code=value)),
    ],
    order=("programme", "-year", "region_code"),
    file_name="kuota",
    empty=_("Belum ada kuota di wilayah Anda."),
    empty_help=_("Kuota ditetapkan petugas program dengan menyebut keputusannya."),
)
